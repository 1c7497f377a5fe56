//! What a release changes, as its makers say, and whether it is tested (判4).
//!
//! Releases 1.1.5 to 1.2.1 were said to change nothing about notification and were not tested for it (報告書 2(5)). So what
//! a release changes is declared, held against what differs from the release before, and against the scenarios that ran.
//! Everything mandatory runs whatever the kind.

mod differences;

use evidence::{ChangeKind, PhonesOfRelease, Record, ScenarioOutcome};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::scenario::JudgedScenario;
use crate::{Bilingual, Catalogue};

/// A kind of change that the release brings, and the scenarios that cover it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct JudgedChange {
    /// The kind.
    pub kind: ChangeKind,
    /// The ids of the scenarios of its test pattern that passed or failed.
    pub scenarios: Vec<String>,
    /// How many of them passed.
    pub passed: usize,
}

/// What is known of the changes of a release.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Changes {
    /// One entry per declared kind, in the order of the file.
    pub(crate) judged: Vec<JudgedChange>,
    /// Why nothing can be said.
    pub(crate) against_validity: Vec<Bilingual>,
    /// Why the release must not go out.
    pub(crate) against_release: Vec<Bilingual>,
}

impl Changes {
    /// The changes of the release of a record.
    pub(crate) fn of(record: &Record, scenarios: &[JudgedScenario<'_>], catalogue: &Catalogue) -> Self {
        let release = &record.release;
        let judge = |kind: &ChangeKind| covering(*kind, scenarios, catalogue);
        let judged: Vec<JudgedChange> = release.changes.iter().map(judge).collect();
        // Of a run that is no judgement, what is missing was left out on purpose.
        if record.filter.is_some() || !record.switched_on_defects.is_empty() {
            return Self {
                judged,
                ..Self::default()
            };
        }
        let mut against_validity = Vec::new();
        if release.changes.is_empty() && release.previous.is_some() {
            against_validity.push(Bilingual::new(
                "リリースが何を変えるか（[change] の kinds）が、リリースのファイルにありません。",
                "The release file does not say what the release changes ([change] kinds).",
            ));
        }
        against_validity.extend(
            release
                .phones
                .iter()
                .filter_map(|phones| outside(phones, catalogue)),
        );
        let uncovered = judged.iter().filter(|change| change.scenarios.is_empty());
        let mut against_release: Vec<Bilingual> =
            uncovered.map(|change| without_scenario(change.kind)).collect();
        if let Some(populations) = &record.populations {
            against_release.extend(differences::undeclared(&populations.previous, release));
        }
        Self {
            judged,
            against_validity,
            against_release,
        }
    }

    /// What came out for the requirement; `None` where nothing is declared and nothing need be.
    pub(crate) fn outcome(&self) -> Option<ScenarioOutcome> {
        if !self.against_validity.is_empty() {
            Some(ScenarioOutcome::Error)
        } else if !self.against_release.is_empty() {
            Some(ScenarioOutcome::Failed)
        } else {
            (!self.judged.is_empty()).then_some(ScenarioOutcome::Passed)
        }
    }
}

/// The scenarios that check a requirement of the test pattern.
fn covering(kind: ChangeKind, scenarios: &[JudgedScenario<'_>], catalogue: &Catalogue) -> JudgedChange {
    let mut patterns = catalogue.test_patterns().iter();
    let pattern = patterns.find(|pattern| pattern.change == kind);
    let requirements: Vec<String> = pattern
        .map(|pattern| pattern.requirements.iter().map(ToString::to_string).collect())
        .unwrap_or_default();
    let executed = scenarios.iter().filter(|scenario| {
        matches!(
            scenario.outcome,
            ScenarioOutcome::Passed | ScenarioOutcome::Failed
        ) && scenario
            .planned
            .requirements
            .iter()
            .any(|id| requirements.contains(id))
    });
    let executed: Vec<&JudgedScenario<'_>> = executed.collect();
    let passed = executed
        .iter()
        .filter(|scenario| scenario.outcome == ScenarioOutcome::Passed);
    JudgedChange {
        kind,
        passed: passed.count(),
        scenarios: executed
            .iter()
            .map(|scenario| scenario.planned.id.clone())
            .collect(),
    }
}

fn without_scenario(kind: ChangeKind) -> Bilingual {
    let name = kind.name();
    Bilingual::new(
        format!(
            "両方：変更の種類「{}」（{name}）を試すシナリオが一つも実行されていない。",
            japanese(kind)
        ),
        format!("both: no scenario was run that tests a change of the kind {name}."),
    )
}

/// Phones of the day that are not in the stated range; without a stated range nothing is said.
fn outside(phones: &PhonesOfRelease, catalogue: &Catalogue) -> Option<Bilingual> {
    let mut ranges = catalogue.phone_ranges().iter();
    let range = ranges.find(|range| range.platform == phones.platform)?;
    let os = &phones.os;
    (!range.os_versions.contains(os)).then(|| {
        Bilingual::new(
            format!("{os}が、試験の対象とするOSの版の範囲（phone_range）にありません。"),
            format!("{os} is not in the stated range of operating systems (phone_range)."),
        )
    })
}

/// The kind as auditors read it.
fn japanese(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::App => "アプリ",
        ChangeKind::Server => "通知サーバー",
        ChangeKind::ExposureNotificationApi => "接触通知のAPIとOS",
        ChangeKind::Hersys => "HER-SYS",
        ChangeKind::Parameters => "パラメーター",
        ChangeKind::TextOnly => "文言だけ",
    }
}
