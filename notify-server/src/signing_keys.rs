//! The keys that sign export files, each from a moment on. A file keeps the signature it was made with, so phones must
//! know an old key for as long as its files are listed.

use exposure_notification::{SigningKey, VerificationKey};
use jiff::Timestamp;
use thiserror::Error;

/// The keys that sign export files, in order of time.
#[derive(Debug, Clone)]
pub struct SigningKeys {
    /// Signs until the first of the later ones does.
    first: SigningKey,
    later: Vec<(Timestamp, SigningKey)>,
}

/// Why a key cannot follow the others.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SigningKeysError {
    /// Phones find a key by its name.
    #[error(
        "there is a signing key {id:?} of version {version:?} already; give the next one another version"
    )]
    SameName {
        /// Its identifier.
        id: String,
        /// Its version.
        version: String,
    },
    /// A key that would never sign, or sign before one that is older.
    #[error(
        "the last signing key signs from {last} on; let the next one sign from a later moment than {asked}"
    )]
    NotLater {
        /// Of the last key.
        last: Timestamp,
        /// Of the next one.
        asked: Timestamp,
    },
}

impl From<SigningKey> for SigningKeys {
    fn from(first: SigningKey) -> Self {
        Self {
            first,
            later: Vec::new(),
        }
    }
}

impl SigningKeys {
    /// Lets a further key sign from a moment on.
    pub fn add(&mut self, from: Timestamp, key: SigningKey) -> Result<(), SigningKeysError> {
        let VerificationKey { id, version, .. } = key.verification_key();
        if let Some(&(last, _)) = self.later.last()
            && from <= last
        {
            return Err(SigningKeysError::NotLater { last, asked: from });
        }
        let has_name = |known: &VerificationKey| (&known.id, &known.version) == (&id, &version);
        if self.verification_keys().iter().any(has_name) {
            return Err(SigningKeysError::SameName { id, version });
        }
        self.later.push((from, key));
        Ok(())
    }

    /// The key that signs at a moment.
    pub fn at(&self, now: Timestamp) -> &SigningKey {
        let signing = self.later.iter().rev().find(|(from, _)| *from <= now);
        signing.map_or(&self.first, |(_, key)| key)
    }

    /// The key that follows all others.
    pub(crate) fn last(&self) -> &SigningKey {
        self.later.last().map_or(&self.first, |(_, key)| key)
    }

    /// What phones verify all files with, in order of time.
    pub fn verification_keys(&self) -> Vec<VerificationKey> {
        let later = self.later.iter().map(|(_, key)| key);
        std::iter::once(&self.first)
            .chain(later)
            .map(SigningKey::verification_key)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(version: &str) -> SigningKey {
        SigningKey::generate("440", version).unwrap()
    }

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn a_key_signs_from_its_moment_until_the_next_one_does() {
        let mut keys = SigningKeys::from(key("v1"));
        keys.add(at(100), key("v2")).unwrap();
        keys.add(at(200), key("v3")).unwrap();
        let version = |second| keys.at(at(second)).verification_key().version;
        assert_eq!(
            [0, 99, 100, 199, 200, 999].map(version),
            ["v1", "v1", "v2", "v2", "v3", "v3"]
        );
        let known: Vec<String> = keys
            .verification_keys()
            .into_iter()
            .map(|key| key.version)
            .collect();
        assert_eq!(known, ["v1", "v2", "v3"]);
    }

    #[test]
    fn a_name_is_given_once_and_moments_only_grow() {
        let mut keys = SigningKeys::from(key("v1"));
        let (id, version) = ("440".to_owned(), "v1".to_owned());
        assert_eq!(
            keys.add(at(100), key("v1")).unwrap_err(),
            SigningKeysError::SameName { id, version }
        );
        keys.add(at(100), key("v2")).unwrap();
        let (last, asked) = (at(100), at(100));
        assert_eq!(
            keys.add(asked, key("v3")).unwrap_err(),
            SigningKeysError::NotLater { last, asked }
        );
        assert_eq!(keys.verification_keys().len(), 2, "a refused key is not kept");
    }
}
