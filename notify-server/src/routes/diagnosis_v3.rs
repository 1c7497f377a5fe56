//! `PUT /api/v3/diagnosis`: a positive registration with the onset, from which the server judges every key.

use axum::extract::{Request, State};
use testbed::openapi::PUBLIC;

use super::refusals::RegistrationRefusals;
use crate::error::Refusal;
use crate::registration::{Answer, ApiVersion, register};
use crate::server::NotifyServer;
use crate::submission::V3Submission;

/// Registers keys, third form, with the onset (COCOA v2.0.0 and v2.0.1).
///
/// Order of evaluation: functions key (401), size (413), Front Door (418), end of the service (406), readable body (500), keys (invalid ones are
/// dropped without a word), envelope (400), regions (400), device (400), chaff (200), HER-SYS (406, 503, 500),
/// storage (500).
#[utoipa::path(
    put,
    path = "/api/v3/diagnosis",
    tag = PUBLIC,
    request_body = V3Submission,
    params((
        "X-Chaff" = Option<String>,
        Header,
        description = "Says, whatever it holds, that this is no registration and only looks like one.",
    )),
    responses(
        (
            status = 200,
            description = "The submission with the keys that were not dropped: JSON, sent as plain text.",
            body = String,
            content_type = "text/plain",
        ),
        RegistrationRefusals,
    ),
    security((), ("functions_key" = [])),
)]
pub(super) async fn submit(State(server): State<NotifyServer>, request: Request) -> Result<Answer, Refusal> {
    register(server, ApiVersion::V3, request).await
}
