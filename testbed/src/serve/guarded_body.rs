//! The body of a request, read no longer and no further than the limits allow.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU16, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::http::StatusCode;
use hyper::body::{Body, Bytes, Frame, Incoming, SizeHint};
use thiserror::Error;
use tokio::time::{Sleep, sleep};

use super::Limits;

/// Why the rest of a body is not read.
#[derive(Debug, Error)]
pub(super) enum BodyError {
    #[error("the body is longer than this server takes")]
    TooLong,
    #[error("the body did not arrive in time")]
    TooSlow,
    #[error(transparent)]
    Broken(#[from] hyper::Error),
}

/// What a body was refused with, seen by who answers in the place of a handler that could not read it.
#[derive(Debug, Clone, Default)]
pub(super) struct Verdict(Arc<AtomicU16>);

impl Verdict {
    /// The status to answer, if the body was refused.
    pub(super) fn status(&self) -> Option<StatusCode> {
        StatusCode::from_u16(self.0.load(Ordering::Relaxed)).ok()
    }

    fn refuse(&self, status: StatusCode, error: BodyError) -> BodyError {
        self.0.store(status.as_u16(), Ordering::Relaxed);
        error
    }
}

pub(super) struct GuardedBody {
    body: Incoming,
    left: u64,
    timeout: Duration,
    deadline: Option<Pin<Box<Sleep>>>,
    verdict: Verdict,
}

impl GuardedBody {
    pub(super) fn new(body: Incoming, limits: &Limits, verdict: Verdict) -> Self {
        Self {
            body,
            left: limits.body_size,
            timeout: limits.body_read_timeout,
            deadline: None,
            verdict,
        }
    }
}

impl Body for GuardedBody {
    type Data = Bytes;
    type Error = BodyError;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        let this = self.get_mut();
        let Poll::Ready(frame) = Pin::new(&mut this.body).poll_frame(context) else {
            let timeout = this.timeout;
            let deadline = this.deadline.get_or_insert_with(|| Box::pin(sleep(timeout)));
            return deadline.as_mut().poll(context).map(|()| {
                let error = this
                    .verdict
                    .refuse(StatusCode::REQUEST_TIMEOUT, BodyError::TooSlow);
                Some(Err(error))
            });
        };
        let Some(frame) = frame.transpose()? else {
            return Poll::Ready(None);
        };
        let length = frame.data_ref().map_or(0, |data| data.len() as u64);
        let Some(left) = this.left.checked_sub(length) else {
            let error = this
                .verdict
                .refuse(StatusCode::PAYLOAD_TOO_LARGE, BodyError::TooLong);
            return Poll::Ready(Some(Err(error)));
        };
        this.left = left;
        Poll::Ready(Some(Ok(frame)))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
