//! One phone: operating system, app, and what the person has done with both.

use std::sync::Arc;

use exposure_notification::VerificationKey;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use testbed::journal::ChainPlace;
use testbed::seed::Seed;

use crate::app::{App, Contacts, NotifyServer, ParametersUsed, Release, Screen, Surroundings, Wishes};
use crate::attestation::Manufacturers;
use crate::error::ControlError;
use crate::framework::{
    ChangedSettings, Framework, FrameworkState, Notification, OsVersion, SettingsError,
    UnpublishedOsBehaviour,
};
use crate::phone_journal::PhoneJournal;

/// A phone of the fleet.
pub(crate) struct Phone {
    /// Its operating system.
    pub framework: Framework,
    app: Option<App>,
    release: Release,
    seed: Seed,
    times_installed: u32,
    parameters_used: Vec<ParametersUsed>,
}

/// What the control interface shows of a phone.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct DeviceState {
    /// Its name.
    pub name: String,
    /// Its operating system.
    #[serde(flatten)]
    pub framework: FrameworkState,
    /// The release installed, or the last one that was.
    pub release: &'static str,
    /// Whether the app is installed.
    pub app_installed: bool,
    /// Whether the app comes to life when it is opened; `false` without one.
    pub app_starts: bool,
    /// What the app shows as the start of use, while it is installed.
    pub start_of_use: Option<Date>,
    /// With which parameters it judged, one entry per check in which the operating system judged keys.
    pub parameters_used: Vec<ParametersUsed>,
}

impl Phone {
    /// A phone that is switched on at `now`, without the app.
    pub(crate) fn new(
        os: &'static OsVersion,
        unpublished: Arc<UnpublishedOsBehaviour>,
        release: Release,
        seed: Seed,
        verification_key: VerificationKey,
        manufacturers: Manufacturers,
        now: Timestamp,
    ) -> Self {
        Self {
            framework: Framework::new(os, unpublished, seed, verification_key, manufacturers, now),
            app: None,
            release,
            seed,
            times_installed: 0,
            parameters_used: Vec::new(),
        }
    }

    /// What the control interface shows.
    pub(crate) fn state(&mut self, name: &str, now: Timestamp) -> DeviceState {
        DeviceState {
            name: name.to_owned(),
            framework: self.framework.state(now),
            release: self.release.version,
            app_installed: self.app.is_some(),
            app_starts: self.app.as_ref().is_some_and(App::starts),
            start_of_use: self
                .app
                .as_ref()
                .and_then(|app| app.start_of_use(&self.framework, now)),
            parameters_used: self.parameters_used.clone(),
        }
    }

    /// The release installed, or the last one that was.
    pub(crate) fn release(&self) -> Release {
        self.release
    }

    /// What appeared on the phone.
    pub(crate) fn notifications(&self) -> &[Notification] {
        self.framework.notifications.shown()
    }

    /// The user changes settings of the phone. When it is switched on again, the app is to run anew.
    pub(crate) fn change_settings(
        &mut self,
        changed: ChangedSettings,
        now: Timestamp,
    ) -> Result<(), SettingsError> {
        let was_off = !self.framework.power();
        self.framework.change(changed, now)?;
        if was_off
            && self.framework.power()
            && let Some(app) = &mut self.app
        {
            app.schedule_unattended_check(&self.framework, now);
        }
        Ok(())
    }

    /// When the app next checks although nobody opens it; never while the phone is off.
    pub(crate) fn next_unattended_check(&self) -> Option<Timestamp> {
        let app = self.app.as_ref().filter(|_| self.framework.power())?;
        app.next_unattended_check()
    }

    /// Installs the app, or updates it where it is installed.
    pub(crate) async fn install(
        &mut self,
        release: Release,
        wishes: Wishes,
        server: &NotifyServer,
        journal: &PhoneJournal<'_>,
    ) -> Result<(), ControlError> {
        release
            .made_for_ios
            .offers(release.version, self.framework.os())?;
        let mut around = Surroundings {
            framework: &mut self.framework,
            server,
            journal,
        };
        if let Some(app) = &mut self.app {
            app.update(release, &around);
        } else {
            self.times_installed += 1;
            let seed = self
                .seed
                .derive(&format!("installation {}", self.times_installed));
            let app = App::install(release, wishes, seed, &mut around).await;
            self.app = Some(app.map_err(ControlError::Install)?);
        }
        self.release = release;
        Ok(())
    }

    /// Deletes the app, and with it all that it and the operating system recorded (利用規約 第10条). `false`: there
    /// was none.
    pub(crate) fn delete_app(&mut self) -> bool {
        self.framework.erase();
        self.app.take().is_some()
    }

    /// The app, and what it reaches; `None` without one.
    pub(crate) fn app<'a>(
        &'a mut self,
        server: &'a NotifyServer,
        journal: &'a PhoneJournal<'a>,
    ) -> Option<(&'a mut App, Surroundings<'a>)> {
        let app = self.app.as_mut()?;
        let framework = &mut self.framework;
        Some((
            app,
            Surroundings {
                framework,
                server,
                journal,
            },
        ))
    }

    /// The user opens the app, perhaps just while it checks unattended; `None` without one.
    pub(crate) async fn open_app(
        &mut self,
        during_unattended_check: bool,
        server: &NotifyServer,
        journal: &PhoneJournal<'_>,
    ) -> Option<Screen> {
        let (app, mut around) = self.app(server, journal)?;
        let (screen, used) = app.open(during_unattended_check, &mut around).await;
        self.parameters_used.extend(used);
        Some(screen)
    }

    /// The system lets the app run although nobody opens it.
    pub(crate) async fn check_unattended(&mut self, server: &NotifyServer, journal: &PhoneJournal<'_>) {
        if let Some((app, mut around)) = self.app(server, journal) {
            let used = app.check_unattended(&mut around).await;
            self.parameters_used.extend(used);
        }
    }

    /// The user looks at the contacts; `None` without the app.
    pub(crate) async fn contacts(
        &mut self,
        server: &NotifyServer,
        journal: &PhoneJournal<'_>,
    ) -> Option<Contacts> {
        let (app, mut around) = self.app(server, journal)?;
        let contacts = app.contacts(&mut around).await;
        let count: usize = contacts.contacts.iter().map(|day| day.count).sum();
        if !app.starts() {
            journal.ended(
                ChainPlace::ContactDisplayed,
                "アプリが起動しないため、接触を表示しなかった",
            );
        } else if !around.framework.status().supported {
            journal.ended(
                ChainPlace::ContactDisplayed,
                "接触通知に対応していない端末のため、アプリは接触を調べていないと表示した",
            );
        } else if count > 0 {
            journal.passed(
                ChainPlace::ContactDisplayed,
                format!("アプリが接触を{count}件表示した"),
            );
        } else {
            journal.ended(ChainPlace::ContactDisplayed, "アプリが表示する接触はなかった");
        }
        Some(contacts)
    }

    /// What the user saw of the app during what they did last, in order; `None` without an app.
    pub(crate) fn pages(&self) -> Option<&[Screen]> {
        self.app.as_ref().map(App::pages)
    }
}
