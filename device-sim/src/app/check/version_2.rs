//! Version 2 of the API: windows, daily summaries, and the app's own rule (COCOA v2.0.0 `ExposureDetectionService`).
//!
//! Order of evaluation: what of the operating system's answer is new; of the new days those that the release rates; each
//! with its new windows alone; one day of high risk, and the app notifies. The operating system itself shows nothing.

use std::collections::BTreeSet;

use exposure_notification::v2::{
    Condition, DailySummary, ExposureWindow, Operator, Parameters, RiskCalculationConfiguration, RiskLevel,
};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use testbed::journal::ChainPlace;

use super::exposure_data::News;
use super::{ParametersUsed, journal_accepted, journal_own_notification};
use crate::app::behaviour::{OwnNotification, RatedWindows};
use crate::app::operation_log::entry::Entry;
use crate::app::screens::notifications::EXPOSURE;
use crate::app::{App, Surroundings};
use crate::framework::{Refusal, WindowDetection};

impl App {
    /// Lets the operating system judge files, and decides.
    pub(super) async fn judge_in_version_2(
        &mut self,
        files: &[Vec<u8>],
        around: &mut Surroundings<'_>,
    ) -> Result<ParametersUsed, Refusal> {
        let (at, now) = (around.journal.at(), around.now());
        let configurations = &mut self.stored.configurations_of_version_2;
        let exposure_configuration = configurations.exposure_configuration(around.server, now).await;
        let detection = around
            .framework
            .detect_with_windows(files, &exposure_configuration, at)?;
        journal_accepted(around);
        let risk_calculation = configurations.risk_calculation_for_decision(around.server).await;
        self.decide_in_version_2(detection, &risk_calculation, around);
        let parameters = Parameters {
            exposure_configuration,
            risk_calculation,
        };
        Ok(ParametersUsed {
            at,
            api_version: 2,
            digest: parameters.digest(),
        })
    }

    fn decide_in_version_2(
        &mut self,
        detection: WindowDetection,
        risk: &RiskCalculationConfiguration,
        around: &mut Surroundings<'_>,
    ) {
        if detection.matched_key_count == 0 {
            around.journal.ended(
                ChainPlace::KeysMatched,
                "記録した接触符号と一致する日次鍵はなかった",
            );
            return;
        }
        let levels: Vec<String> = detection.matched_levels.iter().map(u8::to_string).collect();
        let matched = format!(
            "記録した接触符号と一致する日次鍵が、これまでに{}件あった（感染リスクのレベル{}）",
            detection.matched_key_count,
            levels.join("・")
        );
        around.journal.passed(ChainPlace::KeysMatched, matched);
        self.log(
            Entry::Windows {
                count: detection.windows.len(),
            },
            around,
        );
        for summary in &detection.daily_summaries {
            let entry = Entry::DailySummary {
                date: summary.date,
                maximum_score: summary.day.maximum_score,
                score_sum: summary.day.score_sum,
            };
            self.log(entry, around);
        }
        let high_before = self.stored.exposure_data.high_days(risk);
        let news = self.stored.exposure_data.take_in(
            self.release.equal_windows,
            detection.daily_summaries,
            detection.windows,
        );
        if !self.rates_high(&news, &high_before, risk, around) {
            return;
        }
        if self.release.own_notification == OwnNotification::NewHighRiskDay {
            let appeared = self.post(EXPOSURE, around);
            journal_own_notification(around, appeared, false);
        }
    }

    /// Whether one of the new days is of high risk, and in the journal why.
    fn rates_high(
        &self,
        news: &News,
        high_before: &BTreeSet<i64>,
        risk: &RiskCalculationConfiguration,
        around: &Surroundings<'_>,
    ) -> bool {
        let journal = around.journal;
        if news.summaries.is_empty() {
            journal.ended(
                ChainPlace::CloseContactJudged,
                "前に確認した日からスコアが変わっていないため、新しい接触とは判定しなかった",
            );
            return false;
        }
        let mut high = false;
        for summary in &news.summaries {
            let rates_all = self.release.rated_windows == RatedWindows::AllOfTheDay;
            let (windows, which): (Vec<ExposureWindow>, _) =
                if rates_all && !high_before.contains(&summary.date) {
                    (self.stored.exposure_data.windows_of(summary.date), "その日の接触")
                } else {
                    (news.windows_of(summary.date).cloned().collect(), "新しい接触")
                };
            let day = in_words(summary, &windows, which, risk);
            journal.passed(ChainPlace::RiskScored, day.clone());
            if !self.release.rated_days.rates(summary, around.now()) {
                journal.ended(
                    ChainPlace::CloseContactJudged,
                    format!("{day}。15日より前の日のため、判定の対象にしなかった"),
                );
            } else if risk.risk_level(summary, &windows) == RiskLevel::High {
                high = true;
                journal.passed(
                    ChainPlace::CloseContactJudged,
                    format!("{day}。すべての条件を満たすため、濃厚接触と判定した"),
                );
            } else {
                journal.ended(
                    ChainPlace::CloseContactJudged,
                    format!("{day}。条件を満たさないため、濃厚接触とは判定しなかった"),
                );
            }
        }
        high
    }
}

/// A day with what is asked of it: `2022-04-10のスコアの合計2250（条件は1350以上）、新しい接触の時間900秒（条件は900以上）`.
fn in_words(
    summary: &DailySummary,
    windows: &[ExposureWindow],
    which: &str,
    risk: &RiskCalculationConfiguration,
) -> String {
    let date = Timestamp::from_second(summary.date).unwrap_or(Timestamp::UNIX_EPOCH);
    let date = date.to_zoned(TimeZone::UTC).date();
    let seconds: u64 = windows
        .iter()
        .flat_map(|window| &window.scan_instances)
        .map(|scan| u64::from(scan.seconds_since_last_scan))
        .sum();
    let score = (summary.day.score_sum * 10.0).round() / 10.0;
    format!(
        "{date}のスコアの合計{score}（{}）、{which}の時間{seconds}秒（{}）",
        condition_in_words(risk.score_sum),
        condition_in_words(risk.seconds_since_last_scan_sum)
    )
}

fn condition_in_words(Condition { operator, value }: Condition) -> String {
    let comparison = match operator {
        Operator::NoOperation => return "条件なし".to_owned(),
        Operator::Equal => "と等しい",
        Operator::GreaterOrEqual => "以上",
        Operator::Greater => "より大きい",
        Operator::LessOrEqual => "以下",
        Operator::Less => "未満",
    };
    format!("条件は{value}{comparison}")
}
