//! `ichiren compare`: who is notified on one release and on another, on the same seeded people.

use std::collections::BTreeMap;

use anyhow::Context as _;
use clap::Args;
use evidence::{ComparedPopulations, PopulationResult};
use release_judgement::{ComparedPlatform, compare as compared};
use scenario_runner::{PreviousRelease, Release, compare_populations};

use super::Format;
use crate::folders::Folders;
use crate::output::{compare_text, print_line};

/// The arguments of `compare`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ichiren compare 1.1.3 1.1.4                  what nobody saw in September 2020
  ichiren compare 1.2.3 1.2.4 --format json

Exit codes: 0 every change is explained by the file of the later release, 1 one is not, 2 nothing could be compared.")]
pub(crate) struct CompareArguments {
    /// The release before
    #[arg(value_name = "A")]
    before: String,
    /// The release after, whose file says which changes are expected
    #[arg(value_name = "B")]
    after: String,
    /// The seed: the same one gives the same people
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How results are printed
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

/// Compares two releases and says what changes for whom.
pub(crate) async fn compare(arguments: &CompareArguments, folders: &Folders) -> anyhow::Result<u8> {
    let before = folders.releases.release(&arguments.before)?;
    let after = folders.releases.release(&arguments.after)?;
    let mut identity = after.identity();
    let other = (identity.previous.as_ref() != Some(&before.name)).then(|| identity.previous.take());
    if other.is_some() {
        // What its makers expect, they expect against another release.
        identity.expected_changes.clear();
    }
    let previous = PreviousRelease {
        release: before,
        lived: None,
    };
    let populations = compare_populations(previous, &after, arguments.seed).await;
    let rows = compared(&identity, &populations)
        .map_err(|objections| {
            let objections: Vec<String> = objections.into_iter().map(|objection| objection.en).collect();
            anyhow::anyhow!(objections.join(" "))
        })
        .context("the two releases cannot be compared")?;
    match arguments.format {
        Format::Json => print_line(serde_json::to_string_pretty(&rows)?),
        Format::Text => compare_text::print(&rows, &populations, &after.name),
    }
    if let Some(named) = other {
        let named = named.unwrap_or_else(|| "none".to_owned());
        anstream::eprintln!(
            "note: the file of release {} names {named} as the release before; what it expects against that is not applied here",
            after.name
        );
    }
    let unexplained = rows.iter().any(|row: &ComparedPlatform| !row.explained);
    Ok(u8::from(unexplained))
}

/// What the populations of one seed have seen of releases so far, so that none lives through a release twice.
#[derive(Debug, Default)]
pub(super) struct Lives(BTreeMap<String, PopulationResult>);

impl Lives {
    /// What the population of the seed saw of the release before and of this one; `None` where there is none before.
    pub(super) async fn compared(
        &mut self,
        folders: &Folders,
        release: &Release,
        seed: u64,
    ) -> anyhow::Result<Option<ComparedPopulations>> {
        let Some(previous) = folders.releases.previous(release)? else {
            return Ok(None);
        };
        let previous = PreviousRelease {
            lived: self.0.get(&previous.name).cloned(),
            release: previous,
        };
        let populations = compare_populations(previous, release, seed).await;
        for lived in [&populations.before, &populations.after] {
            self.0.insert(lived.release.clone(), lived.clone());
        }
        Ok(Some(populations))
    }
}
