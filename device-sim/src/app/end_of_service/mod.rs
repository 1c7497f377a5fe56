//! The shutdown of COCOA 3.0.0 (2022年11月11日の事務連絡; COCOA v3.0.0 `EndOfServiceNoticePage` to
//! `TerminationOfUseCompletePage`).
//!
//! * [`EndOfService`] — which page follows which;
//! * [`survey`] — what the survey asks, and what leaves the phone of it;
//! * [`reminders`] — the two notifications for who does not open the app.

pub(crate) mod reminders;
pub(crate) mod survey;
#[cfg(test)]
mod tests;

use jiff::Timestamp;
use jiff::civil::date;
use testbed::japan;
use thiserror::Error;

use super::screens::{Screen, end_of_service as screens};
use survey::{Age, Commuting, SurveyContent};

/// Where the user is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum EndOfService {
    /// The only page for who never agreed to the terms.
    NotAgreed,
    /// The first page.
    Notice,
    /// The question whether to take part in the survey.
    SurveyRequest,
    /// The survey.
    Survey,
    /// The last question.
    Termination {
        /// The answers, which go out when the user presses.
        survey: Option<SurveyContent>,
        /// Whether they could not be sent at the last press.
        send_failed: bool,
    },
    /// It is done.
    Complete,
}

/// What the user does.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Action {
    /// Goes on from the notice.
    Proceed {
        /// Whether the app's texts are Japanese; the survey is in no other language.
        japanese: bool,
        /// When.
        now: Timestamp,
    },
    /// Takes part in the survey.
    TakePart,
    /// Skips it.
    Skip,
    /// Answers it.
    Answer(SurveyContent),
    /// Ends the use. The survey, if there is one, has been sent before.
    Terminate(Submission),
}

/// How the sending of the survey ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Submission {
    /// There was nothing to send.
    Nothing,
    /// The server took it (201).
    Accepted,
    /// Any other answer, or none.
    Failed,
}

impl Submission {
    /// From the HTTP status; `None` where there was no answer. Only 201 is success (COCOA v3.0.0 `EventLogService`).
    pub(crate) fn from_status(status: Option<u16>) -> Self {
        if status == Some(201) {
            Self::Accepted
        } else {
            Self::Failed
        }
    }
}

/// The page has no such button.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("the page on the screen has no button for this")]
pub(crate) struct NoSuchButton;

impl EndOfService {
    /// The first page after the splash screen (COCOA v3.0.0 `SplashNavigationService`).
    pub(crate) fn start(all_agreed: bool) -> Self {
        if all_agreed { Self::Notice } else { Self::NotAgreed }
    }

    /// The page after this one. What could not be sent leaves the user where they are, and nothing is deleted.
    pub(crate) fn next(self, action: Action) -> Result<Self, NoSuchButton> {
        let termination = |survey| Self::Termination {
            survey,
            send_failed: false,
        };
        match (self, action) {
            (Self::Notice, Action::Proceed { japanese, now }) => Ok(if japanese && survey_is_open(now) {
                Self::SurveyRequest
            } else {
                termination(None)
            }),
            (Self::SurveyRequest, Action::TakePart) => Ok(Self::Survey),
            (Self::SurveyRequest, Action::Skip) => Ok(termination(None)),
            (Self::Survey, Action::Answer(content)) => Ok(termination(Some(content))),
            (Self::Termination { survey: None, .. }, Action::Terminate(Submission::Nothing))
            | (Self::Termination { survey: Some(_), .. }, Action::Terminate(Submission::Accepted)) => {
                Ok(Self::Complete)
            }
            (
                Self::Termination {
                    survey: Some(survey), ..
                },
                Action::Terminate(Submission::Failed),
            ) => Ok(Self::Termination {
                survey: Some(survey),
                send_failed: true,
            }),
            _ => Err(NoSuchButton),
        }
    }

    /// What the user sees.
    pub(crate) fn screen(&self) -> Screen {
        match self {
            Self::NotAgreed => screens::not_agreed(),
            Self::Notice => screens::notice(),
            Self::SurveyRequest => screens::survey_request(),
            Self::Survey => screens::survey(&Age::LABELS, &Commuting::LABELS),
            Self::Termination {
                send_failed: true, ..
            } => screens::survey_not_sent(),
            Self::Termination { survey, .. } => screens::termination(survey.is_some()),
            Self::Complete => screens::complete(),
        }
    }

    /// Whether Exposure Notification is to be stopped, background work to be cancelled, and everything that the app
    /// stored to be deleted, the operation log too.
    pub(crate) fn erases_everything(&self) -> bool {
        matches!(self, Self::Complete)
    }
}

/// Whether the survey takes answers: until 2022-12-31 23:59:59 in Japan.
fn survey_is_open(now: Timestamp) -> bool {
    now.as_second() < japan::midnight(date(2023, 1, 1))
}
