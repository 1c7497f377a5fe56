//! Binding a part to an address, answering there within [`Limits`], and stopping again.
//!
//! The loop that accepts connections is our own, because axum's answers every request: a test bed also needs a server
//! that closes the connection without a word ([`HangUp`]), that is bounded, and that speaks TLS.

mod accept;
mod answer;
mod gate;
mod guarded_body;
mod limits;

use std::io;
use std::net::SocketAddr;

use axum::Router;
use thiserror::Error;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tracing::Instrument as _;

pub use answer::HangUp;
pub use gate::{RequestGate, limit_requests};
pub use limits::{Limits, RequestLimits};

use crate::tls::{self, ServerTls};

/// Why a part could not be reached at the address it was given.
#[derive(Debug, Error)]
pub enum ServeError {
    /// Another program listens there.
    #[error("{address} is in use by another program; stop it or choose another port")]
    PortInUse {
        /// The address asked for.
        address: SocketAddr,
    },
    /// The operating system refused for another reason.
    #[error("cannot listen on {address}: {source}")]
    Listen {
        /// The address asked for.
        address: SocketAddr,
        /// The reason.
        source: io::Error,
    },
    /// Other machines could reach it, and nobody said that they may.
    #[error(
        "{address} can be reached from other machines, and whoever reaches a test instance can move its clock and read \
         all it keeps; listen on 127.0.0.1, or add --allow-other-machines where the network is closed"
    )]
    OtherMachines {
        /// The address asked for.
        address: SocketAddr,
    },
}

/// Refuses an address that other machines can reach, unless they are `allowed` to.
pub fn refuse_other_machines(address: SocketAddr, allowed: bool) -> Result<(), ServeError> {
    if allowed || address.ip().to_canonical().is_loopback() {
        return Ok(());
    }
    Err(ServeError::OtherMachines { address })
}

/// A part that answers requests until it is stopped or dropped.
#[derive(Debug)]
pub struct RunningServer {
    address: SocketAddr,
    scheme: &'static str,
    stop: Option<oneshot::Sender<()>>,
    task: JoinHandle<()>,
}

impl RunningServer {
    /// Where it listens; the port is the real one where port 0 was asked for.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Its URL without a trailing slash.
    pub fn url(&self) -> String {
        format!("{}://{}", self.scheme, self.address)
    }

    /// Answers what is under way for as long as [`Limits::farewell`] says, then stops.
    pub async fn stop(mut self) -> io::Result<()> {
        if let Some(stop) = self.stop.take() {
            // The receiver is gone only when the server has ended by itself; its result says why.
            let _ = stop.send(());
        }
        self.finished().await
    }

    /// Ends at once, whatever is under way, as a crash would.
    pub async fn crash(&mut self) {
        self.task.abort();
        // What it says is that it was ended.
        let _ = self.finished().await;
    }

    /// Serves until the server ends by itself.
    pub async fn finished(&mut self) -> io::Result<()> {
        (&mut self.task).await.map_err(io::Error::other)
    }
}

impl Drop for RunningServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// An address that is taken and not yet answered: for parts that must know their own URL before they serve.
pub struct Bound {
    listener: TcpListener,
    address: SocketAddr,
    limits: Limits,
    tls: Option<ServerTls>,
}

impl Bound {
    /// The address; the port is the real one where port 0 was asked for.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The URL without a trailing slash.
    pub fn url(&self) -> String {
        format!("{}://{}", self.scheme(), self.address)
    }

    fn scheme(&self) -> &'static str {
        if self.tls.is_some() { "https" } else { "http" }
    }

    /// The same over TLS, and over nothing else; `None`: without.
    #[must_use]
    pub fn with_tls(self, tls: Option<ServerTls>) -> Self {
        Self { tls, ..self }
    }

    /// The same with other limits.
    #[must_use]
    pub fn with_limits(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }

    /// Serves in the background.
    pub fn serve(self, router: Router) -> RunningServer {
        let (stop, stopped) = oneshot::channel::<()>();
        let (address, scheme) = (self.address, self.scheme());
        let accepting = accept::accept(
            self.listener,
            router,
            self.limits,
            self.tls.as_ref().map(ServerTls::acceptor),
            stopped,
        );
        // What it logs belongs to the scenario that started it.
        let task = tokio::spawn(accepting.in_current_span());
        RunningServer {
            address,
            scheme,
            stop: Some(stop),
            task,
        }
    }
}

/// Takes an address.
pub async fn bind(address: SocketAddr) -> Result<Bound, ServeError> {
    // Before a part can make a client, so that none of another crate's making fails for want of it.
    tls::install_provider();
    let refused = |source: io::Error| match source.kind() {
        io::ErrorKind::AddrInUse => ServeError::PortInUse { address },
        _ => ServeError::Listen { address, source },
    };
    let listener = TcpListener::bind(address).await.map_err(refused)?;
    let address = listener
        .local_addr()
        .map_err(|source| ServeError::Listen { address, source })?;
    Ok(Bound {
        listener,
        address,
        limits: Limits::default(),
        tls: None,
    })
}

/// Takes an address and serves there in the background.
pub async fn serve(address: SocketAddr, router: Router) -> Result<RunningServer, ServeError> {
    Ok(bind(address).await?.serve(router))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn loopback() -> SocketAddr {
        SocketAddr::from(([127, 0, 0, 1], 0))
    }

    #[tokio::test]
    async fn a_port_in_use_is_named() {
        let first = serve(loopback(), Router::new()).await.unwrap();
        let error = serve(first.address(), Router::new()).await.unwrap_err();
        assert!(matches!(error, ServeError::PortInUse { .. }), "{error}");
        assert!(error.to_string().contains(&first.address().to_string()));
    }

    #[test]
    fn other_machines_are_let_in_only_where_somebody_says_so() {
        for (address, reachable) in [
            ("127.0.0.1:80", false),
            ("127.8.8.8:80", false),
            ("[::1]:80", false),
            ("[::ffff:127.0.0.1]:80", false),
            ("0.0.0.0:80", true),
            ("[::]:80", true),
            ("192.168.0.2:80", true),
            ("[::ffff:192.168.0.2]:80", true),
        ] {
            let address: SocketAddr = address.parse().unwrap();
            assert_eq!(
                refuse_other_machines(address, false).is_err(),
                reachable,
                "{address}"
            );
            assert!(refuse_other_machines(address, true).is_ok(), "{address}");
        }
    }

    #[tokio::test]
    async fn a_stopped_server_frees_its_port() {
        let first = serve(loopback(), Router::new()).await.unwrap();
        let address = first.address();
        first.stop().await.unwrap();
        serve(address, Router::new()).await.unwrap();
    }
}
