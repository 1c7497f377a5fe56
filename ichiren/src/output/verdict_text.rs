//! A judgement for people at a terminal.

use evidence::{ChainBreak, ScenarioOutcome, ScenarioPlatform};
use owo_colors::{OwoColorize as _, Style};
use release_judgement::{Catalogue, Phase, RequirementOutcome, Verdict};

use super::coloured;
use super::print_line;
use super::table::Table;
use crate::filing::FiledJudgement;

/// Prints the verdict, the phases, what failed and where, and where the evidence is.
pub(crate) fn print(filed: &FiledJudgement, catalogue: &Catalogue) {
    let judgement = &filed.judgement;
    let style = match judgement.verdict {
        Verdict::Go => Style::new().green().bold(),
        Verdict::NoGo => Style::new().red().bold(),
        Verdict::Invalid => Style::new().yellow().bold(),
    };
    let verdict = format!("{} ({})", judgement.verdict.japanese(), judgement.verdict);
    print_line(format_args!(
        "リリース{} 判定: {}",
        judgement.release,
        verdict.style(style)
    ));
    for reason in &judgement.reasons {
        print_line(format_args!("  ・{reason}"));
    }
    print_line("");
    phases(filed);
    failures(filed, catalogue);
    let passed = judgement.scenarios.with(ScenarioOutcome::Passed);
    print_line(format_args!(
        "シナリオ: {}件中{passed}件が合格",
        judgement.scenarios.planned
    ));
    print_line(format_args!("判定番号: {:06}", filed.number));
    let judged_by = filed.run.volatile.judged_by.as_deref().unwrap_or("（記名なし）");
    print_line(format_args!("判定者:   {judged_by}"));
    print_line(format_args!("記録の束: {}", filed.bundle.display()));
    print_line(format_args!("記録:     {}", filed.record.display()));
    print_line(format_args!("報告:     {}", filed.report.display()));
}

fn phases(filed: &FiledJudgement) {
    let row = |phase: Phase| {
        let cell = |platform: ScenarioPlatform| {
            let mut verdicts = filed.judgement.phases.iter();
            let verdict = verdicts.find(|verdict| verdict.phase == phase && verdict.platform == platform);
            verdict
                .and_then(|verdict| verdict.outcome)
                .map_or_else(|| "—".to_owned(), coloured)
        };
        let name = format!("{} {}", phase.letter(), phase.title());
        vec![
            name,
            cell(ScenarioPlatform::Ios),
            cell(ScenarioPlatform::Android),
            cell(ScenarioPlatform::Both),
        ]
    };
    let rows = Phase::CHAIN.into_iter().map(row).collect();
    Table::new(&["段階", "iOS", "Android", "両方"], rows).print();
    print_line("");
}

fn failures(filed: &FiledJudgement, catalogue: &Catalogue) {
    let unmet = filed
        .judgement
        .requirements
        .iter()
        .filter(|verdict| verdict.outcome == RequirementOutcome::FAILED);
    for verdict in unmet {
        let mark = if verdict.failed_for_information() {
            "参考"
        } else {
            "否"
        };
        let sentence = catalogue
            .requirement(verdict.id)
            .map(|requirement| requirement.ja.as_str());
        let platform = verdict.platform.name();
        print_line(format_args!(
            "{} {} ({platform}) {}",
            mark.red().bold(),
            verdict.id,
            sentence.unwrap_or_default()
        ));
        for id in &verdict.scenarios {
            let Some(result) = filed.run.results.iter().find(|result| result.id == *id) else {
                continue;
            };
            if let Some(broke_at) = &result.broke_at {
                print_line(format_args!("     {id}"));
                print_line(format_args!("     {}", chain_break(broke_at)));
            }
        }
    }
    if filed.judgement.scenarios.with(ScenarioOutcome::Failed) > 0 {
        print_line("");
    }
}

/// Where the chain broke, in one line.
pub(super) fn chain_break(broke_at: &ChainBreak) -> String {
    format!(
        "正しくなかった所: {}「{}」 {} — {}",
        broke_at.phase, broke_at.place, broke_at.subject, broke_at.detail
    )
}
