//! `PUT /control/app-versions` and `PUT /control/terms-update`: a newer app comes out, the terms change.

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use axum::http::StatusCode;
use testbed::openapi::{CONTROL, ControlRefusals, UnreadableBody};
use testbed::problem::Problem;

use super::body;
use crate::announcements::{AppVersions, TermsUpdate};
use crate::server::NotifyServer;

/// A newer app comes out.
#[utoipa::path(
    put,
    path = "/control/app-versions",
    tag = CONTROL,
    request_body = AppVersions,
    responses(
        (status = 204, description = "It is announced."),
        ControlRefusals,
        UnreadableBody,
    ),
)]
pub(super) async fn put_app_versions(
    State(server): State<NotifyServer>,
    versions: Result<Json<AppVersions>, JsonRejection>,
) -> Result<StatusCode, Problem> {
    server.announcements_mut().app_versions = body(versions)?;
    Ok(StatusCode::NO_CONTENT)
}

/// The terms change.
#[utoipa::path(
    put,
    path = "/control/terms-update",
    tag = CONTROL,
    request_body = TermsUpdate,
    responses(
        (status = 204, description = "It is announced."),
        ControlRefusals,
        UnreadableBody,
    ),
)]
pub(super) async fn put_terms_update(
    State(server): State<NotifyServer>,
    update: Result<Json<TermsUpdate>, JsonRejection>,
) -> Result<StatusCode, Problem> {
    server.announcements_mut().terms_update = body(update)?;
    Ok(StatusCode::NO_CONTENT)
}
