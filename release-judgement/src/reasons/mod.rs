//! Why a judgement came out as it did: short sentences in Japanese and English, each derived from the record.

mod coverage;
mod discrepancies;
mod proof;
mod release;
mod validity;

use std::collections::{BTreeMap, BTreeSet};

use evidence::Record;

use crate::bilingual::Bilingual;
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

/// The first few of many, and how many more there are.
fn listed(names: &[String]) -> Bilingual {
    const SHOWN: usize = 5;
    let shown: Vec<&str> = names.iter().take(SHOWN).map(String::as_str).collect();
    let (mut ja, mut en) = (shown.join("、"), shown.join(", "));
    if names.len() > SHOWN {
        let more = names.len() - SHOWN;
        ja = format!("{ja}、ほか{more}件");
        en = format!("{en} and {more} more");
    }
    Bilingual { ja, en }
}

/// A sentence with exactly one full stop, whether or not it came with one.
fn ended(sentence: &str) -> String {
    format!("{}。", without_end(sentence))
}

/// A sentence of a part, to be quoted in another one.
fn quoted(sentence: &str) -> String {
    format!("「{}」", without_end(sentence))
}

fn without_end(sentence: &str) -> &str {
    sentence.trim_end().trim_end_matches('。')
}
