//! Known deviations: a failure that was accepted beforehand does not count, and nothing else passes for one.

use evidence::{Record, ScenarioPlatform};
use release_judgement::{
    Catalogue, DeviationStatus, Judgement, Verdict, history_rows, judge, junit_xml, render_report,
};

use crate::support::{CATALOGUE, catalogue_of, fail, green};

const NAME: &str = "1mで30分の接触（Android）";

/// The catalogue with one deviation, for ウ1 in the scenario that fails.
fn catalogue(release: &str, scenario: &str, expires: &str) -> Catalogue {
    catalogue_of(&format!(
        "{CATALOGUE}\n[[known_deviation]]\nid = \"逸脱1\"\nrelease = \"{release}\"\nrequirement = \"ウ1\"\n\
         scenario = \"{scenario}\"\nja = \"次の版で直す。\"\nen = \"The next release mends it.\"\n\
         approved_by = \"リリース判定会議\"\nexpires = \"{expires}\"\n"
    ))
}

/// A record of 16 April 2021, noon in Japan, in which only the scenario of that name fails.
fn failing() -> Record {
    let mut record = green();
    fail(&mut record, "close.feature:6");
    let planned = record
        .plan
        .iter_mut()
        .find(|planned| planned.id == "close.feature:6");
    NAME.clone_into(&mut planned.unwrap().name);
    record
}

fn status(judgement: &Judgement) -> Vec<DeviationStatus> {
    let outcomes = judgement.known_deviations.iter();
    outcomes.map(|outcome| outcome.status).collect()
}

#[test]
fn without_an_entry_the_failure_stops_the_release() {
    let judgement = judge(&failing(), &catalogue_of(CATALOGUE));
    assert_eq!(judgement.verdict, Verdict::NoGo);
}

#[test]
fn an_accepted_failure_does_not_count_and_is_said_openly() {
    let judgement = judge(&failing(), &catalogue("1.1.4", NAME, "2021-04-16"));
    assert_eq!(judgement.verdict, Verdict::Go, "{:?}", judgement.reasons);
    assert_eq!(status(&judgement), [DeviationStatus::Accepted]);
    let said = |words: &str| judgement.reasons.iter().any(|reason| reason.contains(words));
    assert!(said("逸脱1") && said("リリース判定会議") && said("2021-04-16"));
    let rows = history_rows(&judgement);
    let android = rows.iter().find(|row| row.platform == ScenarioPlatform::Android);
    assert!(android.unwrap().failed_requirements.is_empty());
}

#[test]
fn an_expired_entry_accepts_nothing() {
    let judgement = judge(&failing(), &catalogue("1.1.4", NAME, "2021-04-15"));
    assert_eq!(judgement.verdict, Verdict::NoGo);
    assert_eq!(status(&judgement), [DeviationStatus::Expired]);
    let expired = |reason: &String| reason.contains("逸脱1") && reason.contains("期限");
    assert!(judgement.reasons.iter().any(expired), "{:?}", judgement.reasons);
    assert!(judgement.reasons.iter().any(|reason| reason.contains("要件 ウ1")));
}

#[test]
fn an_entry_whose_scenario_passes_stops_the_release() {
    let mut record = failing();
    let planned = record
        .plan
        .iter()
        .find(|planned| planned.name == NAME)
        .unwrap()
        .clone();
    *crate::support::result(&mut record, &planned.id) = crate::support::passed(&planned);
    let judgement = judge(&record, &catalogue("1.1.4", NAME, "2021-12-31"));
    assert_eq!(judgement.verdict, Verdict::NoGo);
    assert_eq!(status(&judgement), [DeviationStatus::Passed]);
}

#[test]
fn an_entry_without_a_scenario_stops_the_release() {
    let judgement = judge(
        &green(),
        &catalogue("1.1.4", "そんなシナリオはない", "2021-12-31"),
    );
    assert_eq!(judgement.verdict, Verdict::NoGo);
    assert_eq!(status(&judgement), [DeviationStatus::NoScenario]);
}

#[test]
fn an_entry_of_another_release_accepts_nothing_here() {
    let judgement = judge(&failing(), &catalogue("1.1.5", NAME, "2021-12-31"));
    assert_eq!(judgement.verdict, Verdict::NoGo);
    assert!(judgement.known_deviations.is_empty());
}

/// A second failure, which nobody accepted, counts.
#[test]
fn another_failure_of_the_same_requirement_counts() {
    let mut record = failing();
    fail(&mut record, "close.feature:5");
    let judgement = judge(&record, &catalogue("1.1.4", NAME, "2021-12-31"));
    assert_eq!(judgement.verdict, Verdict::NoGo);
}

#[test]
fn an_accepted_failure_is_shown_with_who_approved_it_and_fails_no_build() {
    let catalogue = catalogue("1.1.4", NAME, "2021-04-16");
    let record = failing();
    let judgement = judge(&record, &catalogue);
    let page = render_report(&record, &judgement, &catalogue, "ichiren judge");
    let (_, section) = page.split_once("id=\"deviations\"").unwrap();
    let section = section.split("</section>").next().unwrap();
    for text in [
        "逸脱1",
        NAME,
        "承認済み",
        "accepted",
        "2021-04-16",
        "リリース判定会議",
    ] {
        assert!(section.contains(text), "{text}: {section}");
    }
    let xml = junit_xml(&record, &judgement, &catalogue).unwrap();
    assert!(xml.contains("failures=\"0\" errors=\"0\""), "{xml}");
    assert_eq!(xml.matches("<skipped").count(), 1);
}
