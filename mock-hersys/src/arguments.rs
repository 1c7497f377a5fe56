//! The command line. Secrets come from files, never from arguments: those are visible to every user of the machine.

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, bail};
use clap::Parser;
use jiff::Timestamp;
use mock_hersys::{Config, Gateway, LONGEST_VALIDITY_HOURS, VerificationContract};
use testbed::clock::Clock;
use testbed::database::DatabaseAddress;
use testbed::seed::Seed;
use testbed::serve::refuse_other_machines;
use testbed::tls::ServerTls;

/// A mock of HER-SYS: issues processing numbers and answers the notification server's verification call.
#[derive(Parser)]
#[command(
    version,
    after_help = "Examples:
  mock-hersys --test-instance --in-memory --start-time 2021-06-14T00:00:00Z
  mock-hersys --test-instance --database hersys.sqlite --automatic-issuing --validity-hours 24
  mock-hersys --test-instance --database-url-file url.txt --sms-gateway http://127.0.0.1:9090/sms \\
    --sms-gateway-token-file token.txt
  mock-hersys --test-instance --in-memory --tls-certificate server.pem --tls-key-file server.key --client-ca clients.pem
  mock-hersys --test-instance --in-memory --parameter-name number --subscription-key-file key.txt

A test instance shows a page for people who test by hand at its root, for example http://127.0.0.1:8081/"
)]
pub(crate) struct Arguments {
    /// The address to listen on
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8081")]
    listen: SocketAddr,
    /// Let other machines reach it; without this, only an address of this machine is listened on
    #[arg(long)]
    allow_other_machines: bool,
    #[command(flatten)]
    tls: Tls,
    /// Answer /control, which can issue numbers and move the clock, and the page for people who test by hand
    #[arg(long)]
    test_instance: bool,
    /// The number from which all chance is derived; the same seed issues the same processing numbers
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Start a virtual clock at this time (RFC 3339); without it, the system's clock is shown
    #[arg(long, value_name = "TIME", requires = "test_instance")]
    start_time: Option<Timestamp>,
    #[command(flatten)]
    storage: Storage,
    #[command(flatten)]
    verification: Verification,
    /// Issue and send a number as soon as a positive result is reported
    #[arg(long)]
    automatic_issuing: bool,
    /// Refuse and delete a number after so many hours; without it, a number lives until it is used or revoked
    #[arg(long, value_name = "HOURS", value_parser = clap::value_parser!(u32).range(1..=i64::from(LONGEST_VALIDITY_HOURS)))]
    validity_hours: Option<u32>,
    #[command(flatten)]
    gateways: Gateways,
}

#[derive(clap::Args)]
#[group(required = true, multiple = false)]
struct Storage {
    /// Keep cases, numbers, messages and the audit trail in this SQLite file
    #[arg(long, value_name = "FILE")]
    database: Option<DatabaseAddress>,
    /// Keep them in the PostgreSQL database whose URL this file holds
    #[arg(long, value_name = "FILE", env = "MOCK_HERSYS_DATABASE_URL_FILE")]
    database_url_file: Option<PathBuf>,
    /// Keep them in memory: all is lost at the end
    #[arg(long)]
    in_memory: bool,
}

#[derive(clap::Args)]
struct Tls {
    /// Answer over TLS, and not otherwise, with this certificate in PEM, followed by those of its issuers
    #[arg(long, value_name = "FILE", requires = "tls_key_file")]
    tls_certificate: Option<PathBuf>,
    /// The private key of that certificate, in PEM, not encrypted
    #[arg(
        long,
        value_name = "FILE",
        requires = "tls_certificate",
        env = "MOCK_HERSYS_TLS_KEY_FILE"
    )]
    tls_key_file: Option<PathBuf>,
    /// Answer only who shows a certificate from these authorities, in PEM: every caller, also of /control
    #[arg(long, value_name = "FILE", requires = "tls_certificate")]
    client_ca: Option<PathBuf>,
}

#[derive(clap::Args)]
struct Verification {
    /// The path of the verification call
    #[arg(
        long = "verification-path",
        value_name = "PATH",
        default_value = "/verification"
    )]
    path: String,
    /// The name of the one member of the verification call's body
    #[arg(long, value_name = "NAME", default_value = "processingNumber")]
    parameter_name: String,
    /// The result code for a live number
    #[arg(long, value_name = "CODE", default_value = "valid")]
    valid: String,
    /// The result code for every other number
    #[arg(long, value_name = "CODE", default_value = "refused")]
    refused: String,
    /// The result code for a number that was never issued, instead of the one for every other number
    #[arg(long, value_name = "CODE")]
    never_issued: Option<String>,
    /// The result code for a number that was used; a keyed digest of such numbers is kept
    #[arg(long, value_name = "CODE")]
    used: Option<String>,
    /// The result code for a number that was revoked; a keyed digest of such numbers is kept
    #[arg(long, value_name = "CODE")]
    revoked: Option<String>,
    /// The result code for a number that was not used in time; a keyed digest of such numbers is kept
    #[arg(long, value_name = "CODE")]
    expired: Option<String>,
    /// A file that holds the secret key of those digests; a test instance does without
    #[arg(long, value_name = "FILE", env = "MOCK_HERSYS_GONE_NUMBERS_KEY_FILE")]
    gone_numbers_key_file: Option<PathBuf>,
    /// A file that holds the subscription key the caller must send
    #[arg(long, value_name = "FILE", env = "MOCK_HERSYS_SUBSCRIPTION_KEY_FILE")]
    subscription_key_file: Option<PathBuf>,
}

#[derive(clap::Args)]
struct Gateways {
    /// Where SMS are posted as JSON; without it, they arrive in the outbox at once
    #[arg(long, value_name = "URL")]
    sms_gateway: Option<String>,
    /// A file that holds the bearer token for the SMS gateway
    #[arg(long, value_name = "FILE", env = "MOCK_HERSYS_SMS_GATEWAY_TOKEN_FILE")]
    sms_gateway_token_file: Option<PathBuf>,
    /// Where mails are posted as JSON; without it, they arrive in the outbox at once
    #[arg(long, value_name = "URL")]
    mail_gateway: Option<String>,
    /// A file that holds the bearer token for the mail gateway
    #[arg(long, value_name = "FILE", env = "MOCK_HERSYS_MAIL_GATEWAY_TOKEN_FILE")]
    mail_gateway_token_file: Option<PathBuf>,
    /// How many seconds a gateway has to answer
    #[arg(long, value_name = "SECONDS", default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=300))]
    gateway_timeout: u64,
}

impl Arguments {
    /// Reads the files that the arguments name.
    pub(crate) fn into_config(self) -> anyhow::Result<Config> {
        refuse_other_machines(self.listen, self.allow_other_machines)?;
        Ok(Config {
            listen: self.listen,
            tls: self.tls.read()?,
            clock: self.start_time.map_or_else(Clock::system, Clock::virtual_at),
            seed: Seed::from_number(self.seed),
            verification: self.verification.into_contract(self.test_instance)?,
            test_instance: self.test_instance,
            database: self.storage.address()?,
            issues_at_positive_result: self.automatic_issuing,
            validity_hours: self.validity_hours,
            sms_gateway: gateway(
                self.gateways.sms_gateway,
                self.gateways.sms_gateway_token_file.as_deref(),
                self.gateways.gateway_timeout,
            )?,
            mail_gateway: gateway(
                self.gateways.mail_gateway,
                self.gateways.mail_gateway_token_file.as_deref(),
                self.gateways.gateway_timeout,
            )?,
        })
    }
}

impl Tls {
    fn read(&self) -> anyhow::Result<Option<ServerTls>> {
        let read = |file: &Option<PathBuf>| {
            let read = file
                .as_ref()
                .map(|file| fs::read(file).with_context(|| format!("cannot read {}", file.display())));
            read.transpose()
        };
        let client_ca = read(&self.client_ca)?;
        let shown = read(&self.tls_certificate)?.zip(read(&self.tls_key_file)?);
        let tls =
            shown.map(|(certificate, key)| ServerTls::from_pem(&certificate, &key, client_ca.as_deref()));
        Ok(tls.transpose()?)
    }
}

impl Storage {
    fn address(self) -> anyhow::Result<DatabaseAddress> {
        let url = read_secret(self.database_url_file.as_deref())?;
        match (self.database, url) {
            (Some(DatabaseAddress::PostgreSql(_)), _) => {
                bail!(
                    "a URL may hold a password: write it into a file and name that with --database-url-file"
                )
            }
            (Some(address), _) => Ok(address),
            (None, Some(url)) => Ok(url.parse()?),
            (None, None) => Ok(DatabaseAddress::Memory),
        }
    }
}

impl Verification {
    fn into_contract(self, test_instance: bool) -> anyhow::Result<VerificationContract> {
        let gone_numbers_key = read_secret(self.gone_numbers_key_file.as_deref())?;
        let tells_apart = self.used.is_some() || self.revoked.is_some() || self.expired.is_some();
        if tells_apart && gone_numbers_key.is_none() && !test_instance {
            bail!(
                "--used, --revoked and --expired keep digests of numbers; name their key with --gone-numbers-key-file"
            );
        }
        Ok(VerificationContract {
            path: self.path,
            parameter_name: self.parameter_name,
            valid: self.valid,
            refused: self.refused,
            never_issued: self.never_issued,
            used: self.used,
            revoked: self.revoked,
            expired: self.expired,
            gone_numbers_key,
            subscription_key: read_secret(self.subscription_key_file.as_deref())?,
        })
    }
}

fn gateway(url: Option<String>, token_file: Option<&Path>, timeout: u64) -> anyhow::Result<Option<Gateway>> {
    let token = read_secret(token_file)?;
    Ok(url.map(|url| Gateway {
        url,
        token,
        timeout: Duration::from_secs(timeout),
    }))
}

fn read_secret(file: Option<&Path>) -> anyhow::Result<Option<String>> {
    let Some(file) = file else {
        return Ok(None);
    };
    let secret = fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))?;
    match secret.trim() {
        "" => bail!("{} is empty; write the secret into it", file.display()),
        secret => Ok(Some(secret.to_owned())),
    }
}
