//! The catalogue: what the source documents require of the chain, and the defects of the past.
//!
//! Every `*.toml` file of one folder is read. A catalogue with an error in it is refused as a whole: a requirement
//! that is silently left out would never be missed.

mod error;
mod file;
mod read;
mod test_pattern;

use std::collections::{BTreeMap, BTreeSet};

use evidence::{AppVersion, ScenarioPlatform};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::RequirementId;

pub use error::{CatalogueError, Location};
pub use test_pattern::{PhoneRange, TestPattern};

/// All requirements and defects.
#[derive(Debug, Clone)]
pub struct Catalogue {
    requirements: BTreeMap<RequirementId, Requirement>,
    defects: Vec<Defect>,
    unseen_mutants: Vec<UnseenMutant>,
    known_deviations: Vec<KnownDeviation>,
    proof_bases: Vec<ProofBase>,
    test_patterns: Vec<TestPattern>,
    phone_ranges: Vec<PhoneRange>,
}

/// Something the chain must do, or must never do again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Requirement {
    /// Its name, `ウ1`.
    pub id: RequirementId,
    /// The requirement in one Japanese sentence, for auditors.
    pub ja: String,
    /// The same in English.
    pub en: String,
    /// The document and place that says so.
    pub source: String,
    /// How binding it is.
    pub force: Force,
    /// The operating systems for which a verdict is demanded.
    pub platforms: BTreeSet<ScenarioPlatform>,
    /// The versions of the app for which it is in force.
    pub in_force: InForce,
    /// How it is verified.
    pub coverage: Coverage,
}

/// The versions of the app for which a requirement is in force, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct InForce {
    /// The first one; none: since the beginning.
    pub since: Option<AppVersion>,
    /// The last one; none: to this day.
    pub until: Option<AppVersion>,
}

impl InForce {
    /// Whether this version of the app must meet the requirement.
    pub fn covers(self, app: AppVersion) -> bool {
        self.since.is_none_or(|since| since <= app) && self.until.is_none_or(|until| app <= until)
    }
}

/// How binding a requirement is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Force {
    /// Without a verdict on it the judgement is not valid.
    Mandatory,
    /// It may go without a verdict. A failure counts all the same.
    Advisory,
    /// No official document promises it: it comes from reports of the field. A failure is shown and does not count.
    Informative,
}

/// How a requirement is verified.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Coverage {
    /// By scenarios that name it.
    Scenarios,
    /// By a mechanism of the judgement itself, named in Japanese.
    Mechanism(String),
    /// Not at all as yet, for the reason given in Japanese.
    Untested(String),
}

/// A defect of the past, which the suite must find in the releases that had it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Defect {
    /// Its name, `D6`.
    pub id: String,
    /// The names of the releases that had it; none if it ran between releases or never, and is known from the sources.
    pub releases: Vec<String>,
    /// The operating systems on which it showed.
    pub platforms: BTreeSet<ScenarioPlatform>,
    /// What went wrong, in Japanese.
    pub ja: String,
    /// The same in English.
    pub en: String,
    /// The document and place that says so.
    pub source: String,
    /// The requirements that a judgement of those releases must name; none if it is not reproduced.
    pub requirements: BTreeSet<RequirementId>,
    /// How it is put into an otherwise good release, if it can be.
    pub switch: Option<Switch>,
    /// The name of the base into which it is put; none: the default release.
    pub on: Option<String>,
    /// Why the environment does not have the defect, in Japanese, if it does not.
    pub not_reproduced_because: Option<String>,
}

/// A requirement that a release does not meet, and with which it may go out all the same, until a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct KnownDeviation {
    /// Its name, `逸脱1`.
    pub id: String,
    /// The release that may go out with it.
    pub release: String,
    /// The requirement that is not met.
    pub requirement: RequirementId,
    /// The name of the scenario that fails, placeholders filled in.
    pub scenario: String,
    /// Why it is accepted, in Japanese.
    pub ja: String,
    /// The same in English.
    pub en: String,
    /// The role of those who approved it.
    pub approved_by: String,
    /// The last day on which it is accepted, in Japan.
    pub expires: Date,
}

/// What is changed, per part: columns of the part's table of behaviour, by name, with what they say. Which columns there
/// are is for the parts to know.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Switch {
    /// Of the notification server.
    pub server: Map<String, Value>,
    /// Of the app.
    pub app: Map<String, Value>,
    /// Of the operating systems.
    pub os: Map<String, Value>,
    /// Of HER-SYS.
    pub hersys: Map<String, Value>,
    /// Parameters that are served.
    pub parameters: Map<String, Value>,
}

/// A good release into which defects are put that the default one has itself, or cannot have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProofBase {
    /// Its name, `2.0.1 mended`.
    pub name: String,
    /// The name of the release that it is made of.
    pub release: String,
    /// Why it is needed, in Japanese.
    pub ja: String,
    /// The same in English.
    pub en: String,
    /// What is mended; none: the release is good as it is.
    pub switch: Option<Switch>,
}

/// Mutants of a column that nothing in the suite can find.
#[derive(Debug, Clone, PartialEq, Eq)]
struct UnseenMutant {
    column: String,
    value_holds: Option<String>,
    ja: String,
}

impl Catalogue {
    /// The requirements, in order of phase and number.
    pub fn requirements(&self) -> impl Iterator<Item = &Requirement> {
        self.requirements.values()
    }

    /// The requirement of that name.
    pub fn requirement(&self, id: RequirementId) -> Option<&Requirement> {
        self.requirements.get(&id)
    }

    /// Whether there is a requirement of that name.
    pub fn contains(&self, id: &str) -> bool {
        id.parse().is_ok_and(|id| self.requirements.contains_key(&id))
    }

    /// Whether all that these names say is informative, so that a failure does not count.
    pub(crate) fn is_informative(&self, requirements: &[String]) -> bool {
        let known = requirements
            .iter()
            .filter_map(|id| self.requirement(id.parse().ok()?));
        let forces: Vec<Force> = known.map(|requirement| requirement.force).collect();
        !forces.is_empty() && forces.iter().all(|force| *force == Force::Informative)
    }

    /// The bases for proofs, in the order of the file.
    pub fn proof_bases(&self) -> &[ProofBase] {
        &self.proof_bases
    }

    /// The defects, in the order of the file.
    pub fn defects(&self) -> &[Defect] {
        &self.defects
    }

    /// The test patterns, in the order of the file.
    pub fn test_patterns(&self) -> &[TestPattern] {
        &self.test_patterns
    }

    /// The phones on which releases are tested, in the order of the file.
    pub fn phone_ranges(&self) -> &[PhoneRange] {
        &self.phone_ranges
    }

    /// Why nothing in the suite can find this mutant, in Japanese, where that is known.
    pub fn why_unseen(&self, mutant: &str) -> Option<&str> {
        let (column, value) = mutant.split_once(" = ")?;
        let mut unseen = self.unseen_mutants.iter();
        let found = unseen.find(|unseen| {
            unseen.column == column
                && unseen
                    .value_holds
                    .as_ref()
                    .is_none_or(|part| value.contains(part))
        });
        found.map(|unseen| unseen.ja.as_str())
    }

    /// The known deviations, in the order of the file.
    pub fn known_deviations(&self) -> &[KnownDeviation] {
        &self.known_deviations
    }
}
