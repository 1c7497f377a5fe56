//! The report: one HTML file for those who decide and those who audit, in Japanese, at a switch in English.
//!
//! It needs no network and no script, can be printed, and says everything in words: colour only repeats them. The
//! verdict with its reasons comes first, then what failed, then everything else. What is long is folded.

mod chain;
mod changes;
mod comparison;
mod deviations;
mod exchanges;
mod identity;
mod language;
mod marks;
mod matrix;
mod parameters;
mod repeat;
mod scenario;
mod screens;
mod table;
mod time;
mod untested;
mod verdict;

use evidence::{PlannedScenario, Record, ScenarioOutcome, ScenarioResult};
use maud::{DOCTYPE, Markup, PreEscaped, html};

use self::language::say;
use crate::{Catalogue, Judgement};

/// Every text keeps a contrast of at least 4.5 to its ground, light and dark.
const STYLE: &str = include_str!("style.css");
/// The colours and shapes of the drawings.
const DRAWINGS: &str = include_str!("drawings.css");

/// What every section of the report draws from.
struct Report<'report> {
    record: &'report Record,
    judgement: &'report Judgement,
    catalogue: &'report Catalogue,
    /// The command that repeats the run.
    repeat_command: &'report str,
}

/// Writes the report as an HTML page. `repeat_command` is the command line that repeats the run.
pub fn render_report(
    record: &Record,
    judgement: &Judgement,
    catalogue: &Catalogue,
    repeat_command: &str,
) -> String {
    let report = Report {
        record,
        judgement,
        catalogue,
        repeat_command,
    };
    page(&report).into_string()
}

fn page(report: &Report<'_>) -> Markup {
    let verdict = report.judgement.verdict;
    html! {
        (DOCTYPE)
        html lang="ja" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { "リリース判定 " (report.judgement.release) "：" (verdict.japanese()) " " (verdict.name()) }
                style { (PreEscaped(STYLE)) (PreEscaped(DRAWINGS)) }
            }
            body {
                a.skip href="#main" { (say("本文へ", "Skip to the content")) }
                (verdict::header(report))
                main #main tabindex="-1" {
                    (matrix::phases(report))
                    (changes::section(report))
                    (comparison::section(report))
                    (scenario::not_passed(report))
                    (matrix::requirements(report))
                    (deviations::section(report))
                    (untested::section(report))
                    (parameters::section(report))
                    (scenario::passed(report))
                    (identity::section(report))
                }
            }
        }
    }
}

impl Report<'_> {
    fn outcome(&self, planned: &PlannedScenario) -> ScenarioOutcome {
        let outcome = self.judgement.scenario_outcomes.get(&planned.id);
        outcome.copied().unwrap_or(ScenarioOutcome::Error)
    }

    /// The scenario's result, if there is exactly one.
    fn result(&self, planned: &PlannedScenario) -> Option<&ScenarioResult> {
        let mut results = self
            .record
            .results
            .iter()
            .filter(|result| result.id == planned.id);
        let result = results.next();
        if results.next().is_some() { None } else { result }
    }

    /// The anchor of a scenario: its place in the plan.
    fn anchor(&self, id: &str) -> Option<String> {
        let position = self.record.plan.iter().position(|planned| planned.id == id)?;
        Some(format!("scenario-{}", position + 1))
    }
}
