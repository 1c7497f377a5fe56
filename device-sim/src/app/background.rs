//! When the app checks although nobody opens it.

use jiff::{SignedDuration, Timestamp};

use super::App;
use super::behaviour::{Retry, UnattendedCheck, WorkName};
use super::check::Failure;
use crate::framework::Framework;

/// How much longer the next repetition of a failed run waits than the one before (COCOA v1.2.6: linear back-off).
const BACK_OFF: SignedDuration = SignedDuration::from_hours(1);
/// The longest that a repetition waits (WorkManager `MAX_BACKOFF_MILLIS`).
const LONGEST_BACK_OFF: SignedDuration = SignedDuration::from_hours(5);

/// The work that the operating system does for the app.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Background {
    name: WorkName,
    /// When it next runs; `None`: never.
    next: Option<Timestamp>,
    /// How many runs failed since the last one that did not.
    failures: i32,
}

impl App {
    /// When it next checks although nobody opens it.
    pub(crate) fn next_unattended_check(&self) -> Option<Timestamp> {
        self.background.filter(|_| self.starts)?.next
    }

    /// The app starts: work of the same name is kept.
    pub(super) fn set_up_background(&mut self, framework: &Framework, at: Timestamp) {
        let work = self.release.background(framework.platform());
        if self.background.is_none_or(|kept| kept.name != work.name) {
            self.background = Some(Background {
                name: work.name,
                next: None,
                failures: 0,
            });
            self.schedule_unattended_check(framework, at);
        }
    }

    /// The app was replaced. Work of another name ends; the new one waits for the app to be opened where the release
    /// sets it up there. Work that crashed with the app begins anew.
    pub(super) fn update_background(&mut self, started_before: bool, framework: &Framework, at: Timestamp) {
        let work = self.release.background(framework.platform());
        let is_kept = started_before && self.background.is_some_and(|kept| kept.name == work.name);
        if is_kept {
            return;
        }
        self.background = None;
        if self.starts && self.stored.is_in_use() && work.set_up_without_opening {
            self.set_up_background(framework, at);
        }
    }

    /// Asks the operating system for the next regular run after `at`.
    pub(crate) fn schedule_unattended_check(&mut self, framework: &Framework, at: Timestamp) {
        if let Some(background) = &mut self.background {
            background.failures = 0;
            background.next = match self.release.background(framework.platform()).runs {
                UnattendedCheck::Never => None,
                UnattendedCheck::EveryHours(hours) => {
                    let interval = SignedDuration::from_hours(hours.into());
                    Some(framework.next_background_execution(interval, at))
                }
            };
        }
    }

    /// A run is over: the next one is the regular one, or a repetition.
    pub(super) fn schedule_after_run(
        &mut self,
        failure: Option<Failure>,
        framework: &Framework,
        at: Timestamp,
    ) {
        let repeats = match self.release.background(framework.platform()).retry {
            Retry::Never => false,
            Retry::AnyFailure => failure.is_some(),
            Retry::NetworkFailure => failure == Some(Failure::Network),
        };
        match &mut self.background {
            Some(background) if repeats => {
                background.failures += 1;
                let wait = (BACK_OFF * background.failures).min(LONGEST_BACK_OFF);
                background.next = at.checked_add(wait).ok();
            }
            _ => self.schedule_unattended_check(framework, at),
        }
    }
}
