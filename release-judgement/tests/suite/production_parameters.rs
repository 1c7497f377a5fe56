//! The lock of 報告書 2(5): a result won with other than the production parameters never counts.

use evidence::{Record, ScenarioOutcome, ScenarioPlatform};
use release_judgement::{HiddenFailure, Verdict, hidden_by_alteration, history_rows, judge};

use crate::support::{
    self, OTHER, catalogue, fail, green, minimum_of_one, result, used, with_d6, with_d6_altered,
};

fn outcome(record: &Record, id: &str) -> ScenarioOutcome {
    judge(record, &catalogue()).scenario_outcomes[id]
}

#[test]
fn one_phone_with_other_parameters_makes_its_scenario_tuned() {
    let mut record = green();
    let other = used("C", ScenarioPlatform::Ios, OTHER);
    result(&mut record, "push.feature:5").parameters.push(other);
    let judgement = judge(&record, &catalogue());
    assert_eq!(
        judgement.scenario_outcomes["push.feature:5"],
        ScenarioOutcome::Tuned
    );
    assert_eq!(
        judgement.scenario_outcomes["push.feature:6"],
        ScenarioOutcome::Passed
    );
    assert_eq!(judgement.verdict, Verdict::Invalid);
    assert!(!judgement.parameters.production);
    assert!(
        judgement.reasons[0].contains("C（iOS）"),
        "{:#?}",
        judgement.reasons
    );
    assert!(
        judgement.reasons[0].contains("push.feature:5"),
        "{:#?}",
        judgement.reasons
    );
}

#[test]
fn a_failure_with_other_parameters_is_tuned_too() {
    let mut record = green();
    fail(&mut record, "push.feature:5");
    OTHER.clone_into(&mut result(&mut record, "push.feature:5").parameters[0].digest);
    assert_eq!(outcome(&record, "push.feature:5"), ScenarioOutcome::Tuned);
}

#[test]
fn with_altered_parameters_every_scenario_that_used_parameters_is_tuned_even_with_the_production_digest() {
    let mut record = green();
    record.altered_parameters.push(minimum_of_one());
    result(&mut record, "push.feature:5").parameters.clear();
    assert_eq!(outcome(&record, "push.feature:6"), ScenarioOutcome::Tuned);
    assert_eq!(outcome(&record, "push.feature:5"), ScenarioOutcome::Passed);
}

#[test]
fn altered_parameters_make_the_judgement_invalid_even_if_no_phone_used_them() {
    let mut record = green();
    record.altered_parameters.push(minimum_of_one());
    record.plan.retain(|planned| planned.requirements == ["エ1"]);
    record.results.retain(|result| result.id.starts_with("push"));
    for result in &mut record.results {
        result.parameters.clear();
    }
    let toml = support::CATALOGUE.replacen("force = \"mandatory\"", "force = \"advisory\"", 1);
    let judgement = judge(&record, &support::catalogue_of(&toml));
    assert_eq!(judgement.verdict, Verdict::Invalid);
    assert_eq!(
        judgement.reasons,
        [
            "本番と異なるパラメーターで実行しました（MinimumRiskScore：本番 21 → 使用 1）。この結果は判定に数えません。"
        ]
    );
}

#[test]
fn an_error_stays_an_error_with_other_parameters() {
    let mut record = with_d6_altered();
    result(&mut record, "push.feature:5").outcome = ScenarioOutcome::Error;
    assert_eq!(outcome(&record, "push.feature:5"), ScenarioOutcome::Error);
}

#[test]
fn a_minimum_risk_score_of_one_hides_d6_on_android() {
    let hidden = hidden_by_alteration(&with_d6_altered(), &with_d6(), &catalogue());
    let expected = |requirement: &str, scenario: &str| HiddenFailure {
        requirement: requirement.parse().unwrap(),
        platform: ScenarioPlatform::Android,
        scenarios: vec![scenario.to_owned()],
        defects: vec!["D6".to_owned()],
    };
    assert_eq!(
        hidden,
        [
            expected("ウ1", "close.feature:6"),
            expected("エ1", "push.feature:6")
        ]
    );
}

#[test]
fn the_hidden_failure_is_the_second_reason() {
    let (altered, production) = (with_d6_altered(), with_d6());
    let hidden = hidden_by_alteration(&altered, &production, &catalogue());
    let judgement = judge(&altered, &catalogue()).with_hidden_failures(hidden);
    assert!(judgement.reasons[0].starts_with("本番と異なるパラメーター"));
    assert_eq!(
        judgement.reasons[1],
        "Android：要件 ウ1・エ1 は、本番パラメーターでは否なのに、変えた値では合格しました。\
         値を変えたことで不具合が隠れています。過去の不具合 D6 の現れ方です。"
    );
    assert_eq!(judgement.hidden_failures.len(), 2);
}

#[test]
fn a_failure_that_shows_with_the_altered_parameters_is_not_hidden() {
    let mut altered = with_d6_altered();
    fail(&mut altered, "close.feature:6");
    let hidden = hidden_by_alteration(&altered, &with_d6(), &catalogue());
    let requirements: Vec<String> = hidden
        .iter()
        .map(|hidden| hidden.requirement.to_string())
        .collect();
    assert_eq!(requirements, ["エ1"]);
}

#[test]
fn nothing_is_hidden_where_nothing_fails_in_production() {
    assert_eq!(
        hidden_by_alteration(&with_d6_altered(), &green(), &catalogue()),
        []
    );
}

#[test]
fn a_release_or_operating_system_without_the_defect_does_not_point_to_it() {
    let (mut altered, mut production) = (with_d6_altered(), with_d6());
    "1.2.4".clone_into(&mut altered.release.name);
    "1.2.4".clone_into(&mut production.release.name);
    let hidden = hidden_by_alteration(&altered, &production, &catalogue());
    assert_eq!(hidden.len(), 2);
    assert!(hidden.iter().all(|hidden| hidden.defects.is_empty()));

    let mut on_ios = green();
    fail(&mut on_ios, "close.feature:5");
    let hidden = hidden_by_alteration(&with_d6_altered(), &on_ios, &catalogue());
    assert_eq!(hidden.len(), 1);
    assert!(hidden[0].defects.is_empty());
}

#[test]
fn a_failure_of_both_together_points_to_a_defect_of_one() {
    let (mut altered, mut production) = (with_d6_altered(), with_d6());
    for record in [&mut altered, &mut production] {
        record.plan[1].platform = ScenarioPlatform::Both;
    }
    let hidden = hidden_by_alteration(&altered, &production, &catalogue());
    let both = hidden
        .iter()
        .find(|hidden| hidden.platform == ScenarioPlatform::Both);
    assert_eq!(both.unwrap().defects, ["D6"]);
}

#[test]
fn two_different_releases_are_not_compared() {
    let mut altered = with_d6_altered();
    "1.2.4".clone_into(&mut altered.release.name);
    assert_eq!(hidden_by_alteration(&altered, &with_d6(), &catalogue()), []);
}

#[test]
fn the_history_of_the_release_with_d6_is_no_go_on_android_alone() {
    let rows = history_rows(&judge(&with_d6(), &catalogue()));
    let rows: Vec<_> = rows
        .iter()
        .map(|row| {
            let failed: Vec<String> = row.failed_requirements.iter().map(ToString::to_string).collect();
            (
                row.release.as_str(),
                row.platform.name(),
                row.verdict.name(),
                failed.join(" "),
            )
        })
        .collect();
    assert_eq!(
        rows,
        [
            ("1.1.4", "iOS", "GO", String::new()),
            ("1.1.4", "Android", "NO-GO", "ウ1 エ1".to_owned()),
            ("1.1.4", "both", "GO", String::new()),
        ]
    );
}

#[test]
fn the_history_of_an_invalid_judgement_is_invalid_everywhere() {
    let rows = history_rows(&judge(&with_d6_altered(), &catalogue()));
    assert!(rows.iter().all(|row| row.verdict == Verdict::Invalid));
}

/// A server that refuses everything keeps phones from judging at all; that is a failure of the release, not of its judgement.
#[test]
fn where_the_chain_broke_before_any_phone_judged_the_release_is_no_go() {
    let mut record = green();
    fail(&mut record, "push.feature:5");
    for result in &mut record.results {
        result.parameters.clear();
    }
    assert_eq!(judge(&record, &catalogue()).verdict, Verdict::NoGo);
}
