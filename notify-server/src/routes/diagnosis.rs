//! `PUT /api/diagnosis`: a positive registration in its first form, with the user's secret.

use axum::extract::{Request, State};
use testbed::openapi::PUBLIC;

use super::refusals::RegistrationRefusals;
use crate::error::Refusal;
use crate::registration::{Answer, ApiVersion, register};
use crate::server::NotifyServer;
use crate::submission::DiagnosisSubmission;

/// Registers keys, first form, with the user's secret.
///
/// Order of evaluation: functions key (401), size (413), Front Door (418), end of the service (406), readable body (500), envelope and keys (400),
/// regions (400), user (400, 404), device (400), HER-SYS (406, 503, 500), storage (500). What is refused before HER-SYS
/// is asked does not use the number up; all keys are stored or none.
#[utoipa::path(
    put,
    path = "/api/diagnosis",
    tag = PUBLIC,
    request_body = DiagnosisSubmission,
    responses(
        (status = 204, description = "The keys are stored."),
        RegistrationRefusals,
    ),
    security((), ("functions_key" = [], "user_secret" = [])),
)]
pub(super) async fn submit(State(server): State<NotifyServer>, request: Request) -> Result<Answer, Refusal> {
    register(server, ApiVersion::V1, request).await
}
