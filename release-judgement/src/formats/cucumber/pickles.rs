//! The scenarios of a feature as they run: outlines filled in, the background first.

use gherkin::{Feature, Step, StepType};
use serde_json::{Value, json};

use super::Ids;

/// A scenario to run.
pub(super) struct Pickle {
    /// The line of the scenario, or of its row.
    pub(super) line: usize,
    pub(super) id: String,
    /// The ids of its steps.
    pub(super) steps: Vec<String>,
    pub(super) message: Value,
}

/// A row of examples: the names of the columns with the values, its id and its place.
struct Row<'tree> {
    values: Vec<(&'tree str, &'tree str)>,
    id: &'tree Value,
    location: &'tree Value,
    tags: &'tree Value,
}

/// The pickles of a feature. The tree is that of the same feature: the two are walked side by side.
pub(super) fn pickles(feature: &Feature, uri: &str, document: &Value, ids: &mut Ids) -> Vec<Pickle> {
    let tree = &document["feature"];
    let mut found = Vec::new();
    let mut compile = |children: &Value,
                       backgrounds: &[(&[Step], &Value)],
                       scenarios: &[gherkin::Scenario],
                       tags: &[&Value]| {
        let nodes = children
            .as_array()
            .into_iter()
            .flatten()
            .map(|child| &child["scenario"]);
        for (node, scenario) in nodes.filter(|node| !node.is_null()).zip(scenarios) {
            let mut steps = backgrounds.to_vec();
            steps.push((&scenario.steps, &node["steps"]));
            let tags: Vec<&Value> = tags.iter().copied().chain([&node["tags"]]).collect();
            let rows = rows(node);
            if rows.is_empty() && scenario.examples.is_empty() {
                found.push(pickle(uri, tree, node, &steps, &tags, None, ids));
            }
            for row in rows {
                found.push(pickle(uri, tree, node, &steps, &tags, Some(&row), ids));
            }
        }
    };
    let own: Vec<(&[Step], &Value)> = background(feature.background.as_ref(), &tree["children"]);
    compile(&tree["children"], &own, &feature.scenarios, &[&tree["tags"]]);
    let rules = tree["children"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|child| &child["rule"]);
    for (node, rule) in rules.filter(|node| !node.is_null()).zip(&feature.rules) {
        let mut backgrounds = own.clone();
        backgrounds.extend(background(rule.background.as_ref(), &node["children"]));
        compile(
            &node["children"],
            &backgrounds,
            &rule.scenarios,
            &[&tree["tags"], &node["tags"]],
        );
    }
    found
}

fn background<'tree>(
    background: Option<&'tree gherkin::Background>,
    children: &'tree Value,
) -> Vec<(&'tree [Step], &'tree Value)> {
    let node = children
        .as_array()
        .into_iter()
        .flatten()
        .find_map(|child| child.get("background"));
    background
        .into_iter()
        .zip(node)
        .map(|(background, node)| (background.steps.as_slice(), &node["steps"]))
        .collect()
}

fn rows(scenario: &Value) -> Vec<Row<'_>> {
    let mut rows = Vec::new();
    for examples in scenario["examples"].as_array().into_iter().flatten() {
        let names = examples["tableHeader"]["cells"].as_array();
        let names: Vec<&str> = names
            .into_iter()
            .flatten()
            .filter_map(|cell| cell["value"].as_str())
            .collect();
        for row in examples["tableBody"].as_array().into_iter().flatten() {
            let values = row["cells"].as_array().into_iter().flatten();
            let values = values.filter_map(|cell| cell["value"].as_str());
            rows.push(Row {
                values: names.iter().copied().zip(values).collect(),
                id: &row["id"],
                location: &row["location"],
                tags: &examples["tags"],
            });
        }
    }
    rows
}

fn pickle(
    uri: &str,
    feature: &Value,
    scenario: &Value,
    steps: &[(&[Step], &Value)],
    tags: &[&Value],
    row: Option<&Row<'_>>,
    ids: &mut Ids,
) -> Pickle {
    let own = steps.len().saturating_sub(1);
    let mut messages = Vec::new();
    let mut step_ids = Vec::new();
    for (position, (parsed, nodes)) in steps.iter().enumerate() {
        // A background knows no row.
        let row = row.filter(|_| position == own);
        for (step, node) in parsed.iter().zip(nodes.as_array().into_iter().flatten()) {
            let id = ids.next();
            messages.push(pickle_step(step, node, row, &id));
            step_ids.push(id);
        }
    }
    let location = row.map_or(&scenario["location"], |row| row.location);
    let tags = tags.iter().copied().chain(row.map(|row| row.tags));
    let tags: Vec<Value> = tags
        .flat_map(|tags| tags.as_array().into_iter().flatten())
        .map(|tag| json!({"name": tag["name"], "astNodeId": tag["id"]}))
        .collect();
    let id = ids.next();
    let nodes: Vec<&Value> = [&scenario["id"]]
        .into_iter()
        .chain(row.map(|row| row.id))
        .collect();
    let line = location["line"]
        .as_u64()
        .and_then(|line| usize::try_from(line).ok());
    Pickle {
        line: line.unwrap_or_default(),
        message: json!({
            "id": id,
            "uri": uri,
            "location": location,
            "astNodeIds": nodes,
            "name": filled(scenario["name"].as_str().unwrap_or_default(), row),
            "language": feature["language"],
            "steps": messages,
            "tags": tags,
        }),
        id,
        steps: step_ids,
    }
}

fn pickle_step(step: &Step, node: &Value, row: Option<&Row<'_>>, id: &str) -> Value {
    let nodes: Vec<&Value> = [&node["id"]].into_iter().chain(row.map(|row| row.id)).collect();
    let mut message = json!({
        "id": id,
        "astNodeIds": nodes,
        "type": match step.ty {
            StepType::Given => "Context",
            StepType::When => "Action",
            StepType::Then => "Outcome",
        },
        "text": filled(&step.value, row),
    });
    if let Some(table) = &step.table {
        let cell = |value: &String| json!({"value": filled(value, row)});
        let rows = table
            .rows
            .iter()
            .map(|cells| json!({"cells": cells.iter().map(cell).collect::<Vec<_>>()}));
        message["argument"] = json!({"dataTable": {"rows": rows.collect::<Vec<_>>()}});
    }
    if let Some(content) = &step.docstring {
        message["argument"] = json!({"docString": {"content": filled(content, row)}});
    }
    message
}

/// The text with the values of the row in it.
fn filled(text: &str, row: Option<&Row<'_>>) -> String {
    let values = row.into_iter().flat_map(|row| &row.values);
    values.fold(text.to_owned(), |text, (name, value)| {
        text.replace(&format!("<{name}>"), value)
    })
}
