//! The step definitions, one file per part of the language of the features.
//!
//! A person is a letter (`利用者A`); once diagnosed, the features may say `陽性者A` of the same person.
//! Definitions are few and parametric: each regular expression costs build time and a look per step.

mod contact;
mod end_of_service;
mod export;
mod export_content;
mod guidance;
mod kept;
mod notification;
mod operation_log;
mod outage;
mod person;
mod phone;
mod privacy;
mod processing_number;
mod production;
mod registration;
mod submission;
mod time;

use crate::world::StepError;

/// A number of a sentence.
fn number<T: std::str::FromStr>(text: &str) -> Result<T, StepError> {
    text.parse()
        .map_err(|_| StepError::Harness(format!("「{text}」は数として読めません")))
}

/// Numbers of a sentence, `0・300・600`.
fn numbers<T: std::str::FromStr>(text: &str) -> Result<Vec<T>, StepError> {
    text.split('・').map(number).collect()
}
