//! The loop that accepts connections, and what becomes of each.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use tokio_rustls::TlsAcceptor;
use tracing::Instrument as _;

use super::Limits;
use super::answer::Answering;

/// How long nothing is accepted after the operating system had no means left for a connection.
const RECOVERY: Duration = Duration::from_secs(1);

/// Answers until `stopped` is told or dropped. When this is dropped itself, every connection is closed.
pub(super) async fn accept(
    listener: TcpListener,
    router: Router,
    limits: Limits,
    tls: Option<TlsAcceptor>,
    mut stopped: oneshot::Receiver<()>,
) {
    let answering = Answering::new(router, limits);
    let graceful = GracefulShutdown::new();
    let free = Arc::new(Semaphore::new(limits.connections));
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            _ = &mut stopped => break,
            Some(ended) = connections.join_next() => report(ended),
            (stream, permit) = next(&listener, &free) => {
                let connection = Connection {
                    answering: answering.clone(),
                    limits,
                    tls: tls.clone(),
                    watcher: graceful.watcher(),
                    _permit: permit,
                };
                connections.spawn(connection.serve(stream).in_current_span());
            }
        }
    }
    drop(listener);
    // What is still under way after the farewell is dropped with the set.
    if timeout(limits.farewell, graceful.shutdown()).await.is_err() {
        tracing::warn!("stopped with requests under way");
    }
}

fn report(ended: Result<(), tokio::task::JoinError>) {
    if ended.is_err_and(|error| error.is_panic()) {
        tracing::error!("an answer panicked while it was sent; its connection was closed");
    }
}

/// The next connection, when there is room for one.
async fn next(listener: &TcpListener, free: &Arc<Semaphore>) -> (TcpStream, Option<OwnedSemaphorePermit>) {
    // The semaphore is never closed.
    let permit = Arc::clone(free).acquire_owned().await.ok();
    loop {
        match listener.accept().await {
            Ok((stream, _peer)) => return (stream, permit),
            // The peer was gone before it was accepted.
            Err(error) if is_the_peers(&error) => {}
            Err(error) => {
                tracing::error!(%error, "no connection can be accepted");
                sleep(RECOVERY).await;
            }
        }
    }
}

fn is_the_peers(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionRefused | io::ErrorKind::ConnectionAborted | io::ErrorKind::ConnectionReset
    )
}

struct Connection {
    answering: Answering,
    limits: Limits,
    tls: Option<TlsAcceptor>,
    watcher: Watcher,
    /// Taken until the connection is closed.
    _permit: Option<OwnedSemaphorePermit>,
}

impl Connection {
    async fn serve(self, stream: TcpStream) {
        // An answer in two parts would wait for the acknowledgement of the first. Where that cannot be switched off,
        // the connection is gone already.
        let _ = stream.set_nodelay(true);
        let Some(tls) = &self.tls else {
            return self.answer(stream).await;
        };
        match timeout(self.limits.header_read_timeout, tls.accept(stream)).await {
            Ok(Ok(stream)) => self.answer(stream).await,
            Ok(Err(error)) => tracing::warn!(%error, "a TLS handshake failed"),
            Err(_too_late) => tracing::warn!("a TLS handshake did not end in time"),
        }
    }

    async fn answer(self, stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static) {
        let answering = self.answering;
        let service = service_fn(move |request| answering.clone().answer(request));
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(self.limits.header_read_timeout)
            .serve_connection(TokioIo::new(stream), service);
        if let Err(error) = self.watcher.watch(connection).await {
            // The peer went away or sent what is no HTTP, or the connection was to be closed.
            tracing::debug!(%error, "a connection ended");
        }
    }
}
