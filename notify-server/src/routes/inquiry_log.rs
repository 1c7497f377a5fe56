//! `GET /api/inquirylog` and `PUT /inquiry-logs/{file}`: a ticket, and with it a log that a user sends in.
//!
//! The first is the server's (COCOA v1.2.1, `InquiryLogApi`: functions key, Front Door, API key), the second a store's beside it, which answers as Azure's
//! does: 403 without a valid ticket, and 403 for a file that exists, because the ticket allows to create alone.

use axum::extract::{Path, RawQuery, Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::{Json, response::IntoResponse};
use serde_json::json;

use super::{body, failed};
use crate::error::Refusal;
use crate::server::NotifyServer;

/// The largest log, in bytes: far more than the 14 days of texts that an app keeps.
const LARGEST_LOG: usize = 32 * 1024 * 1024;

/// The longest name of a file, in characters.
const LONGEST_NAME: usize = 128;

pub(super) async fn ticket(
    State(server): State<NotifyServer>,
    headers: HeaderMap,
) -> Result<impl IntoResponse, StatusCode> {
    let state = server.state();
    if !state.inquiry_log {
        return Err(StatusCode::NOT_FOUND);
    }
    server
        .check_functions_key(&headers)
        .and_then(|()| server.check_front_door(&state, &headers))
        .map_err(Refusal::status)?;
    if !server.inquiry_logs.is_allowed(&headers) {
        return Err(StatusCode::BAD_REQUEST);
    }
    let ticket = server.inquiry_logs.ticket(server.clock.now());
    let ticket = ticket.ok_or(StatusCode::INTERNAL_SERVER_ERROR)?;
    Ok(Json(json!({"sas_token": ticket})))
}

pub(super) async fn upload(
    State(server): State<NotifyServer>,
    Path(name): Path<String>,
    RawQuery(query): RawQuery,
    request: Request,
) -> Result<StatusCode, StatusCode> {
    let now = server.clock.now();
    server
        .inquiry_logs
        .check(&query.unwrap_or_default(), now)
        .map_err(|_refused| StatusCode::FORBIDDEN)?;
    if !is_plain(&name) {
        return Err(StatusCode::BAD_REQUEST);
    }
    let log = body::read(request, LARGEST_LOG).await.map_err(Refusal::status)?;
    if server.files.add_inquiry_log(&name, log).await.map_err(failed)? {
        Ok(StatusCode::CREATED)
    } else {
        Err(StatusCode::FORBIDDEN)
    }
}

/// A name that is the same everywhere and leads nowhere else.
fn is_plain(name: &str) -> bool {
    let is_allowed = |character: char| character.is_ascii_alphanumeric() || "-_.".contains(character);
    name.len() <= LONGEST_NAME && !name.starts_with('.') && name.chars().all(is_allowed)
}
