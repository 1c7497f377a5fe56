//! What judged: this program, in which the parts of the embedded environment are.

use std::fs;
use std::sync::OnceLock;

use anyhow::Context as _;
use evidence::bundle::{PartIdentity, ProgramIdentity, digest_of_bytes};

/// The parts of the embedded environment. They are of the workspace's one version, and within the program.
const PARTS: [&str; 3] = ["mock-hersys", "notify-server", "device-sim"];

pub(super) fn identity() -> anyhow::Result<ProgramIdentity> {
    let sha256 = own_digest()?;
    let version = env!("CARGO_PKG_VERSION");
    let part = |name: &str| PartIdentity {
        name: name.to_owned(),
        version: version.to_owned(),
        sha256: sha256.clone(),
    };
    Ok(ProgramIdentity {
        version: version.to_owned(),
        parts: PARTS.map(part).into(),
        sha256,
    })
}

/// Computed once: a history of releases is judged by one program.
fn own_digest() -> anyhow::Result<String> {
    static DIGEST: OnceLock<String> = OnceLock::new();
    if let Some(digest) = DIGEST.get() {
        return Ok(digest.clone());
    }
    let path = std::env::current_exe().context("the program cannot find its own file")?;
    let bytes = fs::read(&path).with_context(|| format!("{}: cannot be read", path.display()))?;
    Ok(DIGEST.get_or_init(|| digest_of_bytes(&bytes)).clone())
}
