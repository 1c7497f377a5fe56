//! The end of the service on the phone (COCOA v3.0.0): pages, survey, deletion, reminders.

use serde::{Deserialize, Serialize};

use super::behaviour::Home;
use super::device_verification::vouch;
use super::end_of_service::survey::{
    Age, Commuting, DailyExposure, EventLog, EventLogRequest, SurveyContent, exposure_data,
};
use super::end_of_service::{Action, EndOfService, NoSuchButton, Submission};
use super::screens::notifications::END_OF_SERVICE;
use super::submission::{APP_PACKAGE_NAME, platform_name};
use super::{App, Screen, Surroundings, guid, screens, stored::Stored};

/// What the user answers.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Survey {
    age: Age,
    commuting: Commuting,
    /// Whether the start of use goes with it.
    start_date: bool,
    /// Whether the days that the app judged go with it.
    send_exposure_data: bool,
}

/// How the end of the use went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum TerminationResult {
    /// Everything is deleted.
    Completed,
    /// The survey could not be sent, and nothing is deleted.
    Failed,
    /// The release has no such pages, or nobody ever agreed to anything.
    NotAvailable,
}

/// What the user sees who ends the use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Terminated {
    /// How it went.
    pub result: TerminationResult,
    /// What the user sees.
    pub screen: Screen,
}

impl App {
    /// The user goes through the pages to their end, with the survey or past it.
    pub(crate) async fn terminate(
        &mut self,
        survey: Option<Survey>,
        around: &mut Surroundings<'_>,
    ) -> Terminated {
        self.turn_over();
        let is_last_release = self.release.home == Home::EndOfService;
        let (result, screen) = if let Some(screen) = self.instead(around.framework) {
            (TerminationResult::NotAvailable, screen)
        } else if is_last_release {
            // A page without the button is as far as the user gets.
            let page = self.through_the_pages(survey, around).await;
            let page = page.unwrap_or_else(|_| self.first_page_of_the_end());
            let result = match page {
                EndOfService::Complete => TerminationResult::Completed,
                EndOfService::Termination { .. } => TerminationResult::Failed,
                _ => TerminationResult::NotAvailable,
            };
            if page.erases_everything() {
                self.erase(around);
            }
            (result, page.screen())
        } else {
            (
                TerminationResult::NotAvailable,
                screens::end_of_service::not_available(),
            )
        };
        self.see(screen.clone());
        Terminated { result, screen }
    }

    /// The page with which the app starts.
    pub(super) fn first_page_of_the_end(&self) -> EndOfService {
        EndOfService::start(self.stored.is_in_use())
    }

    async fn through_the_pages(
        &mut self,
        survey: Option<Survey>,
        around: &mut Surroundings<'_>,
    ) -> Result<EndOfService, NoSuchButton> {
        let proceed = Action::Proceed {
            japanese: around.framework.locale().starts_with("ja"),
            now: around.now(),
        };
        let mut page = self.press(self.first_page_of_the_end(), proceed)?;
        if page == EndOfService::SurveyRequest {
            page = match survey {
                None => self.press(page, Action::Skip)?,
                Some(survey) => {
                    let content = self.content_of(survey);
                    let survey = self.press(page, Action::TakePart)?;
                    self.press(survey, Action::Answer(content))?
                }
            };
        }
        let submission = match &page {
            EndOfService::Termination {
                survey: Some(content),
                ..
            } => self.send(content.clone(), around).await,
            _ => Submission::Nothing,
        };
        self.press(page, Action::Terminate(submission))
    }

    /// The user sees a page and presses one of its buttons.
    fn press(&mut self, page: EndOfService, action: Action) -> Result<EndOfService, NoSuchButton> {
        self.see(page.screen());
        page.next(action)
    }

    fn content_of(&self, survey: Survey) -> SurveyContent {
        let days = self
            .stored
            .exposure_data
            .summaries()
            .map(|summary| DailyExposure {
                date: summary.date,
                maximum_score: summary.day.maximum_score,
            });
        SurveyContent::new(
            survey.age,
            survey.commuting,
            self.stored.start_of_use.filter(|_| survey.start_date),
            survey.send_exposure_data.then(|| exposure_data(days)),
        )
    }

    async fn send(&self, content: SurveyContent, around: &mut Surroundings<'_>) -> Submission {
        let mut request = EventLogRequest {
            idempotency_key: guid::guid(&self.seed.derive("event log")),
            platform: platform_name(around.framework.platform()),
            app_package_name: APP_PACKAGE_NAME,
            device_verification_payload: String::new(),
            event_logs: vec![EventLog::survey(content, around.now())],
        };
        let attempts = self.release.attestation_attempts;
        let at = around.journal.at();
        let covered_text = request.covered_text();
        let payload = covered_text.map(|text| vouch(&text, attempts, around.framework, at));
        let Ok(Ok(payload)) = payload else {
            return Submission::from_status(None);
        };
        request.device_verification_payload = payload;
        let status = around.server.send_event_log(&request).await;
        Submission::from_status(status.map(|status| status.as_u16()))
    }

    fn erase(&mut self, around: &mut Surroundings<'_>) {
        around.framework.stop(around.journal.at());
        self.background = None;
        self.stored = Stored::default();
        self.operation_log.erase();
    }

    /// A run in the background: 3.0.0 does nothing but remind.
    pub(super) fn remind_of_end_of_service(&mut self, around: &mut Surroundings<'_>) {
        if self.release.home == Home::EndOfService
            && self
                .reminders
                .background_run(self.stored.is_in_use(), around.now())
        {
            self.post(END_OF_SERVICE, around);
        }
    }
}
