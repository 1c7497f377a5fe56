//! The binary: reads the command line, starts the notification server, and waits until it is asked to end.

mod arguments;
mod files_settings;
mod signing_arguments;

use std::process::ExitCode;

use clap::Parser;
use testbed::program::run_part;

use crate::arguments::Arguments;

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    run_part("notify-server", async {
        Ok::<_, anyhow::Error>(notify_server::start(arguments.into_config()?).await?)
    })
    .await
}
