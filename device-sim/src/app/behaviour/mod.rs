//! In what the releases of COCOA differ: the types of the columns of the table in [`releases`](super::releases).
//!
//! | file | theme |
//! | --- | --- |
//! | [`registration`] | the form of the positive registration, its attempts, what is sent where, what an answer means |
//! | [`keys`] | which keys are sent |
//! | [`download`] | which files are fetched, and what a failure does |
//! | [`decision`] | which contacts count |
//! | [`notification`] | what the app itself posts |
//! | [`display`] | what is shown for how long |
//! | [`storage`] | what is kept in which form |
//! | [`attestation`] | what vouches for the phone |
//! | [`background`] | when the app checks |
//! | [`installation`] | on which phones it can be installed |
//!
//! Each variant says what it means and where the public history of COCOA shows it. The rest of the app is one flow.

mod attestation;
mod background;
mod decision;
mod display;
mod download;
mod installation;
mod keys;
mod notification;
mod registration;
mod storage;

pub(crate) use attestation::{AttestationAttempts, AttestedKeys};
pub(crate) use background::{
    BackgroundWork, CheckOnOpening, RequiredState, Retry, UnattendedCheck, WorkName,
};
pub(crate) use decision::{
    Api, DetailsCondition, EqualWindows, FallbackConfiguration, KeptExposures, RatedDays, RatedWindows,
};
pub(crate) use display::{ContactDates, DisplayWindow, Home, UpdateNotice};
pub(crate) use download::{
    CursorRule, FailedFile, FailedList, FailedRun, OverlappingChecks, RegionLoop, Regions,
};
pub use installation::NotInStore;
pub(crate) use installation::{MadeForIos, Starting};
pub(crate) use keys::{AndroidRollingPeriod, KeySelection, NoKeys, Selected};
pub(crate) use notification::OwnNotification;
pub(crate) use registration::{
    AnswerReading, AttemptLimit, Completion, FormChecks, ReEntry, RefusedKeys, RegisterButton, SubmissionApi,
    as_the_field_takes_it, is_processing_number,
};
pub(crate) use storage::{Agreement, StartOfUse, UserDataFormat};

#[cfg(test)]
mod tests;
