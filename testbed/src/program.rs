//! A part as a program of its own: logs to stderr, one line for an error, a clean end.

use std::error::Error;
use std::future::Future;
use std::io::{self, IsTerminal as _, Write as _};
use std::process::ExitCode;

use tracing_subscriber::layer::{Identity, SubscriberExt as _};
use tracing_subscriber::util::SubscriberInitExt as _;
use tracing_subscriber::{EnvFilter, Layer, Registry};

use crate::serve::RunningServer;

/// The exit code when a part could not start or broke.
const FAILED: u8 = 2;

/// Runs a part until Ctrl-C or, where there is one, SIGTERM.
pub async fn run_part<E: Into<Box<dyn Error + Send + Sync>>>(
    name: &str,
    start: impl Future<Output = Result<RunningServer, E>>,
) -> ExitCode {
    log_to_stderr("info");
    log_panics();
    let server = match start.await {
        Ok(server) => server,
        Err(error) => return failed(name, error.into().as_ref()),
    };
    tracing::info!(part = name, url = server.url(), "listening");
    match until_asked_to_end(server).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(name, &error),
    }
}

/// Logs to stderr, coloured on a terminal alone. `RUST_LOG` says what is logged; `default` if it does not.
pub fn log_to_stderr(default: &str) {
    log_to_stderr_and(default, Identity::new());
}

/// The same, and to wherever `layer` writes, whatever `RUST_LOG` says.
pub fn log_to_stderr_and(default: &str, layer: impl Layer<Registry> + Send + Sync) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(default));
    let is_terminal = io::stderr().is_terminal();
    let to_stderr = tracing_subscriber::fmt::layer()
        .with_writer(io::stderr)
        .with_ansi(is_terminal)
        .with_filter(filter);
    tracing_subscriber::registry().with(layer).with(to_stderr).init();
}

/// Says where a panic was and not what it says: that may repeat what somebody sent.
fn log_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string);
        tracing::error!(place, "a panic");
    }));
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

/// An error with its causes in one line, each said once: many an error repeats its cause in its own words.
pub fn describe(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let words = error.to_string();
        if !text.contains(&words) {
            text = format!("{text}: {words}");
        }
        cause = error.source();
    }
    text
}

fn failed(name: &str, error: &dyn Error) -> ExitCode {
    // Nothing can be done about a standard error that is closed.
    let _ = writeln!(io::stderr(), "{name}: {}", describe(error));
    ExitCode::from(FAILED)
}

#[cfg(test)]
mod tests {
    use thiserror::Error;

    use super::*;

    #[derive(Debug, Error)]
    #[error("{file} cannot be read: {source}")]
    struct Repeating {
        file: &'static str,
        source: io::Error,
    }

    #[derive(Debug, Error)]
    #[error("the part did not start")]
    struct Brief(#[source] Repeating);

    #[test]
    fn every_cause_is_said_once() {
        let error = Brief(Repeating {
            file: "key.pem",
            source: io::Error::other("disk gone"),
        });
        assert_eq!(
            describe(&error),
            "the part did not start: key.pem cannot be read: disk gone"
        );
    }
}
