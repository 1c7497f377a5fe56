//! The verdicts on the releases of the past, for people at a terminal.

use release_judgement::HistoryRow;

use super::table::Table;

/// Prints a table of releases and operating systems.
pub(crate) fn print(rows: &[HistoryRow]) {
    let row = |row: &HistoryRow| {
        let failed: Vec<String> = row.failed_requirements.iter().map(ToString::to_string).collect();
        let verdict = format!("{} ({})", row.verdict.japanese(), row.verdict);
        vec![
            row.release.clone(),
            row.platform.name().to_owned(),
            verdict,
            failed.join(" "),
        ]
    };
    Table::new(
        &["リリース", "OS", "判定", "満たさない要件"],
        rows.iter().map(row).collect(),
    )
    .print();
}
