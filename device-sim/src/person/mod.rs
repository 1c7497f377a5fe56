//! The person who owns the phone: what they agree to and what they type. Everything else they do — open the app,
//! delete it, switch Bluetooth off — is a call of the control interface; what they ignore is a call that never comes.

use jiff::civil::Date;
use serde::Deserialize;

/// The person's answer when asked for the keys of the phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Consent {
    /// Agrees.
    Given,
    /// Does not.
    Refused,
}

impl From<bool> for Consent {
    fn from(agrees: bool) -> Self {
        if agrees { Self::Given } else { Self::Refused }
    }
}

/// How a person types a number that they read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Typing {
    /// As it is.
    #[default]
    Exactly,
    /// With the full-width digits of a Japanese keyboard.
    FullWidth,
    /// Without its last digit.
    LastDigitMissing,
}

/// What a person enters to register as positive. It has no `Debug`: the number is shown nowhere.
pub(crate) struct PositiveRegistration {
    /// The processing number that they read.
    pub processing_number: String,
    /// How they type it.
    pub typing: Typing,
    /// Whether they agree on the app's own page that keys leave the phone.
    pub consent: Consent,
    /// Whether they stay with it when asked if they are sure.
    pub confirms: bool,
    /// Whether they agree when the operating system asks.
    pub shares_keys: Consent,
    /// Whether they have symptoms, where the form asks; `None`: they leave the question open.
    pub has_symptoms: Option<bool>,
    /// The date of onset, or of the test, where the form asks for one; today where they leave it as it is.
    pub onset_date: Option<Date>,
}

impl PositiveRegistration {
    /// What they type as the processing number.
    pub(crate) fn typed(&self) -> String {
        let number = &self.processing_number;
        match self.typing {
            Typing::Exactly => number.clone(),
            Typing::FullWidth => number.chars().map(full_width).collect(),
            Typing::LastDigitMissing => number
                .chars()
                .take(number.chars().count().saturating_sub(1))
                .collect(),
        }
    }
}

fn full_width(character: char) -> char {
    let digit = character
        .to_digit(10)
        .and_then(|digit| char::from_u32(u32::from('０') + digit));
    digit.unwrap_or(character)
}
