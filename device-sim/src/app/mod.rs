//! COCOA on one phone: one flow, and a table of what the releases do differently.
//!
//! | file | idea |
//! | --- | --- |
//! | [`releases`], [`behaviour`] | the table, and what its columns mean |
//! | [`check`] | download, operating system, decision |
//! | [`registration`], [`submission`] | the positive registration, and the form in which it is sent |
//! | [`contacts`], [`screens`] | what is displayed |
//! | [`operation_log`], [`end_of_service`] | the log that a user may send, and the shutdown |
//! | [`notify_server`], [`key_files`] | the notification server and its files |
//!
//! The app reaches its operating system through [`Framework`] alone.

mod behaviour;
mod check;
mod contacts;
mod end_of_service;
mod guid;
mod key_files;
mod notify_server;
mod operation_log;
mod registration;
mod releases;
mod screens;
mod submission;

use exposure_notification::v1::{ExposureConfiguration, ExposureInformation};
use jiff::Timestamp;
use jiff::civil::Date;
use testbed::seed::Seed;

pub(crate) use check::ParametersUsed;
pub(crate) use contacts::Contacts;
pub use notify_server::RegisterError;
pub(crate) use notify_server::{NotifyServer, RegisteredUser};
pub(crate) use registration::Registration;
pub(crate) use releases::Release;
pub use releases::known_releases;
pub(crate) use screens::Screen;

use crate::framework::Framework;
use behaviour::{SubmissionApi, UnattendedCheck};
use testbed::japan;

/// The installed app with what it remembers.
pub(crate) struct App {
    release: &'static Release,
    seed: Seed,
    start_of_use: Date,
    user: Option<RegisteredUser>,
    downloaded_configuration: Option<ExposureConfiguration>,
    /// `created` of the last file taken from the list; 0 before the first.
    cursor: i64,
    exposures: Vec<ExposureInformation>,
    /// Errors since the registration form was opened.
    registration_errors: u8,
    submissions: u32,
    next_unattended_check: Option<Timestamp>,
}

impl App {
    /// Installs the app: the person agrees, Exposure Notification starts, the user is registered.
    pub(crate) async fn install(
        release: &'static Release,
        framework: &mut Framework,
        server: &NotifyServer,
        seed: Seed,
        now: Timestamp,
    ) -> Result<Self, RegisterError> {
        let user = server
            .register_user(release.submission == SubmissionApi::V1)
            .await?;
        framework.start(now);
        let mut app = Self {
            release,
            seed,
            start_of_use: japan::date(now),
            user,
            downloaded_configuration: None,
            cursor: 0,
            exposures: Vec::new(),
            registration_errors: 0,
            submissions: 0,
            next_unattended_check: None,
        };
        app.schedule_unattended_check(framework, now);
        Ok(app)
    }

    /// Replaces the release. An update resets nothing; the registration form is left.
    pub(crate) fn update(&mut self, release: &'static Release, framework: &Framework, now: Timestamp) {
        self.release = release;
        self.registration_errors = 0;
        self.schedule_unattended_check(framework, now);
    }

    /// When the person began to use it: set at installation, kept over every restart and update.
    pub(crate) fn start_of_use(&self) -> Date {
        self.start_of_use
    }

    /// When it next checks although nobody opens it.
    pub(crate) fn next_unattended_check(&self) -> Option<Timestamp> {
        self.next_unattended_check
    }

    /// Asks the operating system for the next unattended run after `now`.
    pub(crate) fn schedule_unattended_check(&mut self, framework: &Framework, now: Timestamp) {
        self.next_unattended_check = match self.release.unattended_check(framework.platform()) {
            UnattendedCheck::Never => None,
            UnattendedCheck::Every(interval) => Some(framework.next_background_execution(interval, now)),
        };
    }

    /// Home. Coming here leaves the registration form, and its errors are forgotten.
    pub(crate) fn home(&mut self, now: Timestamp) -> Screen {
        self.registration_errors = 0;
        screens::home(self.start_of_use, now)
    }

    /// What the app gives the operating system to judge with.
    fn configuration_in_force(&self) -> ExposureConfiguration {
        self.downloaded_configuration
            .clone()
            .unwrap_or_else(|| self.release.fallback.configuration())
    }
}
