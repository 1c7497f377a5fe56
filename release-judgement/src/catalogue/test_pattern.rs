//! What is tested for a kind of change, and on which phones (報告書 4(1)③, 判4).

use std::collections::BTreeSet;

use evidence::{ChangeKind, ScenarioPlatform};
use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::CatalogueError;
use super::read::SourceText;
use crate::RequirementId;

/// What must be tested when a release brings this kind of change. Everything else is tested all the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TestPattern {
    /// The kind of change.
    pub change: ChangeKind,
    /// What the pattern is, in Japanese.
    pub ja: String,
    /// The same in English.
    pub en: String,
    /// The requirements whose scenarios cover the change.
    pub requirements: BTreeSet<RequirementId>,
}

/// The phones of one operating system on which releases are tested.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PhoneRange {
    /// The operating system.
    pub platform: ScenarioPlatform,
    /// Its versions, from the oldest on.
    pub os_versions: Vec<String>,
    /// The models.
    pub handsets: Vec<String>,
    /// Why this range, in Japanese.
    pub ja: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TestPatternEntry {
    pub(super) change: Spanned<ChangeKind>,
    ja: Spanned<String>,
    en: Spanned<String>,
    pub(super) requirements: Spanned<Vec<Spanned<RequirementId>>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PhoneRangeEntry {
    pub(super) platform: Spanned<ScenarioPlatform>,
    os_versions: Spanned<Vec<String>>,
    handsets: Spanned<Vec<String>>,
    ja: Spanned<String>,
}

impl SourceText<'_> {
    pub(super) fn test_pattern(&self, entry: TestPatternEntry) -> Result<TestPattern, CatalogueError> {
        let change = *entry.change.get_ref();
        let name = change.name();
        let requirements = self.not_empty(name, "requirements", entry.requirements)?;
        Ok(TestPattern {
            change,
            ja: self.filled(name, "ja", entry.ja)?,
            en: self.filled(name, "en", entry.en)?,
            requirements: requirements.into_iter().map(Spanned::into_inner).collect(),
        })
    }

    pub(super) fn phone_range(&self, entry: PhoneRangeEntry) -> Result<PhoneRange, CatalogueError> {
        let platform = *entry.platform.get_ref();
        let name = platform.name();
        Ok(PhoneRange {
            platform,
            os_versions: self.not_empty(name, "os_versions", entry.os_versions)?,
            handsets: self.not_empty(name, "handsets", entry.handsets)?,
            ja: self.filled(name, "ja", entry.ja)?,
        })
    }
}
