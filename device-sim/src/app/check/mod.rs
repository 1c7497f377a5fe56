//! One check: list, files, operating system, decision.
//!
//! The order is that of COCOA's `ExposureNotificationHandler` (1.x) and `AbsExposureDetectionBackgroundService` (2.x);
//! where releases differ, the row of the release decides.
//! 1. Exposure Notification must be in the state that the release asks for;
//! 2. region by region: the list, what is new in it, the files;
//! 3. the operating system judges the files, with the configuration in force;
//! 4. the app decides ([`version_1`], [`version_2`]).
//!
//! Nothing new in the list ends a check without a trace: the operating system is not asked, a contact is not judged
//! twice. A failure never leaves the check: the app tries again at the next one.

mod configurations;
mod exposure_data;
mod key_files;
#[cfg(test)]
mod platform_differences;
mod version_1;
mod version_2;

use jiff::Timestamp;
use serde::Serialize;
use testbed::japan;
use testbed::journal::ChainPlace;

pub(super) use configurations::ConfigurationsOfVersion2;
pub(super) use exposure_data::ExposureData;

use super::behaviour::{Api, CursorRule, FailedFile, FailedList, FailedRun, RegionLoop, RequiredState};
use super::notify_server::DownloadError;
use super::operation_log::entry::{Call, Entry};
use super::{App, Surroundings};
use crate::framework::Refusal;

/// With which parameters the operating system judged keys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct ParametersUsed {
    /// When.
    pub at: Timestamp,
    /// Through which version of the API.
    pub api_version: u8,
    /// `ExposureConfiguration::digest` of version 1, `Parameters::digest` of version 2.
    pub digest: String,
}

/// What a check left behind.
#[derive(Debug, Default)]
pub(super) struct Run {
    /// With which parameters the operating system judged.
    pub used: Vec<ParametersUsed>,
    /// Why it failed, where the release lets anybody know.
    pub failure: Option<Failure>,
}

/// Why a check failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Failure {
    /// A server did not answer.
    Network,
    /// The operating system allows no more checks today.
    RateLimited,
    /// Anything else.
    Other,
}

impl From<DownloadError> for Failure {
    fn from(error: DownloadError) -> Self {
        match error {
            DownloadError::Unreachable => Self::Network,
            DownloadError::Status(_) | DownloadError::Unreadable => Self::Other,
        }
    }
}

/// What all regions together brought.
#[derive(Debug, Default)]
struct AllRegions {
    had_files: bool,
    missed_a_list: bool,
}

/// What one region brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Region {
    WithFiles,
    WithoutFiles,
    WithoutList,
}

impl App {
    /// Home is opened: it downloads the configuration of version 1 anew and checks.
    pub(super) async fn check_on_opening(&mut self, around: &mut Surroundings<'_>) -> Run {
        if self.release.api == Api::V1 {
            self.download_configuration(around).await;
        }
        self.check(around).await
    }

    /// The system lets the app run although nobody opens it. The configuration of version 1 is downloaded only if
    /// there never was one.
    pub(crate) async fn check_unattended(&mut self, around: &mut Surroundings<'_>) -> Vec<ParametersUsed> {
        if self.instead(around.framework).is_some() || !self.stored.is_in_use() {
            return Vec::new();
        }
        let locale = around.framework.locale().to_owned();
        self.stored.read(&self.release, &locale, around.now());
        self.operation_log.rotate(japan::date(around.now()));
        self.remind_of_end_of_service(around);
        if self.release.api == Api::V1 && self.stored.configuration.is_none() {
            self.download_configuration(around).await;
        }
        let run = self.check(around).await;
        self.schedule_after_run(run.failure, around.framework, around.journal.at());
        run.used
    }

    async fn check(&mut self, around: &mut Surroundings<'_>) -> Run {
        let mut run = Run::default();
        if self.release.api == Api::None || !self.may_check(around) {
            return run;
        }
        let outcome = self.check_regions(&mut run.used, around).await;
        self.remember(&outcome, around.now());
        if self.release.failed_run == FailedRun::IsReported {
            run.failure = outcome.err();
        }
        run
    }

    /// Whether Exposure Notification is in the state that a check needs.
    fn may_check(&mut self, around: &Surroundings<'_>) -> bool {
        let status = around.framework.status();
        self.log(
            Entry::ExposureNotificationStatus {
                enabled: status.enabled,
                active: status.active,
            },
            around,
        );
        let why_not = match self.release.required_state {
            _ if !status.enabled => "接触通知の機能がオフのため、配布ファイルを確認しなかった",
            RequiredState::EnabledAndActive if !status.active => {
                "Bluetoothなどが切れて接触通知の機能が動いていないため、配布ファイルを確認しなかった"
            }
            RequiredState::Enabled | RequiredState::EnabledAndActive => return true,
        };
        around.journal.ended(ChainPlace::FilesDownloaded, why_not);
        false
    }

    async fn check_regions(
        &mut self,
        used: &mut Vec<ParametersUsed>,
        around: &mut Surroundings<'_>,
    ) -> Result<AllRegions, Failure> {
        let mut regions = AllRegions::default();
        for region in self.release.regions.codes() {
            let found = self.check_region(region, used, around).await?;
            regions.had_files |= found == Region::WithFiles;
            regions.missed_a_list |= found == Region::WithoutList;
            if found != Region::WithFiles && self.release.region_loop == RegionLoop::EndsAtFirstWithoutFiles {
                break;
            }
        }
        if regions.missed_a_list && !regions.had_files {
            journal_missing_list(around);
        }
        Ok(regions)
    }

    async fn check_region(
        &mut self,
        region: &'static str,
        used: &mut Vec<ParametersUsed>,
        around: &mut Surroundings<'_>,
    ) -> Result<Region, Failure> {
        let list = around.server.list(region).await;
        self.log_answer(Call::List, list.as_ref().err().copied(), around);
        let list = match list {
            Ok(list) => list,
            Err(error) => {
                return match (self.release.failed_list, error) {
                    (FailedList::CountsAsEmpty, _) | (FailedList::IsNoted, DownloadError::Status(_)) => {
                        Ok(Region::WithoutList)
                    }
                    (FailedList::FailsCheck | FailedList::IsNoted, _) => {
                        journal_missing_list(around);
                        Err(error.into())
                    }
                };
            }
        };
        let cursor = self.stored.cursors.get(region).copied().unwrap_or(0);
        let new = key_files::select(self.release.cursor, cursor, list);
        if new.files.is_empty() {
            self.log(Entry::NothingNew, around);
            return Ok(Region::WithoutFiles);
        }
        for file in &new.files {
            self.log(
                Entry::NewFile {
                    created: file.created,
                },
                around,
            );
        }
        let downloaded = key_files::download(around.server, &new.files).await;
        journal_download(around, new.files.len(), downloaded.failed);
        self.log_answer(Call::File, downloaded.error, around);
        if let (FailedFile::FailsCheck, Some(error)) = (self.release.failed_file, downloaded.error) {
            return Err(error.into());
        }
        if self.release.cursor == CursorRule::RunningSavedBefore {
            self.stored.cursors.insert(region, new.cursor);
        }
        let judged = match self.release.api {
            Api::V2 => self.judge_in_version_2(&downloaded.contents, around).await,
            Api::V1 | Api::None => self.judge_in_version_1(&downloaded.contents, around),
        };
        used.push(judged.map_err(|refusal| self.refused(&refusal, around))?);
        self.stored.cursors.insert(region, new.cursor);
        Ok(Region::WithFiles)
    }

    /// The operating system refused.
    fn refused(&mut self, refusal: &Refusal, around: &Surroundings<'_>) -> Failure {
        let code = refusal.code(around.framework.platform());
        tracing::debug!(%refusal, code, "the operating system refused the files");
        self.log(Entry::Refused { code }, around);
        let (failure, why) = match refusal {
            Refusal::RateLimited => (
                Failure::RateLimited,
                "確認できる回数の上限に達したとして、OSが配布ファイルを受け付けなかった",
            ),
            _ => (Failure::Other, "OSが配布ファイルを受け付けなかった"),
        };
        around.journal.ended(ChainPlace::FilesAccepted, why);
        failure
    }

    /// What Home shows of the check.
    fn remember(&mut self, outcome: &Result<AllRegions, Failure>, now: Timestamp) {
        if !self.release.home.keeps_state() {
            return;
        }
        match outcome {
            Ok(regions) => {
                self.stored.cannot_confirm = regions.missed_a_list;
                self.stored.limit_reached = false;
                // COCOA v2.0.0 `AbsExposureDetectionBackgroundService`: only with new keys.
                if !regions.missed_a_list && (self.release.api == Api::V1 || regions.had_files) {
                    self.stored.last_confirmed = Some(now);
                }
            }
            Err(failure) => {
                self.stored.cannot_confirm = true;
                self.stored.limit_reached = *failure == Failure::RateLimited;
            }
        }
    }
}

fn journal_missing_list(around: &Surroundings<'_>) {
    around.journal.ended(
        ChainPlace::FilesDownloaded,
        "配布ファイルの一覧がまだないか、取得できなかった",
    );
}

fn journal_download(around: &Surroundings<'_>, files: usize, failed: usize) {
    if failed == 0 {
        around.journal.passed(
            ChainPlace::FilesDownloaded,
            format!("新しい配布ファイルを{files}件取得した"),
        );
    } else {
        let detail = format!("新しい配布ファイル{files}件のうち{failed}件を取得できなかった");
        around.journal.ended(ChainPlace::FilesDownloaded, detail);
    }
}

fn journal_accepted(around: &Surroundings<'_>) {
    around.journal.passed(
        ChainPlace::FilesAccepted,
        "OSが配布ファイルの形式と署名を確認した",
    );
}

/// The app's own notification, beside or after that of the operating system; whether it appeared.
fn journal_own_notification(around: &Surroundings<'_>, appeared: bool, os_notified: bool) {
    if appeared {
        around
            .journal
            .passed(ChainPlace::NotificationShown, "アプリが接触の通知を表示した");
    } else if !os_notified {
        around.journal.ended(
            ChainPlace::NotificationShown,
            "端末の設定でアプリの通知が許可されていないため、表示されなかった",
        );
    }
}
