//! The command line. Secrets come from files, never from arguments: those are visible to every user of the machine.

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Parser;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use exposure_notification::v1::ExposureConfiguration;
use exposure_notification::v2::Parameters;
use jiff::Timestamp;
use notify_server::{Config, Files, KEYS_PER_FILE, Regions, ServerState, VerificationSettings};
use ring::rand::{SecureRandom, SystemRandom};
use serde::de::DeserializeOwned;
use testbed::clock::Clock;
use testbed::database::{DatabaseAddress, DatabaseArguments};
use testbed::seed::Seed;
use testbed::serve::{RequestLimits, refuse_other_machines};
use testbed::tls::ClientTls;

use crate::device_check_arguments::DeviceCheckArguments;
use crate::files_settings;
use crate::signing_arguments::SigningArguments;

/// The notification server (通知サーバー) as its clients see it: takes diagnosis keys and publishes them, signed.
#[derive(Parser)]
#[command(
    version,
    after_help = "Examples:
  notify-server --test-instance --in-memory --start-time 2021-06-14T00:00:00Z \\
    --exposure-configuration Configration.json
  notify-server --test-instance --in-memory --state 2022-06 --exposure-configuration Configration.json \\
    --exposure-configuration-v2 configuration.json --risk-calculation-configuration risk_calculation_configuration.json
  notify-server --exposure-configuration Configration.json --signing-key-file key.der --database keys.sqlite --files files
  notify-server --exposure-configuration Configration.json --signing-key-file key.der --database-url-file url --files files"
)]
pub(crate) struct Arguments {
    /// The address to listen on
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8082")]
    listen: SocketAddr,
    /// Let other machines reach it; without this, only an address of this machine is listened on
    #[arg(long)]
    allow_other_machines: bool,
    /// Answer /control, which can move the clock, show the keys and switch behaviours
    #[arg(long)]
    test_instance: bool,
    /// The number from which all chance is derived; without it, one from the system's randomness
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// Start a virtual clock at this time (RFC 3339); without it, the system's clock is shown
    #[arg(long, value_name = "TIME", requires = "test_instance")]
    start_time: Option<Timestamp>,
    /// How the server behaves, by the month from which it behaved so
    #[arg(long, value_name = "MONTH", default_value = "2021-06", value_parser = state_parser())]
    state: ServerState,
    /// The exposure configuration to serve as Configration.json
    #[arg(long, value_name = "FILE")]
    exposure_configuration: PathBuf,
    /// The exposure configuration for version 2 of the EN API, to serve as configuration.json
    #[arg(long, value_name = "FILE", requires = "risk_calculation_configuration")]
    exposure_configuration_v2: Option<PathBuf>,
    /// How apps judge with version 2 of the EN API, to serve as risk_calculation_configuration.json
    #[arg(long, value_name = "FILE", requires = "exposure_configuration_v2")]
    risk_calculation_configuration: Option<PathBuf>,
    /// What version.json says, as that file; without it, a version that no app is older than
    #[arg(long, value_name = "FILE")]
    app_versions: Option<PathBuf>,
    /// What terms_update.json says, as that file; without it, a date before the first release
    #[arg(long, value_name = "FILE")]
    terms_update: Option<PathBuf>,
    #[command(flatten)]
    database: DatabaseArguments,
    /// Where export files and logs that users sent in are kept: memory, a folder, s3://BUCKET/PREFIX or
    /// az://CONTAINER/PREFIX; without it, in memory where the database is too
    #[arg(long, value_name = "ADDRESS")]
    files: Option<Files>,
    /// A file of lines NAME=VALUE with what the cloud of --files asks for, named as its environment variables
    /// (AWS_ACCESS_KEY_ID, AZURE_STORAGE_ACCOUNT_KEY …); the environment itself does as well
    #[arg(long, value_name = "FILE", env = "NOTIFY_SERVER_FILES_SETTINGS_FILE")]
    files_settings_file: Option<PathBuf>,
    /// What the URLs in list.json begin with; without it, the server's own address
    #[arg(long, value_name = "URL")]
    public_url: Option<String>,
    /// Where HER-SYS is asked about a processing number
    #[arg(
        long,
        value_name = "URL",
        default_value = "http://127.0.0.1:8081/verification"
    )]
    verification_url: String,
    /// The name of the one member of the question to HER-SYS
    #[arg(long, value_name = "NAME", default_value = "processingNumber")]
    parameter_name: String,
    /// The status for the app by result code of HER-SYS; 200 is the only success
    #[arg(long, value_name = "CODE=STATUS", value_delimiter = ',', value_parser = parse_status,
          default_value = "valid=200,refused=406")]
    verification_status: Vec<(String, u16)>,
    /// The certificate to show HER-SYS, in PEM, followed by those of its issuers. PKCS#12 (PFX) is not read; convert it
    /// with `openssl pkcs12 -in FILE.pfx -nodes`
    #[arg(long, value_name = "FILE", requires = "verification_client_key_file")]
    verification_client_certificate: Option<PathBuf>,
    /// The private key of that certificate, in PEM, not encrypted
    #[arg(
        long,
        value_name = "FILE",
        requires = "verification_client_certificate",
        env = "NOTIFY_SERVER_VERIFICATION_CLIENT_KEY_FILE"
    )]
    verification_client_key_file: Option<PathBuf>,
    /// The authorities that HER-SYS's certificate must come from, in PEM; without it, no https URL can be asked
    #[arg(long, value_name = "FILE")]
    verification_ca: Option<PathBuf>,
    /// A file that holds the subscription key that HER-SYS asks for
    #[arg(long, value_name = "FILE", env = "NOTIFY_SERVER_SUBSCRIPTION_KEY_FILE")]
    subscription_key_file: Option<PathBuf>,
    /// A file that holds the key that apps must send as x-functions-key
    #[arg(long, value_name = "FILE", env = "NOTIFY_SERVER_FUNCTIONS_KEY_FILE")]
    functions_key_file: Option<PathBuf>,
    /// A file that holds the key that apps must send as x-api-key to send in a log
    #[arg(long, value_name = "FILE", env = "NOTIFY_SERVER_INQUIRY_LOG_API_KEY_FILE")]
    inquiry_log_api_key_file: Option<PathBuf>,
    /// A file that holds the Front Door's identifier, which apps' requests must bear as X-Azure-FDID
    #[arg(long, value_name = "FILE", env = "NOTIFY_SERVER_FRONT_DOOR_ID_FILE")]
    front_door_id_file: Option<PathBuf>,
    /// The regions in which files are published, separated by commas
    #[arg(
        long,
        value_name = "REGIONS",
        env = "NOTIFY_SERVER_REGIONS",
        default_value = "440"
    )]
    regions: Regions,
    /// How many keys of a day an export takes at most
    #[arg(long, value_name = "N", default_value_t = KEYS_PER_FILE)]
    keys_per_file: usize,
    /// Answer 25 requests at once, let 200 wait and answer 429 beyond, as the host of the real server
    #[arg(long)]
    host_limits: bool,
    #[command(flatten)]
    signing: SigningArguments,
    #[command(flatten)]
    device_check: DeviceCheckArguments,
}

impl Arguments {
    /// Reads the files that the arguments name.
    pub(crate) fn into_config(self) -> anyhow::Result<Config> {
        refuse_other_machines(self.listen, self.allow_other_machines)?;
        let database = self.database.address()?;
        let verification_tls = self.verification_tls()?;
        Ok(Config {
            signing_keys: self.signing.keys(self.test_instance)?,
            seed: Seed::from_number(self.seed.map_or_else(random_number, Ok)?),
            exposure_configuration: read_exposure_configuration(&self.exposure_configuration)?,
            parameters_v2: self.parameters_v2()?,
            app_versions: read_json(self.app_versions.as_deref())?.unwrap_or_default(),
            terms_update: read_json(self.terms_update.as_deref())?,
            functions_key: read_secret(self.functions_key_file.as_deref())?,
            front_door_id: read_secret(self.front_door_id_file.as_deref())?,
            inquiry_log_api_key: read_secret(self.inquiry_log_api_key_file.as_deref())?,
            requests: if self.host_limits {
                RequestLimits::FUNCTIONS_HOST
            } else {
                RequestLimits::default()
            },
            regions: self.regions,
            keys_per_file: self.keys_per_file,
            app: self.signing.app(),
            verification: VerificationSettings {
                tls: verification_tls,
                url: self.verification_url,
                parameter_name: self.parameter_name,
                subscription_key: read_secret(self.subscription_key_file.as_deref())?,
                statuses: self.verification_status.into_iter().collect(),
            },
            device_check: self.device_check.into_settings()?,
            listen: self.listen,
            clock: self.start_time.map_or_else(Clock::system, Clock::virtual_at),
            test_instance: self.test_instance,
            state: self.state,
            files: files(self.files, &database)?
                .with_settings(files_settings::of_environment())
                .with_settings(files_settings::of_file(self.files_settings_file.as_deref())?),
            database,
            public_url: self.public_url.map(|url| url.trim_end_matches('/').to_owned()),
        })
    }

    fn verification_tls(&self) -> anyhow::Result<ClientTls> {
        let authorities = read_pem(self.verification_ca.as_deref())?;
        let certificate = read_pem(self.verification_client_certificate.as_deref())?;
        let key = read_pem(self.verification_client_key_file.as_deref())?;
        let shown = certificate.as_deref().zip(key.as_deref());
        Ok(ClientTls::from_pem(authorities.as_deref(), shown)?)
    }

    fn parameters_v2(&self) -> anyhow::Result<Option<Parameters>> {
        let exposure_configuration = read_json(self.exposure_configuration_v2.as_deref())?;
        let risk_calculation = read_json(self.risk_calculation_configuration.as_deref())?;
        let (Some(exposure_configuration), Some(risk_calculation)) =
            (exposure_configuration, risk_calculation)
        else {
            return Ok(None);
        };
        let parameters = Parameters {
            exposure_configuration,
            risk_calculation,
        };
        parameters
            .validate()
            .context("cannot use the parameters for version 2 of the EN API")?;
        Ok(Some(parameters))
    }
}

/// A server whose files ended with it would list, after a restart, what is no longer there.
fn files(given: Option<Files>, database: &DatabaseAddress) -> anyhow::Result<Files> {
    match (given, database) {
        (Some(files), _) => Ok(files),
        (None, DatabaseAddress::Memory) => Ok(Files::Memory),
        (None, _) => bail!(
            "it is not said where files are kept; name a folder, s3://BUCKET/PREFIX or az://CONTAINER/PREFIX with \
             --files, or let them end with the server by --files memory"
        ),
    }
}

fn state_parser() -> impl TypedValueParser<Value = ServerState> {
    PossibleValuesParser::new(ServerState::names()).try_map(|name| name.parse::<ServerState>())
}

fn parse_status(text: &str) -> Result<(String, u16), String> {
    let wrong = || format!("{text:?} is not of the form CODE=STATUS, for instance valid=200");
    let (code, status) = text.rsplit_once('=').ok_or_else(wrong)?;
    Ok((code.to_owned(), status.parse().map_err(|_| wrong())?))
}

fn read_exposure_configuration(file: &Path) -> anyhow::Result<ExposureConfiguration> {
    let read = || {
        let configuration: ExposureConfiguration = serde_json::from_slice(&fs::read(file)?)?;
        configuration.validate()?;
        anyhow::Ok(configuration)
    };
    read().with_context(|| format!("cannot use the exposure configuration {}", file.display()))
}

/// A file of JSON that the server shows to apps.
fn read_json<T: DeserializeOwned>(file: Option<&Path>) -> anyhow::Result<Option<T>> {
    let Some(file) = file else {
        return Ok(None);
    };
    let read = || anyhow::Ok(serde_json::from_slice(&fs::read(file)?)?);
    let value = read().with_context(|| format!("cannot use {}", file.display()))?;
    Ok(Some(value))
}

fn read_pem(file: Option<&Path>) -> anyhow::Result<Option<Vec<u8>>> {
    file.map(|file| fs::read(file).with_context(|| format!("cannot read {}", file.display())))
        .transpose()
}

fn read_secret(file: Option<&Path>) -> anyhow::Result<Option<String>> {
    let Some(file) = file else {
        return Ok(None);
    };
    let text = fs::read_to_string(file).with_context(|| format!("cannot read the key {}", file.display()))?;
    Ok(Some(text.trim().to_owned()))
}

/// A server that answers more than a test must not give out secrets that everybody can derive.
fn random_number() -> anyhow::Result<u64> {
    let mut bytes = [0; 8];
    SystemRandom::new()
        .fill(&mut bytes)
        .ok()
        .context("the system gave no randomness; name a --seed")?;
    Ok(u64::from_le_bytes(bytes))
}
