//! What was done to a record whose file is not as it was sealed.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::super::Alteration;
use super::super::alteration::AlterationKind::{
    RecordAltered, ScenarioAdded, ScenarioAltered, ScenarioRemoved,
};
use super::super::seal::{Seal, SealedScenario, record_digests};

/// The scenarios and members that say something else; none where only the form of the file is another.
pub(super) fn record_alterations(number: u64, seal: &Seal, record: &[u8]) -> Vec<Alteration> {
    let Ok(record) = serde_json::from_slice::<Value>(record) else {
        let message = "record.json は、記録として読めません。";
        return vec![Alteration::of_bundle(
            RecordAltered,
            number,
            "record.json",
            message,
        )];
    };
    let (members, scenarios) = record_digests(&record);
    let mut alterations = Vec::new();
    let now: BTreeMap<&str, &SealedScenario> = scenarios
        .iter()
        .map(|scenario| (scenario.id.as_str(), scenario))
        .collect();
    for sealed in &seal.scenarios {
        let id = &sealed.id;
        let (kind, message) = match now.get(id.as_str()) {
            None => (
                ScenarioRemoved,
                format!("シナリオ {id} が記録から取り除かれています。"),
            ),
            Some(now) if *now == sealed => continue,
            Some(now) if now.results.is_empty() => (
                ScenarioRemoved,
                format!("シナリオ {id} の結果が記録から取り除かれています。"),
            ),
            Some(now) if now.plan.is_empty() => (
                ScenarioRemoved,
                format!("シナリオ {id} が計画から取り除かれています。"),
            ),
            Some(now) if now.plan != sealed.plan => (
                ScenarioAltered,
                format!("シナリオ {id} の計画（文や要件）が書き換えられています。"),
            ),
            Some(_) => (
                ScenarioAltered,
                format!("シナリオ {id} の結果が書き換えられています。"),
            ),
        };
        alterations.push(Alteration::of_bundle(kind, number, id, message));
    }
    let known: BTreeSet<&str> = seal
        .scenarios
        .iter()
        .map(|scenario| scenario.id.as_str())
        .collect();
    for added in scenarios
        .iter()
        .filter(|scenario| !known.contains(scenario.id.as_str()))
    {
        let message = format!("シナリオ {} が記録に加えられています。", added.id);
        alterations.push(Alteration::of_bundle(ScenarioAdded, number, &added.id, message));
    }
    let names = seal
        .record
        .keys()
        .chain(members.keys().filter(|name| !seal.record.contains_key(*name)));
    for name in names.filter(|name| seal.record.get(*name) != members.get(*name)) {
        let message = format!("記録の項目 {name} が書き換えられています。");
        alterations.push(Alteration::of_bundle(RecordAltered, number, name, message));
    }
    alterations
}
