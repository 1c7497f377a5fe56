//! When the operating system lets an app run that nobody opens.

use jiff::{SignedDuration, Timestamp};

use super::Framework;

impl Framework {
    /// When an app next runs unattended, after `now`, if it asked to run every `interval`. A phone that is switched
    /// off runs nothing: ask again when it is on. Timers count seconds that pass; a wrong clock does not move them.
    pub(crate) fn next_background_execution(&self, interval: SignedDuration, now: Timestamp) -> Timestamp {
        if !self.behaviour.runs_apps_in_background {
            return Timestamp::MAX;
        }
        self.strategy()
            .next_background_execution(self.seed, interval, now, &self.unpublished)
    }
}
