//! The form of the files in `releases/` and `parameters/`.

use std::collections::BTreeMap;

use evidence::{AppVersion, ChangeKind, NotificationChange, ScenarioPlatform};
use exposure_notification::v1::ExposureConfiguration;
use exposure_notification::{Platform, v2};
use jiff::civil::Date;
use serde::Deserialize;
use toml::Spanned;

/// A file of `releases/`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ReleaseFile {
    pub(super) name: String,
    pub(super) judged_on: Date,
    pub(super) note: String,
    #[serde(default)]
    pub(super) default: bool,
    /// The release before, with which it is compared; the first one has none.
    pub(super) previous: Option<String>,
    #[serde(default)]
    pub(super) change: Change,
    #[serde(default)]
    pub(super) expected_change: Vec<ExpectedChangeEntry>,
    pub(super) app: App,
    pub(super) exposure_notification_api: ExposureNotificationApi,
    pub(super) server: Server,
    pub(super) parameters: Parameters,
    pub(super) platforms: BTreeMap<Platform, PlatformOfTheDay>,
}

/// What the release changes, as its makers say.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Change {
    pub(super) kinds: Vec<ChangeKind>,
}

/// How the makers expect the release to change who is notified.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ExpectedChangeEntry {
    pub(super) platform: Spanned<ScenarioPlatform>,
    pub(super) change: Spanned<NotificationChange>,
    /// Why, in Japanese, with its source.
    pub(super) reason: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct App {
    pub(super) version: AppVersion,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ExposureNotificationApi {
    pub(super) version: u8,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Server {
    pub(super) state: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Parameters {
    pub(super) in_force_from: String,
}

/// The phones of one operating system.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PlatformOfTheDay {
    /// The version of the operating system that most phones of the day had.
    pub(super) os: String,
    /// The app that phones of this operating system keep, where the release did not come out for it.
    pub(super) keeps: Option<AppVersion>,
}

/// A file of `parameters/`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ParameterFile {
    pub(super) in_force_from: String,
    #[expect(
        dead_code,
        reason = "read by people; required so that no parameter stands there without its origin"
    )]
    pub(super) origin: String,
    pub(super) exposure_configuration: ExposureConfiguration,
    pub(super) exposure_configuration_v2: Option<v2::ExposureConfiguration>,
    pub(super) risk_calculation_v2: Option<v2::RiskCalculationConfiguration>,
}
