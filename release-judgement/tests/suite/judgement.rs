//! Verdicts, roll-ups and reasons.

use evidence::{ScenarioOutcome, ScenarioPlatform};
use release_judgement::{Judgement, RequirementOutcome, Verdict, WithoutScenario, judge};

use crate::support::{self, catalogue, fail, green, planned, with_d6};

fn requirement(judgement: &Judgement, id: &str, platform: ScenarioPlatform) -> RequirementOutcome {
    let mut verdicts = judgement.requirements.iter();
    let verdict = verdicts.find(|verdict| verdict.id.to_string() == id && verdict.platform == platform);
    verdict.unwrap().outcome
}

const PASSED: RequirementOutcome = RequirementOutcome::Judged(ScenarioOutcome::Passed);

#[test]
fn a_go_says_how_many_scenarios_passed_with_which_parameters_and_what_was_left_out() {
    let judgement = judge(&green(), &catalogue());
    assert_eq!(
        judgement.reasons,
        [
            "計画した4件のシナリオのうち4件が合格し、可否に数える否は一つもありません（確かめた要件 2件）。",
            "接触を判定した4件のシナリオで、すべての端末が本番パラメーターを使いました（ダイジェスト 21212121）。",
            "試験していない要件が1件あります。この判定はそれらについて何も言いません。",
        ]
    );
}

#[test]
fn one_failure_is_no_go() {
    let mut record = green();
    fail(&mut record, "push.feature:6");
    assert_eq!(judge(&record, &catalogue()).verdict, Verdict::NoGo);
}

#[test]
fn the_exit_codes_are_0_1_and_2() {
    assert_eq!(Verdict::Go.exit_code(), 0);
    assert_eq!(Verdict::NoGo.exit_code(), 1);
    assert_eq!(Verdict::Invalid.exit_code(), 2);
}

#[test]
fn one_reason_names_the_requirements_the_operating_system_and_the_place_where_the_chain_broke() {
    let judgement = judge(&with_d6(), &catalogue());
    assert_eq!(
        judgement.reasons,
        ["Android：要件 ウ1・エ1 が否です（シナリオ2件）。\
          （ウ）濃厚接触の判定——B（Android）：最大リスク値 4 は 21 に届かない。"]
    );
}

#[test]
fn without_a_place_the_reason_gives_the_message() {
    let mut record = green();
    fail(&mut record, "push.feature:5");
    support::result(&mut record, "push.feature:5").broke_at = None;
    let judgement = judge(&record, &catalogue());
    assert_eq!(
        judgement.reasons,
        ["iOS：要件 エ1 が否です（シナリオ1件）。\
          「通知が出る（iOS）」（push.feature:5）——通知がありません。"]
    );
}

#[test]
fn two_ways_of_breaking_at_one_place_are_two_reasons_whatever_the_numbers() {
    let mut record = with_d6();
    for (line, detail) in [
        (20, "最大リスク値 7 は 21 に届かない"),
        (30, "古い接触を濃厚接触と判定した"),
    ] {
        let planned = planned("old.feature", line, "古い接触", "エ1", ScenarioPlatform::Android);
        record.results.push(support::passed(&planned));
        fail(&mut record, &planned.id);
        let broke_at = support::result(&mut record, &planned.id).broke_at.as_mut();
        detail.clone_into(&mut broke_at.unwrap().detail);
        record.plan.push(planned);
    }
    let reasons = judge(&record, &catalogue()).reasons;
    assert_eq!(reasons.len(), 2, "{reasons:#?}");
    assert!(reasons[0].contains("（シナリオ3件）"), "{reasons:#?}");
    assert!(
        reasons[1].contains("古い接触を濃厚接触と判定した"),
        "{reasons:#?}"
    );
}

#[test]
fn where_more_scenarios_broke_comes_first() {
    let mut record = with_d6();
    fail(&mut record, "close.feature:5");
    let judgement = judge(&record, &catalogue());
    assert!(
        judgement.reasons[0].starts_with("Android："),
        "{:#?}",
        judgement.reasons
    );
    assert!(
        judgement.reasons[1].starts_with("iOS："),
        "{:#?}",
        judgement.reasons
    );
}

#[test]
fn a_requirement_has_the_gravest_outcome_of_its_scenarios_on_each_operating_system() {
    let mut record = green();
    let second = planned("close.feature", 20, "遠い接触", "ウ1", ScenarioPlatform::Android);
    record.results.push(support::passed(&second));
    record.plan.push(second);
    fail(&mut record, "close.feature:6");
    let judgement = judge(&record, &catalogue());
    assert_eq!(
        requirement(&judgement, "ウ1", ScenarioPlatform::Android),
        RequirementOutcome::FAILED
    );
    assert_eq!(requirement(&judgement, "ウ1", ScenarioPlatform::Ios), PASSED);
    assert_eq!(requirement(&judgement, "エ1", ScenarioPlatform::Android), PASSED);
}

#[test]
fn both_is_a_row_of_its_own() {
    let mut record = green();
    let both = planned("both.feature", 3, "両OSの判定", "ウ1", ScenarioPlatform::Both);
    record.results.push(support::passed(&both));
    record.plan.push(both);
    fail(&mut record, "both.feature:3");
    let judgement = judge(&record, &catalogue());
    assert_eq!(
        requirement(&judgement, "ウ1", ScenarioPlatform::Both),
        RequirementOutcome::FAILED
    );
    assert_eq!(requirement(&judgement, "ウ1", ScenarioPlatform::Ios), PASSED);
}

#[test]
fn a_requirement_with_a_written_reason_is_shown_as_untested_and_does_not_block() {
    let judgement = judge(&green(), &catalogue());
    assert_eq!(
        requirement(&judgement, "ア8", ScenarioPlatform::Both),
        RequirementOutcome::NotJudged(WithoutScenario::Untested)
    );
    assert_eq!(
        requirement(&judgement, "判5", ScenarioPlatform::Both),
        RequirementOutcome::NotJudged(WithoutScenario::CheckedByMechanism)
    );
    assert_eq!(judgement.verdict, Verdict::Go);
}

#[test]
fn a_phase_has_the_gravest_outcome_of_its_requirements() {
    let judgement = judge(&with_d6(), &catalogue());
    let phase = |letter, platform| {
        let mut phases = judgement.phases.iter();
        let verdict = phases.find(|phase| phase.phase.letter() == letter && phase.platform == platform);
        let verdict = verdict.unwrap();
        (verdict.outcome, verdict.judged, verdict.not_judged)
    };
    assert_eq!(
        phase('ウ', ScenarioPlatform::Android),
        (Some(ScenarioOutcome::Failed), 1, 0)
    );
    assert_eq!(
        phase('ウ', ScenarioPlatform::Ios),
        (Some(ScenarioOutcome::Passed), 1, 0)
    );
    assert_eq!(phase('ア', ScenarioPlatform::Both), (None, 0, 1));
    assert_eq!(judgement.phases.len(), 4 * 3);
}

#[test]
fn of_many_scenarios_the_first_five_are_named_and_the_others_counted() {
    let mut record = green();
    for line in 101..=107 {
        record.plan.push(planned(
            "lost.feature",
            line,
            "結果なし",
            "ウ1",
            ScenarioPlatform::Ios,
        ));
    }
    let judgement = judge(&record, &catalogue());
    let reason = &judgement.reasons[0];
    assert!(
        reason.contains("（7件）") && reason.ends_with("、ほか2件。"),
        "{reason}"
    );
    assert_eq!(reason.matches("lost.feature").count(), 5);
}
