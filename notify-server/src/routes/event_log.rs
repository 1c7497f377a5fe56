//! `PUT /api/v1/event_log`: events of the use of an app.
//!
//! Order of evaluation (COCOA v2.0.0, `V1EventLog`): functions key, stated size, real size, Front Door, JSON, device,
//! storage.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use serde_json::error::Category;
use testbed::openapi::PUBLIC;

use super::refusals::AppRefusals;
use super::{body, failed};
use crate::error::Refusal;
use crate::event_log::{EventLogBody, EventLogSubmission};
use crate::server::NotifyServer;
use crate::state::EventLogForm;
use crate::submission::is_platform;

/// In bytes.
const LARGEST_BODY: usize = 10 * 1024 * 1024;

/// Keeps events of the use of an app; those without consent are passed over (since COCOA v2.0.0).
///
/// Order of evaluation: functions key (401), stated size (400, 413), real size (413), Front Door (418), JSON (500, 400),
/// device (400), storage (500).
#[utoipa::path(
    put,
    path = "/api/v1/event_log",
    tag = PUBLIC,
    request_body = EventLogBody,
    responses(
        (status = 201, description = "The events are kept."),
        (status = 400, description = "No size is stated, or the body or the device is not what it must be."),
        (status = 413, description = "The body is larger than 10 MiB."),
        AppRefusals,
    ),
    security((), ("functions_key" = [])),
)]
pub(super) async fn submit(
    State(server): State<NotifyServer>,
    request: Request,
) -> Result<StatusCode, StatusCode> {
    let state = server.state();
    let form = state.event_log;
    if form == EventLogForm::Absent {
        return Err(StatusCode::NOT_FOUND);
    }
    let headers = request.headers().clone();
    server.check_functions_key(&headers).map_err(Refusal::status)?;
    if stated_size(&headers).ok_or(StatusCode::BAD_REQUEST)? > LARGEST_BODY as u64 {
        return Err(StatusCode::PAYLOAD_TOO_LARGE);
    }
    let body = body::read(request, LARGEST_BODY).await.map_err(Refusal::status)?;
    server
        .check_front_door(&state, &headers)
        .map_err(Refusal::status)?;

    let submission = EventLogSubmission::read(form, &body).map_err(|error| match error.classify() {
        // What is no JSON at all is an exception that the real server does not catch.
        Category::Syntax | Category::Eof | Category::Io => StatusCode::INTERNAL_SERVER_ERROR,
        Category::Data => StatusCode::BAD_REQUEST,
    })?;
    if !is_platform(submission.platform.as_deref()) {
        return Err(StatusCode::BAD_REQUEST);
    }
    let events = submission.kept(server.clock.now());
    let events = events.ok_or(StatusCode::INTERNAL_SERVER_ERROR)?;
    server
        .with_store(move |store| store.add_event_logs(&events))
        .await
        .map_err(failed)?;
    Ok(StatusCode::CREATED)
}

/// What `Content-Length` says, in bytes.
fn stated_size(headers: &HeaderMap) -> Option<u64> {
    headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}
