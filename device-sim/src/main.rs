//! `device-sim` as a program: arguments in, the part running.

use std::fs;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::Parser;
use device_sim::Config;
use jiff::Timestamp;
use testbed::clock::Clock;
use testbed::program::run_part;
use testbed::seed::Seed;
use testbed::serve::refuse_other_machines;

/// Simulated phones with COCOA on them.
#[derive(Parser)]
#[command(
    version,
    after_help = "Examples:\n  \
        device-sim --test-instance --notify-server http://127.0.0.1:8082 \\\n    \
        --verification-key verification-key.json\n  \
        device-sim --test-instance --seed 7 --start-time 2021-06-14T00:00:00Z \\\n    \
        --notify-server http://127.0.0.1:8082 --verification-key verification-key.json\n\n\
        The verification key is what GET /control/verification-key of the notification server answers."
)]
struct Arguments {
    /// Where to listen.
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8083")]
    listen: SocketAddr,
    /// Let other machines reach it; without this, only an address of this machine is listened on.
    #[arg(long)]
    allow_other_machines: bool,
    /// Answer the control interface, without which there are no phones. Never where real users are.
    #[arg(long)]
    test_instance: bool,
    /// From which everything random derives.
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    seed: u64,
    /// Start a virtual clock at this time; without it, the system's clock.
    #[arg(long, value_name = "RFC3339", requires = "test_instance")]
    start_time: Option<Timestamp>,
    /// The URL of the notification server.
    #[arg(long, value_name = "URL", default_value = "http://127.0.0.1:8082")]
    notify_server: String,
    /// A JSON file with the key that verifies export files.
    #[arg(long, value_name = "FILE")]
    verification_key: PathBuf,
    /// A file with the key that the apps send as x-functions-key.
    #[arg(long, value_name = "FILE", env = "DEVICE_SIM_FUNCTIONS_KEY_FILE")]
    functions_key_file: Option<PathBuf>,
    /// A file with the key that the apps send with logs as x-api-key.
    #[arg(long, value_name = "FILE", env = "DEVICE_SIM_API_KEY_FILE")]
    api_key_file: Option<PathBuf>,
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    run_part("device-sim", async {
        Ok::<_, anyhow::Error>(device_sim::start(config(arguments)?).await?)
    })
    .await
}

fn config(arguments: Arguments) -> anyhow::Result<Config> {
    refuse_other_machines(arguments.listen, arguments.allow_other_machines)?;
    let path = arguments.verification_key.display();
    let json = fs::read(&arguments.verification_key).with_context(|| format!("cannot read {path}"))?;
    let verification_key =
        serde_json::from_slice(&json).with_context(|| format!("{path} is no verification key"))?;
    let read_key = |file: &PathBuf| {
        let key = fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
        Ok::<_, anyhow::Error>(key.trim().to_owned())
    };
    let functions_key = arguments.functions_key_file.as_ref().map(read_key).transpose()?;
    let api_key = arguments.api_key_file.as_ref().map(read_key).transpose()?;
    Ok(Config {
        listen: arguments.listen,
        clock: arguments.start_time.map_or_else(Clock::system, Clock::virtual_at),
        seed: Seed::from_number(arguments.seed),
        test_instance: arguments.test_instance,
        notify_server_url: arguments.notify_server,
        functions_key,
        api_key,
        verification_key,
    })
}
