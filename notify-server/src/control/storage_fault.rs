//! `PUT /control/storage-fault`: registrations end as in a crash in the middle of their transaction. The app finds its
//! connection closed, and nothing of the registration is kept; HER-SYS has been asked by then.

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use axum::http::StatusCode;
use testbed::openapi::{CONTROL, ControlRefusals, UnreadableBody};
use testbed::problem::Problem;

use super::body;
use crate::server::NotifyServer;
use crate::store::StorageFault;

/// Lets registrations end as in a crash.
#[utoipa::path(
    put,
    path = "/control/storage-fault",
    tag = CONTROL,
    request_body = StorageFault,
    responses(
        (status = 204, description = "It is in force, instead of any other."),
        ControlRefusals,
        UnreadableBody,
    ),
)]
pub(super) async fn put(
    State(server): State<NotifyServer>,
    fault: Result<Json<StorageFault>, JsonRejection>,
) -> Result<StatusCode, Problem> {
    server.storage_faults().set(body(fault)?);
    Ok(StatusCode::NO_CONTENT)
}
