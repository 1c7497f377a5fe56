//! The binary: reads the command line, starts HER-SYS, and waits until it is asked to end.

mod arguments;

use std::process::ExitCode;

use clap::Parser;
use testbed::program::run_part;

use crate::arguments::Arguments;

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    run_part("mock-hersys", async {
        Ok::<_, anyhow::Error>(mock_hersys::start(arguments.into_config()?).await?)
    })
    .await
}
