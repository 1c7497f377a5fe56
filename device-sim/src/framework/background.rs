//! When the operating system lets an app run that nobody opens.

use exposure_notification::Platform;
use jiff::{SignedDuration, Timestamp};

use super::{Framework, android, ios};

impl Framework {
    /// When an app next runs unattended, after `now`, if it asked to run every `interval`. A phone that is switched
    /// off runs nothing: ask again when it is on.
    pub(crate) fn next_background_execution(&self, interval: SignedDuration, now: Timestamp) -> Timestamp {
        match self.platform() {
            Platform::Android => android::next_background_execution(interval, now),
            Platform::Ios => ios::next_background_execution(self.seed, now, &self.unpublished),
        }
    }
}
