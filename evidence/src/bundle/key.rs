//! The key that signs: Ed25519 (RFC 8032), in the forms in which OpenSSL writes it (RFC 8410).

use std::fmt;
use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::rand::SystemRandom;
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair as _, UnparsedPublicKey};

use super::BundleError;
use super::canonical::digest_of_bytes;

/// The key that is made where none is named.
const OWN_KEY: &str = "signing-key.pk8";
/// Its public half, to be kept elsewhere.
const OWN_PUBLIC_KEY: &str = "signing-key.pub";
/// What stands before the 32 bytes of a public key in its standard form, `SubjectPublicKeyInfo`.
const PUBLIC_KEY_PREFIX: [u8; 12] = [
    0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00,
];

/// A key that signs. It shows nothing of itself but its public half.
pub struct SigningKey {
    pair: Ed25519KeyPair,
    public: PublicKey,
}

/// The public half, by which anybody can tell who signed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct PublicKey([u8; 32]);

impl fmt::Debug for SigningKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("SigningKey").field(&self.public).finish()
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_tuple("PublicKey")
            .field(&self.fingerprint())
            .finish()
    }
}

impl SigningKey {
    /// Reads a key in PKCS#8, as DER or PEM.
    pub fn read(path: &Path) -> Result<Self, BundleError> {
        let bytes = fs::read(path).map_err(BundleError::read(path))?;
        let unfit = || BundleError::SigningKey {
            path: path.to_owned(),
        };
        let der = der(bytes, "PRIVATE KEY").ok_or_else(unfit)?;
        Self::from_pkcs8(&der).ok_or_else(unfit)
    }

    /// The key of an output folder, and whether it was made just now.
    pub fn read_or_make(output: &Path) -> Result<(Self, bool), BundleError> {
        let path = output.join(OWN_KEY);
        if path.exists() {
            return Ok((Self::read(&path)?, false));
        }
        let pkcs8 = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).map_err(|_| BundleError::NoKey)?;
        let key = Self::from_pkcs8(pkcs8.as_ref()).ok_or(BundleError::NoKey)?;
        match write_secret(&path, pkcs8.as_ref()) {
            Ok(()) => {}
            // Another judge has made one in the meantime.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                return Ok((Self::read(&path)?, false));
            }
            Err(error) => {
                // Half a key would be in the way of the next judgement.
                let _ = fs::remove_file(&path);
                return Err(BundleError::write(&path)(error));
            }
        }
        let public = output.join(OWN_PUBLIC_KEY);
        fs::write(&public, key.public.to_pem()).map_err(BundleError::write(&public))?;
        Ok((key, true))
    }

    fn from_pkcs8(der: &[u8]) -> Option<Self> {
        // OpenSSL leaves the public half out, which is then computed and need not be compared.
        let pair = Ed25519KeyPair::from_pkcs8_maybe_unchecked(der).ok()?;
        let public = PublicKey(pair.public_key().as_ref().try_into().ok()?);
        Some(Self { pair, public })
    }

    /// The public half.
    pub fn public(&self) -> PublicKey {
        self.public
    }

    /// The signature, in base64.
    pub(super) fn sign(&self, text: &str) -> String {
        STANDARD.encode(self.pair.sign(text.as_bytes()))
    }
}

impl PublicKey {
    /// Reads a public key, as PEM, DER or its 32 bytes.
    pub fn read(path: &Path) -> Result<Self, BundleError> {
        let bytes = fs::read(path).map_err(BundleError::read(path))?;
        let key = der(bytes, "PUBLIC KEY").and_then(|der| {
            let key = der.strip_prefix(&PUBLIC_KEY_PREFIX).unwrap_or(&der);
            key.try_into().ok().map(Self)
        });
        key.ok_or_else(|| BundleError::PublicKey {
            path: path.to_owned(),
        })
    }

    /// SHA-256 of the key, hexadecimal: what people compare.
    pub fn fingerprint(&self) -> String {
        digest_of_bytes(&self.0)
    }

    /// The key as PEM.
    pub fn to_pem(self) -> String {
        let der = [PUBLIC_KEY_PREFIX.as_slice(), &self.0].concat();
        format!(
            "-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----\n",
            STANDARD.encode(der)
        )
    }

    /// The key as it stands in seals and registers.
    pub(super) fn to_base64(self) -> String {
        STANDARD.encode(self.0)
    }

    pub(super) fn from_base64(text: &str) -> Option<Self> {
        STANDARD.decode(text).ok()?.try_into().ok().map(Self)
    }

    /// Whether this key made the signature.
    pub(super) fn made(&self, text: &str, signature: &str) -> bool {
        let Ok(signature) = STANDARD.decode(signature) else {
            return false;
        };
        let key = UnparsedPublicKey::new(&ED25519, self.0);
        key.verify(text.as_bytes(), &signature).is_ok()
    }
}

/// The bytes within PEM; bytes that are no PEM as they are.
fn der(bytes: Vec<u8>, label: &str) -> Option<Vec<u8>> {
    let begin = format!("-----BEGIN {label}-----");
    let Some(text) = std::str::from_utf8(&bytes)
        .ok()
        .filter(|text| text.contains(&begin))
    else {
        return Some(bytes);
    };
    let (_, rest) = text.split_once(&begin)?;
    let (inner, _) = rest.split_once(&format!("-----END {label}-----"))?;
    let inner: String = inner.split_whitespace().collect();
    STANDARD.decode(inner).ok()
}

/// Nobody but the owner may read it, from the moment it is there.
fn write_secret(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;

    /// RFC 8032, section 7.1, test 2, with the private key as RFC 8410 writes it.
    #[test]
    fn a_signature_is_that_of_the_standard() {
        let seed = "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb";
        let der = hex::decode(format!("302e020100300506032b657004220420{seed}")).unwrap();
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("key.pem");
        let pem = format!(
            "-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n",
            STANDARD.encode(der)
        );
        fs::write(&path, pem).unwrap();
        let key = SigningKey::read(&path).unwrap();
        let expected = "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da\
                        085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00";
        assert_eq!(hex::encode(STANDARD.decode(key.sign("r")).unwrap()), expected);
        assert!(key.public().made("r", &key.sign("r")));
        assert!(!key.public().made("s", &key.sign("r")));
    }

    #[test]
    fn a_key_is_made_once_and_is_its_owners() {
        let folder = TempDir::new().unwrap();
        let (key, new) = SigningKey::read_or_make(folder.path()).unwrap();
        assert!(new);
        let (again, new) = SigningKey::read_or_make(folder.path()).unwrap();
        assert!(!new);
        assert_eq!(key.public(), again.public());
        assert_eq!(
            PublicKey::read(&folder.path().join(OWN_PUBLIC_KEY)).unwrap(),
            key.public()
        );
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = fs::metadata(folder.path().join(OWN_KEY))
                .unwrap()
                .permissions()
                .mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }

    #[test]
    fn what_is_no_key_is_refused_by_its_name() {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("key");
        fs::write(&path, "secret").unwrap();
        assert!(matches!(
            SigningKey::read(&path),
            Err(BundleError::SigningKey { .. })
        ));
        assert!(matches!(
            PublicKey::read(&path),
            Err(BundleError::PublicKey { .. })
        ));
    }
}
