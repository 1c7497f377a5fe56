//! `ichiren prove`: the suite against everything that is known to go wrong.

mod defects;
mod filed;
mod mutants;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use anyhow::ensure;
use clap::Args;
use release_judgement::{
    Catalogue, Judgement, Proof, ProvenRequirement, Verdict, judge_as_if_untouched, seen_to_fail, unproven,
};
use scenario_runner::{Plan, Release, RunSettings};
use testbed::clock::Clock;

use super::{Format, RunOptions};
use crate::folders::Folders;
use crate::output::print_line;
use crate::output::proof_progress::ProofProgress;
use crate::output::proof_text;

pub(crate) use filed::unproven_by_file;

/// The share of mutants that the suite must find, in percent.
const MUTANTS_TO_FIND: usize = 95;

/// The arguments of `prove`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ichiren prove
  ichiren prove --defect D6 --defect D10
  ichiren prove --defect D12 --mutants --mutant app.background
  ichiren prove --mutants --format json      takes minutes: the whole suite for every single change

Exit codes: 0 every defect was found (and 95 % of the mutants, the rest being explained), 1 not.")]
pub(crate) struct ProveArguments {
    /// Only this catalogued defect; may be given several times
    #[arg(long, value_name = "ID")]
    defect: Vec<String>,
    /// Also change every single column of the tables of behaviour
    #[arg(long)]
    mutants: bool,
    /// Only mutants whose name holds this text
    #[arg(long, value_name = "TEXT", requires = "mutants")]
    mutant: Option<String>,
    /// Where the proof is written; judgements with the same output say which requirements are unproven
    #[arg(long, value_name = "FOLDER", default_value = "ichiren-output")]
    output: PathBuf,
    #[command(flatten)]
    options: RunOptions,
}

/// Puts in one thing after the other and says what the suite found.
pub(crate) async fn prove(arguments: &ProveArguments, folders: &Folders) -> anyhow::Result<u8> {
    let catalogue = folders.catalogue()?;
    let plan = folders.plan(&catalogue)?;
    let mut prover = Prover {
        folders,
        catalogue: &catalogue,
        plan: &plan,
        options: &arguments.options,
        bases: BTreeMap::new(),
        seen_to_fail: BTreeSet::new(),
    };
    let defects = prover.defects(&arguments.defect).await?;
    let mutants = if arguments.mutants {
        prover.mutants(arguments.mutant.as_deref()).await?
    } else {
        Vec::new()
    };
    let default = prover.base(None).await?.clone();
    let unproven = unproven(&default, &prover.seen_to_fail);
    if arguments.defect.is_empty() {
        filed::file(&arguments.output, &plan, &prover.seen_to_fail)?;
    }
    let proofs = [defects, mutants].concat();
    match arguments.options.format {
        Format::Json => print_line(serde_json::to_string_pretty(&proofs)?),
        Format::Text => proof_text::print(&proofs, &unproven, &catalogue),
    }
    Ok(u8::from(!is_enough(&proofs)))
}

/// Whether every defect was found, and of the mutants as many as there must be, the others being explained.
fn is_enough(proofs: &[Proof]) -> bool {
    let (mutants, defects): (Vec<&Proof>, Vec<&Proof>) =
        proofs.iter().partition(|proof| mutants::is_mutant(&proof.defect));
    let found = mutants.iter().filter(|proof| proof.caught).count();
    defects.iter().all(|proof| proof.caught)
        && found * 100 >= mutants.len() * MUTANTS_TO_FIND
        && mutants
            .iter()
            .all(|proof| proof.caught || proof.explanation.is_some())
}

/// Runs the suite on releases into which something was put.
struct Prover<'prover> {
    folders: &'prover Folders,
    catalogue: &'prover Catalogue,
    plan: &'prover Plan,
    options: &'prover RunOptions,
    /// The judgements of the bases without anything put in, by name; none for the default release.
    bases: BTreeMap<Option<String>, Judgement>,
    /// Every requirement that failed on anything.
    seen_to_fail: BTreeSet<ProvenRequirement>,
}

impl Prover<'_> {
    /// What the suite says of a base on its own. A base that is not good proves nothing.
    async fn base(&mut self, name: Option<&str>) -> anyhow::Result<&Judgement> {
        let key = name.map(str::to_owned);
        if !self.bases.contains_key(&key) {
            let release = crate::proof_base::base(name, self.catalogue, &self.folders.releases)?;
            let judgement = self.judge(&release, &ProofProgress::none()).await;
            ensure!(
                judgement.verdict == Verdict::Go,
                "{}, into which defects are to be put, is {} on its own: {}",
                name.unwrap_or(&release.name),
                judgement.verdict,
                judgement.reasons.join(" ")
            );
            self.bases.insert(key.clone(), judgement);
        }
        Ok(&self.bases[&key])
    }

    /// What a judgement of the release would be.
    async fn judge(&mut self, release: &Release, progress: &ProofProgress) -> Judgement {
        let record = scenario_runner::run(self.plan, &self.settings(release), progress).await;
        let judgement = judge_as_if_untouched(&record, self.catalogue);
        self.seen_to_fail.extend(seen_to_fail(&judgement));
        judgement
    }

    fn settings(&self, release: &Release) -> RunSettings {
        RunSettings {
            release: release.clone(),
            seed: self.options.seed,
            concurrency: usize::from(self.options.concurrency),
            wall_clock: Clock::system(),
            filter: None,
            audit: None,
        }
    }
}
