//! One phone: operating system, app, and what the person has done with both.

use std::sync::Arc;

use exposure_notification::VerificationKey;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use testbed::journal::ChainPlace;
use testbed::seed::Seed;

use crate::app::{App, Contacts, NotifyServer, ParametersUsed, RegisterError, Registration, Release, Screen};
use crate::framework::{
    ChangedSettings, Framework, FrameworkState, Notification, OsVersion, SettingsError,
    UnpublishedOsBehaviour,
};
use crate::person::PositiveRegistration;
use crate::phone_journal::PhoneJournal;

/// A phone of the fleet.
pub(crate) struct Phone {
    /// Its operating system.
    pub framework: Framework,
    app: Option<App>,
    release: &'static Release,
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
        release: &'static Release,
        seed: Seed,
        verification_key: VerificationKey,
        now: Timestamp,
    ) -> Self {
        Self {
            framework: Framework::new(os, unpublished, seed, verification_key, now),
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
            start_of_use: self.app.as_ref().map(App::start_of_use),
            parameters_used: self.parameters_used.clone(),
        }
    }

    /// The release installed, or the last one that was.
    pub(crate) fn release(&self) -> &'static Release {
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
        release: &'static Release,
        server: &NotifyServer,
        now: Timestamp,
    ) -> Result<(), RegisterError> {
        if let Some(app) = &mut self.app {
            app.update(release, &self.framework, now);
        } else {
            self.times_installed += 1;
            let seed = self
                .seed
                .derive(&format!("installation {}", self.times_installed));
            self.app = Some(App::install(release, &mut self.framework, server, seed, now).await?);
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

    /// The user opens the app; `None` without one.
    pub(crate) async fn open_app(
        &mut self,
        server: &NotifyServer,
        journal: &PhoneJournal<'_>,
    ) -> Option<Screen> {
        let app = self.app.as_mut()?;
        let used = app.check_on_opening(&mut self.framework, server, journal).await;
        self.parameters_used.extend(used);
        Some(app.home(journal.at()))
    }

    /// The system lets the app run although nobody opens it.
    pub(crate) async fn check_unattended(&mut self, server: &NotifyServer, journal: &PhoneJournal<'_>) {
        let Some(app) = &mut self.app else {
            return;
        };
        let used = app.check_unattended(&mut self.framework, server, journal).await;
        self.parameters_used.extend(used);
        app.schedule_unattended_check(&self.framework, journal.at());
    }

    /// The user registers as positive; `None` without the app.
    pub(crate) async fn register_positive(
        &mut self,
        person: PositiveRegistration,
        server: &NotifyServer,
        journal: &PhoneJournal<'_>,
    ) -> Option<Registration> {
        let app = self.app.as_mut()?;
        Some(
            app.register_positive(person, &mut self.framework, server, journal)
                .await,
        )
    }

    /// The user looks at the contacts; `None` without the app.
    pub(crate) fn contacts(&self, journal: &PhoneJournal<'_>) -> Option<Contacts> {
        let contacts = self.app.as_ref()?.contacts(journal.at());
        let count: usize = contacts.contacts.iter().map(|day| day.count).sum();
        if count > 0 {
            journal.passed(
                ChainPlace::ContactDisplayed,
                format!("アプリが接触を{count}件表示した"),
            );
        } else {
            journal.ended(ChainPlace::ContactDisplayed, "アプリが表示する接触はなかった");
        }
        Some(contacts)
    }
}
