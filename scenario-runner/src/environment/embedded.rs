//! The three parts in this process, on loopback, with one virtual clock.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use device_sim::Manufacturers;
use exposure_notification::SigningKey;
use mock_hersys::VerificationContract;
use notify_server::{
    AndroidCheckSettings, AppVersions, DeviceCheckSettings, Files, IosCheckSettings, KEYS_PER_FILE, Regions,
    VerificationSettings, cocoa,
};
use serde::Serialize;
use testbed::clock::Clock;
use testbed::database::DatabaseAddress;
use testbed::seed::Seed;
use testbed::serve::{RequestLimits, RunningServer, bind};
use testbed::tls::ClientTls;
use thiserror::Error;

use super::behaviour;
use crate::release::Release;

/// Not the identifier of the real key (the mobile country code 440), which real phones trust.
const SIGNING_KEY_ID: &str = "440-test";
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
    /// The phones' manufacturers have no keys.
    #[error("the phones' manufacturers did not start: {0}")]
    Manufacturers(#[from] device_sim::ManufacturersError),
    /// A part did not take over what it is to do otherwise.
    #[error("the parts could not be switched: {0}")]
    Behaviour(String),
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
        // The notification server asks the phones' manufacturers, so it must know where they will be.
        let phones = bind(listen.device_sim)
            .await
            .map_err(device_sim::StartError::from)?;
        let manufacturers = Manufacturers::new()?;
        let signing_key = SigningKey::generate(SIGNING_KEY_ID, SIGNING_KEY_VERSION)?;
        let verification_key = signing_key.verification_key();
        let verification = VerificationSettings {
            url: format!("{}{path}", hersys.url()),
            parameter_name,
            subscription_key: None,
            statuses,
            tls: ClientTls::default(),
        };
        let notify_server = notify_server::start(notify_server::Config {
            listen: listen.notify_server,
            device_check: device_check(&manufacturers, &phones.url()),
            ..notification_server(release, clock.clone(), &seed, verification, signing_key)
        })
        .await?;
        let config = device_sim::Config {
            listen: listen.device_sim,
            clock,
            seed: seed.derive("phones"),
            test_instance: true,
            notify_server_url: notify_server.url(),
            functions_key: None,
            api_key: None,
            verification_key,
            manufacturers,
        };
        let device_sim = device_sim::start_at(phones, config)?;
        let environment = Self {
            hersys,
            notify_server,
            device_sim,
        };
        let switched = behaviour::switch(&environment.urls(), release).await;
        switched.map_err(|error| EnvironmentError::Behaviour(error.to_string()))?;
        Ok(environment)
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

/// A notification server of the release, everything in memory.
fn notification_server(
    release: &Release,
    clock: Clock,
    seed: &Seed,
    verification: VerificationSettings,
    signing_key: SigningKey,
) -> notify_server::Config {
    notify_server::Config {
        listen: Listen::anywhere().notify_server,
        clock,
        seed: seed.derive("notification server"),
        test_instance: true,
        state: release.server.clone(),
        exposure_configuration: release.served.v1.clone(),
        parameters_v2: release.served.v2.clone(),
        app_versions: AppVersions::default(),
        terms_update: None,
        verification,
        device_check: DeviceCheckSettings::default(),
        signing_keys: signing_key.into(),
        keys_per_file: KEYS_PER_FILE,
        regions: Regions::default(),
        app: cocoa(),
        database: DatabaseAddress::Memory,
        files: Files::Memory,
        public_url: None,
        functions_key: None,
        front_door_id: None,
        requests: RequestLimits::default(),
        inquiry_log_api_key: None,
    }
}

/// Something of production that a part is given by mistake.
#[derive(Debug, Clone)]
pub(crate) enum Production {
    /// Where the notification server asks about processing numbers.
    VerificationUrl(String),
    /// What the URLs of its files begin with.
    PublicUrl(String),
    /// Under which identifier it signs.
    SigningKeyId(String),
    /// Where the phones find the notification server.
    NotificationServerUrl(String),
}

impl Production {
    /// Starts a part of the release with it; `None` if the part starts, or does not for another reason.
    pub(crate) async fn refusal(self, release: &Release) -> Result<Option<String>, EnvironmentError> {
        let clock = Clock::virtual_at(release.starts_at);
        let seed = Seed::from_number(0);
        let id = match &self {
            Self::SigningKeyId(id) => id,
            _ => SIGNING_KEY_ID,
        };
        let signing_key = SigningKey::generate(id, SIGNING_KEY_VERSION)?;
        let verification_key = signing_key.verification_key();
        if let Self::NotificationServerUrl(url) = self {
            let phones = device_sim::Config {
                listen: Listen::anywhere().device_sim,
                clock,
                seed,
                test_instance: true,
                notify_server_url: url,
                functions_key: None,
                api_key: None,
                verification_key,
                manufacturers: Manufacturers::new()?,
            };
            return Ok(match device_sim::start(phones).await {
                Err(device_sim::StartError::ProductionLock(refusal)) => Some(refusal.to_string()),
                _ => None,
            });
        }
        let url = match &self {
            Self::VerificationUrl(url) => url.clone(),
            _ => "http://127.0.0.1:9/verification".to_owned(),
        };
        let verification = VerificationSettings {
            url,
            parameter_name: VerificationContract::default().parameter_name,
            subscription_key: None,
            statuses: BTreeMap::new(),
            tls: ClientTls::default(),
        };
        let mut config = notification_server(release, clock, &seed, verification, signing_key);
        if let Self::PublicUrl(url) = self {
            config.public_url = Some(url);
        }
        Ok(match notify_server::start(config).await {
            Err(notify_server::StartError::ProductionLock(refusal)) => Some(refusal.to_string()),
            _ => None,
        })
    }
}

/// Phones of both systems are checked, by the manufacturers of this environment.
fn device_check(manufacturers: &Manufacturers, phones_url: &str) -> DeviceCheckSettings {
    let apple = manufacturers.apple_developer_key();
    DeviceCheckSettings {
        android: Some(AndroidCheckSettings {
            google_root_certificate: manufacturers.google_root_certificate().to_owned(),
            google_verify_url: format!("{phones_url}/manufacturers/google/v1/attestations/verify"),
            google_api_key: None,
        }),
        ios: Some(IosCheckSettings {
            apple_url: format!("{phones_url}/manufacturers/apple/v1/validate_device_token"),
            apple_key: apple.key.clone(),
            apple_key_id: apple.key_id.clone(),
            apple_team_id: apple.team_id.clone(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use serde_json::json;

    use super::*;
    use crate::ReleaseFolders;
    use testbed::http::client_builder;

    /// What no manufacturer vouches for is refused, as the state of the server says: the check is on.
    #[tokio::test]
    async fn phones_of_both_systems_are_checked() {
        let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let folders = ReleaseFolders {
            releases: home.join("releases"),
            parameters: home.join("parameters"),
        };
        let release = folders.default_release().unwrap();
        let environment = EmbeddedEnvironment::start(&release, Seed::from_number(1), Listen::anywhere());
        let environment = environment.await.unwrap();
        let url = format!("{}/api/v2/diagnosis", environment.urls().notify_server);
        for (platform, status) in [("android", 500), ("ios", 400)] {
            let body = json!({
                "keys": [{"keyData": "AAAAAAAAAAAAAAAAAAAAAA==", "rollingStartNumber": 0, "rollingPeriod": 144}],
                "regions": ["440"],
                "platform": platform,
                "deviceVerificationPayload": "nothing",
                "appPackageName": "jp.go.mhlw.covid19radar",
                "verificationPayload": "01234567",
            });
            let response = client_builder()
                .build()
                .unwrap()
                .put(&url)
                .json(&body)
                .send()
                .await
                .unwrap();
            assert_eq!(response.status(), status, "{platform}");
        }
    }
}
