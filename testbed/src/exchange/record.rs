//! The middleware that writes exchanges down.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;

use super::body::WatchedBody;
use super::form::form_of;
use super::path::path_of;
use super::{Exchange, Exchanges};
use crate::caller;
use crate::clock::Clock;
use crate::serve::HangUp;

/// What is asked only to see whether the part is up is no part of the chain.
const HEALTH: &str = "/health";

pub(crate) async fn record_exchange(
    State((exchanges, clock)): State<(Exchanges, Clock)>,
    request: Request,
    next: Next,
) -> Response {
    if request.uri().path() == HEALTH {
        return next.run(request).await;
    }
    let (method, path) = (
        request.method().to_string(),
        path_of(request.uri(), request.extensions()),
    );
    let begun = exchanges.begin(Exchange {
        at: clock.now(),
        caller: caller::told_in(request.headers()),
        method: method.clone(),
        path: path.clone(),
        status: None,
        request: None,
        response: None,
    });
    let Some(place) = begun else {
        return next.run(request).await;
    };
    let to = exchanges.clone();
    let request = request.map(|body| {
        WatchedBody::watch(body, move |seen| {
            to.update(place, |exchange| exchange.request = shown(seen));
        })
    });
    let response = next.run(request).await;
    if response.extensions().get::<HangUp>().is_some() {
        tracing::debug!(method, path, "hung up");
        return response;
    }
    let status = response.status().as_u16();
    tracing::debug!(method, path, status, "answered");
    exchanges.update(place, |exchange| exchange.status = Some(status));
    response.map(|body| {
        WatchedBody::watch(body, move |seen| {
            exchanges.update(place, |exchange| exchange.response = shown(seen));
        })
    })
}

fn shown(seen: Option<&[u8]>) -> Option<String> {
    seen.map_or_else(|| Some("<long>".to_owned()), form_of)
}
