//! The proof of power: what counts as found, and what does not.

use std::collections::BTreeSet;

use evidence::{Record, ScenarioPlatform};
use release_judgement::{
    Defect, Proof, Verdict, judge, judge_as_if_untouched, prove_defect, prove_mutant, seen_to_fail, unproven,
};

use crate::support::{CATALOGUE, catalogue, catalogue_of, fail, green, with_d6, with_d6_altered};

fn d6() -> Defect {
    catalogue().defects()[0].clone()
}

fn put_in(mut record: Record) -> Record {
    record.switched_on_defects.push("D6".to_owned());
    record
}

fn proof_of(record: &Record, defect: &Defect) -> Vec<Proof> {
    let base = judge(&green(), &catalogue());
    let with_defect = judge_as_if_untouched(record, &catalogue());
    prove_defect(defect, &base, &with_defect, &catalogue())
}

#[test]
fn a_defect_is_caught_by_a_requirement_the_catalogue_expects() {
    let record = put_in(with_d6());
    // As a judgement the run says nothing.
    assert_eq!(judge(&record, &catalogue()).verdict, Verdict::Invalid);
    let proofs = proof_of(&record, &d6());
    assert_eq!(proofs.len(), 1);
    let proof = &proofs[0];
    assert!(proof.caught);
    assert_eq!(
        (proof.defect.as_str(), proof.platform),
        ("D6", ScenarioPlatform::Android)
    );
    assert_eq!(proof.verdict, Verdict::NoGo);
    let requirements: Vec<String> = proof.requirements.iter().map(ToString::to_string).collect();
    assert_eq!(requirements, ["ウ1", "エ1"]);
    assert_eq!(proof.scenarios, ["close.feature:6", "push.feature:6"]);
}

#[test]
fn a_defect_that_changes_nothing_is_not_caught() {
    let proof = &proof_of(&put_in(green()), &d6())[0];
    assert!(!proof.caught);
    assert_eq!(proof.verdict, Verdict::Go);
    assert!(proof.requirements.is_empty() && proof.scenarios.is_empty());
}

#[test]
fn a_failure_on_the_other_operating_system_does_not_catch_it() {
    let mut record = green();
    fail(&mut record, "close.feature:5");
    assert!(!proof_of(&put_in(record), &d6())[0].caught);
}

#[test]
fn a_failure_that_the_catalogue_does_not_expect_does_not_catch_it() {
    let mut defect = d6();
    defect.requirements = ["ウ1".parse().unwrap()].into();
    let mut record = green();
    fail(&mut record, "push.feature:6");
    assert!(!proof_of(&put_in(record), &defect)[0].caught);
}

#[test]
fn what_failed_without_the_defect_does_not_count_for_it() {
    let base = judge(&with_d6(), &catalogue());
    let with_defect = judge_as_if_untouched(&put_in(with_d6()), &catalogue());
    assert!(!prove_defect(&d6(), &base, &with_defect, &catalogue())[0].caught);
}

/// D7: the test with a minimum of 1 is itself the defect; it must be refused, whatever passes.
#[test]
fn an_altered_parameter_is_caught_when_nothing_counts() {
    let mut d7 = d6();
    d7.requirements = ["判5".parse().unwrap()].into();
    d7.platforms = [ScenarioPlatform::Both].into();
    let proof = &proof_of(&put_in(with_d6_altered()), &d7)[0];
    assert!(proof.caught);
    assert_eq!(proof.verdict, Verdict::Invalid);
    assert_eq!(proof.scenarios.len(), 4);
}

#[test]
fn a_mutant_is_found_by_the_first_scenario_that_fails() {
    let base = judge(&green(), &catalogue());
    let failed = green().plan.remove(3);
    let found = prove_mutant("app.details = any_match", &base, Some(&failed), &catalogue());
    assert!(found.caught);
    assert_eq!(
        (found.verdict, found.platform),
        (Verdict::NoGo, ScenarioPlatform::Android)
    );
    assert_eq!(found.scenarios, ["push.feature:6"]);
    let missed = prove_mutant("app.details = any_match", &base, None, &catalogue());
    assert!(!missed.caught);
    assert_eq!(missed.verdict, Verdict::Go);
}

#[test]
fn a_requirement_that_never_failed_is_unproven() {
    let seen = seen_to_fail(&judge(&with_d6(), &catalogue()));
    let unproven = unproven(&judge(&green(), &catalogue()), &seen);
    let names: BTreeSet<String> = unproven
        .iter()
        .map(|requirement| format!("{} {}", requirement.id, requirement.platform.name()))
        .collect();
    assert_eq!(names, ["ウ1 iOS".to_owned(), "エ1 iOS".to_owned()].into());
}

#[test]
fn a_mutant_is_explained_by_its_column_and_what_its_value_holds() {
    let entry =
        "[[unseen_mutant]]\ncolumn = \"app.retry\"\nvalue_holds = \"zero\"\nja = \"理由\"\nen = \"reason\"\n";
    let catalogue = catalogue_of(&format!("{CATALOGUE}\n{entry}"));
    assert_eq!(catalogue.why_unseen("app.retry = \"zero\""), Some("理由"));
    assert_eq!(catalogue.why_unseen("app.retry = \"never\""), None);
    assert_eq!(catalogue.why_unseen("app.retries = \"zero\""), None);
}
