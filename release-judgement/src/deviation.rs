//! Known deviations: failures with which a release may go out all the same.
//!
//! An entry accepts the failure of one scenario for one requirement of one release, until a day. It is no way to make a
//! failure vanish: what it accepts is shown as failed, an entry that has expired accepts nothing, and an entry whose
//! scenario passes or does not exist must be taken away before the release can go out.

use evidence::{Record, ScenarioOutcome};
use jiff::civil::Date;
use jiff::tz::{self, TimeZone};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::scenario::JudgedScenario;
use crate::{Catalogue, KnownDeviation, RequirementId};

/// What became of a known deviation in a judgement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DeviationOutcome {
    /// The entry, `逸脱1`.
    pub id: String,
    /// The requirement that is not met.
    pub requirement: RequirementId,
    /// The scenario's name.
    pub scenario: String,
    /// What became of it.
    pub status: DeviationStatus,
    /// The last day on which it is accepted, in Japan.
    pub expires: Date,
    /// The role of those who approved it.
    pub approved_by: String,
    /// Why it was accepted, in Japanese.
    pub reason: String,
}

/// What became of a known deviation. All but the first stop the release.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DeviationStatus {
    /// The scenario failed, as was known; the failure does not count.
    Accepted,
    /// The day has passed; the failure counts.
    Expired,
    /// The scenario passed: the entry is wrong, or the scenario no longer sees what it saw.
    Passed,
    /// No scenario of that name checks the requirement in this judgement.
    NoScenario,
}

/// What became of every known deviation of the judged release.
pub(crate) fn deviation_outcomes(
    record: &Record,
    scenarios: &[JudgedScenario<'_>],
    catalogue: &Catalogue,
) -> Vec<DeviationOutcome> {
    let today = day_of_judgement(record);
    let of_release = catalogue
        .known_deviations()
        .iter()
        .filter(|deviation| deviation.release == record.release.name);
    of_release
        .map(|deviation| DeviationOutcome {
            id: deviation.id.clone(),
            requirement: deviation.requirement,
            scenario: deviation.scenario.clone(),
            status: status(deviation, scenarios, today),
            expires: deviation.expires,
            approved_by: deviation.approved_by.clone(),
            reason: deviation.ja.clone(),
        })
        .collect()
}

/// The requirements whose failure in this scenario was accepted.
pub(crate) fn accepted<'outcomes>(
    outcomes: &'outcomes [DeviationOutcome],
    scenario: &JudgedScenario<'_>,
) -> impl Iterator<Item = RequirementId> + use<'outcomes> {
    let name = scenario.planned.name.clone();
    outcomes
        .iter()
        .filter(move |outcome| outcome.status == DeviationStatus::Accepted && outcome.scenario == name)
        .map(|outcome| outcome.requirement)
}

fn status(deviation: &KnownDeviation, scenarios: &[JudgedScenario<'_>], today: Date) -> DeviationStatus {
    let requirement = deviation.requirement.to_string();
    let outcomes: Vec<ScenarioOutcome> = scenarios
        .iter()
        .filter(|scenario| scenario.planned.name == deviation.scenario)
        .filter(|scenario| scenario.planned.requirements.contains(&requirement))
        .map(|scenario| scenario.outcome)
        .collect();
    match ScenarioOutcome::roll_up(outcomes) {
        None => DeviationStatus::NoScenario,
        Some(_) if deviation.expires < today => DeviationStatus::Expired,
        Some(ScenarioOutcome::Passed) => DeviationStatus::Passed,
        Some(_) => DeviationStatus::Accepted,
    }
}

/// The day in Japan on which the record was made.
fn day_of_judgement(record: &Record) -> Date {
    let japan = TimeZone::fixed(tz::offset(9));
    record.volatile.started_at.to_zoned(japan).date()
}
