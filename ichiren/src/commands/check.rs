//! `ichiren check`: every mistake in features, requirements, releases, parameters and known deviations at once.

use std::collections::BTreeSet;
use std::fmt::Display;

use clap::Args;
use release_judgement::{Catalogue, Coverage, Requirement};
use scenario_runner::{EmbeddedEnvironment, Listen, Plan, PlanError};
use serde::Serialize;
use testbed::seed::Seed;

use super::Format;
use crate::folders::Folders;
use crate::output::print_line;

/// The arguments of `check`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ichiren check
  ichiren check --format json

Nothing is judged. Exit codes: 0 no mistake, 1 mistakes.")]
pub(crate) struct CheckArguments {
    /// How results are printed
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

/// A mistake.
#[derive(Debug, Serialize)]
struct Mistake {
    /// In what it is: `features`, `requirements`, `releases`, `parameters`, `known deviations` or `environment`.
    kind: &'static str,
    /// Where, what and what to do.
    message: String,
}

/// Looks for mistakes and prints them.
pub(crate) async fn check(arguments: &CheckArguments, folders: &Folders) -> anyhow::Result<u8> {
    let mut found = Found::default();
    found.releases_and_parameters(folders)?;
    match folders.catalogue() {
        Ok(catalogue) => found.features(folders, &catalogue),
        Err(error) => {
            found.mistake("requirements", &error);
            anstream::eprintln!("the features name requirements and are looked at once these can be read");
        }
    }
    found.environment(folders).await;
    match arguments.format {
        Format::Json => print_line(serde_json::to_string_pretty(&found.mistakes)?),
        Format::Text => {
            for mistake in &found.mistakes {
                print_line(format_args!("{}: {}", mistake.kind, mistake.message));
            }
            print_line(match found.mistakes.len() {
                0 => format!("no mistake: {}", found.seen.join(", ")),
                1 => "1 mistake".to_owned(),
                mistakes => format!("{mistakes} mistakes"),
            });
        }
    }
    Ok(u8::from(!found.mistakes.is_empty()))
}

#[derive(Default)]
struct Found {
    mistakes: Vec<Mistake>,
    /// What was looked at, for the line that says that nothing is wrong.
    seen: Vec<String>,
}

impl Found {
    fn mistake(&mut self, kind: &'static str, message: &dyn Display) {
        let message = message.to_string();
        self.mistakes.push(Mistake { kind, message });
    }

    fn releases_and_parameters(&mut self, folders: &Folders) -> anyhow::Result<()> {
        let names = folders.releases.names()?;
        let mut readable = true;
        for name in &names {
            if let Err(error) = folders.releases.release(name) {
                readable = false;
                self.mistake("releases", &error);
            }
        }
        // Which one is the default can be said only when all can be read.
        if readable && let Err(error) = folders.releases.default_release() {
            self.mistake("releases", &error);
        }
        for error in folders.releases.check_parameters()? {
            self.mistake("parameters", &error);
        }
        self.seen.push(format!("{} releases", names.len()));
        Ok(())
    }

    fn features(&mut self, folders: &Folders, catalogue: &Catalogue) {
        let requirements = catalogue.requirements().count();
        self.seen.push(format!("{requirements} requirements"));
        let plan = match folders.read_plan(catalogue) {
            Ok(plan) => plan,
            Err(PlanError::Mistakes { mistakes }) => {
                for mistake in mistakes {
                    self.mistake("features", &mistake);
                }
                return;
            }
            Err(error) => return self.mistake("features", &error),
        };
        self.seen.push(format!("{} scenarios", plan.scenarios.len()));
        for requirement in catalogue.requirements() {
            self.coverage(requirement, &plan);
        }
        self.known_deviations(folders, catalogue, &plan);
    }

    /// A requirement that nothing checks and of which nobody says why makes every judgement invalid.
    fn coverage(&mut self, requirement: &Requirement, plan: &Plan) {
        let id = requirement.id.to_string();
        let checked: BTreeSet<_> = plan
            .scenarios
            .iter()
            .filter(|scenario| scenario.planned.requirements.contains(&id))
            .map(|scenario| scenario.planned.platform)
            .collect();
        match requirement.coverage {
            Coverage::Scenarios => {
                for platform in requirement.platforms.difference(&checked) {
                    self.mistake(
                        "requirements",
                        &format!(
                            "{id}: no scenario checks it for {}; write one with the tag @要件-{id}, or say why not with `untested_because`",
                            platform.name()
                        ),
                    );
                }
            }
            Coverage::Untested(_) if !checked.is_empty() => self.mistake(
                "requirements",
                &format!("{id}: it has scenarios; take `untested_because` away"),
            ),
            Coverage::Untested(_) | Coverage::Mechanism(_) => {}
        }
    }

    fn known_deviations(&mut self, folders: &Folders, catalogue: &Catalogue, plan: &Plan) {
        let deviations = catalogue.known_deviations();
        self.seen.push(format!("{} known deviations", deviations.len()));
        for deviation in deviations {
            if let Err(error) = folders.releases.release(&deviation.release) {
                self.mistake("known deviations", &format!("{}: {error}", deviation.id));
            }
            let requirement = deviation.requirement.to_string();
            let checks = |scenario: &scenario_runner::Scenario| {
                scenario.planned.name == deviation.scenario
                    && scenario.planned.requirements.contains(&requirement)
            };
            if !plan.scenarios.iter().any(checks) {
                self.mistake(
                    "known deviations",
                    &format!(
                        "{}: no scenario 「{}」 checks {requirement}; `ichiren list scenarios` shows the names",
                        deviation.id, deviation.scenario
                    ),
                );
            }
        }
    }

    /// The parts start and can be reached, so that a judgement would not fail for the machine's sake.
    async fn environment(&mut self, folders: &Folders) {
        let Ok(release) = folders.releases.default_release() else {
            return;
        };
        match EmbeddedEnvironment::start(&release, Seed::from_number(1), Listen::anywhere()).await {
            Ok(environment) => {
                let urls = environment.urls();
                for url in [urls.mock_hersys, urls.notify_server, urls.device_sim] {
                    if let Err(error) = is_healthy(&url).await {
                        self.mistake(
                            "environment",
                            &format!("{url} does not answer: {error}; is loopback blocked, or set to go through a proxy?"),
                        );
                    }
                }
                self.seen.push("the environment starts".to_owned());
            }
            Err(error) => self.mistake("environment", &error),
        }
    }
}

async fn is_healthy(url: &str) -> anyhow::Result<()> {
    let client = testbed::http::client_builder().build()?;
    let answer = client.get(format!("{url}/health")).send().await?;
    answer.error_for_status()?;
    Ok(())
}
