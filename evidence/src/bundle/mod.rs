//! The evidence of a judgement as a folder that nobody alters unnoticed (判9).
//!
//! ```text
//! ichiren-output/
//!   register.jsonl            one signed line per event, each with the digest of the line before
//!   signing-key.pub           who signs, unless the key is kept elsewhere
//!   000012-1.1.4/             one bundle per judgement
//!     record.json judgement.json report.html …
//!     seal.json               the digest of every file, of every scenario, of what judged; signed
//! ```
//!
//! | module | what for |
//! | --- | --- |
//! | `canonical` | digests, and the one form of JSON over which they are made |
//! | `key` | the Ed25519 key that signs |
//! | `register` | the append-only register |
//! | `seal` | what a seal holds |
//! | `filing` | beginning a judgement, filing and sealing it |
//! | `retention` | deleting old bundles without hiding that they were |
//! | `alteration` | everything that verification can find, with its name |
//! | `verify` | finding it |
//!
//! Binding goes both ways: the line `began` stands in the seal, and the seal in the line `ended`. So neither a bundle
//! nor a line can be exchanged alone. What a signature cannot show is a register whose last lines were cut off together
//! with their bundles; for that, the digest of the last line is kept elsewhere (`head`).
//!
//! Times are arguments: nothing here reads a clock.

mod alteration;
mod canonical;
mod error;
mod filing;
mod key;
mod register;
mod retention;
mod seal;
mod verify;

pub use alteration::{Alteration, AlterationKind};
pub use canonical::{canonical_json, digest_of_bytes, digest_of_json};
pub use error::BundleError;
pub use filing::{BundleContents, BundleFile, Judging, SealedBundle};
pub use key::{PublicKey, SigningKey};
pub use register::{REGISTER, REGISTER_FORMAT, Register, RegisterEntry, RegisterEvent};
pub use retention::retire_oldest;
pub use seal::{InputDigests, PartIdentity, ProgramIdentity, SEAL, SEAL_FORMAT, Seal, SealedScenario};
pub use verify::{Demands, Verification, VerifiedBundle, verify};

/// The name of a bundle's folder.
pub(crate) fn folder_name(number: u64, release: &str) -> String {
    format!("{number:06}-{release}")
}

/// The number in the name of a bundle's folder.
pub(crate) fn number_of_folder(name: &str) -> Option<u64> {
    let (number, release) = name.split_once('-')?;
    let is_number = number.len() >= 6 && number.bytes().all(|byte| byte.is_ascii_digit());
    (is_number && !release.is_empty()).then(|| number.parse().ok())?
}
