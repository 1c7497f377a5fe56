//! The form of a catalogue file.

use evidence::{AppVersion, ScenarioPlatform};
use jiff::civil::Date;
use serde::Deserialize;
use serde_json::{Map, Value};
use toml::Spanned;

use super::Force;
use super::test_pattern::{PhoneRangeEntry, TestPatternEntry};
use crate::RequirementId;

/// One file. Requirements and defects may stand in any file; the folder is one catalogue.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CatalogueFile {
    #[serde(default)]
    pub(super) requirement: Vec<RequirementEntry>,
    #[serde(default)]
    pub(super) defect: Vec<DefectEntry>,
    #[serde(default)]
    pub(super) unseen_mutant: Vec<UnseenMutantEntry>,
    #[serde(default)]
    pub(super) known_deviation: Vec<KnownDeviationEntry>,
    #[serde(default)]
    pub(super) proof_base: Vec<ProofBaseEntry>,
    #[serde(default)]
    pub(super) test_pattern: Vec<TestPatternEntry>,
    #[serde(default)]
    pub(super) phone_range: Vec<PhoneRangeEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RequirementEntry {
    pub(super) id: Spanned<RequirementId>,
    pub(super) ja: Spanned<String>,
    pub(super) en: Spanned<String>,
    pub(super) source: Spanned<String>,
    pub(super) force: Force,
    pub(super) platforms: Spanned<Vec<ScenarioPlatform>>,
    /// The first version of the app for which it is in force; without it, the first one there was.
    pub(super) since: Option<AppVersion>,
    /// The last one; without it, it is in force to this day.
    pub(super) until: Option<AppVersion>,
    /// Why no scenario tests it.
    pub(super) untested_because: Option<Spanned<String>>,
    /// The mechanism that verifies it; for requirements on the judgement alone.
    pub(super) verified_by: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DefectEntry {
    pub(super) id: Spanned<String>,
    pub(super) releases: Spanned<Vec<String>>,
    pub(super) platforms: Spanned<Vec<ScenarioPlatform>>,
    pub(super) ja: Spanned<String>,
    pub(super) en: Spanned<String>,
    pub(super) source: Spanned<String>,
    /// What a judgement must name; empty only if the defect is not reproduced.
    pub(super) requirements: Spanned<Vec<Spanned<RequirementId>>>,
    /// How it is put into an otherwise good release.
    pub(super) switch: Option<Spanned<SwitchEntry>>,
    /// The base into which it is put; without it, the default release.
    pub(super) on: Option<Spanned<String>>,
    /// Why the environment does not have the defect.
    pub(super) not_reproduced_because: Option<Spanned<String>>,
}

/// A good release into which defects are put that the default one has itself, or cannot have.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ProofBaseEntry {
    pub(super) name: Spanned<String>,
    pub(super) release: Spanned<String>,
    pub(super) ja: Spanned<String>,
    pub(super) en: Spanned<String>,
    /// What is mended of the release, where it is not good as it is.
    pub(super) switch: Option<SwitchEntry>,
}

/// Columns of the parts' tables of behaviour, with what they say.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct SwitchEntry {
    pub(super) server: Map<String, Value>,
    pub(super) app: Map<String, Value>,
    pub(super) os: Map<String, Value>,
    pub(super) hersys: Map<String, Value>,
    pub(super) parameters: Map<String, Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct KnownDeviationEntry {
    pub(super) id: Spanned<String>,
    /// The release that may go out with it.
    pub(super) release: Spanned<String>,
    /// The requirement that is not met.
    pub(super) requirement: Spanned<RequirementId>,
    /// The name of the scenario that fails, placeholders filled in.
    pub(super) scenario: Spanned<String>,
    pub(super) ja: Spanned<String>,
    pub(super) en: Spanned<String>,
    /// The role of those who approved it, never a person's name.
    pub(super) approved_by: Spanned<String>,
    /// The last day on which it is accepted, `2021-02-28`.
    pub(super) expires: Date,
}

/// A mutant that nothing in the suite can find.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct UnseenMutantEntry {
    /// The part and the column, `app.details`.
    pub(super) column: Spanned<String>,
    /// What stands in the mutant's value; without it, every value of the column.
    pub(super) value_holds: Option<String>,
    pub(super) ja: Spanned<String>,
    pub(super) en: Spanned<String>,
}
