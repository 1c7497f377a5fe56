//! The user opens the app.
//!
//! Order of evaluation: whether the app starts at all; whether the phone can do what it is for; the end of the service;
//! the user data, and the tutorial where there is none; changed terms; checks; Home.

use super::behaviour::{Agreement, Home, OverlappingChecks, UpdateNotice, UserDataFormat};
use super::check::Run;
use super::operation_log::entry::Entry;
use super::stored::Stored;
use super::{App, ParametersUsed, RegisterError, Screen, Surroundings, screens};

impl App {
    /// The user opens the app, perhaps just while it checks unattended. What they see, and with which parameters the
    /// operating system judged.
    pub(crate) async fn open(
        &mut self,
        during_unattended_check: bool,
        around: &mut Surroundings<'_>,
    ) -> (Screen, Vec<ParametersUsed>) {
        self.turn_over();
        let mut used = Vec::new();
        let mut screen = match self.instead(around.framework) {
            Some(screen) => screen,
            None if self.release.home == Home::EndOfService => self.first_page_of_the_end().screen(),
            None => match self.start(during_unattended_check, &mut used, around).await {
                Ok(()) => self.home(around),
                // The tutorial cannot be finished.
                Err(_) => screens::start::tutorial(),
            },
        };
        if let Some(alert) = self.update_alert(around).await {
            screen.texts.extend(alert.texts);
        }
        self.see(screen.clone());
        (screen, used)
    }

    async fn start(
        &mut self,
        during_unattended_check: bool,
        used: &mut Vec<ParametersUsed>,
        around: &mut Surroundings<'_>,
    ) -> Result<(), RegisterError> {
        // Coming Home leaves the registration form, and its errors are forgotten.
        self.registration_errors = 0;
        if !self.stored.is_in_use() {
            self.begin_use(around).await?;
        }
        self.stored
            .read(&self.release, around.framework.locale(), around.now());
        self.log(Entry::AppStarted, around);
        self.agree_to_changed_terms(around).await;
        self.set_up_background(around.framework, around.journal.at());
        // Home asks for Exposure Notification to be on; who switched it off says no.
        if let Err(refusal) = around.framework.start(around.journal.at()) {
            tracing::debug!(%refusal, "exposure notification was not started");
        }
        let platform = around.framework.platform();
        let checks = self.release.check_on_opening.happens(platform);
        if during_unattended_check {
            used.extend(self.check_twice(checks, around).await);
            if self.release.user_data == UserDataFormat::ApplicationProperties {
                self.stored = Stored::default();
                self.begin_use(around).await?;
            }
        } else if checks {
            used.extend(self.check_on_opening(around).await.used);
        }
        Ok(())
    }

    /// An unattended check runs, and Home starts another one unless it starts none.
    async fn check_twice(&mut self, home_checks: bool, around: &mut Surroundings<'_>) -> Vec<ParametersUsed> {
        let cursors = self.stored.cursors.clone();
        let mut used = self.check_unattended(around).await;
        if home_checks {
            let second = match self.release.overlapping {
                OverlappingChecks::BothRun => {
                    // Both read the list before either remembered what it took.
                    self.stored.cursors = cursors;
                    self.check_on_opening(around).await
                }
                OverlappingChecks::SecondIsSkipped => Run::default(),
                OverlappingChecks::SecondWaits => self.check_on_opening(around).await,
            };
            used.extend(second.used);
        }
        used
    }

    /// Terms that changed since the user agreed are agreed to again (COCOA v1.2.0 `TermsUpdateService`). Who agreed
    /// before that was recorded agreed when they began to use the app. Terms that cannot be asked for ask nothing.
    async fn agree_to_changed_terms(&mut self, around: &mut Surroundings<'_>) {
        if self.release.agreement == Agreement::NotRecorded {
            return;
        }
        let agreed_at = self.stored.agreed_at.or(self.stored.start_of_use);
        let changes = around.server.terms_changes(around.framework.locale()).await;
        let pages = [
            (changes.terms_of_service, screens::start::terms_changed()),
            (changes.privacy_policy, screens::start::privacy_policy_changed()),
        ];
        for (changed_at, page) in pages {
            if changed_at > agreed_at {
                self.see(page);
                self.stored.agreed_at = Some(around.now());
            }
        }
    }

    /// The alert that the store has a newer release. It lies over whatever the app shows.
    async fn update_alert(&self, around: &Surroundings<'_>) -> Option<Screen> {
        let notice = self.release.update_notice;
        if !self.starts || notice == UpdateNotice::Never {
            return None;
        }
        let member = notice.member(around.framework.platform());
        let served = around.server.newest_version(member).await?;
        notice
            .is_given(self.release.version, &served)
            .then(screens::home::update_alert)
    }
}
