//! `PUT /api/v2/diagnosis`: a positive registration without a user and without transmission risk levels.

use axum::extract::{Request, State};
use testbed::openapi::PUBLIC;

use super::refusals::RegistrationRefusals;
use crate::error::Refusal;
use crate::registration::{Answer, ApiVersion, register};
use crate::server::NotifyServer;
use crate::submission::DiagnosisSubmission;

/// Registers keys, second form, without a user (since COCOA v1.2.2).
///
/// Order of evaluation: functions key (401), size (413), Front Door (418), end of the service (406), readable body (500), envelope and keys (400),
/// regions (400), device (400), chaff (204, since COCOA v1.4.0), HER-SYS (406, 503, 500), storage (500).
#[utoipa::path(
    put,
    path = "/api/v2/diagnosis",
    tag = PUBLIC,
    request_body = DiagnosisSubmission,
    params((
        "X-Chaff" = Option<String>,
        Header,
        description = "Says, whatever it holds, that this is no registration and only looks like one.",
    )),
    responses(
        (status = 204, description = "The keys are stored, or the submission is chaff."),
        RegistrationRefusals,
    ),
    security((), ("functions_key" = [])),
)]
pub(super) async fn submit(State(server): State<NotifyServer>, request: Request) -> Result<Answer, Refusal> {
    register(server, ApiVersion::V2, request).await
}
