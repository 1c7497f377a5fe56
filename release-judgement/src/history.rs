//! The history of releases as a table: what each judgement says about each operating system.

use evidence::ScenarioPlatform;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Judgement, RequirementId, RequirementVerdict, Verdict};

/// What a judgement says about a release on an operating system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct HistoryRow {
    /// The release's name.
    pub release: String,
    /// The operating system.
    pub platform: ScenarioPlatform,
    /// Whether the release may go out there. An invalid judgement is invalid everywhere.
    pub verdict: Verdict,
    /// The requirements that failed there.
    pub failed_requirements: Vec<RequirementId>,
    /// The informative requirements that failed there; they do not count.
    pub noted_requirements: Vec<RequirementId>,
}

/// The rows of a release, one per operating system on which it is judged, and one for the two together.
pub fn history_rows(judgement: &Judgement) -> Vec<HistoryRow> {
    let row = |platform| {
        let which = |failed: fn(&RequirementVerdict) -> bool| {
            let verdicts = judgement.requirements.iter();
            let found = verdicts.filter(|verdict| verdict.platform == platform && failed(verdict));
            found.map(|verdict| verdict.id).collect::<Vec<RequirementId>>()
        };
        let failed_requirements = which(RequirementVerdict::failed);
        let verdict = match judgement.verdict {
            Verdict::Invalid => Verdict::Invalid,
            Verdict::Go | Verdict::NoGo if failed_requirements.is_empty() => Verdict::Go,
            Verdict::Go | Verdict::NoGo => Verdict::NoGo,
        };
        HistoryRow {
            release: judgement.release.clone(),
            platform,
            verdict,
            failed_requirements,
            noted_requirements: which(RequirementVerdict::failed_for_information),
        }
    };
    let judged = |platform: &ScenarioPlatform| {
        *platform == ScenarioPlatform::Both || judgement.platforms.contains(platform)
    };
    ScenarioPlatform::ALL
        .into_iter()
        .filter(judged)
        .map(row)
        .collect()
}
