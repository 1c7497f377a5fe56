//! The judgement of a record: a pure function of record and catalogue.

use evidence::Record;

use crate::bilingual::Bilingual;
use crate::changes::Changes;
use crate::comparison::Comparison;
use crate::deviation::deviation_outcomes;
use crate::judgement::{Judgement, ParametersVerdict, ScenarioCounts};
use crate::mechanism::judge_mechanisms;
use crate::phase::phase_verdicts;
use crate::reasons::{Findings, proof, reasons_against_release, reasons_against_validity};
use crate::reconcile::reconcile;
use crate::requirement::{requirement_verdicts, unknown_requirements};
use crate::tuned::{deviating_phones, discount_tuned};
use crate::{Catalogue, Verdict};

/// Judges a record against the catalogue.
///
/// The verdict follows from the reasons: one against the validity makes it [`Verdict::Invalid`], else one against the
/// release [`Verdict::NoGo`], and only without any it is [`Verdict::Go`].
pub fn judge(record: &Record, catalogue: &Catalogue) -> Judgement {
    let mut reconciled = reconcile(record);
    discount_tuned(record, &mut reconciled.scenarios);
    let scenarios = reconciled.scenarios;
    let known_deviations = deviation_outcomes(record, &scenarios, catalogue);
    let comparison = Comparison::of(record);
    let changes = Changes::of(record, &scenarios, catalogue);
    let mut requirements = requirement_verdicts(record, &scenarios, catalogue, &known_deviations);
    judge_mechanisms(&mut requirements, &comparison, &changes);
    let findings = Findings {
        record,
        catalogue,
        scenarios: &scenarios,
        requirements: &requirements,
        known_deviations: &known_deviations,
        comparison: &comparison,
        changes: &changes,
        discrepancies: &reconciled.discrepancies,
        unknown_requirements: unknown_requirements(&scenarios, catalogue),
        deviating_phones: deviating_phones(record),
    };

    let against_validity = reasons_against_validity(&findings);
    let against_release = reasons_against_release(&findings);
    let verdict = if !against_validity.is_empty() {
        Verdict::Invalid
    } else if !against_release.is_empty() {
        Verdict::NoGo
    } else {
        Verdict::Go
    };
    let (reasons, reasons_en) = Bilingual::separated(match verdict {
        Verdict::Go => proof(&findings),
        Verdict::NoGo | Verdict::Invalid => [against_validity, against_release].concat(),
    });

    let production = record.altered_parameters.is_empty() && findings.deviating_phones.is_empty();
    Judgement {
        release: record.release.name.clone(),
        platforms: record.release.platforms.clone(),
        verdict,
        reasons,
        reasons_en,
        scenarios: ScenarioCounts::of(scenarios.iter().map(|scenario| scenario.outcome)),
        phases: phase_verdicts(&requirements),
        parameters: ParametersVerdict {
            production,
            digest: record.release.parameters_digest.clone(),
            digest_v2: record.release.parameters_digest_v2.clone(),
        },
        scenario_outcomes: scenarios
            .iter()
            .map(|scenario| (scenario.planned.id.clone(), scenario.outcome))
            .collect(),
        requirements,
        known_deviations,
        comparison: comparison.rows().to_vec(),
        changes: changes.judged,
        unproven: None,
        hidden_failures: Vec::new(),
    }
}
