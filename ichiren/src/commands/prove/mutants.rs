//! Every single change to the tables of behaviour: of the server, the app, the operating systems and HER-SYS.
//!
//! A change may do nothing on one base and something on another (a column of version 2 of the API says nothing about an
//! app of version 1), so a mutant that one base does not show is put into the next one.

use std::collections::BTreeMap;

use evidence::{PlannedScenario, ScenarioOutcome, ScenarioResult};
use release_judgement::{Proof, prove_mutant};
use scenario_runner::{Mutant, first_result};

use super::Prover;
use crate::output::proof_progress::ProofProgress;
use crate::proof_base;

/// The bases on which a mutant can be put in, as the catalogue names them; none for the default release.
type Bases = Vec<(Option<String>, Mutant)>;

/// Whether the name is that of a mutant, `server.storing = "one_by_one"`, not of a defect.
pub(super) fn is_mutant(name: &str) -> bool {
    name.contains(" = ")
}

impl Prover<'_> {
    /// What the suite says of every mutant, or of those whose name holds a text.
    pub(super) async fn mutants(&mut self, named: Option<&str>) -> anyhow::Result<Vec<Proof>> {
        let mut mutants = self.mutants_of_bases()?;
        mutants.retain(|name, _| named.is_none_or(|text| name.contains(text)));
        let progress = ProofProgress::of("変異", mutants.len());
        let mut proofs = Vec::new();
        for (name, bases) in mutants {
            let proof = self.mutant(&name, &bases).await?;
            progress.ended(&name, proof.caught);
            proofs.push(proof);
        }
        Ok(proofs)
    }

    fn mutants_of_bases(&self) -> anyhow::Result<BTreeMap<String, Bases>> {
        let named = self
            .catalogue
            .proof_bases()
            .iter()
            .map(|base| Some(base.name.clone()));
        let mut mutants: BTreeMap<String, Bases> = BTreeMap::new();
        for base in std::iter::once(None).chain(named) {
            let release = proof_base::base(base.as_deref(), self.catalogue, &self.folders.releases)?;
            for mutant in release.mutants()? {
                let name = format!("{}.{} = {}", mutant.part, mutant.column, mutant.to);
                mutants.entry(name).or_default().push((base.clone(), mutant));
            }
        }
        Ok(mutants)
    }

    /// The proof on the first base that shows the mutant, or on the last one.
    async fn mutant(&mut self, name: &str, bases: &Bases) -> anyhow::Result<Proof> {
        let mut last = None;
        for (base, mutant) in bases {
            let without = self.base(base.as_deref()).await?.clone();
            let mut release = proof_base::base(base.as_deref(), self.catalogue, &self.folders.releases)?;
            release.put_in(mutant)?;
            let fails = |planned: &PlannedScenario, result: &ScenarioResult| {
                result.outcome == ScenarioOutcome::Failed
                    && without.scenario_outcomes.get(&planned.id) == Some(&ScenarioOutcome::Passed)
            };
            let failed = first_result(self.plan, &self.settings(&release), fails).await;
            let failed = failed.map(|(planned, _)| planned);
            let proof = prove_mutant(name, &without, failed, self.catalogue);
            if proof.caught {
                return Ok(proof);
            }
            last = Some(proof);
        }
        let mut proof = last.ok_or_else(|| anyhow::anyhow!("{name} can be put into no base"))?;
        proof.explanation = self.catalogue.why_unseen(name).map(str::to_owned);
        Ok(proof)
    }
}
