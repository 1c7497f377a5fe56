//! What an app may ask: whether Exposure Notification is there, on, and at work, and if not, why not.

use std::collections::BTreeSet;

use serde::Serialize;

use super::Framework;
use super::refusal::Refusal;
use super::settings::{Settings, Switch};

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
        let reasons: BTreeSet<Reason> = self.reasons().collect();
        Status {
            supported: self.exposure_notification().is_some(),
            enabled: self.is_enabled(),
            active: reasons.is_empty(),
            reasons,
        }
    }

    /// Why Exposure Notification neither sends nor listens, the weightiest first; nothing where it does.
    pub(crate) fn reasons(&self) -> impl Iterator<Item = Reason> {
        let Settings {
            bluetooth,
            location,
            power,
            exposure_notification: switch,
            ..
        } = self.settings;
        let api = self.exposure_notification();
        [
            (api.is_none(), Reason::NotSupported),
            (api.is_some() && !self.is_enabled(), Reason::Disabled),
            (!bluetooth, Reason::BluetoothOff),
            (
                !location && api.is_some_and(|api| api.scans_need_location),
                Reason::LocationOff,
            ),
            (switch == Switch::Unauthorized, Reason::Unauthorized),
            (switch == Switch::Paused, Reason::Paused),
            (!power, Reason::PowerOff),
        ]
        .into_iter()
        .filter_map(|(holds, reason)| holds.then_some(reason))
    }

    /// Whether Exposure Notification is on, whatever Bluetooth is.
    pub(super) fn is_enabled(&self) -> bool {
        self.exposure_notification().is_some()
            && self.started
            && self.settings.exposure_notification == Switch::On
    }

    /// Refuses a call while Exposure Notification is not on.
    pub(super) fn must_be_enabled(&self) -> Result<(), Refusal> {
        self.switch_must_be_on()?;
        if self.started {
            Ok(())
        } else {
            Err(Refusal::Disabled)
        }
    }

    /// Refuses a call where Exposure Notification is not there or the user does not let it work.
    pub(super) fn switch_must_be_on(&self) -> Result<(), Refusal> {
        if self.exposure_notification().is_none() {
            return Err(Refusal::NotSupported);
        }
        match self.settings.exposure_notification {
            Switch::On => Ok(()),
            Switch::Off => Err(Refusal::Disabled),
            Switch::Paused => Err(Refusal::Paused),
            Switch::Unauthorized => Err(Refusal::Unauthorized),
        }
    }
}
