//! The examples in `docs/` are read as what they show, so that they cannot rot.

use std::fs;
use std::path::Path;

use evidence::Record;
use release_judgement::{HistoryRow, Judgement};

/// The JSON examples of a page, in order.
fn examples(page: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs").join(page);
    let text = fs::read_to_string(path).unwrap();
    let blocks = text.split("```json\n").skip(1);
    blocks
        .map(|block| block.split("```").next().unwrap().to_owned())
        .collect()
}

#[test]
fn the_example_of_the_evidence_format_is_a_record() {
    let examples = examples("evidence-format.md");
    assert_eq!(examples.len(), 1);
    let record: Record = serde_json::from_str(&examples[0]).unwrap();
    // Written again it must be the same, or the page shows a field that does not exist.
    let written: serde_json::Value = serde_json::to_value(&record).unwrap();
    assert_eq!(
        written,
        serde_json::from_str::<serde_json::Value>(&examples[0]).unwrap()
    );
}

#[test]
fn the_examples_of_the_json_contract_are_a_judgement_and_a_history() {
    // The third one is of `inspect`, whose own tests hold it.
    let examples = examples("json-contract.md");
    assert_eq!(examples.len(), 3);
    let judgement: Judgement = serde_json::from_str(&examples[0]).unwrap();
    let mut written = serde_json::to_value(&judgement).unwrap();
    // The command line adds where the files are.
    written["number"] = 12.into();
    written["bundle"] = "ichiren-output/000012-1.1.4".into();
    written["record"] = "ichiren-output/000012-1.1.4/record.json".into();
    written["report"] = "ichiren-output/000012-1.1.4/report.html".into();
    assert_eq!(
        written,
        serde_json::from_str::<serde_json::Value>(&examples[0]).unwrap()
    );

    let rows: Vec<HistoryRow> = serde_json::from_str(&examples[1]).unwrap();
    let written = serde_json::to_value(&rows).unwrap();
    assert_eq!(
        written,
        serde_json::from_str::<serde_json::Value>(&examples[1]).unwrap()
    );
}
