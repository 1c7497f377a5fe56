//! Where the catalogue and the scenarios do not agree.

use std::collections::BTreeSet;

use super::{Findings, listed};
use crate::bilingual::Bilingual;
use crate::names::{platform_en, platform_ja};
use crate::{Coverage, Force, RequirementId, RequirementOutcome, RequirementVerdict};

/// Scenarios name requirements that the catalogue does not know.
pub(super) fn unknown(findings: &Findings<'_>) -> Vec<Bilingual> {
    let sentence = |(id, scenarios): (&String, &Vec<String>)| {
        let named = listed(scenarios);
        Bilingual::new(
            format!("要件 {id} は要件カタログにありません：{}。", named.ja),
            format!("The catalogue has no requirement {id}: {}.", named.en),
        )
    };
    findings.unknown_requirements.iter().map(sentence).collect()
}

/// Mandatory requirements about which nobody says anything.
pub(super) fn missing(findings: &Findings<'_>) -> Option<Bilingual> {
    // What was not selected is missing of course; the filter is the reason.
    if findings.record.filter.is_some() {
        return None;
    }
    let mut ja = Vec::new();
    let mut en = Vec::new();
    for verdict in findings.requirements {
        if binds(findings, verdict.id) && verdict.outcome == RequirementOutcome::MISSING {
            ja.push(format!("{}（{}）", verdict.id, platform_ja(verdict.platform)));
            en.push(format!("{} ({})", verdict.id, platform_en(verdict.platform)));
        }
    }
    (!ja.is_empty()).then(|| {
        // Each is named: an auditor must see all that was left out.
        Bilingual::new(
            format!(
                "確かめるシナリオも、試験しない理由もない要件があります：{}。",
                ja.join("、")
            ),
            format!(
                "Requirements with neither a scenario nor a reason for not testing them: {}.",
                en.join(", ")
            ),
        )
    })
}

/// A reason that no longer holds would be read in the report as a gap that is none.
pub(super) fn untested_and_tested(findings: &Findings<'_>) -> Option<Bilingual> {
    let contradicts = |verdict: &&RequirementVerdict| {
        let requirement = findings.catalogue.requirement(verdict.id);
        let untested =
            requirement.is_some_and(|requirement| matches!(requirement.coverage, Coverage::Untested(_)));
        untested && !verdict.scenarios.is_empty()
    };
    let verdicts = findings.requirements.iter().filter(contradicts);
    let named: BTreeSet<String> = verdicts.map(|verdict| verdict.id.to_string()).collect();
    let named: Vec<String> = named.into_iter().collect();
    (!named.is_empty()).then(|| {
        Bilingual::new(
            format!(
                "試験しない理由が書かれているのに、確かめるシナリオのある要件があります：{}。",
                named.join("、")
            ),
            format!(
                "Requirements with a reason for not testing them, and scenarios that do: {}.",
                named.join(", ")
            ),
        )
    })
}

/// Whether the judgement is not valid without a verdict on the requirement.
pub(super) fn binds(findings: &Findings<'_>, id: RequirementId) -> bool {
    let requirement = findings.catalogue.requirement(id);
    requirement.is_some_and(|requirement| requirement.force == Force::Mandatory)
}
