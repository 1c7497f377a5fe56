//! A proof of power for people at a terminal.

use owo_colors::OwoColorize as _;
use release_judgement::{Catalogue, Proof, ProvenRequirement};

use super::print_line;
use super::table::Table;

/// Prints what was put in and found, what was not, and what is unproven.
pub(crate) fn print(proofs: &[Proof], unproven: &[ProvenRequirement], catalogue: &Catalogue) {
    let rows = proofs.iter().map(row).collect();
    Table::new(
        &[
            "入れたもの",
            "OS",
            "結果",
            "版",
            "判定",
            "否になった要件",
            "シナリオ",
        ],
        rows,
    )
    .print();
    print_line("");
    let missed: Vec<&Proof> = proofs.iter().filter(|proof| !proof.caught).collect();
    for proof in &missed {
        let sentence = catalogue
            .defects()
            .iter()
            .find(|defect| defect.id == proof.defect);
        let sentence = sentence.map_or("", |defect| defect.ja.as_str());
        let why = proof.explanation.as_deref().unwrap_or("理由が書かれていません。");
        print_line(format_args!("見逃し {} {sentence} — {why}", proof.defect));
    }
    print_line(format_args!(
        "{}件のうち{}件を見つけました。",
        proofs.len(),
        proofs.len() - missed.len()
    ));
    if unproven.is_empty() {
        print_line("どの要件のシナリオも、否になるところを見ました。");
        return;
    }
    let named: Vec<String> = unproven
        .iter()
        .map(|requirement| format!("{}（{}）", requirement.id, requirement.platform.name()))
        .collect();
    print_line(format_args!(
        "否になるところを見たことのない要件（未証明）: {}",
        named.join("、")
    ));
}

fn row(proof: &Proof) -> Vec<String> {
    let requirements: Vec<String> = proof.requirements.iter().map(ToString::to_string).collect();
    vec![
        proof.defect.clone(),
        proof.platform.name().to_owned(),
        if proof.caught {
            "検出".green().to_string()
        } else {
            "見逃し".red().bold().to_string()
        },
        proof.release.clone(),
        proof.verdict.name().to_owned(),
        requirements.join(" "),
        format!("{}件", proof.scenarios.len()),
    ]
}
