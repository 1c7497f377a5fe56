//! `GET /api/inquirylog` and `PUT /inquiry-logs/{file}`: a ticket, and with it a log that a user sends in.
//!
//! The first is the server's (COCOA v1.2.1, `InquiryLogApi`), the second a store's beside it, which answers as Azure's
//! does: 403 without a valid ticket, and 403 for a file that exists, because the ticket allows to create alone.

use axum::Json;
use axum::extract::{Path, RawQuery, Request, State};
use axum::http::{HeaderMap, StatusCode};
use serde::Serialize;
use testbed::openapi::PUBLIC;
use utoipa::ToSchema;

use super::refusals::AppRefusals;
use super::{body, failed};
use crate::error::Refusal;
use crate::server::NotifyServer;

/// The largest log, in bytes: far more than the 14 days of texts that an app keeps.
const LARGEST_LOG: usize = 32 * 1024 * 1024;

/// The longest name of a file, in characters.
const LONGEST_NAME: usize = 128;

/// A ticket to send a log in.
#[derive(Serialize, ToSchema)]
pub(super) struct Ticket {
    /// The query of the upload's URL; valid for ten minutes.
    #[schema(examples(
        "sr=c&sp=c&se=1623639600&sig=5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef"
    ))]
    sas_token: String,
}

/// A ticket to send a log in (since COCOA v1.2.1).
///
/// Order of evaluation: functions key (401), Front Door (418), API key (400).
#[utoipa::path(
    get,
    path = "/api/inquirylog",
    tag = PUBLIC,
    responses(
        (status = 200, description = "The ticket.", body = Ticket),
        (status = 400, description = "The API key is missing or wrong."),
        AppRefusals,
    ),
    security((), ("functions_key" = [], "api_key" = [])),
)]
pub(super) async fn ticket(
    State(server): State<NotifyServer>,
    headers: HeaderMap,
) -> Result<Json<Ticket>, StatusCode> {
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
    Ok(Json(Ticket { sas_token: ticket }))
}

/// Keeps a log that a user sends in: the store beside the server, which answers as Azure's does.
///
/// Order of evaluation: ticket (403), name (400), size (413), whether there is such a file (403).
#[utoipa::path(
    put,
    path = "/inquiry-logs/{file}",
    tag = PUBLIC,
    params(
        ("file" = String, Path, description = "The name.", example = "cocoa_log_1.zip"),
        ("se" = Option<i64>, Query, description = "When the ticket ends, Unix seconds."),
        ("sig" = Option<String>, Query, description = "The ticket's signature, hexadecimal."),
    ),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses(
        (status = 201, description = "The log is kept."),
        (status = 400, description = "The name is longer than 128 characters or has others than letters, digits and `-_.`."),
        (status = 403, description = "The ticket is missing, wrong or no longer valid, or there is such a file."),
        (status = 404, description = "The name is no text."),
        (status = 413, description = "The log is larger than 32 MiB."),
        (status = 500, description = "The store failed."),
    ),
)]
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
