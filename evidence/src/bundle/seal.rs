//! What a seal holds: the digest of everything that a judgement rests on.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::canonical::{digest_of_bytes, digest_of_json, signed_form};
use super::{BundleError, PublicKey, SigningKey};

/// The seal's name in a bundle.
pub const SEAL: &str = "seal.json";
/// The name and version of the format.
pub const SEAL_FORMAT: &str = "ichiren-seal/1";

/// The seal of a bundle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seal {
    /// Always [`SEAL_FORMAT`].
    pub format: String,
    /// The judgement's number.
    pub number: u64,
    /// The release that was judged.
    pub release: String,
    /// `GO`, `NO-GO` or `INVALID`.
    pub verdict: String,
    /// Who judged, as they named themselves.
    pub judged_by: Option<String>,
    /// When it was sealed, by the machine's clock.
    pub sealed_at: Timestamp,
    /// What judged.
    pub program: ProgramIdentity,
    /// SHA-256 of every other file of the bundle by its name, with `/`.
    pub files: BTreeMap<String, String>,
    /// SHA-256 of what went in.
    pub inputs: InputDigests,
    /// SHA-256 of every member of the record but its plan and its results, in canonical form.
    pub record: BTreeMap<String, String>,
    /// Every scenario of the record, in order of its id.
    pub scenarios: Vec<SealedScenario>,
    /// SHA-256 of the judgement in canonical form.
    pub judgement: String,
    /// SHA-256 of the line of the register with which the judgement began; it holds that of the line before it.
    pub register: String,
    /// The public key that the signature is of, in base64.
    pub public_key: String,
    /// Ed25519 over the canonical form of all other members, in base64.
    pub signature: String,
}

/// The program that judged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgramIdentity {
    /// Its version.
    pub version: String,
    /// SHA-256 of the file that ran, hexadecimal.
    pub sha256: String,
    /// The parts of the environment.
    pub parts: Vec<PartIdentity>,
}

/// A part of the environment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartIdentity {
    /// Its name, `notify-server`.
    pub name: String,
    /// Its version.
    pub version: String,
    /// SHA-256 of the file that ran, hexadecimal: that of the program where the part is within it.
    pub sha256: String,
}

/// SHA-256 of what a judgement was made from, hexadecimal; of a folder, over the names and digests of its files.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InputDigests {
    /// The features as executed.
    pub features: String,
    /// The catalogue of requirements.
    pub requirements: String,
    /// The release file.
    pub release: String,
    /// The parameter file.
    pub parameters: String,
}

/// A scenario of the record.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SealedScenario {
    /// Its id.
    pub id: String,
    /// SHA-256 of every entry of the plan with this id, in canonical form; one, unless the record is wrong.
    pub plan: Vec<String>,
    /// The same of the results.
    pub results: Vec<String>,
}

impl Seal {
    /// Signs what it holds.
    pub(super) fn signed(mut self, key: &SigningKey) -> Result<Self, BundleError> {
        self.public_key = key.public().to_base64();
        let form = signed_form(&self).map_err(BundleError::json("the seal"))?;
        self.signature = key.sign(&form);
        Ok(self)
    }

    /// The key that signed, if the signature is its.
    pub(super) fn signer(&self) -> Option<PublicKey> {
        let key = PublicKey::from_base64(&self.public_key)?;
        let form = signed_form(self).ok()?;
        key.made(&form, &self.signature).then_some(key)
    }
}

impl InputDigests {
    /// The digests of the files of a bundle that went in.
    pub(super) fn of(files: &BTreeMap<String, String>) -> Self {
        let of_file = |name: &str| files.get(name).cloned().unwrap_or_default();
        let of_folder = |folder: &str| {
            let below = files.iter().filter(|(name, _)| name.starts_with(folder));
            let lines: Vec<String> = below
                .map(|(name, digest)| format!("{digest}  {name}\n"))
                .collect();
            digest_of_bytes(lines.concat().as_bytes())
        };
        Self {
            features: of_folder("features/"),
            requirements: of_folder("requirements/"),
            release: of_file("release.toml"),
            parameters: of_file("parameters.toml"),
        }
    }
}

/// The digests of a record as JSON: of its members, and of its scenarios.
pub(super) fn record_digests(record: &Value) -> (BTreeMap<String, String>, Vec<SealedScenario>) {
    const BY_SCENARIO: [&str; 2] = ["plan", "results"];
    let members = record.as_object().into_iter().flatten();
    let members = members
        .filter(|(name, _)| !BY_SCENARIO.contains(&name.as_str()))
        .map(|(name, value)| (name.clone(), digest_of_json(value)))
        .collect();
    let [plan, results] = BY_SCENARIO.map(|member| by_id(&record[member]));
    let ids: BTreeSet<&String> = plan.keys().chain(results.keys()).collect();
    let scenarios = ids.into_iter().map(|id| SealedScenario {
        id: id.clone(),
        plan: plan.get(id).cloned().unwrap_or_default(),
        results: results.get(id).cloned().unwrap_or_default(),
    });
    (members, scenarios.collect())
}

fn by_id(list: &Value) -> BTreeMap<String, Vec<String>> {
    let mut digests: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for item in list.as_array().into_iter().flatten() {
        let id = item["id"].as_str().unwrap_or_default().to_owned();
        digests.entry(id).or_default().push(digest_of_json(item));
    }
    digests
}
