//! Why a judgement came out as it did: short Japanese sentences, each derived from the record.

mod proof;
mod release;
mod validity;

use std::collections::{BTreeMap, BTreeSet};

use evidence::{Record, ScenarioPlatform};

use crate::changes::Changes;
use crate::comparison::Comparison;
use crate::deviation::accepted;
use crate::reconcile::Discrepancy;
use crate::requirement::known_requirements;
use crate::scenario::JudgedScenario;
use crate::{Catalogue, DeviationOutcome, RequirementId, RequirementVerdict};

pub(crate) use proof::proof;
pub(crate) use release::reasons_against_release;
pub(crate) use validity::reasons_against_validity;

/// Everything from which reasons are derived.
pub(crate) struct Findings<'judgement> {
    pub(crate) record: &'judgement Record,
    pub(crate) catalogue: &'judgement Catalogue,
    pub(crate) scenarios: &'judgement [JudgedScenario<'judgement>],
    pub(crate) requirements: &'judgement [RequirementVerdict],
    pub(crate) known_deviations: &'judgement [DeviationOutcome],
    pub(crate) comparison: &'judgement Comparison,
    pub(crate) changes: &'judgement Changes,
    pub(crate) discrepancies: &'judgement BTreeMap<Discrepancy, Vec<String>>,
    pub(crate) unknown_requirements: BTreeMap<String, Vec<String>>,
    pub(crate) deviating_phones: BTreeSet<String>,
}

impl Findings<'_> {
    /// Whether the scenario's failure counts for the verdict: it does not where no document promises what it checks, nor
    /// where the failure was accepted beforehand for every requirement it checks.
    pub(crate) fn counts(&self, scenario: &JudgedScenario<'_>) -> bool {
        let informative = self.catalogue.is_informative(&scenario.planned.requirements);
        let accepted: Vec<RequirementId> = accepted(self.known_deviations, scenario).collect();
        let known = known_requirements(scenario, self.catalogue);
        let all_accepted = !accepted.is_empty() && known.iter().all(|id| accepted.contains(id));
        !informative && !all_accepted
    }
}

/// The operating system as reasons and reports name it.
pub(crate) fn platform_name(platform: ScenarioPlatform) -> &'static str {
    match platform {
        ScenarioPlatform::Ios => "iOS",
        ScenarioPlatform::Android => "Android",
        ScenarioPlatform::Both => "両方",
    }
}

/// The first few of many, and how many more there are.
fn listed(names: &[String]) -> String {
    const SHOWN: usize = 5;
    let shown = names.iter().take(SHOWN).cloned();
    let more = (names.len() > SHOWN).then(|| format!("ほか{}件", names.len() - SHOWN));
    shown.chain(more).collect::<Vec<_>>().join("、")
}

/// A sentence with exactly one full stop, whether or not it came with one.
fn ended(sentence: &str) -> String {
    format!("{}。", sentence.trim_end().trim_end_matches('。'))
}
