//! `DELETE /api/OptOut/{userUuid}`: a user leaves (until COCOA v1.2.0, `OptOutApi`).
//!
//! The user and what was kept of the registration are deleted. Keys that were registered stay where they are, and what
//! was published is not withdrawn. The Front Door is not looked at here.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use testbed::openapi::PUBLIC;

use super::refusals::AppRefusals;
use crate::error::Refusal;
use crate::registration::{check_user, not_stored};
use crate::server::NotifyServer;

/// A user leaves: the user is deleted, and what was published stays (until COCOA v1.2.0).
///
/// Order of evaluation: functions key (401), user (400, 404).
#[utoipa::path(
    delete,
    path = "/api/OptOut/{user_uuid}",
    tag = PUBLIC,
    params(("user_uuid" = String, Path, description = "The user's name.")),
    responses(
        (status = 204, description = "The user is deleted."),
        (status = 400, description = "There is no `Authorization: Bearer`."),
        AppRefusals,
    ),
    security((), ("functions_key" = [], "user_secret" = [])),
)]
pub(super) async fn leave(
    State(server): State<NotifyServer>,
    Path(user_uuid): Path<String>,
    headers: HeaderMap,
) -> Result<StatusCode, Refusal> {
    if !server.state().opt_out {
        return Err(Refusal::NoSuchForm);
    }
    server.check_functions_key(&headers)?;
    check_user(&server, Some(&user_uuid), &headers).await?;
    server
        .with_store(move |store| store.delete_user(&user_uuid))
        .await
        .map_err(not_stored)?;
    Ok(StatusCode::NO_CONTENT)
}
