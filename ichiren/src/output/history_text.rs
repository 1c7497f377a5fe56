//! The verdicts on the releases of the past, for people at a terminal.

use release_judgement::{HistoryRow, RequirementId};

use super::table::Table;

/// Prints a table of releases and operating systems.
pub(crate) fn print(rows: &[HistoryRow]) {
    let row = |row: &HistoryRow| {
        let joined = |ids: &[RequirementId]| {
            let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
            ids.join(" ")
        };
        let verdict = format!("{} ({})", row.verdict.japanese(), row.verdict);
        vec![
            row.release.clone(),
            row.platform.name().to_owned(),
            verdict,
            joined(&row.failed_requirements),
            joined(&row.noted_requirements),
        ]
    };
    Table::new(
        &["リリース", "OS", "判定", "満たさない要件", "参考"],
        rows.iter().map(row).collect(),
    )
    .print();
}
