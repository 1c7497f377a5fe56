//! The part of the command line that says how export files are signed.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Args;
use exposure_notification::{SignedApps, SigningKey};
use jiff::Timestamp;
use notify_server::SigningKeys;

#[derive(Args)]
pub(crate) struct SigningArguments {
    /// The key that signs export files, P-256 in PKCS#8 (DER); a test instance makes one if there is none
    #[arg(long, value_name = "FILE", env = "NOTIFY_SERVER_SIGNING_KEY_FILE")]
    signing_key_file: Option<PathBuf>,
    /// The identifier under which phones know the signing keys
    #[arg(long, value_name = "ID", default_value = "440-test")]
    signing_key_id: String,
    /// The version under which phones know the first signing key
    #[arg(long, value_name = "VERSION", default_value = "v1")]
    signing_key_version: String,
    /// A key that signs from a moment on, with its version; can be given several times, in order of time
    #[arg(long, value_name = "TIME,VERSION,FILE", value_parser = parse_later_key)]
    later_signing_key: Vec<LaterKey>,
    /// How the app is called on iOS, in the signatures that name it
    #[arg(long, value_name = "NAME", default_value = "jp.go.mhlw.covid19radar")]
    app_bundle_id: String,
    /// How the app is called on Android, in the signatures that name it
    #[arg(long, value_name = "NAME", default_value = "jp.go.mhlw.covid19radar")]
    android_package: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct LaterKey {
    from: Timestamp,
    version: String,
    file: PathBuf,
}

fn parse_later_key(text: &str) -> Result<LaterKey, String> {
    let wrong = || {
        format!(
            "{text:?} is not of the form TIME,VERSION,FILE, for instance 2021-07-01T00:00:00Z,v2,key2.der"
        )
    };
    let mut parts = text.splitn(3, ',');
    let (Some(from), Some(version), Some(file)) = (parts.next(), parts.next(), parts.next()) else {
        return Err(wrong());
    };
    Ok(LaterKey {
        from: from.parse().map_err(|_| wrong())?,
        version: version.to_owned(),
        file: file.into(),
    })
}

impl SigningArguments {
    /// Reads the keys, or makes one for a test instance.
    pub(crate) fn keys(&self, test_instance: bool) -> anyhow::Result<SigningKeys> {
        let first = match &self.signing_key_file {
            Some(file) => self.read(file, &self.signing_key_version)?,
            None if test_instance => SigningKey::generate(&self.signing_key_id, &self.signing_key_version)?,
            None => bail!(
                "there is no signing key; name its file with --signing-key-file, or add --test-instance"
            ),
        };
        let mut keys = SigningKeys::from(first);
        for later in &self.later_signing_key {
            keys.add(later.from, self.read(&later.file, &later.version)?)?;
        }
        Ok(keys)
    }

    fn read(&self, file: &Path, version: &str) -> anyhow::Result<SigningKey> {
        let pkcs8 =
            fs::read(file).with_context(|| format!("cannot read the signing key {}", file.display()))?;
        SigningKey::from_pkcs8(&self.signing_key_id, version, &pkcs8)
            .with_context(|| format!("cannot use {}", file.display()))
    }

    /// The app's names.
    pub(crate) fn app(&self) -> SignedApps {
        SignedApps {
            app_bundle_id: self.app_bundle_id.clone(),
            android_package: self.android_package.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_later_key_is_named_with_its_moment_and_its_version() {
        let expected = LaterKey {
            from: "2021-07-01T00:00:00Z".parse().unwrap(),
            version: "v2".to_owned(),
            file: "keys/second,1.der".into(),
        };
        assert_eq!(
            parse_later_key("2021-07-01T00:00:00Z,v2,keys/second,1.der"),
            Ok(expected)
        );
        for wrong in ["v2,key.der", "soon,v2,key.der", ""] {
            let complaint = parse_later_key(wrong).unwrap_err();
            assert!(complaint.contains("TIME,VERSION,FILE"), "{complaint}");
        }
    }
}
