//! What is downloaded to judge with: lists, files, configurations.

use std::time::Duration;

use exposure_notification::v1::ExposureConfiguration;
use exposure_notification::v2;
use reqwest::{RequestBuilder, StatusCode};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::{DownloadError, NotifyServer};

/// How long COCOA 2 waits for a configuration (COCOA v2.0.0 `AppConstants`).
const CONFIGURATION_TIMEOUT: Duration = Duration::from_secs(10);

/// One element of `list.json`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(crate) struct ListedFile {
    /// Where the file is, complete.
    pub url: String,
    /// When it was created, in milliseconds; the app only compares.
    pub created: i64,
}

impl NotifyServer {
    /// The exposure configuration of version 1. One that makes no sense is unreadable.
    pub(in crate::app) async fn exposure_configuration(
        &self,
    ) -> Result<ExposureConfiguration, DownloadError> {
        let configuration: ExposureConfiguration = self.json("/c19r/Configration.json").await?;
        configuration.validate().map_err(|_| DownloadError::Unreadable)?;
        Ok(configuration)
    }

    /// `configuration.json` of version 2; `None` when it cannot be downloaded or makes no sense.
    pub(in crate::app) async fn exposure_configuration_of_version_2(
        &self,
    ) -> Option<v2::ExposureConfiguration> {
        let exposure_configuration = self.configuration_of_version_2("configuration.json").await?;
        let parameters = v2::Parameters {
            exposure_configuration,
            ..v2::Parameters::cocoa_default()
        };
        parameters.validate().ok()?;
        Some(parameters.exposure_configuration)
    }

    /// `risk_calculation_configuration.json`; `None` when it cannot be downloaded or makes no sense.
    pub(in crate::app) async fn risk_calculation_configuration(
        &self,
    ) -> Option<v2::RiskCalculationConfiguration> {
        let risk_calculation = self
            .configuration_of_version_2("risk_calculation_configuration.json")
            .await?;
        let parameters = v2::Parameters {
            risk_calculation,
            ..v2::Parameters::cocoa_default()
        };
        parameters.validate().ok()?;
        Some(parameters.risk_calculation)
    }

    /// The list of the files of a region.
    pub(in crate::app) async fn list(&self, region: &str) -> Result<Vec<ListedFile>, DownloadError> {
        self.json(&format!("/c19r/{region}/list.json")).await
    }

    /// A file of the list.
    pub(in crate::app) async fn file(&self, file: &ListedFile) -> Result<Vec<u8>, DownloadError> {
        self.download(self.client.get(&file.url)).await
    }

    async fn configuration_of_version_2<T: DeserializeOwned>(&self, file: &str) -> Option<T> {
        let url = format!("{}/c19r/exposure_configuration/{file}", self.url);
        let request = self.client.get(url).timeout(CONFIGURATION_TIMEOUT);
        self.json_of(request).await.ok()
    }

    /// The JSON at a path below the server's address.
    pub(super) async fn json<T: DeserializeOwned>(&self, path: &str) -> Result<T, DownloadError> {
        self.json_of(self.client.get(format!("{}{path}", self.url))).await
    }

    /// The JSON that answers a request.
    pub(super) async fn json_of<T: DeserializeOwned>(
        &self,
        request: RequestBuilder,
    ) -> Result<T, DownloadError> {
        let body = self.download(request).await?;
        serde_json::from_slice(&body).map_err(|_| DownloadError::Unreadable)
    }

    /// The body of an answer of 200.
    pub(super) async fn download(&self, request: RequestBuilder) -> Result<Vec<u8>, DownloadError> {
        let response = self.send(request).await.map_err(|_| DownloadError::Unreachable)?;
        if response.status() != StatusCode::OK {
            return Err(DownloadError::Status(response.status()));
        }
        let body = response.bytes().await.map_err(|_| DownloadError::Unreachable)?;
        Ok(body.to_vec())
    }
}
