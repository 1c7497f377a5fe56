//! The proof as a file, by which judgements say what is unproven.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::Context as _;
use release_judgement::{Judgement, ProvenRequirement, unproven};
use scenario_runner::Plan;
use serde::{Deserialize, Serialize};

const FILE: &str = "proof.json";

/// What was seen to fail, with which scenarios.
#[derive(Serialize, Deserialize)]
struct FiledProof {
    format: String,
    /// SHA-256 of the plan: a proof of other scenarios proves nothing about these.
    plan: String,
    seen_to_fail: BTreeSet<ProvenRequirement>,
}

/// Writes what was seen to fail.
pub(super) fn file(
    output: &Path,
    plan: &Plan,
    seen_to_fail: &BTreeSet<ProvenRequirement>,
) -> anyhow::Result<()> {
    let proof = FiledProof {
        format: "ichiren-proof/1".to_owned(),
        plan: digest(plan)?,
        seen_to_fail: seen_to_fail.clone(),
    };
    let path = output.join(FILE);
    fs::create_dir_all(output)
        .and_then(|()| fs::write(&path, serde_json::to_string_pretty(&proof)? + "\n"))
        .with_context(|| format!("{} cannot be written", path.display()))
}

/// The requirements of a judgement that no filed proof of these scenarios has seen to fail; none if there is no such proof.
pub(crate) fn unproven_by_file(
    output: &Path,
    plan: &Plan,
    judgement: &Judgement,
) -> anyhow::Result<Option<Vec<ProvenRequirement>>> {
    let Ok(text) = fs::read_to_string(output.join(FILE)) else {
        return Ok(None);
    };
    let proof: FiledProof = serde_json::from_str(&text).with_context(|| {
        format!(
            "{} is no proof; make it anew with `ichiren prove`",
            output.join(FILE).display()
        )
    })?;
    let current = proof.plan == digest(plan)?;
    Ok(current.then(|| unproven(judgement, &proof.seen_to_fail)))
}

fn digest(plan: &Plan) -> anyhow::Result<String> {
    let planned: Vec<_> = plan.scenarios.iter().map(|scenario| &scenario.planned).collect();
    Ok(evidence::bundle::digest_of_bytes(&serde_json::to_vec(&planned)?))
}
