//! What a notification server is started with.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use exposure_notification::SignedApps;
use exposure_notification::v1::ExposureConfiguration;
use exposure_notification::v2::Parameters;
use testbed::clock::Clock;
use testbed::database::DatabaseAddress;
use testbed::seed::Seed;

use crate::announcements::{AppVersions, TermsUpdate};
use crate::regions::Regions;
use crate::signing_keys::SigningKeys;
use crate::state::ServerState;
pub use crate::store::{CloudFiles, Files, FilesAddressError};

/// Everything that distinguishes one notification server from another. It holds secrets and therefore has no `Debug`.
pub struct Config {
    /// Where it listens; port 0 takes any free port.
    pub listen: SocketAddr,
    /// The only source of the time.
    pub clock: Clock,
    /// The only source of chance but for signatures: users' names and secrets, the order of keys in a file,
    /// the signatures of tickets for logs.
    pub seed: Seed,
    /// Whether `/control` answers.
    pub test_instance: bool,
    /// How the server behaves, by the date at which it behaved so.
    pub state: ServerState,
    /// What `Configration.json` says.
    pub exposure_configuration: ExposureConfiguration,
    /// What `configuration.json` and `risk_calculation_configuration.json` say; `None`: there are no such files.
    pub parameters_v2: Option<Parameters>,
    /// What `version.json` says.
    pub app_versions: AppVersions,
    /// What `terms_update.json` says; `None`: a date before the first release, so that nobody must agree again.
    pub terms_update: Option<TermsUpdate>,
    /// How HER-SYS is asked about a processing number.
    pub verification: VerificationSettings,
    /// Sign the export files.
    pub signing_keys: SigningKeys,
    /// How many keys of a day an export takes at most, [`KEYS_PER_FILE`] in the real server.
    pub keys_per_file: usize,
    /// The regions in which files are published.
    pub regions: Regions,
    /// How the app is called on both platforms.
    pub app: SignedApps,
    /// Where keys and users are kept.
    pub database: DatabaseAddress,
    /// Where export files and logs that users sent in are kept.
    pub files: Files,
    /// What the URLs in `list.json` begin with, without a trailing slash; `None`: the server's own address.
    pub public_url: Option<String>,
    /// What the header `x-functions-key` must hold; `None`: the header is not looked at.
    pub functions_key: Option<String>,
    /// What the header `X-Azure-FDID` must hold; `None`: the header is not looked at.
    pub front_door_id: Option<String>,
    /// What the header `x-api-key` must hold for a ticket to send in a log; `None`: the header is not looked at.
    pub inquiry_log_api_key: Option<String>,
}

/// How HER-SYS is asked about a processing number; all of it was configuration of the real server too
/// (COCOA v1.1.2, `CustomVerificationService`).
#[derive(Clone)]
pub struct VerificationSettings {
    /// The URL of the call.
    pub url: String,
    /// The name of the one member of the body.
    pub parameter_name: String,
    /// What the header `Ocp-Apim-Subscription-Key` holds; `None`: no such header is sent.
    pub subscription_key: Option<String>,
    /// The HTTP status for the app by result code of HER-SYS. 200 is the only success; a code that is not here
    /// becomes 503.
    pub statuses: BTreeMap<String, u16>,
}

/// How many keys a file holds at most (all versions, `TemporaryExposureKeyExportBatchService`).
pub const KEYS_PER_FILE: usize = 250_000;

/// COCOA's name on both platforms.
pub fn cocoa() -> SignedApps {
    let name = || "jp.go.mhlw.covid19radar".to_owned();
    SignedApps {
        app_bundle_id: name(),
        android_package: name(),
    }
}
