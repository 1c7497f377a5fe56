//! The binary: reads the command line, starts HER-SYS, and waits for Ctrl-C.

use std::fs;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::Parser;
use jiff::Timestamp;
use mock_hersys::{Config, VerificationContract};
use testbed::clock::Clock;
use testbed::program::run_part;
use testbed::seed::Seed;
use testbed::serve::refuse_other_machines;
use testbed::tls::ServerTls;

/// A mock of HER-SYS: issues processing numbers and answers the notification server's verification call.
#[derive(Parser)]
#[command(
    version,
    after_help = "Examples:
  mock-hersys --test-instance --start-time 2021-06-14T00:00:00Z
  mock-hersys --test-instance --listen 127.0.0.1:9081 --parameter-name number --subscription-key-file key.txt
  mock-hersys --test-instance --tls-certificate server.pem --tls-key-file server.key --client-ca clients.pem"
)]
struct Arguments {
    /// The address to listen on
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8081")]
    listen: SocketAddr,
    /// Let other machines reach it; without this, only an address of this machine is listened on
    #[arg(long)]
    allow_other_machines: bool,
    /// Answer /control, which can issue numbers and move the clock
    #[arg(long)]
    test_instance: bool,
    /// The number from which all chance is derived; the same seed issues the same processing numbers
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Start a virtual clock at this time (RFC 3339); without it, the system's clock is shown
    #[arg(long, value_name = "TIME", requires = "test_instance")]
    start_time: Option<Timestamp>,
    /// The path of the verification call
    #[arg(long, value_name = "PATH", default_value = "/verification")]
    verification_path: String,
    /// The name of the one member of the verification call's body
    #[arg(long, value_name = "NAME", default_value = "processingNumber")]
    parameter_name: String,
    /// The result code for a live number
    #[arg(long, value_name = "CODE", default_value = "valid")]
    valid: String,
    /// The result code for every other number
    #[arg(long, value_name = "CODE", default_value = "refused")]
    refused: String,
    /// A file that holds the subscription key the caller must send
    #[arg(long, value_name = "FILE", env = "MOCK_HERSYS_SUBSCRIPTION_KEY_FILE")]
    subscription_key_file: Option<PathBuf>,
    /// Answer over TLS with this certificate, in PEM, followed by those of its issuers. All calls go over it, those of
    /// /control too
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
    /// Answer only who shows a certificate that came from these authorities, in PEM. PKCS#12 (PFX) is not read
    #[arg(long, value_name = "FILE", requires = "tls_certificate")]
    client_ca: Option<PathBuf>,
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    run_part("mock-hersys", async {
        Ok::<_, anyhow::Error>(mock_hersys::start(config(arguments)?).await?)
    })
    .await
}

fn config(arguments: Arguments) -> anyhow::Result<Config> {
    let subscription_key = arguments.subscription_key_file.map(|file| {
        let key = fs::read_to_string(&file);
        key.with_context(|| format!("cannot read the subscription key from {}", file.display()))
    });
    let subscription_key = subscription_key.transpose()?.map(|key| key.trim().to_owned());
    refuse_other_machines(arguments.listen, arguments.allow_other_machines)?;
    let read = |file: Option<PathBuf>| {
        file.map(|file| fs::read(&file).with_context(|| format!("cannot read {}", file.display())))
            .transpose()
    };
    let certificate = read(arguments.tls_certificate)?;
    let key = read(arguments.tls_key_file)?;
    let client_ca = read(arguments.client_ca)?;
    let tls = certificate
        .zip(key)
        .map(|(certificate, key)| ServerTls::from_pem(&certificate, &key, client_ca.as_deref()))
        .transpose()?;
    Ok(Config {
        tls,
        listen: arguments.listen,
        clock: arguments.start_time.map_or_else(Clock::system, Clock::virtual_at),
        seed: Seed::from_number(arguments.seed),
        test_instance: arguments.test_instance,
        verification: VerificationContract {
            path: arguments.verification_path,
            parameter_name: arguments.parameter_name,
            valid: arguments.valid,
            refused: arguments.refused,
            subscription_key,
        },
    })
}
