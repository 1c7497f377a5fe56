//! The three parts in this process, on loopback, with one virtual clock.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use exposure_notification::SigningKey;
use mock_hersys::VerificationContract;
use notify_server::{AppVersions, Files, KEYS_PER_FILE, Regions, VerificationSettings, cocoa};
use serde::Serialize;
use testbed::clock::Clock;
use testbed::database::DatabaseAddress;
use testbed::seed::Seed;
use testbed::serve::RunningServer;
use thiserror::Error;

use crate::release::Release;

/// The region of Japan in the notification server's files (the mobile country code).
const SIGNING_KEY_ID: &str = "440";
const SIGNING_KEY_VERSION: &str = "v1";

/// Where the parts can be reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Urls {
    /// HER-SYS.
    pub mock_hersys: String,
    /// The notification server.
    pub notify_server: String,
    /// The phones.
    pub device_sim: String,
}

/// Where the parts are to listen.
#[derive(Debug, Clone, Copy)]
pub struct Listen {
    /// HER-SYS.
    pub mock_hersys: SocketAddr,
    /// The notification server.
    pub notify_server: SocketAddr,
    /// The phones.
    pub device_sim: SocketAddr,
}

impl Listen {
    /// Free ports on loopback.
    pub fn anywhere() -> Self {
        let free = SocketAddr::from(([127, 0, 0, 1], 0));
        Self {
            mock_hersys: free,
            notify_server: free,
            device_sim: free,
        }
    }
}

/// Why the environment did not start.
#[derive(Debug, Error)]
pub enum EnvironmentError {
    /// HER-SYS did not start.
    #[error("HER-SYS did not start: {0}")]
    HerSys(#[from] mock_hersys::StartError),
    /// The notification server did not start.
    #[error("the notification server did not start: {0}")]
    NotifyServer(#[from] notify_server::StartError),
    /// The phones did not start.
    #[error("the phones did not start: {0}")]
    DeviceSim(#[from] device_sim::StartError),
    /// No signing key could be made.
    #[error("no signing key could be made: {0}")]
    SigningKey(#[from] exposure_notification::SigningKeyError),
}

/// The running parts; they stop when it is dropped.
#[derive(Debug)]
pub struct EmbeddedEnvironment {
    hersys: RunningServer,
    notify_server: RunningServer,
    device_sim: RunningServer,
}

impl EmbeddedEnvironment {
    /// Starts the parts of a release as test instances, all with the same clock and seed.
    pub async fn start(release: &Release, seed: Seed, listen: Listen) -> Result<Self, EnvironmentError> {
        let clock = Clock::virtual_at(release.starts_at);
        let verification = VerificationContract::default();
        let statuses = BTreeMap::from([
            (verification.valid.clone(), 200),
            (verification.refused.clone(), 406),
        ]);
        let (path, parameter_name) = (verification.path.clone(), verification.parameter_name.clone());
        let hersys = mock_hersys::start(mock_hersys::Config {
            listen: listen.mock_hersys,
            verification,
            ..mock_hersys::Config::in_memory(clock.clone(), seed.derive("HER-SYS"))
        })
        .await?;
        let signing_key = SigningKey::generate(SIGNING_KEY_ID, SIGNING_KEY_VERSION)?;
        let verification_key = signing_key.verification_key();
        let notify_server = notify_server::start(notify_server::Config {
            listen: listen.notify_server,
            clock: clock.clone(),
            seed: seed.derive("notification server"),
            test_instance: true,
            state: release.server.clone(),
            exposure_configuration: release.served.v1.clone(),
            parameters_v2: release.served.v2.clone(),
            app_versions: AppVersions::default(),
            terms_update: None,
            verification: VerificationSettings {
                url: format!("{}{path}", hersys.url()),
                parameter_name,
                subscription_key: None,
                statuses,
            },
            signing_keys: signing_key.into(),
            keys_per_file: KEYS_PER_FILE,
            regions: Regions::default(),
            app: cocoa(),
            database: DatabaseAddress::Memory,
            files: Files::Memory,
            public_url: None,
            functions_key: None,
            front_door_id: None,
            inquiry_log_api_key: None,
        })
        .await?;
        let device_sim = device_sim::start(device_sim::Config {
            listen: listen.device_sim,
            clock,
            seed: seed.derive("phones"),
            test_instance: true,
            notify_server_url: notify_server.url(),
            functions_key: None,
            api_key: None,
            verification_key,
        })
        .await?;
        Ok(Self {
            hersys,
            notify_server,
            device_sim,
        })
    }

    /// Where the parts can be reached.
    pub fn urls(&self) -> Urls {
        Urls {
            mock_hersys: self.hersys.url(),
            notify_server: self.notify_server.url(),
            device_sim: self.device_sim.url(),
        }
    }
}
