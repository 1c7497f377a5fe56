//! Files in S3 or Azure Blob, or in what speaks their language.

use std::sync::Arc;
use std::time::Duration;

use object_store::aws::{AmazonS3Builder, AmazonS3ConfigKey};
use object_store::azure::{AzureConfigKey, MicrosoftAzureBuilder};
use object_store::path::Path;
use object_store::prefix::PrefixStore;
use object_store::{ClientOptions, ObjectStore, RetryConfig};

use super::address::{Cloud, CloudFiles};
use super::connection::Connector;
use super::{FileObjects, StoreError};

/// An app gives up after 100 seconds; the store must have failed before.
const RETRIES: RetryConfig = RetryConfig {
    backoff: object_store::BackoffConfig {
        init_backoff: Duration::from_millis(100),
        max_backoff: Duration::from_secs(5),
        base: 2.0,
    },
    max_retries: 3,
    retry_timeout: Duration::from_secs(30),
};

/// Opens it; nothing is asked of the cloud yet.
pub(super) fn open(place: &CloudFiles) -> Result<FileObjects, StoreError> {
    let prefix = Path::parse(&place.prefix).map_err(object_store::Error::from)?;
    match place.cloud {
        Cloud::S3 => Ok(Arc::new(PrefixStore::new(s3(place)?, prefix))),
        Cloud::AzureBlob => Ok(Arc::new(PrefixStore::new(azure_blob(place)?, prefix))),
    }
}

fn s3(place: &CloudFiles) -> Result<impl ObjectStore, StoreError> {
    let mut builder = AmazonS3Builder::new();
    for (name, value) in &place.settings {
        // The environment holds names of other programs too.
        if let Ok(key) = name.to_ascii_lowercase().parse::<AmazonS3ConfigKey>() {
            builder = builder.with_config(key, value);
        }
    }
    let set = |key| builder.get_config_value(&key);
    require(place, "AWS_ACCESS_KEY_ID", set(AmazonS3ConfigKey::AccessKeyId))?;
    require(
        place,
        "AWS_SECRET_ACCESS_KEY",
        set(AmazonS3ConfigKey::SecretAccessKey),
    )?;
    let endpoint = set(AmazonS3ConfigKey::S3Endpoint).or_else(|| set(AmazonS3ConfigKey::Endpoint));
    let region = set(AmazonS3ConfigKey::Region).or_else(|| set(AmazonS3ConfigKey::DefaultRegion));
    require(place, "AWS_REGION", region.or_else(|| endpoint.clone()))?;
    let store = builder
        .with_bucket_name(&place.bucket)
        .with_client_options(options(endpoint.as_deref()))
        .with_http_connector(Connector)
        .with_retry(RETRIES)
        .build()?;
    Ok(store)
}

fn azure_blob(place: &CloudFiles) -> Result<impl ObjectStore, StoreError> {
    let mut builder = MicrosoftAzureBuilder::new();
    for (name, value) in &place.settings {
        if let Ok(key) = name.to_ascii_lowercase().parse::<AzureConfigKey>() {
            builder = builder.with_config(key, value);
        }
    }
    let set = |key| builder.get_config_value(&key);
    require(
        place,
        "AZURE_STORAGE_ACCOUNT_NAME",
        set(AzureConfigKey::AccountName),
    )?;
    let secret = set(AzureConfigKey::AccessKey).or_else(|| set(AzureConfigKey::SasKey));
    require(place, "AZURE_STORAGE_ACCOUNT_KEY", secret)?;
    let endpoint = set(AzureConfigKey::Endpoint);
    let store = builder
        .with_container_name(&place.bucket)
        .with_client_options(options(endpoint.as_deref()))
        .with_http_connector(Connector)
        .with_retry(RETRIES)
        .build()?;
    Ok(store)
}

/// An operator who writes `http://` into an endpoint wants it unencrypted.
fn options(endpoint: Option<&str>) -> ClientOptions {
    ClientOptions::new().with_allow_http(endpoint.is_some_and(|url| url.starts_with("http://")))
}

fn require(place: &CloudFiles, name: &'static str, value: Option<String>) -> Result<(), StoreError> {
    value.map(drop).ok_or_else(|| StoreError::CloudSetting {
        place: place.to_string(),
        name,
    })
}

#[cfg(test)]
mod tests {
    use crate::config::Files;
    use crate::regions::Regions;

    use super::super::FileStore;

    fn refusal(address: &str, settings: &[(&str, &str)]) -> String {
        let settings = settings
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let files: Files = address.parse().unwrap();
        match FileStore::open(&files.with_settings(settings), &Regions::default()) {
            Ok(_) => "opened".to_owned(),
            Err(error) => error.to_string(),
        }
    }

    const S3: [(&str, &str); 3] = [
        ("AWS_ACCESS_KEY_ID", "name"),
        ("AWS_SECRET_ACCESS_KEY", "geheim"),
        ("AWS_REGION", "ap-northeast-1"),
    ];
    const AZURE: [(&str, &str); 2] = [
        ("AZURE_STORAGE_ACCOUNT_NAME", "account"),
        ("AZURE_STORAGE_ACCOUNT_KEY", "Z2VoZWlt"),
    ];

    #[test]
    fn every_setting_that_is_missing_is_named() {
        for (address, settings) in [("s3://bucket", &S3[..]), ("az://container", &AZURE[..])] {
            assert_eq!(refusal(address, settings), "opened");
            for missing in settings {
                let others: Vec<_> = settings
                    .iter()
                    .filter(|setting| *setting != missing)
                    .copied()
                    .collect();
                let error = refusal(address, &others);
                assert!(error.contains(missing.0) && error.contains(address), "{error}");
                assert!(
                    !error.contains("geheim") && !error.contains("Z2VoZWlt"),
                    "{error}"
                );
            }
        }
    }

    #[test]
    fn a_store_of_ones_own_needs_no_region() {
        let endpoint = ("AWS_ENDPOINT_URL", "http://127.0.0.1:9000");
        assert_eq!(refusal("s3://bucket", &[S3[0], S3[1], endpoint]), "opened");
    }
}
