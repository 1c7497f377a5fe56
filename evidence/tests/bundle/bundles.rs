//! What is done to a bundle.

use std::fs;

use evidence::bundle::AlterationKind::{
    BundleMissing, BundleWithoutEntry, FileAdded, FileAltered, FileMissing, ParameterFileSwapped,
    RecordAltered, ReleaseFileSwapped, ScenarioAdded, ScenarioAltered, ScenarioRemoved, SealAltered,
    SealMissing, SealOfAnotherKey, SealReplaced, SealUnreadable, VerdictEdited,
};
use evidence::bundle::{AlterationKind, Demands, PublicKey, verify};
use serde_json::json;

use crate::support::Output;

const BUNDLE: &str = "000001-1.2.4";

fn in_bundle(file: &str) -> String {
    format!("{BUNDLE}/{file}")
}

fn expected<const N: usize>(found: [(AlterationKind, &str); N]) -> Vec<(AlterationKind, String)> {
    found.map(|(kind, subject)| (kind, subject.to_owned())).into()
}

#[test]
fn what_nobody_touched_is_intact() {
    let output = Output::with(2);
    let verification = output.verify();
    assert!(verification.intact, "{:#?}", verification.alterations);
    let bundles = verification.bundles.iter();
    let verdicts: Vec<_> = bundles
        .map(|bundle| (bundle.number, bundle.verdict.as_str()))
        .collect();
    assert_eq!(verdicts, [(1, "NO-GO"), (2, "NO-GO")]);
    assert_eq!(verification.keys, [output.key.public().fingerprint()]);
    assert!(!verification.keys_known);
}

#[test]
fn a_changed_byte_names_its_file() {
    let output = Output::with(1);
    output.edit(&in_bundle("report.html"), "否", "可");
    assert_eq!(output.found(), expected([(FileAltered, "report.html")]));
    let output = Output::with(1);
    output.edit(&in_bundle("features/エ-通知/通知.feature"), "ja", "en");
    assert_eq!(
        output.found(),
        expected([(FileAltered, "features/エ-通知/通知.feature")])
    );
}

#[test]
fn a_file_that_is_gone_or_new_is_named() {
    let output = Output::with(1);
    fs::remove_file(output.file(&in_bundle("report.html"))).unwrap();
    fs::write(output.file(&in_bundle("features/もう一つ.feature")), "").unwrap();
    let found = expected([
        (FileMissing, "report.html"),
        (FileAdded, "features/もう一つ.feature"),
    ]);
    assert_eq!(output.found(), found);
}

#[test]
fn swapped_inputs_are_called_what_they_are() {
    let output = Output::with(1);
    output.edit(&in_bundle("parameters.toml"), "21", "1");
    output.edit(&in_bundle("release.toml"), "1.2.4", "1.2.5");
    let found = expected([
        (ParameterFileSwapped, "parameters.toml"),
        (ReleaseFileSwapped, "release.toml"),
    ]);
    assert_eq!(output.found(), found);
}

#[test]
fn a_scenario_that_was_removed_altered_or_added_is_named() {
    let output = Output::with(1);
    output.edit_json(&in_bundle("record.json"), |record| {
        record["plan"].as_array_mut().unwrap().remove(0);
        record["results"].as_array_mut().unwrap().remove(0);
    });
    let found = expected([
        (FileAltered, "record.json"),
        (ScenarioRemoved, "エ-通知/通知.feature:3"),
    ]);
    assert_eq!(output.found(), found);

    let output = Output::with(1);
    output.edit_json(&in_bundle("record.json"), |record| {
        record["results"][1]["outcome"] = json!("failed");
        let mut added = record["results"][1].clone();
        added["id"] = json!("エ-通知/通知.feature:30");
        record["results"].as_array_mut().unwrap().push(added);
    });
    let found = expected([
        (FileAltered, "record.json"),
        (ScenarioAltered, "エ-通知/通知.feature:9"),
        (ScenarioAdded, "エ-通知/通知.feature:30"),
    ]);
    assert_eq!(output.found(), found);
}

#[test]
fn another_member_of_the_record_is_named() {
    let output = Output::with(1);
    output.edit_json(&in_bundle("record.json"), |record| record["seed"] = json!(2));
    assert_eq!(
        output.found(),
        expected([(FileAltered, "record.json"), (RecordAltered, "seed")])
    );
}

#[test]
fn an_edited_verdict_is_called_so() {
    let output = Output::with(1);
    output.edit(&in_bundle("judgement.json"), "NO-GO", "GO");
    let found = expected([(FileAltered, "judgement.json"), (VerdictEdited, "judgement.json")]);
    assert_eq!(output.found(), found);
    let verification = output.verify();
    assert_eq!(
        verification.bundles[0].verdict, "NO-GO",
        "the one that was sealed"
    );
    let message = &verification.alterations[1].message;
    assert!(message.contains("NO-GO、今は GO"), "{message}");

    // Neither does editing the seal as well help.
    let output = Output::with(1);
    output.edit(&in_bundle("seal.json"), "NO-GO", "GO");
    assert_eq!(
        output.found(),
        expected([(SealAltered, "seal.json"), (VerdictEdited, "seal.json")])
    );
}

#[test]
fn a_seal_that_is_gone_or_unreadable_is_named() {
    let output = Output::with(1);
    fs::write(output.file(&in_bundle("seal.json")), "{}").unwrap();
    assert_eq!(output.found(), expected([(SealUnreadable, "seal.json")]));
    fs::remove_file(output.file(&in_bundle("seal.json"))).unwrap();
    assert_eq!(output.found(), expected([(SealMissing, "seal.json")]));
}

/// A whole bundle of somebody else's making, put in the place of the real one.
#[test]
fn the_seal_of_another_key_is_told_by_its_fingerprint() {
    let (output, other) = (Output::with(1), Output::with(1));
    let seal = "000001-1.2.4/seal.json";
    fs::copy(other.file(seal), output.file(seal)).unwrap();
    let fingerprint = other.key.public().fingerprint();
    assert_eq!(output.found(), expected([(SealOfAnotherKey, &fingerprint)]));
}

/// The seal of another judgement by the same key.
#[test]
fn another_seal_of_the_same_key_does_not_fit_the_register() {
    let output = Output::with(2);
    fs::copy(
        output.file("000002-1.2.4/seal.json"),
        output.file("000001-1.2.4/seal.json"),
    )
    .unwrap();
    assert_eq!(output.found(), expected([(SealReplaced, "seal.json")]));
}

#[test]
fn a_bundle_that_nobody_registered_and_one_that_is_gone_are_named() {
    let output = Output::with(1);
    fs::rename(output.file(BUNDLE), output.file("000001-1.2.5")).unwrap();
    let found = expected([(BundleWithoutEntry, "000001-1.2.5"), (BundleMissing, BUNDLE)]);
    assert_eq!(output.found(), found);
}

#[test]
fn who_signed_is_told_by_the_public_key() {
    let (output, other) = (Output::with(1), Output::new());
    let demands = |key: &str, of: &Output| Demands {
        public_keys: vec![PublicKey::read(&of.file(key)).unwrap()],
        ..Demands::default()
    };
    let verification = verify(output.path(), &demands("signing-key.pub", &output)).unwrap();
    assert!(verification.intact && verification.keys_known);
    let verification = verify(output.path(), &demands("signing-key.pub", &other)).unwrap();
    assert_eq!(
        verification.alterations[0].kind,
        AlterationKind::RegisterOfAnotherKey
    );
}
