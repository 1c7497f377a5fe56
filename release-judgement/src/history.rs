//! The history of releases as a table: what each judgement says about each operating system.

use evidence::ScenarioPlatform;
use serde::{Deserialize, Serialize};

use crate::{Judgement, RequirementId, RequirementOutcome, Verdict};

/// What a judgement says about a release on an operating system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryRow {
    /// The release's name.
    pub release: String,
    /// The operating system.
    pub platform: ScenarioPlatform,
    /// Whether the release may go out there. An invalid judgement is invalid everywhere.
    pub verdict: Verdict,
    /// The requirements that failed there.
    pub failed_requirements: Vec<RequirementId>,
}

/// The rows of a release, one per operating system.
pub fn history_rows(judgement: &Judgement) -> Vec<HistoryRow> {
    let row = |platform| {
        let failed_requirements: Vec<RequirementId> = judgement
            .requirements
            .iter()
            .filter(|verdict| verdict.platform == platform && verdict.outcome == RequirementOutcome::FAILED)
            .map(|verdict| verdict.id)
            .collect();
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
        }
    };
    ScenarioPlatform::ALL.into_iter().map(row).collect()
}
