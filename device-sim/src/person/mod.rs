//! The person who owns the phone: what they agree to and what they type. Everything else they do — open the app,
//! delete it, switch Bluetooth off — is a call of the control interface.

use jiff::civil::Date;

/// The person's answer when asked for the keys of the phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Consent {
    /// Agrees.
    Given,
    /// Does not.
    Refused,
}

/// What a person enters to register as positive. It has no `Debug`: the number is shown nowhere.
pub(crate) struct PositiveRegistration {
    /// What they type as the processing number.
    pub processing_number: String,
    /// Whether they agree that keys leave the phone.
    pub consent: Consent,
    /// The date of onset, or of the test, where the form asks for one; today where they leave it as it is.
    pub onset_date: Option<Date>,
}
