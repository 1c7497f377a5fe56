//! Where files are kept, as an address: `memory`, a folder, `s3://BUCKET/PREFIX` or `az://CONTAINER/PREFIX`.
//!
//! An address holds no secret. What a cloud asks for beside it (keys, the endpoint, the region) are settings under
//! the names of its own environment variables.

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use thiserror::Error;

/// Where export files, their list and the logs that users sent in are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Files {
    /// In memory, for as long as the server runs.
    Memory,
    /// In this folder, which is made if it is missing.
    Folder(PathBuf),
    /// In a cloud, or in what speaks its language.
    Cloud(CloudFiles),
}

/// A place in a cloud.
#[derive(Clone, PartialEq, Eq)]
pub struct CloudFiles {
    pub(super) cloud: Cloud,
    /// What S3 calls a bucket and Azure a container.
    pub(super) bucket: String,
    /// What the names of all files begin with, without slashes around it; may be empty.
    pub(super) prefix: String,
    pub(super) settings: BTreeMap<String, String>,
}

/// Whose language the store speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cloud {
    S3,
    AzureBlob,
}

/// Why an address of files cannot be used.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum FilesAddressError {
    /// It is empty.
    #[error("the address of the files is empty; {KINDS}")]
    Empty,
    /// It is of another kind.
    #[error("files cannot be kept under {scheme}://; {KINDS}")]
    Scheme {
        /// What the address begins with.
        scheme: String,
    },
    /// The bucket or container is missing or is not a plain name.
    #[error("the address of the files names no {what}; give it as {form}")]
    Bucket {
        /// Bucket or container.
        what: &'static str,
        /// What it must look like.
        form: &'static str,
    },
    /// The address holds more than a place. It is not shown: it may hold a secret.
    #[error(
        "the address of the files holds a user, a port or a query, and must not: keys and other settings go into \
         the environment or into the file of --files-settings-file"
    )]
    MoreThanAPlace,
}

const KINDS: &str = "name a folder, memory, s3://BUCKET/PREFIX or az://CONTAINER/PREFIX";

impl Files {
    /// The same place with settings by the name of their environment variable (`AWS_ACCESS_KEY_ID`,
    /// `AZURE_STORAGE_ACCOUNT_KEY` …); a later one replaces an earlier one. Only clouds have settings.
    #[must_use]
    pub fn with_settings(mut self, settings: impl IntoIterator<Item = (String, String)>) -> Self {
        if let Self::Cloud(place) = &mut self {
            place.settings.extend(settings);
        }
        self
    }
}

impl FromStr for Files {
    type Err = FilesAddressError;

    fn from_str(address: &str) -> Result<Self, FilesAddressError> {
        match (address, address.split_once("://")) {
            ("", _) => Err(FilesAddressError::Empty),
            ("memory", _) => Ok(Self::Memory),
            (folder, None) => Ok(Self::Folder(folder.into())),
            (_, Some(("s3", place))) => CloudFiles::new(Cloud::S3, place).map(Self::Cloud),
            (_, Some(("az" | "azure", place))) => CloudFiles::new(Cloud::AzureBlob, place).map(Self::Cloud),
            (_, Some((scheme, _))) => Err(FilesAddressError::Scheme {
                scheme: scheme.to_owned(),
            }),
        }
    }
}

impl CloudFiles {
    fn new(cloud: Cloud, place: &str) -> Result<Self, FilesAddressError> {
        if place.contains(['@', ':', '?', '#']) {
            return Err(FilesAddressError::MoreThanAPlace);
        }
        let (bucket, prefix) = place.split_once('/').unwrap_or((place, ""));
        let is_plain = |character: char| character.is_ascii_alphanumeric() || "-._".contains(character);
        if bucket.is_empty() || !bucket.chars().all(is_plain) {
            let (what, form) = match cloud {
                Cloud::S3 => ("bucket", "s3://BUCKET/PREFIX"),
                Cloud::AzureBlob => ("container", "az://CONTAINER/PREFIX"),
            };
            return Err(FilesAddressError::Bucket { what, form });
        }
        Ok(Self {
            cloud,
            bucket: bucket.to_owned(),
            prefix: prefix.trim_matches('/').to_owned(),
            settings: BTreeMap::new(),
        })
    }
}

impl fmt::Display for CloudFiles {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = match self.cloud {
            Cloud::S3 => "s3",
            Cloud::AzureBlob => "az",
        };
        write!(formatter, "{scheme}://{}/{}", self.bucket, self.prefix)
    }
}

/// Without the settings: they hold secrets.
impl fmt::Debug for CloudFiles {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "CloudFiles({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cloud(address: &str) -> CloudFiles {
        match address.parse() {
            Ok(Files::Cloud(place)) => place,
            other => panic!("{address}: {other:?}"),
        }
    }

    #[test]
    fn an_address_says_where_files_are_kept() {
        assert_eq!("memory".parse(), Ok(Files::Memory));
        assert_eq!("data/files".parse(), Ok(Files::Folder("data/files".into())));
        let s3 = cloud("s3://cocoa-exports/tokyo/c19r/");
        assert_eq!(
            (s3.cloud, s3.bucket.as_str(), s3.prefix.as_str()),
            (Cloud::S3, "cocoa-exports", "tokyo/c19r")
        );
        for address in ["az://exports", "azure://exports/"] {
            let azure = cloud(address);
            assert_eq!(
                (azure.cloud, azure.bucket.as_str(), azure.prefix.as_str()),
                (Cloud::AzureBlob, "exports", "")
            );
        }
    }

    #[test]
    fn an_address_that_cannot_be_used_says_what_to_write() {
        for (address, said) in [
            ("", "name a folder"),
            ("gs://bucket", "gs://"),
            ("s3://", "s3://BUCKET/PREFIX"),
            ("s3:///prefix", "names no bucket"),
            ("az://", "names no container"),
            ("az://名前", "az://CONTAINER/PREFIX"),
        ] {
            let error = address.parse::<Files>().unwrap_err().to_string();
            assert!(error.contains(said), "{address}: {error}");
        }
    }

    #[test]
    fn a_secret_in_an_address_is_refused_and_not_repeated() {
        for address in [
            "s3://AKIA:geheim@bucket",
            "az://container?sig=geheim",
            "s3://bucket/prefix#geheim",
        ] {
            let error = address.parse::<Files>().unwrap_err();
            assert_eq!(error, FilesAddressError::MoreThanAPlace);
            assert!(!error.to_string().contains("geheim"));
        }
    }

    #[test]
    fn settings_are_not_shown() {
        let secret = [("AWS_SECRET_ACCESS_KEY".to_owned(), "geheim".to_owned())];
        let files = "s3://bucket/prefix"
            .parse::<Files>()
            .unwrap()
            .with_settings(secret);
        assert_eq!(format!("{files:?}"), "Cloud(CloudFiles(s3://bucket/prefix))");
    }
}
