//! Who is notified, against the release before: every rule both ways, on populations built by hand.

use evidence::{
    ComparedPopulations, ExpectedChange, NotificationChange, PersonResult, PopulationResult, Record,
    ReleaseIdentity, ScenarioPlatform,
};
use release_judgement::{Catalogue, Judgement, RequirementOutcome, Verdict, judge};
use serde_json::json;

use crate::support::{CATALOGUE, OTHER, PRODUCTION, assert_invalid, catalogue_of, green, used};

/// Of ten close contacts and ten others, so many are notified on each operating system: close and others on iOS, close
/// and others on Android.
type Notified = [usize; 4];

const EVERYBODY_CLOSE: Notified = [10, 0, 10, 0];

fn people(notified: Notified) -> Vec<PersonResult> {
    let groups = [
        (ScenarioPlatform::Ios, true),
        (ScenarioPlatform::Ios, false),
        (ScenarioPlatform::Android, true),
        (ScenarioPlatform::Android, false),
    ];
    let mut people = Vec::new();
    for ((platform, close_contact), notified) in groups.into_iter().zip(notified) {
        for number in 0..10 {
            people.push(PersonResult {
                name: format!("{}-{close_contact}-{number}", platform.name()),
                platform,
                close_contact,
                notified: number < notified,
                displayed: number < notified,
            });
        }
    }
    people
}

fn population(release: &str, notified: Notified) -> PopulationResult {
    PopulationResult {
        release: release.to_owned(),
        seed: 7,
        people: people(notified),
        parameters: vec![used("B", ScenarioPlatform::Android, PRODUCTION)],
        error: None,
    }
}

fn previous() -> ReleaseIdentity {
    let mut previous = green().release;
    "1.1.3".clone_into(&mut previous.name);
    previous
}

/// The record of 1.1.4, which is GO but for the comparison.
fn record(before: Notified, after: Notified) -> Record {
    let mut record = green();
    record.release.previous = Some("1.1.3".to_owned());
    record.release.changes = vec![evidence::ChangeKind::App];
    record.populations = Some(ComparedPopulations {
        previous: previous(),
        before: population("1.1.3", before),
        after: population("1.1.4", after),
    });
    record
}

fn catalogue() -> Catalogue {
    catalogue_of(&format!(
        "{CATALOGUE}{}",
        r#"
[[requirement]]
id = "判7"
ja = "前のリリースと比べる。"
en = "Compared with the release before."
source = "報告書 4(3)"
force = "mandatory"
platforms = ["both"]
verified_by = "前の版との比較"

[[test_pattern]]
change = "app"
ja = "アプリ"
en = "The app"
requirements = ["ウ1"]
"#
    ))
}

fn expecting(mut record: Record, expected: &[(ScenarioPlatform, NotificationChange)]) -> Record {
    let expected = expected.iter().map(|(platform, change)| ExpectedChange {
        platform: *platform,
        change: *change,
        reason: "そう発表した。".to_owned(),
    });
    record.release.expected_changes = expected.collect();
    record
}

fn judged(record: &Record) -> Judgement {
    judge(record, &catalogue())
}

fn requirement_7(judgement: &Judgement) -> RequirementOutcome {
    let mut verdicts = judgement.requirements.iter();
    verdicts
        .find(|verdict| verdict.id.to_string() == "判7")
        .unwrap()
        .outcome
}

#[track_caller]
fn assert_go(judgement: &Judgement) {
    assert_eq!(judgement.verdict, Verdict::Go, "{:#?}", judgement.reasons);
    assert_eq!(
        requirement_7(judgement),
        RequirementOutcome::Judged(evidence::ScenarioOutcome::Passed)
    );
}

#[track_caller]
fn assert_no_go(judgement: &Judgement, reason: &str) {
    assert_eq!(judgement.verdict, Verdict::NoGo, "{:#?}", judgement.reasons);
    assert!(judgement.reasons[0].contains(reason), "{:#?}", judgement.reasons);
    assert_eq!(requirement_7(judgement), RequirementOutcome::FAILED);
}

use NotificationChange::{EndOfService, FewerCloseContacts, FewerOthers, MoreCloseContacts, MoreOthers};
use ScenarioPlatform::{Android, Ios};

#[test]
fn nothing_changed_needs_no_reason_and_is_said_with_its_numbers() {
    let judgement = judged(&record(EVERYBODY_CLOSE, EVERYBODY_CLOSE));
    assert_go(&judgement);
    let said = "前の版1.1.3と同じ人々で比べて、通知される人は変わりません（通知された人数：\
                iOSは濃厚接触した10人のうち10人→10人、そのほかの10人のうち0人→0人。\
                Androidは濃厚接触した10人のうち10人→10人、そのほかの10人のうち0人→0人）。";
    assert!(
        judgement.reasons.iter().any(|reason| reason == said),
        "{:#?}",
        judgement.reasons
    );
}

/// September 2020: the others were meant to be notified no longer, and on Android the close contacts went with them.
#[test]
fn a_fall_to_zero_does_not_pass_for_the_intended_improvement() {
    let silenced = record([10, 6, 9, 6], [10, 0, 0, 0]);
    let announced = [(Ios, FewerOthers), (Android, FewerOthers)];
    let judgement = judged(&expecting(silenced, &announced));
    assert_no_go(
        &judgement,
        "Android：濃厚接触した10人のうち、前の版1.1.3では9人に通知が届いたが、この版では0人である。通知が途絶えたことには説明がない",
    );
    let [ios, android] = judgement.comparison.as_slice() else {
        panic!("{:?}", judgement.comparison);
    };
    assert!(ios.explained && !android.explained);
    assert_eq!(
        (ios.lost, ios.others_lost, android.lost, android.others_lost),
        (0, 6, 9, 6)
    );
}

#[test]
fn fewer_close_contacts_explain_a_part_and_never_the_whole() {
    let expected = [(Android, FewerCloseContacts)];
    let some = record(EVERYBODY_CLOSE, [10, 0, 1, 0]);
    assert_no_go(
        &judged(&some),
        "9人に届かなくなったことの説明（expected_change の fewer_close_contacts）",
    );
    assert_go(&judged(&expecting(some, &expected)));
    let all = record(EVERYBODY_CLOSE, [10, 0, 0, 0]);
    assert_no_go(
        &judged(&expecting(all, &expected)),
        "通知が途絶えたことには説明がない",
    );
}

#[test]
fn the_end_of_service_explains_that_nobody_is_notified_and_nothing_less() {
    let both = [(Ios, EndOfService), (Android, EndOfService)];
    assert_go(&judged(&expecting(record([10, 3, 10, 3], [0; 4]), &both)));
    // One person is still notified: the service has not ended.
    let one_left = record([10, 3, 10, 3], [0, 0, 0, 1]);
    assert_no_go(
        &judged(&expecting(one_left, &both)),
        "Android：濃厚接触した10人のうち",
    );
    // It explains the operating system for which it is written, alone.
    let on_android = judged(&expecting(
        record(EVERYBODY_CLOSE, [0; 4]),
        &[(Android, EndOfService)],
    ));
    assert_no_go(&on_android, "iOS：濃厚接触した10人のうち");
}

#[test]
fn every_direction_needs_its_own_reason() {
    let directions = [
        (FewerOthers, [10, 5, 10, 0], EVERYBODY_CLOSE),
        (MoreOthers, EVERYBODY_CLOSE, [10, 5, 10, 0]),
        (MoreCloseContacts, [5, 0, 10, 0], EVERYBODY_CLOSE),
        (FewerCloseContacts, EVERYBODY_CLOSE, [5, 0, 10, 0]),
    ];
    for (wanted, before, after) in directions {
        for (expected, ..) in directions {
            let judgement = judged(&expecting(record(before, after), &[(Ios, expected)]));
            let verdict = if expected == wanted {
                Verdict::Go
            } else {
                Verdict::NoGo
            };
            assert_eq!(judgement.verdict, verdict, "{wanted:?} with {expected:?}");
        }
        // A reason for the other operating system explains nothing here.
        let judgement = judged(&expecting(record(before, after), &[(Android, wanted)]));
        assert_no_go(&judgement, "iOS：");
    }
}

/// As many as before, and others: the total hides both.
#[test]
fn a_loss_is_not_made_up_for_by_a_gain() {
    let mut changed = record([9, 0, 10, 0], [9, 0, 10, 0]);
    let after = &mut changed.populations.as_mut().unwrap().after.people;
    (after[0].notified, after[9].notified) = (false, true);
    let judgement = judged(&expecting(changed.clone(), &[(Ios, MoreCloseContacts)]));
    assert_no_go(&judgement, "1人に届かなくなったことの説明");
    let both = [(Ios, MoreCloseContacts), (Ios, FewerCloseContacts)];
    assert_go(&judged(&expecting(changed, &both)));
}

#[test]
fn what_was_expected_and_did_not_come_is_noted_and_stops_nothing() {
    let judgement = judged(&expecting(
        record(EVERYBODY_CLOSE, EVERYBODY_CLOSE),
        &[(Android, FewerOthers)],
    ));
    assert_go(&judgement);
    assert!(judgement.comparison[0].not_occurred.is_empty());
    assert_eq!(judgement.comparison[1].not_occurred[0].change, FewerOthers);
}

/// 1.2.3 came out for Android alone: what changes on iPhones is not its doing.
#[test]
fn a_change_where_the_release_did_not_come_out_is_shown_and_does_not_count() {
    let mut changed = record(EVERYBODY_CLOSE, [0, 0, 10, 0]);
    changed.release.platforms = vec![Android];
    let on_android = |platform| platform != Ios;
    changed.plan.retain(|planned| on_android(planned.platform));
    changed
        .results
        .retain(|result| changed.plan.iter().any(|planned| planned.id == result.id));
    let judgement = judged(&changed);
    assert_go(&judgement);
    assert!(!judgement.comparison[0].judged);
    assert_eq!(judgement.comparison[0].lost, 10);
}

#[test]
fn a_silence_that_lasts_is_no_change() {
    assert_go(&judged(&record([10, 0, 0, 0], [10, 0, 0, 0])));
}

#[test]
fn the_first_release_is_compared_with_nothing() {
    let judgement = judged(&green());
    assert_eq!(judgement.verdict, Verdict::Go);
    assert!(judgement.comparison.is_empty());
    assert_eq!(
        serde_json::to_value(requirement_7(&judgement)).unwrap(),
        json!("checked_by_mechanism")
    );
}

/// A way in which a comparison is none.
type Spoil = fn(&mut Record);

#[test]
fn a_comparison_that_is_none_makes_the_judgement_invalid() {
    let ways: [(Spoil, &str); 9] = [
        (
            |record| record.populations = None,
            "前の版1.1.3との比較がありません",
        ),
        (
            |record| populations(record).after.error = Some("broke".to_owned()),
            "試験環境の異常で終わりませんでした（broke）",
        ),
        (
            |record| populations(record).before.release = "1.1.2".to_owned(),
            "別の版1.1.2の結果",
        ),
        (
            |record| populations(record).previous.name = "1.1.2".to_owned(),
            "リリースのファイルの前の版（1.1.3）と異なります",
        ),
        (
            |record| populations(record).after.people[3].close_contact = false,
            "人々が同じではありません",
        ),
        (
            |record| drop(populations(record).after.people.pop()),
            "人々が同じではありません",
        ),
        (
            |record| record.seed = 8,
            "記録のシードから引いたものではありません",
        ),
        (
            |record| populations(record).before.parameters[0].digest = OTHER.to_owned(),
            "版1.1.3での比較で、B（Android）などが本番パラメーターと異なる値",
        ),
        (
            |record| populations(record).after.parameters.clear(),
            "端末が使ったパラメーターが記録にありません",
        ),
    ];
    for (spoil, reason) in ways {
        let mut spoilt = record(EVERYBODY_CLOSE, EVERYBODY_CLOSE);
        spoil(&mut spoilt);
        let judgement = judged(&spoilt);
        assert_invalid(&judgement, reason);
        assert!(judgement.comparison.is_empty());
        assert_eq!(
            requirement_7(&judgement),
            RequirementOutcome::Judged(evidence::ScenarioOutcome::Error)
        );
    }
}

#[test]
fn people_who_could_not_show_a_silence_compare_nothing() {
    let mut record = record(EVERYBODY_CLOSE, EVERYBODY_CLOSE);
    let populations = populations(&mut record);
    for result in [&mut populations.before, &mut populations.after] {
        result
            .people
            .retain(|person| person.platform == Ios || !person.close_contact);
    }
    assert_invalid(
        &judged(&record),
        "Android：濃厚接触した人とそうでない人の両方がいないため",
    );
}

/// Each release has its own production parameters.
#[test]
fn the_release_before_is_held_against_its_own_parameters() {
    let mut record = record(EVERYBODY_CLOSE, EVERYBODY_CLOSE);
    record.release.changes.push(evidence::ChangeKind::Parameters);
    let populations = populations(&mut record);
    OTHER.clone_into(&mut populations.previous.parameters_digest);
    OTHER.clone_into(&mut populations.before.parameters[0].digest);
    let catalogue = catalogue_of(&format!(
        "{CATALOGUE}[[test_pattern]]\nchange = \"parameters\"\nja = \"値\"\nen = \"values\"\nrequirements = [\"ウ1\"]\n\
         [[test_pattern]]\nchange = \"app\"\nja = \"アプリ\"\nen = \"app\"\nrequirements = [\"ウ1\"]\n"
    ));
    assert_eq!(judge(&record, &catalogue).verdict, Verdict::Go);
}

#[test]
fn a_row_of_the_comparison_has_the_documented_form() {
    let judgement = judged(&record([10, 6, 9, 6], [10, 6, 0, 0]));
    let row = serde_json::to_value(&judgement.comparison[1]).unwrap();
    assert_eq!(
        row,
        json!({
            "platform": "Android",
            "close_contacts": 10, "notified_before": 9, "notified_after": 0, "lost": 9, "gained": 0,
            "others": 10, "others_notified_before": 6, "others_notified_after": 0, "others_lost": 6, "others_gained": 0,
            "sensitivity_before": {"count": 9, "of": 10}, "sensitivity_after": {"count": 0, "of": 10},
            "precision_before": {"count": 9, "of": 15}, "precision_after": null,
            "judged": true, "explained": false,
            "changes": [
                {
                    "change": "fewer_close_contacts", "people": 9, "reason": null,
                    "ja": row["changes"][0]["ja"], "en": row["changes"][0]["en"],
                },
                {
                    "change": "fewer_others", "people": 6, "reason": null,
                    "ja": row["changes"][1]["ja"], "en": row["changes"][1]["en"],
                },
            ],
            "not_occurred": [],
        })
    );
}

fn populations(record: &mut Record) -> &mut ComparedPopulations {
    record.populations.as_mut().unwrap()
}
