//! The other locks that keep a judgement from passing for green. Each test starts from a record that is GO, opens
//! one lock, and must see the judgement become invalid for the reason that names it.

use evidence::{Filter, ScenarioOutcome, ScenarioPlatform};
use release_judgement::{RequirementOutcome, Verdict, WithoutScenario, judge};

use crate::support::{
    self, assert_invalid, assert_outcome, catalogue_of, fail, green, judged, planned, result,
};

#[test]
fn a_run_in_which_every_scenario_passed_is_go() {
    let judgement = judged(|_| {});
    assert_eq!(judgement.verdict, Verdict::Go, "{:#?}", judgement.reasons);
}

#[test]
fn a_filtered_run_is_invalid() {
    let judgement = judged(|record| {
        record.filter = Some(Filter {
            tags: Some("@要件-ウ1".to_owned()),
            name: None,
        });
    });
    assert_invalid(&judgement, "@要件-ウ1");
}

#[test]
fn what_a_filter_leaves_out_is_no_reason_of_its_own() {
    let judgement = judged(|record| {
        record.filter = Some(Filter {
            tags: None,
            name: Some("通知".to_owned()),
        });
        record.plan.drain(..2);
        record.results.drain(..2);
    });
    assert_eq!(
        judgement.reasons,
        ["一部のシナリオだけを選んで実行しました（名前「通知」）。リリースの判定には全シナリオが要ります。"]
    );
}

#[test]
fn a_run_in_which_nothing_passed_or_failed_is_invalid() {
    let toml = support::CATALOGUE.replace("mandatory", "advisory");
    let mut record = green();
    for result in &mut record.results {
        result.outcome = ScenarioOutcome::NotApplicable;
    }
    let judgement = judge(&record, &catalogue_of(&toml));
    assert_invalid(&judgement, "合否の出たシナリオが一つもありません");
}

#[test]
fn a_run_without_scenarios_is_invalid() {
    let judgement = judged(|record| {
        record.plan.clear();
        record.results.clear();
    });
    assert_invalid(&judgement, "実行するシナリオが一つもありません");
}

#[test]
fn an_outcome_that_neither_passed_nor_failed_is_invalid() {
    for (outcome, reason) in [
        (ScenarioOutcome::Error, "試験環境の異常で判定できなかった"),
        (ScenarioOutcome::Undefined, "定義のないステップを含む"),
        (ScenarioOutcome::Unstable, "実行のたびに結果が変わる"),
        (ScenarioOutcome::NotRun, "実行されなかった"),
        (ScenarioOutcome::Tuned, "本番でないパラメーターで実行された"),
        (ScenarioOutcome::NotApplicable, "この環境では実行できない必須の"),
    ] {
        let judgement = judged(|record| result(record, "push.feature:6").outcome = outcome);
        assert_outcome(&judgement, "push.feature:6", outcome);
        assert_invalid(&judgement, reason);
        assert_invalid(&judgement, "「通知が出る（Android）」（push.feature:6）");
    }
}

#[test]
fn only_a_scenario_of_advisory_requirements_may_be_not_applicable() {
    let toml = support::CATALOGUE.to_owned()
        + r#"
[[requirement]]
id = "ア11"
ja = "当て推量は割に合わない。"
en = "Guessing does not pay."
source = "利用規約 第7条"
force = "advisory"
platforms = ["both"]
"#;
    let mut record = green();
    let advisory = planned("guess.feature", 3, "当て推量", "ア11", ScenarioPlatform::Both);
    record.results.push(support::passed(&advisory));
    record.plan.push(advisory);
    result(&mut record, "guess.feature:3").outcome = ScenarioOutcome::NotApplicable;
    assert_eq!(judge(&record, &catalogue_of(&toml)).verdict, Verdict::Go);

    record.plan[4].requirements.push("エ1".to_owned());
    assert_invalid(&judge(&record, &catalogue_of(&toml)), "必須のシナリオ");
}

#[test]
fn a_mandatory_requirement_without_scenario_and_reason_is_invalid() {
    let judgement = judged(|record| {
        record.plan.pop();
        record.results.pop();
    });
    assert_invalid(
        &judgement,
        "確かめるシナリオも、試験しない理由もない要件があります：エ1（Android）。",
    );
    let verdict = judgement
        .requirements
        .iter()
        .find(|verdict| verdict.id.to_string() == "エ1" && verdict.platform == ScenarioPlatform::Android);
    assert_eq!(
        verdict.unwrap().outcome,
        RequirementOutcome::NotJudged(WithoutScenario::Missing)
    );
}

#[test]
fn a_requirement_unknown_to_the_catalogue_is_invalid() {
    let judgement = judged(|record| record.plan[0].requirements.push("ウ99".to_owned()));
    assert_invalid(
        &judgement,
        "要件 ウ99 は要件カタログにありません：「濃厚接触の判定（iOS）」",
    );
}

#[test]
fn close_contact_judged_with_parameters_nobody_saw_is_invalid() {
    let judgement = judged(|record| {
        for result in &mut record.results {
            result.parameters.clear();
        }
    });
    assert_invalid(&judgement, "パラメーターが記録になく");
}

#[test]
fn invalid_beats_no_go_and_still_names_the_failure() {
    let judgement = judged(|record| {
        fail(record, "push.feature:6");
        result(record, "push.feature:5").outcome = ScenarioOutcome::NotRun;
    });
    assert_invalid(&judgement, "実行されなかった");
    assert_invalid(&judgement, "Android：要件 エ1 が否です");
}

#[test]
fn a_reason_not_to_test_beside_a_scenario_is_invalid() {
    let judgement = judged(|record| {
        let tested = planned("end.feature", 3, "発行の終わり", "ア8", ScenarioPlatform::Both);
        record.results.push(support::passed(&tested));
        record.plan.push(tested);
    });
    assert_invalid(
        &judgement,
        "試験しない理由が書かれているのに、確かめるシナリオのある要件があります：ア8",
    );
}
