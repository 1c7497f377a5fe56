//! One request, answered within the limits, or not at all.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderValue, Request, StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures::FutureExt as _;
use hyper::body::{Body as _, Incoming};
use thiserror::Error;
use tower::Service as _;

use super::guarded_body::{GuardedBody, Verdict};
use super::{Limits, RequestGate};

/// The answer that is none: who asked finds the connection closed. Only a server of [`super`] understands it; any
/// other would send an empty answer of 500.
#[derive(Debug, Clone, Copy)]
pub struct HangUp;

impl IntoResponse for HangUp {
    fn into_response(self) -> Response {
        let mut response = StatusCode::INTERNAL_SERVER_ERROR.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Makes hyper close the connection.
#[derive(Debug, Error)]
#[error("the connection is closed without an answer")]
pub(super) struct HungUp;

/// What answers the requests of all connections.
#[derive(Clone)]
pub(super) struct Answering {
    router: Router,
    limits: Arc<Limits>,
    gate: RequestGate,
}

impl Answering {
    pub(super) fn new(router: Router, limits: Limits) -> Self {
        Self {
            router,
            gate: RequestGate::new(limits.requests),
            limits: Arc::new(limits),
        }
    }

    pub(super) async fn answer(self, request: Request<Incoming>) -> Result<Response, HungUp> {
        // A length that is not a number is refused by hyper already.
        if request.body().size_hint().lower() > self.limits.body_size {
            return Ok(closing(StatusCode::PAYLOAD_TOO_LARGE));
        }
        let _let_in = if is_counted(request.uri().path()) {
            match self.gate.enter().await {
                Ok(let_in) => Some(let_in),
                Err(status) => return Ok(status.into_response()),
            }
        } else {
            None
        };
        let verdict = Verdict::default();
        let request = request.map(|body| {
            if body.is_end_stream() {
                return Body::empty();
            }
            Body::new(GuardedBody::new(body, &self.limits, verdict.clone()))
        });
        let response = self.run(request).await;
        if response.extensions().get::<HangUp>().is_some() {
            return Err(HungUp);
        }
        Ok(verdict.status().map_or(response, closing))
    }

    async fn run(mut self, request: Request<Body>) -> Response {
        // What a handler left half done is dropped with it, so nothing can be seen in a broken state but through
        // locks, and those are asked for with `PoisonError::into_inner`.
        let handled = AssertUnwindSafe(async { self.router.call(request).await });
        match handled.catch_unwind().await {
            Ok(Ok(response)) => response,
            Ok(Err(never)) => match never {},
            Err(_panic) => {
                // What the panic says may repeat what was sent, and stays out of the log.
                tracing::error!("a handler panicked; the request was answered with 500");
                StatusCode::INTERNAL_SERVER_ERROR.into_response()
            }
        }
    }
}

/// A request whose rest is not read: the connection cannot be used again.
fn closing(status: StatusCode) -> Response {
    let close = [(header::CONNECTION, HeaderValue::from_static("close"))];
    (status, close).into_response()
}

fn is_counted(path: &str) -> bool {
    path != "/health" && !path.starts_with("/control/")
}
