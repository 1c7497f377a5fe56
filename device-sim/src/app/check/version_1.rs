//! Version 1 of the API: a summary, and the details on request.

use exposure_notification::v1::ExposureSummary;
use testbed::journal::ChainPlace;

use super::{ParametersUsed, journal_accepted, journal_own_notification};
use crate::app::behaviour::{DetailsCondition, OwnNotification};
use crate::app::operation_log::entry::{Call, Entry};
use crate::app::screens::notifications::{EXPOSURE, EXPOSURE_1_0};
use crate::app::{App, Surroundings};
use crate::framework::{Detection, Refusal};

impl App {
    /// Keeps what was downloaded before when it fails.
    pub(super) async fn download_configuration(&mut self, around: &Surroundings<'_>) {
        let downloaded = around.server.exposure_configuration().await;
        self.log_answer(Call::Configuration, downloaded.as_ref().err().copied(), around);
        if let Ok(configuration) = downloaded {
            self.stored.configuration = Some(configuration);
        }
    }

    /// Lets the operating system judge files, and decides.
    pub(super) fn judge_in_version_1(
        &mut self,
        files: &[Vec<u8>],
        around: &mut Surroundings<'_>,
    ) -> Result<ParametersUsed, Refusal> {
        let downloaded = self.stored.configuration.clone();
        let configuration = downloaded.unwrap_or_else(|| self.release.fallback.configuration());
        let at = around.journal.at();
        let detection = around
            .framework
            .provide_diagnosis_keys(files, &configuration, at)?;
        journal_accepted(around);
        self.log(Entry::Summary(*detection.summary()), around);
        self.decide_in_version_1(detection, u32::from(configuration.minimum_risk_score), around);
        Ok(ParametersUsed {
            at,
            api_version: 1,
            digest: configuration.digest(),
        })
    }

    /// What the app makes of the summary. Asking for the details makes the operating system notify the user.
    fn decide_in_version_1(&mut self, detection: Detection, minimum: u32, around: &mut Surroundings<'_>) {
        let summary = detection.summary();
        if summary.matched_key_count == 0 {
            around.journal.ended(
                ChainPlace::KeysMatched,
                "記録した接触符号と一致する日次鍵はなかった",
            );
            return;
        }
        let levels: Vec<String> = detection.matched_levels().iter().map(u8::to_string).collect();
        let levels = levels.join("・");
        journal_summary(around, summary, minimum, &levels);
        let condition = self.release.details;
        if !condition.is_met(summary, minimum) {
            let detail = format!(
                "最大リスクスコア{}（鍵の感染リスクのレベル{levels}）が最小リスクスコア{minimum}に満たないため、濃厚接触とは判定しなかった",
                summary.maximum_risk_score
            );
            around.journal.ended(ChainPlace::CloseContactJudged, detail);
            return;
        }
        around
            .journal
            .passed(ChainPlace::CloseContactJudged, rule_in_words(condition));
        let at = around.journal.at();
        let (information, os_notified) = around.framework.exposure_information(detection, at);
        if os_notified {
            around
                .journal
                .passed(ChainPlace::NotificationShown, "OSが接触の通知を表示した");
        } else {
            around.journal.ended(
                ChainPlace::NotificationShown,
                "OSの設定で通知が切られているため、表示されなかった",
            );
        }
        for exposure in &information {
            self.log(Entry::Exposure(*exposure), around);
        }
        let kept = self.release.kept;
        let before = self.stored.exposures.len();
        self.stored.exposures.extend(
            information
                .into_iter()
                .filter(|exposure| kept.keeps(exposure, minimum)),
        );
        let text = match self.release.own_notification {
            OwnNotification::AnyMatchIfOptedIn if self.stored.notifications_opted_in => EXPOSURE_1_0,
            OwnNotification::NewContact if self.stored.exposures.len() > before => EXPOSURE,
            _ => return,
        };
        let appeared = self.post(text, around);
        journal_own_notification(around, appeared, os_notified);
    }
}

fn journal_summary(around: &Surroundings<'_>, summary: &ExposureSummary, minimum: u32, levels: &str) {
    let matched = format!(
        "記録した接触符号と一致する日次鍵が{}件あった（感染リスクのレベル{levels}）",
        summary.matched_key_count
    );
    around.journal.passed(ChainPlace::KeysMatched, matched);
    let scored = format!(
        "最大リスクスコア{}、最小リスクスコア{minimum}",
        summary.maximum_risk_score
    );
    around.journal.passed(ChainPlace::RiskScored, scored);
}

fn rule_in_words(condition: DetailsCondition) -> &'static str {
    match condition {
        DetailsCondition::AnyMatch => "一致する日次鍵があれば、近さと長さを問わず通知する版である",
        DetailsCondition::MaximumScoreReachesMinimum => {
            "最大リスクスコアが最小リスクスコア以上のため、濃厚接触と判定した"
        }
    }
}
