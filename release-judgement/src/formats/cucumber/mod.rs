//! Cucumber Messages: the run as a stream of JSON lines that Cucumber's own tools read
//! (<https://github.com/cucumber/messages>).
//!
//! The record says nothing about step definitions and about when each step ran by the clock of the machine: one
//! definition stands for all, and every time is that of the run. What the judgement takes away from a scenario whose
//! steps all passed (with altered parameters, unstable, not the planned steps) is a failing hook after its steps, so
//! that no reader takes it for green.

mod document;
mod pickles;
mod run;
mod source;

use std::collections::BTreeMap;

use evidence::{Record, ScenarioOutcome, ScenarioResult, StepOutcome};
use serde_json::{Value, json};
use thiserror::Error;

use self::document::document;
use self::pickles::{Pickle, pickles};
use self::run::{Run, messages_of_run};
use crate::Judgement;

/// The version of the protocol that is written.
const PROTOCOL: &str = "34.2.0";

/// A feature file as it was executed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeatureSource {
    /// The file, relative to the features folder, with `/`, as plans name it.
    pub file: String,
    /// Its text.
    pub text: String,
}

/// Why the messages could not be written.
#[derive(Debug, Error)]
pub enum MessagesError {
    /// A feature cannot be read as Gherkin.
    #[error("{file}: cannot be read as Gherkin: {message}")]
    Gherkin {
        /// The file.
        file: String,
        /// Why.
        message: String,
    },
    /// No feature has the scenario at that place.
    #[error("{id} is in the plan, but the features have no scenario there")]
    NoSource {
        /// The scenario's id.
        id: String,
    },
}

/// Numbers that serve as ids, each once in a stream.
struct Ids(u64);

impl Ids {
    fn next(&mut self) -> String {
        self.0 += 1;
        self.0.to_string()
    }
}

/// The run as Cucumber Messages, a JSON object per line.
pub fn cucumber_messages(
    record: &Record,
    judgement: &Judgement,
    features: &[FeatureSource],
) -> Result<String, MessagesError> {
    let mut ids = Ids(0);
    let mut messages = vec![meta(record)];
    let mut found: BTreeMap<(String, usize), Pickle> = BTreeMap::new();
    for feature in features {
        let uri = format!("features/{}", feature.file);
        let (document, parsed) = document(feature, &uri, &mut ids)?;
        messages.push(json!({"source": {
            "uri": uri,
            "data": feature.text,
            "mediaType": "text/x.cucumber.gherkin+plain",
        }}));
        let compiled = pickles(&parsed, &uri, &document, &mut ids);
        messages.push(json!({"gherkinDocument": document}));
        for pickle in compiled {
            messages.push(json!({"pickle": pickle.message}));
            found.insert((feature.file.clone(), pickle.line), pickle);
        }
    }
    messages.extend(messages_of_run(
        &Run {
            record,
            judgement,
            pickles: &found,
        },
        &mut ids,
    )?);
    let mut lines = String::new();
    for message in messages {
        lines.push_str(&message.to_string());
        lines.push('\n');
    }
    Ok(lines)
}

fn meta(record: &Record) -> Value {
    json!({"meta": {
        "protocolVersion": PROTOCOL,
        "implementation": {"name": "ichiren", "version": record.volatile.ichiren_version},
        "runtime": {"name": "rust"},
        "os": {"name": std::env::consts::OS},
        "cpu": {"name": std::env::consts::ARCH},
    }})
}

/// Why a scenario did not pass: what its step said, where the chain broke, or what the judgement says of it.
pub(super) fn message_of(result: &ScenarioResult, outcome: ScenarioOutcome) -> String {
    let mut lines = Vec::new();
    let broken = result
        .steps
        .iter()
        .find(|step| step.outcome != StepOutcome::Passed);
    lines.extend(broken.and_then(|step| step.message.clone()));
    if let Some(broke_at) = &result.broke_at {
        lines.push(format!(
            "正しくなかった所：（{}）{} — {}：{}",
            broke_at.phase, broke_at.place, broke_at.subject, broke_at.detail
        ));
    }
    lines.extend(judged(outcome).map(str::to_owned));
    lines.join("\n")
}

/// What the judgement says where the steps alone do not.
fn judged(outcome: ScenarioOutcome) -> Option<&'static str> {
    match outcome {
        ScenarioOutcome::Tuned => Some("本番でないパラメーターで実行したので数えない"),
        ScenarioOutcome::Unstable => Some("実行のたびに結果が変わる"),
        ScenarioOutcome::Error => Some("試験環境の異常か、計画と結果の食い違いにより、何も言えない"),
        ScenarioOutcome::NotRun => Some("計画したが実行されなかった"),
        ScenarioOutcome::NotApplicable => Some("この環境では実行できない"),
        ScenarioOutcome::Passed | ScenarioOutcome::Failed | ScenarioOutcome::Undefined => None,
    }
}
