//! COCOA on one phone: one flow, and a table of what the releases do differently.
//!
//! | file | idea |
//! | --- | --- |
//! | [`releases`], [`behaviour`] | the table, and what its columns mean |
//! | [`stored`] | what the app remembers, and what an update makes of it |
//! | [`opening`], [`home`] | the user opens the app, and comes Home |
//! | [`background`] | when it checks although nobody opens it |
//! | [`check`] | download, operating system, decision |
//! | [`registration`], [`submission`] | the positive registration, and the form in which it is sent |
//! | [`device_verification`] | what vouches for the phone |
//! | [`contacts`] | what is displayed of contacts |
//! | [`operation_log`], [`log_sending`] | what the app writes down of its work, and sends when the user wishes |
//! | [`end_of_service`], [`termination`] | the end of 3.0.0 |
//! | [`screens`] | what the user sees, as data |
//! | [`notify_server`] | the notification server as the app reaches it |
//!
//! The app reaches its operating system through [`Framework`] alone.

mod background;
mod behaviour;
mod check;
mod contacts;
mod device_verification;
mod end_of_service;
mod guid;
mod home;
mod log_sending;
mod notify_server;
mod opening;
mod operation_log;
mod registration;
mod releases;
mod screens;
mod stored;
mod submission;
mod termination;

use jiff::Timestamp;
use jiff::civil::Date;
use testbed::seed::Seed;

pub use behaviour::NotInStore;
pub(crate) use check::ParametersUsed;
pub(crate) use contacts::Contacts;
pub(crate) use log_sending::SentLog;
pub use notify_server::RegisterError;
pub(crate) use notify_server::{NotifyServer, RegisteredUser, SentRequest};
pub(crate) use registration::Registration;
pub(crate) use releases::Release;
pub use releases::{app_mutants, check_app_columns, known_releases};
pub(crate) use screens::Screen;
pub(crate) use screens::guidance::Situation;
pub(crate) use termination::{Survey, Terminated};

use crate::framework::Framework;
use crate::phone_journal::PhoneJournal;
use background::Background;
use behaviour::{Agreement, Home, ReEntry, StartOfUse, SubmissionApi};
use end_of_service::reminders::Reminders;
use operation_log::OperationLog;
use operation_log::entry::{Call, Entry};
use screens::guidance::GuidanceForm;
use screens::notifications::NotificationText;
use stored::Stored;

/// The installed app with what it remembers.
pub(crate) struct App {
    release: Release,
    seed: Seed,
    stored: Stored,
    /// Whether the app comes to life at all.
    starts: bool,
    /// Errors since the registration form was opened.
    registration_errors: u8,
    submissions: u32,
    background: Option<Background>,
    reminders: Reminders,
    operation_log: OperationLog,
    logs_sent: u32,
    /// What the user saw during what they did last, in order.
    pages: Vec<Screen>,
}

/// What an app reaches from where it runs.
pub(crate) struct Surroundings<'a> {
    /// Its operating system.
    pub framework: &'a mut Framework,
    /// Its server.
    pub server: &'a NotifyServer,
    /// Where is written down what happens, and when that is.
    pub journal: &'a PhoneJournal<'a>,
}

impl Surroundings<'_> {
    /// What the phone's own clock shows: the time by which an app calculates.
    fn now(&self) -> Timestamp {
        self.framework.local_time(self.journal.at())
    }
}

/// What the person decides while the app is installed.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Wishes {
    /// Whether the app is to notify, too: what the tutorial of 1.0.0 asked.
    pub notifications_opted_in: bool,
}

impl App {
    /// Installs the app: the person agrees, Exposure Notification starts, the user is registered. On a phone without
    /// Exposure Notification nothing of that happens, and the app says so.
    pub(crate) async fn install(
        release: Release,
        wishes: Wishes,
        seed: Seed,
        around: &mut Surroundings<'_>,
    ) -> Result<Self, RegisterError> {
        let mut app = Self {
            release,
            seed,
            stored: Stored::new(wishes.notifications_opted_in),
            starts: release.starting.succeeds(around.framework.platform(), false),
            registration_errors: 0,
            submissions: 0,
            background: None,
            reminders: Reminders::new(&seed),
            operation_log: OperationLog::default(),
            logs_sent: 0,
            pages: Vec::new(),
        };
        if let Some(screen) = app.instead(around.framework) {
            app.see(screen);
        } else if release.home == Home::EndOfService {
            app.see(app.first_page_of_the_end().screen());
        } else {
            app.begin_use(around).await?;
            app.see(app.home(around));
        }
        Ok(app)
    }

    /// The tutorial up to its end. The user data is as after an installation; what the phone recorded stays.
    async fn begin_use(&mut self, around: &mut Surroundings<'_>) -> Result<(), RegisterError> {
        self.see(screens::start::tutorial());
        let content_needed = matches!(
            self.release.submission,
            SubmissionApi::V1WithSubmissionNumber | SubmissionApi::V1
        );
        let user = around.server.register_user(content_needed).await;
        self.log(registered(user.as_ref().err()), around);
        self.stored.user = user?;
        if let Err(refusal) = around.framework.start(around.journal.at()) {
            tracing::debug!(%refusal, "exposure notification was not started");
        }
        let now = around.now();
        self.stored.start_of_use = Some(now);
        if self.release.agreement != Agreement::NotRecorded {
            self.stored.agreed_at = Some(now);
        }
        self.stored
            .mark_written(self.release.user_data, around.framework.locale());
        self.set_up_background(around.framework, around.journal.at());
        Ok(())
    }

    /// Replaces the release. The registration form is left; what the app remembers is taken over as the new release
    /// takes it over.
    pub(crate) fn update(&mut self, release: Release, around: &Surroundings<'_>) {
        let now = around.now();
        self.release = release;
        self.registration_errors = 0;
        self.stored.read(&release, around.framework.locale(), now);
        if release.re_entry == ReEntry::Possible {
            self.stored.numbers_entered.clear();
        }
        let started_before = self.starts;
        let starts = release.starting.succeeds(around.framework.platform(), true);
        self.starts = self.convert_agreement() && starts;
        self.update_background(started_before, around.framework, around.journal.at());
    }

    /// Takes the date of the agreement over; `false` where that ends the app (COCOA issue 517).
    fn convert_agreement(&mut self) -> bool {
        let is_missing = self.stored.start_of_use.is_some() && self.stored.agreed_at.is_none();
        match self.release.agreement {
            Agreement::ConvertedFatally => !is_missing,
            Agreement::Converted if is_missing => {
                self.stored.agreed_at = stored::FIRST_RELEASE.parse().ok();
                true
            }
            Agreement::Converted | Agreement::NotRecorded | Agreement::Recorded => true,
        }
    }

    /// Whether the app comes to life when it is started.
    pub(crate) fn starts(&self) -> bool {
        self.starts
    }

    /// The day that the app shows as the start of use, on the phone's own calendar; `None` before the tutorial.
    pub(crate) fn start_of_use(&self, framework: &Framework, at: Timestamp) -> Option<Date> {
        let start = match self.release.start_of_use {
            StartOfUse::AlwaysToday => self.stored.start_of_use.map(|_| framework.local_time(at)),
            StartOfUse::DayOfRegistration => self.stored.start_of_use,
        };
        start.map(|start| start.to_zoned(framework.time_zone().clone()).date())
    }

    /// What the user saw during what they did last, in order; never empty.
    pub(crate) fn pages(&self) -> &[Screen] {
        &self.pages
    }

    /// The user does something new.
    fn turn_over(&mut self) {
        self.pages.clear();
    }

    /// The user sees a page.
    fn see(&mut self, page: Screen) {
        self.pages.push(page);
    }

    /// The page that stands for every other one where the app cannot do its work: it does not start, or the phone has
    /// no Exposure Notification.
    fn instead(&self, framework: &Framework) -> Option<Screen> {
        if self.starts {
            home::unsupported(framework)
        } else {
            Some(screens::start::app_cannot_open())
        }
    }

    /// Posts a notification of the app's own; whether it appeared.
    fn post(&mut self, text: NotificationText, around: &mut Surroundings<'_>) -> bool {
        self.log(Entry::NotificationPosted, around);
        let at = around.journal.at();
        around.framework.notifications.post(at, text.title, text.text)
    }

    /// Where the answers of a user with a contact lead to.
    pub(crate) fn guidance(&mut self, situation: Situation, framework: &Framework) -> Screen {
        self.turn_over();
        let screen = if let Some(screen) = self.instead(framework) {
            screen
        } else {
            let form = self.release.guidance;
            if form == GuidanceForm::Questions {
                self.see(screens::guidance::ask_for_symptoms());
                if !situation.symptoms {
                    self.see(screens::guidance::ask_for_people_near());
                }
            }
            screens::guidance::guidance(situation, form)
        };
        self.see(screen.clone());
        screen
    }
}

/// How the registration of a user ended.
fn registered(error: Option<&RegisterError>) -> Entry {
    let call = Call::Register;
    match error {
        None | Some(RegisterError::Unreadable) => Entry::Answered { call, status: 200 },
        Some(RegisterError::Status(status)) => Entry::Answered {
            call,
            status: status.as_u16(),
        },
        Some(RegisterError::Unreachable) => Entry::NotAnswered { call },
    }
}
