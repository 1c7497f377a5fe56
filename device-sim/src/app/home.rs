//! Home, and the page of a phone that cannot judge.

use exposure_notification::Platform;
use jiff::Timestamp;

use super::behaviour::Home;
use super::screens::home::{HomeState, StopReason};
use super::screens::start::Unsupported;
use super::{App, Screen, Surroundings, screens};
use crate::framework::{Framework, Reason, Status};

/// The page of a phone without Exposure Notification; `None` on any other.
pub(super) fn unsupported(framework: &Framework) -> Option<Screen> {
    if framework.status().supported {
        return None;
    }
    let why = match framework.platform() {
        Platform::Android if !framework.google_services => Unsupported::NoGoogleServices,
        Platform::Android => Unsupported::OldOperatingSystem {
            oldest: "Android 6.0",
        },
        Platform::Ios => Unsupported::OldOperatingSystem { oldest: "iOS 13.5" },
    };
    Some(screens::start::unsupported_phone(why))
}

impl App {
    /// Home as the release shows it.
    pub(super) fn home(&self, around: &Surroundings<'_>) -> Screen {
        let framework = &*around.framework;
        let now = around.now();
        let day = self.start_of_use(framework, around.journal.at());
        let start = self.stored.start_of_use.unwrap_or(now);
        let Some(day) = day else {
            return screens::start::tutorial();
        };
        let with_state = |reason: fn(&Status) -> Option<StopReason>, warns: bool| {
            let state = self.state(reason(&framework.status()), warns);
            let may_notify =
                !warns || (framework.notifications.enabled && framework.notifications.app_permitted);
            screens::home::home_with_state(start, now, framework.time_zone(), state, may_notify)
        };
        match self.release.home {
            Home::WithoutDays => screens::home::home_of_the_first_release(day, now),
            Home::WithDays => screens::home::home(day, now),
            Home::WithAlerts => {
                let mut home = screens::home::home(day, now);
                if let Some(reason) = stop_reason(&framework.status()) {
                    home.texts.extend(screens::home::stopped_alert(reason).texts);
                }
                home
            }
            Home::WithState => with_state(stop_reason, false),
            Home::WithStateOfVersion2 => with_state(stop_reason_of_version_2, false),
            Home::WithStateAndWarnings => with_state(stop_reason_of_version_2, true),
            Home::EndOfService => screens::end_of_service::notice(),
        }
    }

    /// The state: stopped before unconfirmed before active.
    fn state(&self, stopped: Option<StopReason>, knows_limits: bool) -> HomeState {
        let last_confirmed: Option<Timestamp> = self.stored.last_confirmed;
        match stopped {
            Some(reason) => HomeState::Stopped {
                reason,
                last_confirmed,
            },
            None if self.stored.cannot_confirm => HomeState::Unconfirmed {
                last_confirmed,
                rate_limited: knows_limits && self.stored.limit_reached,
            },
            None => HomeState::Active { last_confirmed },
        }
    }
}

/// Why it is stopped, in the order in which 1.4 asks.
fn stop_reason(status: &Status) -> Option<StopReason> {
    [
        (Reason::LocationOff, StopReason::LocationOff),
        (Reason::BluetoothOff, StopReason::BluetoothOff),
    ]
    .into_iter()
    .find(|(reason, _)| status.reasons.contains(reason))
    .map(|(_, stopped)| stopped)
    .or((!status.enabled).then_some(StopReason::ExposureNotificationOff))
}

/// Why it is stopped, for 2.x: every reason counts.
fn stop_reason_of_version_2(status: &Status) -> Option<StopReason> {
    if status.active {
        return None;
    }
    let known = [
        (Reason::Unauthorized, StopReason::Unauthorized),
        (Reason::Disabled, StopReason::ExposureNotificationOff),
        (Reason::BluetoothOff, StopReason::BluetoothOff),
        (Reason::LocationOff, StopReason::LocationOff),
    ]
    .into_iter()
    .find(|(reason, _)| status.reasons.contains(reason));
    Some(known.map_or(StopReason::ExposureNotificationOff, |(_, stopped)| stopped))
}
