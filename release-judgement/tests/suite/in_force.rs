//! What binds a release and what does not: versions, operating systems, and what no document promises.

use evidence::{Record, ScenarioPlatform};
use release_judgement::{
    Catalogue, Judgement, RequirementOutcome, Verdict, history_rows, judge, render_report,
};

use crate::support::{
    CATALOGUE, OTHER, PRODUCTION, assert_invalid, catalogue, catalogue_of, fail, green, judged, used,
};

fn requirement(judgement: &Judgement, id: &str, platform: ScenarioPlatform) -> Option<RequirementOutcome> {
    let mut verdicts = judgement.requirements.iter();
    let found = verdicts.find(|verdict| verdict.id.to_string() == id && verdict.platform == platform);
    found.map(|verdict| verdict.outcome)
}

/// エ1 with another line in its entry.
fn catalogue_with(line: &str) -> Catalogue {
    catalogue_of(&CATALOGUE.replace("id = \"エ1\"\n", &format!("id = \"エ1\"\n{line}\n")))
}

/// A record in which nothing checks エ1.
fn without_push() -> Record {
    let mut record = green();
    record.plan.retain(|planned| planned.file != "push.feature");
    record
        .results
        .retain(|result| !result.id.starts_with("push.feature"));
    record
}

#[test]
fn a_requirement_that_came_later_does_not_bind_an_earlier_version() {
    let judgement = judge(&without_push(), &catalogue_with("since = \"1.2.0\""));
    assert_eq!(judgement.verdict, Verdict::Go, "{:#?}", judgement.reasons);
    let outcome = requirement(&judgement, "エ1", ScenarioPlatform::Ios);
    assert_eq!(outcome, Some(RequirementOutcome::NOT_IN_FORCE));
}

#[test]
fn a_requirement_binds_the_first_and_the_last_version_it_names() {
    for line in ["since = \"1.1.4\"", "until = \"1.1.4\""] {
        assert_invalid(&judge(&without_push(), &catalogue_with(line)), "エ1（iOS）");
    }
    let judgement = judge(&without_push(), &catalogue_with("until = \"1.1.3\""));
    assert_eq!(judgement.verdict, Verdict::Go, "{:#?}", judgement.reasons);
}

#[test]
fn a_scenario_left_out_does_not_stand_for_a_requirement_in_force() {
    assert_invalid(&judge(&without_push(), &catalogue()), "エ1（iOS）");
}

#[test]
fn a_release_for_android_alone_has_no_verdict_on_ios() {
    let mut record = green();
    record.release.platforms = vec![ScenarioPlatform::Android];
    record
        .plan
        .retain(|planned| planned.platform == ScenarioPlatform::Android);
    record.results.retain(|result| result.id.ends_with(":6"));
    let judgement = judge(&record, &catalogue());
    assert_eq!(judgement.verdict, Verdict::Go, "{:#?}", judgement.reasons);
    assert_eq!(requirement(&judgement, "ウ1", ScenarioPlatform::Ios), None);
    let rows: Vec<ScenarioPlatform> = history_rows(&judgement).iter().map(|row| row.platform).collect();
    assert_eq!(rows, [ScenarioPlatform::Android, ScenarioPlatform::Both]);
}

#[test]
fn a_failure_that_no_document_forbids_is_shown_and_does_not_count() {
    let informative = CATALOGUE.replacen(
        "source = \"報告書 2(4)①\"\nforce = \"mandatory\"\nplatforms = [\"iOS\", \"Android\"]\n\n[[requirement]]\nid = \"ア8\"",
        "source = \"報告書 2(4)①\"\nforce = \"informative\"\nplatforms = [\"iOS\", \"Android\"]\n\n[[requirement]]\nid = \"ア8\"",
        1,
    );
    assert_ne!(informative, CATALOGUE);
    let mut record = green();
    fail(&mut record, "push.feature:6");
    let catalogue = catalogue_of(&informative);
    let judgement = judge(&record, &catalogue);
    assert_eq!(judgement.verdict, Verdict::Go, "{:#?}", judgement.reasons);
    let report = render_report(&record, &judgement, &catalogue, "ichiren judge");
    assert!(report.contains("可否に数えない"));
    assert!(
        judgement
            .reasons
            .iter()
            .any(|reason| reason.contains("参考の要件に否があります：エ1（Android）")),
        "{:#?}",
        judgement.reasons
    );
    let rows = history_rows(&judgement);
    assert_eq!(rows[1].verdict, Verdict::Go);
    assert!(rows[1].failed_requirements.is_empty());
    assert_eq!(rows[1].noted_requirements.len(), 1);
}

#[test]
fn phones_on_the_second_version_of_the_api_are_held_to_its_parameters() {
    const PRODUCTION_V2: &str = "13501350";
    let with = |digest: &str, production_v2: Option<&str>| {
        judged(|record| {
            record.release.parameters_digest_v2 = production_v2.map(str::to_owned);
            let mut used = used("B", ScenarioPlatform::Android, digest);
            used.api_version = 2;
            record.results[1].parameters = vec![used];
        })
    };
    assert_eq!(with(PRODUCTION_V2, Some(PRODUCTION_V2)).verdict, Verdict::Go);
    assert_invalid(&with(OTHER, Some(PRODUCTION_V2)), "本番パラメーターと異なる値");
    assert_invalid(
        &with(PRODUCTION, Some(PRODUCTION_V2)),
        "本番パラメーターと異なる値",
    );
    assert_invalid(&with(PRODUCTION, None), "本番パラメーターと異なる値");
}
