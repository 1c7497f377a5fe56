//! What an app may ask: whether Exposure Notification is there, on, and at work, and if not, why not.

use std::collections::BTreeSet;

use serde::Serialize;

use super::Framework;
use super::settings::Switch;

/// The state of Exposure Notification as an app sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Status {
    /// Whether the phone has it.
    pub supported: bool,
    /// Whether it is switched on: an app has started it, and the user has not switched it off.
    pub enabled: bool,
    /// Whether it sends and listens.
    pub active: bool,
    /// Why it does not.
    pub reasons: BTreeSet<Reason>,
}

/// Why Exposure Notification neither sends nor listens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Reason {
    /// The phone does not have it.
    NotSupported,
    /// It is off.
    Disabled,
    /// Bluetooth is off.
    BluetoothOff,
    /// The location setting is off where scans need it.
    LocationOff,
    /// The user does not let the app use it.
    Unauthorized,
    /// It is paused.
    Paused,
    /// The phone is switched off.
    PowerOff,
}

impl Framework {
    /// What an app may ask.
    pub(crate) fn status(&self) -> Status {
        let supported = self.exposure_notification().is_some();
        let mut reasons = BTreeSet::new();
        let enabled = supported && self.started && self.settings.exposure_notification == Switch::On;
        let mut add = |holds: bool, reason| {
            if holds {
                reasons.insert(reason);
            }
        };
        add(!supported, Reason::NotSupported);
        add(supported && !enabled, Reason::Disabled);
        add(
            self.settings.exposure_notification == Switch::Paused,
            Reason::Paused,
        );
        add(
            self.settings.exposure_notification == Switch::Unauthorized,
            Reason::Unauthorized,
        );
        add(!self.settings.bluetooth, Reason::BluetoothOff);
        add(self.misses_location(), Reason::LocationOff);
        add(!self.settings.power, Reason::PowerOff);
        Status {
            supported,
            enabled,
            active: reasons.is_empty(),
            reasons,
        }
    }

    /// Whether scans need the location setting and it is off.
    pub(super) fn misses_location(&self) -> bool {
        !self.settings.location
            && self
                .exposure_notification()
                .is_some_and(|api| api.scans_need_location)
    }
}
