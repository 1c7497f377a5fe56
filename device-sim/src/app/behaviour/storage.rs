//! What the app keeps, and in which form.

use serde::{Deserialize, Serialize};

/// The form of the user data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum UserDataFormat {
    /// One object of JSON in `Application.Properties`. Two who write it at once lose it, and the tutorial comes again
    /// (COCOA up to v1.2.1 `UserDataService`).
    ApplicationProperties,
    /// Preferences of the platform, with dates as text in the form of the phone's language: after a change of language
    /// the start date cannot be read and becomes that day (COCOA v1.2.2 `PreferenceKey`, issue 124).
    PreferencesWithDatesAsText,
    /// Preferences with dates as numbers (COCOA v1.4.0 `MigrationService`).
    PreferencesWithDatesAsNumbers,
}

/// Which day Home shows as the start of use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum StartOfUse {
    /// Today, on any day: a read-only property that is set when the object is made (COCOA v1.0.0 `UserDataModel`).
    AlwaysToday,
    /// The day on which the user was registered (COCOA v1.1.0 `UserDataService`).
    DayOfRegistration,
}

/// What becomes of the date on which the user agreed to the terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Agreement {
    /// It is not recorded (COCOA up to v1.1.5).
    NotRecorded,
    /// It is recorded; a user of earlier releases has none until the terms change and they agree again (COCOA v1.2.0
    /// `TermsUpdateService`).
    Recorded,
    /// It is turned into UTC when the app starts for the first time. That of a user who has none is the smallest
    /// moment there is, nine hours earlier is none, and the app does not start (COCOA v1.4.0 `MigrationService`,
    /// issue 517).
    ConvertedFatally,
    /// None becomes 2020-06-19 (COCOA v1.4.1 `MigrationService`).
    Converted,
}
