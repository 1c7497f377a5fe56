//! A person's case, as a health centre registers it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A case.
#[derive(Clone, Serialize, ToSchema)]
pub(crate) struct Case {
    /// How the person is reached.
    pub(crate) contact: Contact,
    /// The test's result, once the person was found positive.
    pub(crate) positive: Option<PositiveResult>,
}

/// The one address under which the person wants to be reached.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Contact {
    /// A telephone number.
    Sms(String),
    /// A mail address.
    Mail(String),
}

/// What the health centre reports about a positive person.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"symptomatic": true, "date": "2021-06-12"}))]
pub(crate) struct PositiveResult {
    /// Whether the person has symptoms.
    pub(crate) symptomatic: bool,
    /// The day of onset with symptoms, the day of the test without.
    pub(crate) date: Date,
}
