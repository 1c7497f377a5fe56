//! One check: configuration, list, files, operating system, decision.
//!
//! The order is that of COCOA's `ExposureNotificationHandler`; where releases differ, the row of the release decides.
//! Nothing new in the list ends a check without a trace: the operating system is not asked, a contact is not judged
//! twice. A failure never leaves the check: the app tries again at the next one.

use exposure_notification::v1::ExposureSummary;
use jiff::Timestamp;
use serde::Serialize;
use testbed::journal::ChainPlace;

use super::App;
use super::behaviour::{CursorRule, DetailsCondition};
use super::key_files;
use super::notify_server::NotifyServer;
use crate::framework::{Detection, Framework};
use crate::phone_journal::PhoneJournal;

/// With which parameters the operating system judged keys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct ParametersUsed {
    /// When.
    pub at: Timestamp,
    /// `ExposureConfiguration::digest`.
    pub digest: String,
}

impl App {
    /// The user opens the app: Home downloads the configuration anew and checks.
    pub(crate) async fn check_on_opening(
        &mut self,
        framework: &mut Framework,
        server: &NotifyServer,
        journal: &PhoneJournal<'_>,
    ) -> Option<ParametersUsed> {
        self.download_configuration(server).await;
        self.check(framework, server, journal).await
    }

    /// Nobody opens the app: the configuration is downloaded only if there never was one.
    pub(crate) async fn check_unattended(
        &mut self,
        framework: &mut Framework,
        server: &NotifyServer,
        journal: &PhoneJournal<'_>,
    ) -> Option<ParametersUsed> {
        if self.downloaded_configuration.is_none() {
            self.download_configuration(server).await;
        }
        self.check(framework, server, journal).await
    }

    /// Keeps what was downloaded before when it fails.
    async fn download_configuration(&mut self, server: &NotifyServer) {
        if let Some(configuration) = server.exposure_configuration().await {
            self.downloaded_configuration = Some(configuration);
        }
    }

    async fn check(
        &mut self,
        framework: &mut Framework,
        server: &NotifyServer,
        journal: &PhoneJournal<'_>,
    ) -> Option<ParametersUsed> {
        let Some(list) = server.list().await else {
            journal.ended(
                ChainPlace::FilesDownloaded,
                "配布ファイルの一覧がまだないか、取得できなかった",
            );
            return None;
        };
        let new = key_files::select(self.release.cursor, self.cursor, list);
        if new.files.is_empty() {
            return None;
        }
        let (files, failed) = key_files::download(server, &new.files).await;
        journal_download(journal, files.len(), failed);
        if self.release.cursor == CursorRule::RunningSavedBefore {
            self.cursor = new.cursor;
        }

        let configuration = self.configuration_in_force();
        let detection = match framework.provide_diagnosis_keys(&files, &configuration, journal.at()) {
            Ok(detection) => detection,
            Err(error) => {
                let code = error.code(framework.platform());
                tracing::debug!(%error, code, "the operating system refused the files");
                journal.ended(ChainPlace::FilesAccepted, "OSが配布ファイルを受け付けなかった");
                return None;
            }
        };
        journal.passed(
            ChainPlace::FilesAccepted,
            "OSが配布ファイルの形式と署名を確認した",
        );
        self.cursor = new.cursor;

        let minimum = u32::from(configuration.minimum_risk_score);
        self.decide(framework, detection, minimum, journal);
        Some(ParametersUsed {
            at: journal.at(),
            digest: configuration.digest(),
        })
    }

    /// What the app makes of the summary. Asking for the details makes the operating system notify the user.
    fn decide(
        &mut self,
        framework: &mut Framework,
        detection: Detection,
        minimum: u32,
        journal: &PhoneJournal<'_>,
    ) {
        let summary = detection.summary();
        if summary.matched_key_count == 0 {
            journal.ended(
                ChainPlace::KeysMatched,
                "記録した接触符号と一致する日次鍵はなかった",
            );
            return;
        }
        let levels: Vec<String> = detection.matched_levels().iter().map(u8::to_string).collect();
        let levels = levels.join("・");
        journal_summary(journal, summary, minimum, &levels);
        let condition = self.release.details;
        if !condition.is_met(summary, minimum) {
            let detail = format!(
                "最大リスクスコア{}（鍵の感染リスクのレベル{levels}）が最小リスクスコア{minimum}に満たないため、濃厚接触とは判定しなかった",
                summary.maximum_risk_score
            );
            journal.ended(ChainPlace::CloseContactJudged, detail);
            return;
        }
        journal.passed(ChainPlace::CloseContactJudged, rule_in_words(condition));
        let (information, shown) = framework.exposure_information(detection, journal.at());
        if shown {
            journal.passed(ChainPlace::NotificationShown, "OSが接触の通知を表示した");
        } else {
            journal.ended(
                ChainPlace::NotificationShown,
                "OSの設定で通知が切られているため、表示されなかった",
            );
        }
        let kept = self.release.kept;
        self.exposures.extend(
            information
                .into_iter()
                .filter(|exposure| kept.keeps(exposure, minimum)),
        );
    }
}

fn journal_download(journal: &PhoneJournal<'_>, files: usize, failed: usize) {
    if failed == 0 {
        journal.passed(
            ChainPlace::FilesDownloaded,
            format!("新しい配布ファイルを{files}件取得した"),
        );
    } else {
        let detail = format!("新しい配布ファイル{files}件のうち{failed}件を取得できなかった");
        journal.ended(ChainPlace::FilesDownloaded, detail);
    }
}

fn journal_summary(journal: &PhoneJournal<'_>, summary: &ExposureSummary, minimum: u32, levels: &str) {
    let matched = format!(
        "記録した接触符号と一致する日次鍵が{}件あった（感染リスクのレベル{levels}）",
        summary.matched_key_count
    );
    journal.passed(ChainPlace::KeysMatched, matched);
    let scored = format!(
        "最大リスクスコア{}、最小リスクスコア{minimum}",
        summary.maximum_risk_score
    );
    journal.passed(ChainPlace::RiskScored, scored);
}

fn rule_in_words(condition: DetailsCondition) -> &'static str {
    match condition {
        DetailsCondition::AnyMatch => "一致する日次鍵があれば、近さと長さを問わず通知する版である",
        DetailsCondition::MaximumScoreReachesMinimum => {
            "最大リスクスコアが最小リスクスコア以上のため、濃厚接触と判定した"
        }
    }
}
