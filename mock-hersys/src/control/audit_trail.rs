//! `GET /control/audit-trail`: who did what and when, without personal data.

use axum::Json;
use axum::extract::State;
use testbed::openapi::{CONTROL, ControlRefusals};
use testbed::problem::Problem;

use crate::hersys::Hersys;
use crate::store::Store;
use crate::store::audit_trail::AuditEntry;

/// Who did what and when, without numbers, addresses and names.
#[utoipa::path(
    get,
    path = "/control/audit-trail",
    tag = CONTROL,
    responses(
        (status = 200, description = "Every entry, in order.", body = Vec<AuditEntry>),
        ControlRefusals,
    ),
)]
pub(super) async fn show(State(hersys): State<Hersys>) -> Result<Json<Vec<AuditEntry>>, Problem> {
    Ok(Json(hersys.store(Store::audit_trail).await?))
}
