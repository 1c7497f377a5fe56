//! `DELETE /api/OptOut/{userUuid}`: a user leaves (until COCOA v1.2.0, `OptOutApi`).
//!
//! The user and what was kept of the registration are deleted. Keys that were registered stay where they are, and what
//! was published is not withdrawn. The Front Door is not looked at here.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};

use crate::error::Refusal;
use crate::registration::{check_user, not_stored};
use crate::server::NotifyServer;

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
