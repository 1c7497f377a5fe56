//! Every defect of the catalogue, alone on an otherwise good release.

use anyhow::ensure;
use release_judgement::{Defect, Proof, Verdict, prove_defect};

use super::Prover;
use crate::output::proof_progress::ProofProgress;
use crate::proof_base::{base_of, put_in};

impl Prover<'_> {
    /// What the suite says of the defects of these names, or of all.
    pub(super) async fn defects(&mut self, named: &[String]) -> anyhow::Result<Vec<Proof>> {
        let catalogue = self.catalogue;
        for id in named {
            ensure!(
                catalogue.defects().iter().any(|defect| defect.id == *id),
                "there is no defect {id} in the catalogue; `ichiren list defects` shows them"
            );
        }
        let chosen = |defect: &&Defect| named.is_empty() || named.contains(&defect.id);
        let defects: Vec<&Defect> = catalogue.defects().iter().filter(chosen).collect();
        let progress = ProofProgress::of("不具合", defects.len());
        let mut proofs = Vec::new();
        for defect in defects {
            let of_defect = self.defect(defect, &progress).await?;
            progress.ended(&defect.id, of_defect.iter().all(|proof| proof.caught));
            proofs.extend(of_defect);
        }
        Ok(proofs)
    }

    async fn defect(&mut self, defect: &Defect, progress: &ProofProgress) -> anyhow::Result<Vec<Proof>> {
        let base = self.base(defect.on.as_deref()).await?.clone();
        if defect.switch.is_none() {
            return Ok(not_put_in(defect));
        }
        let mut release = base_of(defect, self.catalogue, &self.folders.releases)?;
        put_in(&mut release, defect)?;
        let judgement = self.judge(&release, progress).await;
        Ok(prove_defect(defect, &base, &judgement, self.catalogue))
    }
}

/// A defect that cannot be put in is not found, and the catalogue says why.
fn not_put_in(defect: &Defect) -> Vec<Proof> {
    let proof = |platform| Proof {
        defect: defect.id.clone(),
        platform,
        caught: false,
        requirements: Vec::new(),
        scenarios: Vec::new(),
        release: String::new(),
        verdict: Verdict::Invalid,
        explanation: defect.not_reproduced_because.clone(),
    };
    defect.platforms.iter().copied().map(proof).collect()
}
