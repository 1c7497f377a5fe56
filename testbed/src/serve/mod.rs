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

pub use answer::HangUp;
pub use gate::{RequestGate, limit_requests};
pub use limits::{Limits, RequestLimits};

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
}

/// A part that answers requests until it is stopped or dropped.
#[derive(Debug)]
pub struct RunningServer {
    address: SocketAddr,
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
        format!("http://{}", self.address)
    }

    /// Answers what is under way for as long as [`Limits::farewell`] says, then stops.
    pub async fn stop(mut self) -> io::Result<()> {
        if let Some(stop) = self.stop.take() {
            // The receiver is gone only when the server has ended by itself; its result says why.
            let _ = stop.send(());
        }
        self.finished().await
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
#[derive(Debug)]
pub struct Bound {
    listener: TcpListener,
    address: SocketAddr,
    limits: Limits,
}

impl Bound {
    /// The address; the port is the real one where port 0 was asked for.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The URL without a trailing slash.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The same with other limits.
    #[must_use]
    pub fn with_limits(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }

    /// Serves in the background.
    pub fn serve(self, router: Router) -> RunningServer {
        let (stop, stopped) = oneshot::channel::<()>();
        let address = self.address;
        let task = tokio::spawn(accept::accept(self.listener, router, self.limits, stopped));
        RunningServer {
            address,
            stop: Some(stop),
            task,
        }
    }
}

/// Takes an address.
pub async fn bind(address: SocketAddr) -> Result<Bound, ServeError> {
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

    #[tokio::test]
    async fn a_stopped_server_frees_its_port() {
        let first = serve(loopback(), Router::new()).await.unwrap();
        let address = first.address();
        first.stop().await.unwrap();
        serve(address, Router::new()).await.unwrap();
    }
}
