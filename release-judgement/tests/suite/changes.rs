//! What a release changes: declared, tested, and held against what differs from the release before.

use evidence::{
    ChangeKind, ComparedPopulations, PersonResult, PhonesOfRelease, PopulationResult, Record,
    ScenarioPlatform,
};
use release_judgement::{Catalogue, Judgement, RequirementOutcome, Verdict, judge};
use serde_json::json;

use crate::support::{CATALOGUE, OTHER, PRODUCTION, assert_invalid, catalogue_of, fail, green, used};

const PATTERNS: &str = r#"
[[requirement]]
id = "判4"
ja = "変更の種類ごとに試験する。"
en = "Tested by kind of change."
source = "報告書 4(1)③"
force = "advisory"
platforms = ["both"]
verified_by = "テストパターンとの照合"

[[test_pattern]]
change = "app"
ja = "アプリ"
en = "The app"
requirements = ["ウ1", "エ1"]

[[test_pattern]]
change = "text_only"
ja = "文言"
en = "Texts"
requirements = ["エ1"]

[[test_pattern]]
change = "server"
ja = "サーバー"
en = "The server"
requirements = ["ウ1"]

[[test_pattern]]
change = "parameters"
ja = "値"
en = "Values"
requirements = ["ウ1"]

[[test_pattern]]
change = "exposure_notification_api"
ja = "OS"
en = "The operating system"
requirements = ["ウ1"]

[[test_pattern]]
change = "hersys"
ja = "HER-SYS"
en = "HER-SYS"
requirements = ["ア8"]

[[phone_range]]
platform = "iOS"
os_versions = ["iOS 13.6", "iOS 14"]
handsets = ["iPhone"]
ja = "そのころの版"
"#;

fn catalogue() -> Catalogue {
    catalogue_of(&format!("{CATALOGUE}{PATTERNS}"))
}

fn population(release: &str) -> PopulationResult {
    let mut people = Vec::new();
    for platform in [ScenarioPlatform::Ios, ScenarioPlatform::Android] {
        for close_contact in [true, false] {
            people.push(PersonResult {
                name: format!("{}-{close_contact}", platform.name()),
                platform,
                close_contact,
                notified: close_contact,
                displayed: close_contact,
            });
        }
    }
    PopulationResult {
        release: release.to_owned(),
        seed: 7,
        people,
        parameters: vec![used("B", ScenarioPlatform::Android, PRODUCTION)],
        error: None,
    }
}

fn iphones(os: &str, api_version: u8) -> Vec<PhonesOfRelease> {
    vec![PhonesOfRelease {
        platform: ScenarioPlatform::Ios,
        os: os.to_owned(),
        app: "1.1.4".parse().unwrap(),
        api_version,
    }]
}

/// 1.1.4 after 1.1.3, between which only the app differs, with these kinds of change declared.
fn record(kinds: &[ChangeKind]) -> Record {
    let mut record = green();
    record.release.phones = iphones("iOS 14", 1);
    let mut previous = record.release.clone();
    "1.1.3".clone_into(&mut previous.name);
    previous.app = "1.1.3".parse().unwrap();
    record.release.previous = Some("1.1.3".to_owned());
    record.release.changes = kinds.to_vec();
    record.populations = Some(ComparedPopulations {
        previous,
        before: population("1.1.3"),
        after: population("1.1.4"),
    });
    record
}

fn requirement_4(judgement: &Judgement) -> RequirementOutcome {
    let mut verdicts = judgement.requirements.iter();
    verdicts
        .find(|verdict| verdict.id.to_string() == "判4")
        .unwrap()
        .outcome
}

#[track_caller]
fn assert_no_go(judgement: &Judgement, reason: &str) {
    assert_eq!(judgement.verdict, Verdict::NoGo, "{:#?}", judgement.reasons);
    assert!(judgement.reasons[0].contains(reason), "{:#?}", judgement.reasons);
    assert_eq!(requirement_4(judgement), RequirementOutcome::FAILED);
}

use ChangeKind::{App, ExposureNotificationApi, Hersys, Parameters, Server, TextOnly};

#[test]
fn a_declared_change_is_shown_with_the_scenarios_of_its_pattern() {
    let mut record = record(&[App, Server]);
    fail(&mut record, "push.feature:6");
    let judgement = judge(&record, &catalogue());
    assert_eq!(
        serde_json::to_value(&judgement.changes).unwrap(),
        json!([
            {"kind": "app", "scenarios": ["close.feature:5", "close.feature:6", "push.feature:5", "push.feature:6"], "passed": 3},
            {"kind": "server", "scenarios": ["close.feature:5", "close.feature:6"], "passed": 2},
        ])
    );
    // The failure stops the release; that it was tested holds all the same.
    assert_eq!(
        requirement_4(&judgement),
        RequirementOutcome::Judged(evidence::ScenarioOutcome::Passed)
    );
}

#[test]
fn texts_alone_may_be_another_version_of_the_app() {
    assert_eq!(judge(&record(&[TextOnly]), &catalogue()).verdict, Verdict::Go);
    assert_no_go(
        &judge(&record(&[Hersys, Server]), &catalogue()),
        "「HER-SYS」（hersys）を試すシナリオが一つも実行されていない",
    );
}

#[test]
fn a_release_that_does_not_say_what_it_changes_is_invalid() {
    let judgement = judge(&record(&[]), &catalogue());
    assert_invalid(&judgement, "リリースが何を変えるか（[change] の kinds）が");
    assert_eq!(
        requirement_4(&judgement),
        RequirementOutcome::Judged(evidence::ScenarioOutcome::Error)
    );
}

/// Makes something differ from the release before.
type Differ = fn(&mut Record);

#[test]
fn a_difference_that_nobody_declared_stops_the_release() {
    let differences: [(Differ, ChangeKind, &str); 5] = [
        (
            |record| before(record).server = "2020-07".to_owned(),
            Server,
            "通知サーバーの状態が前の版1.1.3の2020-07から2020-09に変わるのに、変更の種類はtext_onlyとだけ届け出られ、「通知サーバー」（server）がない。",
        ),
        (
            |record| {
                before(record).parameters_digest = OTHER.to_owned();
                populations(record).before.parameters[0].digest = OTHER.to_owned();
            },
            Parameters,
            "「パラメーター」（parameters）がない。",
        ),
        (
            |record| before(record).parameters_digest_v2 = Some(OTHER.to_owned()),
            Parameters,
            "「パラメーター」（parameters）がない。",
        ),
        (
            |record| before(record).phones = iphones("iOS 13.6", 1),
            ExposureNotificationApi,
            "iOS 13.6（API第1版）からiOS 14（API第1版）に変わる",
        ),
        (
            |record| before(record).phones = iphones("iOS 14", 2),
            ExposureNotificationApi,
            "iOS 14（API第2版）からiOS 14（API第1版）に変わる",
        ),
    ];
    for (differ, kind, reason) in differences {
        let mut undeclared = record(&[TextOnly]);
        differ(&mut undeclared);
        assert_no_go(&judge(&undeclared, &catalogue()), reason);
        let mut declared = record(&[TextOnly, kind]);
        differ(&mut declared);
        assert_eq!(judge(&declared, &catalogue()).verdict, Verdict::Go, "{kind:?}");
    }
    assert_no_go(
        &judge(&record(&[Server]), &catalogue()),
        "アプリの版が前の版1.1.3の1.1.3から1.1.4に変わる",
    );
}

#[test]
fn a_parameter_file_of_another_name_with_the_same_values_is_no_change() {
    let mut record = record(&[App]);
    before(&mut record).parameters = "2020-09-08".to_owned();
    assert_eq!(judge(&record, &catalogue()).verdict, Verdict::Go);
}

#[test]
fn a_kind_without_a_test_pattern_is_tested_by_nothing() {
    let judgement = judge(&record(&[App]), &catalogue_of(CATALOGUE));
    assert_eq!(judgement.verdict, Verdict::NoGo);
    assert!(judgement.reasons[0].contains("「アプリ」（app）を試すシナリオが一つも実行されていない"));
}

#[test]
fn a_phone_outside_the_stated_range_makes_the_judgement_invalid() {
    let mut record = record(&[App, ExposureNotificationApi]);
    record.release.phones = iphones("iOS 16", 1);
    assert_invalid(
        &judge(&record, &catalogue()),
        "iOS 16が、試験の対象とするOSの版の範囲（phone_range）にありません",
    );
}

#[test]
fn a_kind_has_one_pattern_and_an_operating_system_one_range() {
    let twice = format!(
        "{CATALOGUE}{PATTERNS}[[phone_range]]\nplatform = \"iOS\"\nos_versions = [\"iOS 15\"]\nhandsets = [\"iPhone\"]\nja = \"もう一つ\"\n"
    );
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("catalogue.toml"), twice).unwrap();
    let error = Catalogue::read(folder.path()).unwrap_err().to_string();
    assert!(error.contains("the phone range iOS already stands in"), "{error}");
}

fn populations(record: &mut Record) -> &mut ComparedPopulations {
    record.populations.as_mut().unwrap()
}

fn before(record: &mut Record) -> &mut evidence::ReleaseIdentity {
    &mut populations(record).previous
}
