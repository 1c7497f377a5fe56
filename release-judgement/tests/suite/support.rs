//! A small builder of records and of a catalogue, written by hand so that no expected value comes from the code.

use std::fs;

use evidence::{
    AlteredParameter, Attempt, ChainBreak, ChainEvent, ChangeKind, ComparedPopulations, DrawnScreen,
    ExpectedChange, FORMAT, HttpExchange, NotificationChange, ParametersUsed, PersonResult, PlannedScenario,
    PlannedStep, PopulationResult, Record, ReleaseIdentity, ScenarioOutcome, ScenarioPlatform,
    ScenarioResult, StepOutcome, StepResult, Volatile,
};
use jiff::Timestamp;
use release_judgement::{Catalogue, Judgement, Verdict, judge};

pub(crate) const PRODUCTION: &str = "21212121";
pub(crate) const OTHER: &str = "01010101";

/// Two requirements on both operating systems, one untested with a reason, one verified by a mechanism, D6.
pub(crate) const CATALOGUE: &str = r#"
[[requirement]]
id = "ウ1"
ja = "濃厚接触は濃厚接触と判定される。"
en = "A close contact is judged close."
source = "報告書 2(4)①"
force = "mandatory"
platforms = ["iOS", "Android"]

[[requirement]]
id = "エ1"
ja = "濃厚接触があれば通知が出る。"
en = "A close contact is notified."
source = "報告書 2(4)①"
force = "mandatory"
platforms = ["iOS", "Android"]

[[requirement]]
id = "ア8"
ja = "停止の後は発行できない。"
en = "No issuing after the shutdown."
source = "機能停止の事務連絡"
force = "mandatory"
platforms = ["both"]
untested_because = "対象の版が模擬されていない。"

[[requirement]]
id = "判5"
ja = "本番パラメーターで試験する。"
en = "Production parameters only."
source = "報告書 2(5)"
force = "mandatory"
platforms = ["both"]
verified_by = "本番パラメーターとの照合"

[[defect]]
id = "D6"
releases = ["1.1.4", "1.2.1"]
platforms = ["Android"]
ja = "通知も表示も出なかった。"
en = "No push and no display."
source = "報告書 2(4)②"
requirements = ["ウ1", "エ1"]
"#;

pub(crate) fn catalogue() -> Catalogue {
    catalogue_of(CATALOGUE)
}

pub(crate) fn catalogue_of(toml: &str) -> Catalogue {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("catalogue.toml"), toml).unwrap();
    Catalogue::read(folder.path()).unwrap()
}

/// A record in which every scenario passed with the production parameters:
/// `close.feature` checks ウ1 (line 5 iOS, 6 Android), `push.feature` エ1 (line 5 iOS, 6 Android).
pub(crate) fn green() -> Record {
    let mut record = empty();
    for (file, name, requirement) in [
        ("close.feature", "濃厚接触の判定", "ウ1"),
        ("push.feature", "通知が出る", "エ1"),
    ] {
        for (line, platform) in [(5, ScenarioPlatform::Ios), (6, ScenarioPlatform::Android)] {
            let planned = planned(file, line, name, requirement, platform);
            record.results.push(passed(&planned));
            record.plan.push(planned);
        }
    }
    record
}

pub(crate) fn empty() -> Record {
    Record {
        format: FORMAT.to_owned(),
        release: ReleaseIdentity {
            name: "1.1.4".to_owned(),
            app: "1.1.4".parse().unwrap(),
            platforms: vec![ScenarioPlatform::Ios, ScenarioPlatform::Android],
            phones: Vec::new(),
            server: "2020-09".to_owned(),
            parameters: "2020-09-24".to_owned(),
            parameters_digest: PRODUCTION.to_owned(),
            parameters_digest_v2: None,
            previous: None,
            changes: Vec::new(),
            expected_changes: Vec::new(),
        },
        environment: "embedded".to_owned(),
        seed: 7,
        other_seeds: Vec::new(),
        filter: None,
        altered_parameters: Vec::new(),
        switched_on_defects: Vec::new(),
        mended: None,
        plan: Vec::new(),
        left_out: Vec::new(),
        results: Vec::new(),
        populations: None,
        volatile: Volatile {
            started_at: "2021-04-16T03:00:00Z".parse::<Timestamp>().unwrap(),
            duration_milliseconds: 1500,
            ichiren_version: "0.1.0".to_owned(),
            judged_by: None,
        },
    }
}

pub(crate) fn planned(
    file: &str,
    line: usize,
    name: &str,
    requirement: &str,
    platform: ScenarioPlatform,
) -> PlannedScenario {
    let step = |keyword: &str, text: &str, line, is_check| PlannedStep {
        keyword: keyword.to_owned(),
        text: text.to_owned(),
        line,
        is_check,
    };
    PlannedScenario {
        id: format!("{file}:{line}"),
        feature: "接触の通知".to_owned(),
        name: format!("{name}（{}）", platform.name()),
        file: file.to_owned(),
        line,
        requirements: vec![requirement.to_owned()],
        platform,
        steps: vec![
            step("前提", "AさんとBさんが1mの距離で30分間接触した", 2, false),
            step("もし", "Aさんが陽性登録をする", 3, false),
            step("ならば", "Bさんに通知が届く", 4, true),
        ],
    }
}

pub(crate) fn passed(planned: &PlannedScenario) -> ScenarioResult {
    ScenarioResult {
        id: planned.id.clone(),
        outcome: ScenarioOutcome::Passed,
        seed: 11,
        steps: planned
            .steps
            .iter()
            .map(|step| StepResult {
                keyword: step.keyword.clone(),
                text: step.text.clone(),
                line: step.line,
                is_check: step.is_check,
                outcome: StepOutcome::Passed,
                message: None,
            })
            .collect(),
        broke_at: None,
        chain: Vec::new(),
        parameters: vec![used("B", ScenarioPlatform::Android, PRODUCTION)],
        other_attempts: Vec::new(),
        screens: Vec::new(),
        exchanges: Vec::new(),
    }
}

pub(crate) fn used(device: &str, platform: ScenarioPlatform, digest: &str) -> ParametersUsed {
    ParametersUsed {
        api_version: 1,
        device: device.to_owned(),
        platform,
        digest: digest.to_owned(),
    }
}

/// Makes the result of that id a failure of the last step: the risk score did not reach the minimum.
pub(crate) fn fail(record: &mut Record, id: &str) {
    let result = result(record, id);
    result.outcome = ScenarioOutcome::Failed;
    let step = result.steps.last_mut().unwrap();
    step.outcome = StepOutcome::Failed;
    step.message = Some("通知がありません".to_owned());
    result.broke_at = Some(ChainBreak {
        phase: "ウ".to_owned(),
        place: "濃厚接触の判定".to_owned(),
        subject: "B（Android）".to_owned(),
        detail: "最大リスク値 4 は 21 に届かない".to_owned(),
    });
}

pub(crate) fn result<'record>(record: &'record mut Record, id: &str) -> &'record mut ScenarioResult {
    record.results.iter_mut().find(|result| result.id == id).unwrap()
}

/// What happened on the way to the failure of D6: the chain got to the judgement of close contact and ended there.
pub(crate) fn chain() -> Vec<ChainEvent> {
    let event = |at: &str, phase: &str, place: &str, subject: &str, passed, detail: &str| ChainEvent {
        at: at.parse().unwrap(),
        phase: phase.to_owned(),
        place: place.to_owned(),
        subject: subject.to_owned(),
        passed,
        detail: detail.to_owned(),
    };
    vec![
        event(
            "2021-06-14T01:00:00Z",
            "ウ",
            "接触の記録",
            "B",
            true,
            "接触符号を受信した",
        ),
        event(
            "2021-06-15T01:00:00Z",
            "ア",
            "処理番号の発行",
            "HER-SYS",
            true,
            "処理番号を発行した",
        ),
        event(
            "2021-06-15T01:00:00Z",
            "ア",
            "処理番号の送付",
            "HER-SYS",
            true,
            "SMSで送った",
        ),
        event(
            "2021-06-15T01:00:00Z",
            "イ",
            "日次鍵の送信",
            "A",
            true,
            "日次鍵1件を送信した",
        ),
        event(
            "2021-06-15T01:00:00Z",
            "ア",
            "処理番号の照会",
            "HER-SYS",
            true,
            "まだ使われていない",
        ),
        event(
            "2021-06-15T15:00:00Z",
            "イ",
            "配布ファイルの公開",
            "通知サーバー",
            true,
            "1個を公開した",
        ),
        event(
            "2021-06-15T16:00:00Z",
            "ウ",
            "配布ファイルの取得",
            "B",
            true,
            "1件を取得した",
        ),
        event(
            "2021-06-15T16:00:00Z",
            "ウ",
            "濃厚接触の判定",
            "B",
            false,
            "最大リスク値 4 は 21 に届かない",
        ),
    ]
}

/// D6 with everything that a record can hold.
pub(crate) fn everything() -> Record {
    let mut record = with_d6();
    record.release.previous = Some("1.1.3".to_owned());
    record.release.changes = vec![ChangeKind::App, ChangeKind::Parameters];
    record.release.expected_changes = vec![ExpectedChange {
        platform: ScenarioPlatform::Ios,
        change: NotificationChange::FewerOthers,
        reason: "離れた接触を数えないため".to_owned(),
    }];
    record.other_seeds = vec![8];
    record.volatile.judged_by = Some("リリース判定会議".to_owned());
    record.populations = Some(ComparedPopulations {
        previous: ReleaseIdentity {
            name: "1.1.3".to_owned(),
            app: "1.1.3".parse().unwrap(),
            previous: None,
            ..record.release.clone()
        },
        before: population("1.1.3", 5),
        after: population("1.1.4", 0),
    });
    let result = result(&mut record, "close.feature:6");
    result.chain = chain();
    result.other_attempts = vec![Attempt {
        seed: 12,
        outcome: ScenarioOutcome::Passed,
    }];
    result.screens = vec![DrawnScreen {
        device: "B".to_owned(),
        platform: ScenarioPlatform::Android,
        svg: "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"90\" height=\"90\" role=\"img\" lang=\"ja\">\
              <title>Bのホーム</title><rect width=\"90\" height=\"90\" fill=\"#ffffff\"/>\
              <text x=\"1\" y=\"20\" fill=\"#1a1a1a\">陽性者との接触は確認されませんでした</text></svg>"
            .to_owned(),
    }];
    result.exchanges = vec![HttpExchange {
        at: "2021-06-15T01:00:00Z".parse().unwrap(),
        from: "A".to_owned(),
        to: "通知サーバー".to_owned(),
        method: "PUT".to_owned(),
        path: "/api/v2/diagnosis".to_owned(),
        status: Some(204),
        request: Some("{\"verificationPayload\": text, \"keys\": [{\"keyData\": text}]}".to_owned()),
        response: None,
    }];
    record
}

/// Ten people on each system, five of them close contacts. On Android so many of these are notified, on iOS all;
/// nobody else is.
fn population(release: &str, notified: usize) -> PopulationResult {
    let person = |(platform, number, notified): (ScenarioPlatform, usize, usize)| PersonResult {
        name: format!("{}{number}", platform.name()),
        platform,
        close_contact: number < 5,
        notified: number < notified,
        displayed: number < notified,
    };
    let android = (0..10).map(|number| (ScenarioPlatform::Android, number, notified));
    let ios = (0..10).map(|number| (ScenarioPlatform::Ios, number, 5));
    PopulationResult {
        release: release.to_owned(),
        seed: 7,
        people: android.chain(ios).map(person).collect(),
        parameters: vec![used("Android0", ScenarioPlatform::Android, PRODUCTION)],
        error: None,
    }
}

/// The minimum risk score of the test of October 2020 (報告書 2(5)).
pub(crate) fn minimum_of_one() -> AlteredParameter {
    AlteredParameter {
        name: "MinimumRiskScore".to_owned(),
        production: "21".to_owned(),
        used: "1".to_owned(),
    }
}

/// A record of the release with D6: everything on Android fails.
pub(crate) fn with_d6() -> Record {
    let mut record = green();
    fail(&mut record, "close.feature:6");
    fail(&mut record, "push.feature:6");
    record
}

/// The same with a minimum risk score of 1: everything passes.
pub(crate) fn with_d6_altered() -> Record {
    let mut record = green();
    record.altered_parameters.push(minimum_of_one());
    for result in &mut record.results {
        for used in &mut result.parameters {
            OTHER.clone_into(&mut used.digest);
        }
    }
    record
}

/// Judges a record that is GO but for the change.
pub(crate) fn judged(change: impl FnOnce(&mut Record)) -> Judgement {
    let mut record = green();
    change(&mut record);
    judge(&record, &catalogue())
}

/// The judgement is invalid, and a reason says so in these words.
#[track_caller]
pub(crate) fn assert_invalid(judgement: &Judgement, reason: &str) {
    assert_eq!(judgement.verdict, Verdict::Invalid, "{:#?}", judgement.reasons);
    let named = judgement.reasons.iter().any(|sentence| sentence.contains(reason));
    assert!(named, "no reason names {reason}: {:#?}", judgement.reasons);
}

#[track_caller]
pub(crate) fn assert_outcome(judgement: &Judgement, id: &str, outcome: ScenarioOutcome) {
    assert_eq!(judgement.scenario_outcomes.get(id), Some(&outcome));
}
