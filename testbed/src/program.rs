//! A part as a program of its own: logs to stderr, one line for an error, a clean end.

use std::fmt::Display;
use std::future::Future;
use std::io::{self, Write as _};
use std::process::ExitCode;

use tracing_subscriber::EnvFilter;

use crate::serve::RunningServer;

/// The exit code when a part could not start or broke.
const FAILED: u8 = 2;

/// Runs a part until Ctrl-C or, where there is one, SIGTERM. `RUST_LOG` says what is logged; `info` if it does not.
pub async fn run_part<E: Display>(
    name: &str,
    start: impl Future<Output = Result<RunningServer, E>>,
) -> ExitCode {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(io::stderr)
        .init();
    let server = match start.await {
        Ok(server) => server,
        Err(error) => return failed(name, error),
    };
    tracing::info!(part = name, url = server.url(), "listening");
    match until_asked_to_end(server).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(name, error),
    }
}

async fn until_asked_to_end(mut server: RunningServer) -> io::Result<()> {
    tokio::select! {
        ended = server.finished() => ended,
        asked = asked_to_end() => {
            asked?;
            server.stop().await
        }
    }
}

/// Waits until the program is asked to end: Ctrl-C, or SIGTERM as a container engine sends it.
pub async fn asked_to_end() -> io::Result<()> {
    #[cfg(unix)]
    {
        let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
        tokio::select! {
            interrupted = tokio::signal::ctrl_c() => interrupted,
            _ = terminate.recv() => Ok(()),
        }
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c().await
}

fn failed(name: &str, error: impl Display) -> ExitCode {
    // Nothing can be done about a standard error that is closed.
    let _ = writeln!(io::stderr(), "{name}: {error:#}");
    ExitCode::from(FAILED)
}
