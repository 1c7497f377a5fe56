//! Where the plan and the results do not agree.

use super::{Findings, listed};
use crate::bilingual::Bilingual;
use crate::reconcile::Discrepancy;

/// One sentence per way in which they do not agree, with the scenarios.
pub(super) fn discrepancies(findings: &Findings<'_>) -> Vec<Bilingual> {
    let sentence = |(discrepancy, scenarios): (&Discrepancy, &Vec<String>)| {
        let (ja, en) = in_words(*discrepancy);
        if *discrepancy == Discrepancy::NothingPlanned {
            return Bilingual::new(format!("{ja}。"), format!("{en}."));
        }
        let named = listed(scenarios);
        let count = scenarios.len();
        Bilingual::new(
            format!("{ja}（{count}件）：{}。", named.ja),
            format!("{en} ({count}): {}.", named.en),
        )
    };
    findings.discrepancies.iter().map(sentence).collect()
}

fn in_words(discrepancy: Discrepancy) -> (&'static str, &'static str) {
    match discrepancy {
        Discrepancy::NothingPlanned => (
            "実行するシナリオが一つもありません",
            "There is no scenario to run",
        ),
        Discrepancy::NoResult => (
            "計画にあるのに結果のないシナリオがあります",
            "Planned scenarios without a result",
        ),
        Discrepancy::SeveralResults => (
            "結果が二つ以上あるシナリオがあります",
            "Scenarios with more than one result",
        ),
        Discrepancy::Unplanned => (
            "計画にないシナリオの結果があります",
            "Results of scenarios that were not planned",
        ),
        Discrepancy::PlannedTwice => (
            "計画に二度載っているシナリオがあります",
            "Scenarios that were planned twice",
        ),
        Discrepancy::OtherSteps => (
            "計画と異なるステップを実行したシナリオがあります",
            "Scenarios that ran other steps than the planned ones",
        ),
        Discrepancy::PassedWithoutItsSteps => (
            "通っていないステップがあるのに合格とされたシナリオがあります",
            "Scenarios said to have passed though a step did not",
        ),
        Discrepancy::NoStep => ("ステップのないシナリオがあります", "Scenarios without a step"),
        Discrepancy::NoCheck => (
            "確かめる文（ならば）のないシナリオがあります",
            "Scenarios that check nothing (no ならば)",
        ),
        Discrepancy::NoRequirement => (
            "要件を名指ししていないシナリオがあります",
            "Scenarios that name no requirement",
        ),
    }
}
