//! Everything that verification can find, with its name.

use serde::{Deserialize, Serialize};

/// What was altered, or why evidence proves nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alteration {
    /// What kind of alteration it is.
    pub kind: AlterationKind,
    /// The judgement's number; none for what concerns the register as a whole.
    pub number: Option<u64>,
    /// What exactly: a file, a scenario's id, a line of the register.
    pub subject: String,
    /// The same in one Japanese sentence.
    pub message: String,
}

/// The kinds of alterations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AlterationKind {
    /// A file holds something else than was sealed.
    FileAltered,
    /// A sealed file is not there.
    FileMissing,
    /// A file is there that was not sealed.
    FileAdded,
    /// The release file is another one.
    ReleaseFileSwapped,
    /// The parameter file is another one than that with which was judged.
    ParameterFileSwapped,
    /// A scenario is no longer in the record.
    ScenarioRemoved,
    /// A scenario is in the record that was not.
    ScenarioAdded,
    /// What the record says of a scenario is something else.
    ScenarioAltered,
    /// Another member of the record says something else.
    RecordAltered,
    /// The judgement says another verdict than was sealed.
    VerdictEdited,
    /// Judged again, record and requirements of the bundle give another verdict.
    VerdictNotReproduced,
    /// The parameter file of the bundle is not the one whose digest stands in the record.
    ParametersNotThoseOfTheRecord,
    /// The bundle has no seal, though the judgement ended.
    SealMissing,
    /// The seal is no seal.
    SealUnreadable,
    /// The seal's signature does not fit what the seal says.
    SealAltered,
    /// The seal was signed with another key.
    SealOfAnotherKey,
    /// The seal is a whole one, but not the one of which the register holds the digest.
    SealReplaced,
    /// There are bundles, and no register.
    RegisterMissing,
    /// A line of the register is no entry.
    RegisterLineUnreadable,
    /// A line's signature does not fit what the line says.
    RegisterLineAltered,
    /// A line is missing.
    RegisterLineRemoved,
    /// A line stands in another place than it was written.
    RegisterLineReordered,
    /// A line is there twice.
    RegisterLineInserted,
    /// A line does not follow from the line before it, though both are signed.
    RegisterChainBroken,
    /// A line was signed with another key.
    RegisterOfAnotherKey,
    /// The line that was the last one once is not there.
    RegisterCutOff,
    /// A bundle that the register does not know.
    BundleWithoutEntry,
    /// The register knows a bundle that is not there, and was not deleted for its age.
    BundleMissing,
    /// A number that no judgement has.
    NumberMissing,
    /// The judgement began and never ended: it was killed, or broke down, or is still running.
    NeverEnded,
}

impl Alteration {
    pub(super) fn of_bundle(
        kind: AlterationKind,
        number: u64,
        subject: impl Into<String>,
        message: impl Into<String>,
    ) -> Self {
        Self {
            kind,
            number: Some(number),
            subject: subject.into(),
            message: format!("判定{number:06}：{}", message.into()),
        }
    }

    pub(super) fn of_register(
        kind: AlterationKind,
        subject: impl Into<String>,
        message: impl Into<String>,
    ) -> Self {
        Self {
            kind,
            number: None,
            subject: subject.into(),
            message: format!("登録簿：{}", message.into()),
        }
    }
}
