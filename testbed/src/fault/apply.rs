//! The middleware that puts the rules into force.

use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tokio::time::sleep;

use super::body::{collect, cut, trickle};
use super::{Fault, FaultRules};
use crate::clock::Clock;
use crate::patience;
use crate::serve::HangUp;

/// Answers by the rules: `axum::middleware::from_fn_with_state((rules, clock), apply_faults)`.
pub(crate) async fn apply_faults(
    State((rules, clock)): State<(FaultRules, Clock)>,
    request: Request,
    next: Next,
) -> Response {
    let Some(fault) = rules.take(request.method(), request.uri().path()) else {
        return next.run(request).await;
    };
    apply(fault, &clock, request, next)
        .await
        .unwrap_or_else(IntoResponse::into_response)
}

async fn apply(fault: Fault, clock: &Clock, request: Request, next: Next) -> Result<Response, HangUp> {
    let patience = clock
        .is_virtual()
        .then(|| patience::told_in(request.headers()))
        .flatten();
    match fault {
        Fault::Delay { milliseconds } => {
            let delay = Duration::from_millis(milliseconds);
            if !clock.is_virtual() {
                sleep(delay).await;
            } else if patience.is_some_and(|patience| patience <= delay) {
                return read_and_hang_up(request).await;
            }
            Ok(next.run(request).await)
        }
        Fault::Refuse => Err(HangUp),
        Fault::DropBefore => read_and_hang_up(request).await,
        Fault::DropAfter => {
            collect(next.run(request).await).await?;
            Err(HangUp)
        }
        Fault::Status(status) => Ok(StatusCode::from_u16(status)
            .unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
            .into_response()),
        Fault::Truncate { bytes } => {
            let (parts, body) = collect(next.run(request).await).await?;
            Ok(Response::from_parts(parts, cut(&body, bytes)))
        }
        Fault::WrongJson(body) => Ok(with_type("application/json", body)),
        Fault::WrongContentType(content_type) => {
            let mut response = next.run(request).await;
            if let Ok(content_type) = HeaderValue::try_from(content_type) {
                response.headers_mut().insert(header::CONTENT_TYPE, content_type);
            }
            Ok(response)
        }
        Fault::SlowBytes {
            milliseconds_per_byte,
        } => {
            let (parts, body) = collect(next.run(request).await).await?;
            let length = u64::try_from(body.len()).unwrap_or(u64::MAX);
            let whole = Duration::from_millis(milliseconds_per_byte.saturating_mul(length));
            let body = if !clock.is_virtual() {
                Body::from_stream(trickle(body, Duration::from_millis(milliseconds_per_byte)))
            } else if patience.is_some_and(|patience| patience <= whole) {
                return Err(HangUp);
            } else {
                Body::from(body)
            };
            Ok(Response::from_parts(parts, body))
        }
        Fault::Nonsense(body) => Ok(with_type("text/html", body)),
        Fault::Bytes(bytes) => Ok(with_type("application/octet-stream", bytes)),
    }
}

/// Reads the request to its end, so that the caller has said everything before it is left without an answer.
async fn read_and_hang_up(request: Request) -> Result<Response, HangUp> {
    // A body that does not arrive is left unread; the server's limits hold for it all the same.
    let _ = to_bytes(request.into_body(), usize::MAX).await;
    Err(HangUp)
}

fn with_type(content_type: &'static str, body: impl IntoResponse) -> Response {
    (
        [(header::CONTENT_TYPE, HeaderValue::from_static(content_type))],
        body,
    )
        .into_response()
}
