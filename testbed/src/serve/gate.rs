//! Letting in no more requests than the limits say.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::RequestLimits;

/// Counts the requests under way, over all its clones.
#[derive(Debug, Clone)]
pub struct RequestGate {
    outstanding: Arc<Semaphore>,
    concurrent: Arc<Semaphore>,
    excess: StatusCode,
}

/// A request that was let in, until it is dropped.
#[derive(Debug)]
pub(super) struct LetIn {
    _outstanding: OwnedSemaphorePermit,
    _concurrent: OwnedSemaphorePermit,
}

impl RequestGate {
    /// A gate that nobody has passed yet.
    pub fn new(limits: RequestLimits) -> Self {
        Self {
            outstanding: Arc::new(Semaphore::new(limits.outstanding)),
            concurrent: Arc::new(Semaphore::new(limits.concurrent)),
            excess: limits.excess,
        }
    }

    /// Waits for its turn; the status to answer where even the waiting room is full.
    pub(super) async fn enter(&self) -> Result<LetIn, StatusCode> {
        let outstanding = Arc::clone(&self.outstanding).try_acquire_owned();
        let outstanding = outstanding.map_err(|_| self.excess)?;
        let concurrent = Arc::clone(&self.concurrent).acquire_owned().await;
        Ok(LetIn {
            _outstanding: outstanding,
            _concurrent: concurrent.map_err(|_| self.excess)?,
        })
    }
}

/// A gate before some routes only: `axum::middleware::from_fn_with_state(gate, limit_requests)`.
pub async fn limit_requests(State(gate): State<RequestGate>, request: Request, next: Next) -> Response {
    match gate.enter().await {
        Ok(_let_in) => next.run(request).await,
        Err(status) => status.into_response(),
    }
}
