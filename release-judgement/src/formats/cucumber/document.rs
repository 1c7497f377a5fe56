//! The syntax tree of a feature as Cucumber writes it.

use gherkin::{Background, Examples, Feature, GherkinEnv, Rule, Scenario, Step, StepType};
use serde_json::{Value, json};

use super::source::Lines;
use super::{FeatureSource, Ids, MessagesError};

/// Reads a feature: its tree as a message, and as the parser gives it.
pub(super) fn document(
    source: &FeatureSource,
    uri: &str,
    ids: &mut Ids,
) -> Result<(Value, Feature), MessagesError> {
    let unreadable = |message: String| MessagesError::Gherkin {
        file: source.file.clone(),
        message,
    };
    let environment = GherkinEnv::new("ja").map_err(|error| unreadable(error.to_string()))?;
    let feature = Feature::parse(&source.text, environment).map_err(|error| unreadable(error.to_string()))?;
    let lines = Lines::of(&source.text);
    let mut tree = Tree { lines: &lines, ids };
    let mut children = tree.children(feature.background.as_ref(), &feature.scenarios);
    let rules: Vec<Value> = feature.rules.iter().map(|rule| tree.rule(rule)).collect();
    children.extend(rules);
    let first = feature
        .background
        .iter()
        .map(|background| background.position.line);
    let scenarios = feature.scenarios.iter().map(|scenario| scenario.position.line);
    let rules = feature.rules.iter().map(|rule| rule.position.line);
    let next = first.chain(scenarios).chain(rules).min().unwrap_or_default();
    let line = feature.position.line;
    let message = json!({
        "uri": uri,
        "comments": lines.comments(),
        "feature": {
            "tags": tree.tags(line),
            "location": lines.location(line),
            "language": lines.language(),
            "keyword": feature.keyword,
            "name": feature.name,
            "description": lines.description(line, next),
            "children": children,
        },
    });
    Ok((message, feature))
}

/// What the parts of a tree are made with.
struct Tree<'text, 'ids> {
    lines: &'text Lines<'text>,
    ids: &'ids mut Ids,
}

impl Tree<'_, '_> {
    fn tags(&mut self, line: usize) -> Vec<Value> {
        let tags = self.lines.tags_above(line);
        tags.into_iter()
            .map(|(name, location)| json!({"id": self.ids.next(), "location": location, "name": name}))
            .collect()
    }

    fn children(&mut self, background: Option<&Background>, scenarios: &[Scenario]) -> Vec<Value> {
        let mut children = Vec::new();
        if let Some(background) = background {
            let line = background.position.line;
            let next = first_line(&background.steps);
            children.push(json!({"background": {
                "id": self.ids.next(),
                "location": self.lines.location(line),
                "keyword": background.keyword,
                "name": background.name,
                "description": self.lines.description(line, next),
                "steps": self.steps(&background.steps),
            }}));
        }
        for scenario in scenarios {
            children.push(self.scenario(scenario));
        }
        children
    }

    fn rule(&mut self, rule: &Rule) -> Value {
        let line = rule.position.line;
        let background = rule.background.iter().map(|background| background.position.line);
        let scenarios = rule.scenarios.iter().map(|scenario| scenario.position.line);
        let next = background.chain(scenarios).min().unwrap_or_default();
        json!({"rule": {
            "id": self.ids.next(),
            "tags": self.tags(line),
            "location": self.lines.location(line),
            "keyword": rule.keyword,
            "name": rule.name,
            "description": self.lines.description(line, next),
            "children": self.children(rule.background.as_ref(), &rule.scenarios),
        }})
    }

    fn scenario(&mut self, scenario: &Scenario) -> Value {
        let line = scenario.position.line;
        let examples: Vec<Value> = scenario
            .examples
            .iter()
            .map(|examples| self.examples(examples))
            .collect();
        json!({"scenario": {
            "id": self.ids.next(),
            "tags": self.tags(line),
            "location": self.lines.location(line),
            "keyword": scenario.keyword,
            "name": scenario.name,
            "description": self.lines.description(line, first_line(&scenario.steps)),
            "steps": self.steps(&scenario.steps),
            "examples": examples,
        }})
    }

    fn examples(&mut self, examples: &Examples) -> Value {
        let line = examples.position.line;
        let mut message = json!({
            "id": self.ids.next(),
            "tags": self.tags(line),
            "location": self.lines.location(line),
            "keyword": examples.keyword,
            "name": examples.name.clone().unwrap_or_default(),
            "description": "",
            "tableBody": [],
        });
        if let Some(table) = &examples.table {
            let mut rows = self.rows(line + 1, &table.rows);
            message["description"] = json!(self.lines.description(line, table.position.line));
            if !rows.is_empty() {
                message["tableHeader"] = rows.remove(0);
            }
            message["tableBody"] = Value::Array(rows);
        }
        message
    }

    fn rows(&mut self, from: usize, rows: &[Vec<String>]) -> Vec<Value> {
        let lines = self.lines.table(from, rows);
        lines
            .into_iter()
            .map(|line| json!({"id": self.ids.next(), "location": line.location, "cells": line.cells}))
            .collect()
    }

    fn steps(&mut self, steps: &[Step]) -> Vec<Value> {
        steps.iter().map(|step| self.step(step)).collect()
    }

    fn step(&mut self, step: &Step) -> Value {
        let line = step.position.line;
        let mut message = json!({
            "id": self.ids.next(),
            "location": self.lines.location(line),
            "keyword": step.keyword,
            "keywordType": keyword_type(step),
            "text": step.value,
        });
        if let Some(table) = &step.table {
            let rows = self.rows(line + 1, &table.rows);
            let location = rows.first().map(|row| row["location"].clone());
            message["dataTable"] = json!({"location": location, "rows": rows});
        }
        if let Some(content) = &step.docstring {
            let (location, delimiter) = self.lines.doc_string_below(line);
            message["docString"] = json!({"location": location, "content": content, "delimiter": delimiter});
        }
        message
    }
}

fn first_line(steps: &[Step]) -> usize {
    steps.first().map_or(0, |step| step.position.line)
}

/// What a keyword says by itself; the parser counts those that continue to what they continue.
fn keyword_type(step: &Step) -> &'static str {
    let continues = ["かつ", "且つ", "しかし", "但し", "ただし", "And", "But", "*"];
    match step.ty {
        _ if continues.contains(&step.keyword.trim()) => "Conjunction",
        StepType::Given => "Context",
        StepType::When => "Action",
        StepType::Then => "Outcome",
    }
}
