//! The plan: every scenario that must have exactly one result.

use std::path::Path;

use cucumber::feature::Ext as _;
use evidence::{LeftOutScenario, PlannedScenario, PlannedStep, ScenarioPlatform};
use gherkin::{Feature, GherkinEnv, StepType};

use super::scenario_check::{check_definitions, check_outlines, check_scenario};
use super::source::{Source, read_sources};
use super::text_check::{DEFECT_TAG, PLATFORM_TAG, REQUIREMENT_TAG, check_text};
use super::versions::ConcernedVersions;
use super::{FeatureMistake, KnownTags, PlanError};
use crate::release::Release;
use crate::toml_file::FileError;

/// The column of an outline's rows that says whose behaviour a row judges.
const PLATFORM_COLUMN: &str = "判定対象";

/// A scenario that can be run.
#[derive(Debug, Clone)]
pub struct Scenario {
    /// What the record says of it.
    pub planned: PlannedScenario,
    /// Its tags, without `@`, those of the feature included.
    pub tags: Vec<String>,
    /// The defects of the past that it finds.
    pub defects: Vec<String>,
    versions: ConcernedVersions,
    /// Its steps, those of the background first.
    pub(crate) steps: Vec<gherkin::Step>,
}

/// Every scenario, in order of file and line.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The scenarios.
    pub scenarios: Vec<Scenario>,
}

impl Plan {
    /// The scenarios that concern a release, and the others with the reason.
    pub(crate) fn concerning(&self, release: &Release) -> (Vec<&Scenario>, Vec<LeftOutScenario>) {
        let mut concerned = Vec::new();
        let mut left_out = Vec::new();
        for scenario in &self.scenarios {
            match scenario.reason_against(release) {
                None => concerned.push(scenario),
                Some(because) => left_out.push(LeftOutScenario {
                    id: scenario.planned.id.clone(),
                    feature: scenario.planned.feature.clone(),
                    name: scenario.planned.name.clone(),
                    requirements: scenario.planned.requirements.clone(),
                    platform: scenario.planned.platform,
                    because,
                }),
            }
        }
        (concerned, left_out)
    }
}

impl Scenario {
    fn reason_against(&self, release: &Release) -> Option<String> {
        let platform = self.planned.platform;
        if platform != ScenarioPlatform::Both && !release.judged_platforms().contains(&platform) {
            return Some(format!("{}の端末には配布されなかった版である", platform.name()));
        }
        self.versions.reason_against(release.app)
    }
}

/// Reads and checks every feature below the folder.
pub fn read_plan(folder: &Path, known: &KnownTags) -> Result<Plan, PlanError> {
    let sources = read_sources(folder)?;
    if sources.is_empty() {
        let message = "there is no feature file in this folder".to_owned();
        return Err(FileError::Meaning {
            path: folder.to_owned(),
            message,
        }
        .into());
    }
    let mut scenarios = Vec::new();
    let mut mistakes = Vec::new();
    for source in &sources {
        let in_text = check_text(source, known);
        if !in_text.is_empty() {
            // The parser would only repeat them in words of its own.
            mistakes.extend(in_text);
            continue;
        }
        match scenarios_of(source) {
            Ok(found) => scenarios.extend(found),
            Err(found) => mistakes.extend(found),
        }
    }
    if mistakes.is_empty() {
        Ok(Plan { scenarios })
    } else {
        mistakes.sort();
        mistakes.dedup();
        Err(PlanError::Mistakes { mistakes })
    }
}

/// The platform that a tag or a column names.
pub(super) fn platform(name: &str) -> Option<ScenarioPlatform> {
    match name {
        "iOS" => Some(ScenarioPlatform::Ios),
        "Android" => Some(ScenarioPlatform::Android),
        "両方" => Some(ScenarioPlatform::Both),
        _ => None,
    }
}

fn scenarios_of(source: &Source) -> Result<Vec<Scenario>, Vec<FeatureMistake>> {
    let mistake = |line: usize, message: String| FeatureMistake {
        path: source.path.clone(),
        line,
        message,
    };
    let feature = parse(source).map_err(|(line, message)| vec![mistake(line, message)])?;
    let outlines = check_outlines(&feature);
    if !outlines.is_empty() {
        return Err(outlines
            .into_iter()
            .map(|(line, message)| mistake(line, message))
            .collect());
    }
    let feature = feature.expand_examples().map_err(|error| {
        vec![mistake(
            error.pos.line,
            format!("no column is called <{}>", error.name),
        )]
    })?;

    let mut scenarios = Vec::new();
    let mut mistakes = Vec::new();
    let outside_rules = feature.scenarios.iter().map(|scenario| (None, scenario));
    let in_rules = feature
        .rules
        .iter()
        .flat_map(|rule| rule.scenarios.iter().map(move |scenario| (Some(rule), scenario)));
    for (rule, scenario) in outside_rules.chain(in_rules) {
        match scenario_of(source, &feature, rule, scenario) {
            Ok(found) => {
                mistakes.extend(
                    check_scenario(&found)
                        .into_iter()
                        .chain(check_definitions(&found.steps)),
                );
                scenarios.push(found);
            }
            Err(message) => mistakes.push((scenario.position.line, message)),
        }
    }
    if scenarios.is_empty() && mistakes.is_empty() {
        mistakes.push((feature.position.line, "this feature has no scenario".to_owned()));
    }
    if mistakes.is_empty() {
        Ok(scenarios)
    } else {
        Err(mistakes
            .into_iter()
            .map(|(line, message)| mistake(line, message))
            .collect())
    }
}

fn parse(source: &Source) -> Result<Feature, (usize, String)> {
    let environment = GherkinEnv::new("ja").map_err(|error| (0, error.to_string()))?;
    Feature::parse(&source.text, environment).map_err(|error| {
        // The parser names its position in the text of the error alone, `Error at LINE:COLUMN: …`.
        let text = error.to_string();
        let line = text
            .split([' ', ':'])
            .find_map(|part| part.parse().ok())
            .unwrap_or(0);
        (
            line,
            format!("cannot be read as Gherkin at or shortly before this line: {text}"),
        )
    })
}

fn scenario_of(
    source: &Source,
    feature: &Feature,
    rule: Option<&gherkin::Rule>,
    scenario: &gherkin::Scenario,
) -> Result<Scenario, String> {
    let mut tags = feature.tags.clone();
    tags.extend(rule.iter().flat_map(|rule| rule.tags.iter().cloned()));
    tags.extend(scenario.tags.iter().cloned());
    tags.extend(
        scenario
            .examples
            .iter()
            .flat_map(|examples| examples.tags.iter().cloned()),
    );

    let backgrounds = feature
        .background
        .iter()
        .chain(rule.iter().filter_map(|rule| rule.background.as_ref()));
    let mut steps: Vec<gherkin::Step> = backgrounds
        .flat_map(|background| background.steps.clone())
        .collect();
    steps.extend(scenario.steps.iter().cloned());

    let line = scenario.position.line;
    Ok(Scenario {
        planned: PlannedScenario {
            id: format!("{}:{line}", source.name),
            feature: feature.name.clone(),
            name: scenario.name.clone(),
            file: source.name.clone(),
            line,
            requirements: named_by(&tags, REQUIREMENT_TAG),
            platform: judged_platform(&tags, scenario)?,
            steps: steps.iter().map(planned_step).collect(),
        },
        defects: named_by(&tags, DEFECT_TAG),
        versions: ConcernedVersions::of_tags(&tags),
        tags,
        steps,
    })
}

/// What the tags with that beginning name, each once, in their order.
fn named_by(tags: &[String], beginning: &str) -> Vec<String> {
    let mut named: Vec<String> = Vec::new();
    for name in tags.iter().filter_map(|tag| tag.strip_prefix(beginning)) {
        if !named.iter().any(|known| known == name) {
            named.push(name.to_owned());
        }
    }
    named
}

fn planned_step(step: &gherkin::Step) -> PlannedStep {
    PlannedStep {
        keyword: step.keyword.trim().to_owned(),
        text: step.value.clone(),
        line: step.position.line,
        is_check: step.ty == StepType::Then,
    }
}

/// Whose behaviour a scenario judges: said once, by a tag or by a column.
fn judged_platform(tags: &[String], scenario: &gherkin::Scenario) -> Result<ScenarioPlatform, String> {
    let by_tag = tags
        .iter()
        .filter_map(|tag| tag.strip_prefix(PLATFORM_TAG))
        .map(str::to_owned);
    let by_column = scenario.examples.iter().filter_map(|examples| {
        let rows = &examples.table.as_ref()?.rows;
        let column = rows.first()?.iter().position(|name| name == PLATFORM_COLUMN)?;
        rows.get(1)?.get(column).cloned()
    });
    let names: Vec<String> = by_tag.chain(by_column).collect();
    match names.as_slice() {
        [name] => platform(name).ok_or_else(|| {
            format!("the column {PLATFORM_COLUMN} says {name}; it must say iOS, Android or 両方")
        }),
        [] => Err(format!(
            "it does not say whose behaviour it judges; add the tag @{PLATFORM_TAG}両方 (or -iOS, -Android) or a column {PLATFORM_COLUMN}"
        )),
        _ => Err(format!(
            "it says more than once whose behaviour it judges: {}",
            names.join(", ")
        )),
    }
}
