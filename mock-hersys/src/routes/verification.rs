//! The verification call: the notification server asks about a number that a user typed (ア3).
//!
//! Order of evaluation: the subscription key (401), the form of the body (400), the number. The answer is always 200
//! with a code; which code means what is for the two sides to agree on.
//!
//! The content type is not looked at: COCOA sends JSON as `text/plain` (COCOA v1.1.2, `CustomVerificationService`).

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use serde::Serialize;
use serde_json::{Map, Value, json};
use testbed::openapi::{PUBLIC, at, header_keys};
use utoipa::ToSchema;
use utoipa::openapi::path::Operation;
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::schema::AdditionalProperties;
use utoipa::openapi::{Content, ObjectBuilder, Required, Type};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::config::VerificationContract;
use crate::hersys::Hersys;
use crate::store::ProcessingNumber;
use crate::store::gone_number::Fate;
use crate::store::live_number::Verdict;

/// What HER-SYS says of a number.
#[derive(Serialize, ToSchema)]
struct VerificationResult {
    /// The result code; which one means what is configuration.
    result: String,
}

pub(crate) fn router(hersys: Hersys) -> OpenApiRouter {
    let (schemas, mut paths, handler) = at(&hersys.verification.path, routes!(verify));
    for item in paths.paths.values_mut() {
        if let Some(operation) = &mut item.post {
            describe(&hersys.verification, operation);
        }
    }
    let keys = header_keys([(
        "subscription_key",
        "Ocp-Apim-Subscription-Key",
        "Looked at only where the part was started with one.",
    )]);
    OpenApiRouter::with_openapi(keys)
        .routes((schemas, paths, handler))
        .with_state(hersys)
}

/// Names the one member of the body.
fn describe(contract: &VerificationContract, operation: &mut Operation) {
    let number = ObjectBuilder::new()
        .schema_type(Type::String)
        .description(Some("The number as the user typed it."));
    let body = ObjectBuilder::new()
        .property(&contract.parameter_name, number)
        .required(&contract.parameter_name)
        .additional_properties(Some(AdditionalProperties::FreeForm(false)))
        .examples([json!({&contract.parameter_name: "01234567"})]);
    let content = Content::new(Some(body.build()));
    let request = RequestBodyBuilder::new()
        .content("text/plain", content.clone())
        .content("application/json", content)
        .required(Some(Required::True));
    operation.request_body = Some(request.build().into());
}

/// Whether a number was issued and not yet used; a number that was is used up from here on.
///
/// Order of evaluation: the subscription key (401), the form of the body (400), the number. The content type is not
/// looked at.
#[utoipa::path(
    post,
    path = "/verification",
    tag = PUBLIC,
    request_body = String,
    responses(
        (status = 200, description = "What HER-SYS says of the number.", body = VerificationResult),
        (status = 400, description = "The body is no object with this one member, or its value is no text."),
        (status = 500, description = "HER-SYS itself failed."),
        (status = 401, description = "The subscription key is missing or wrong."),
    ),
    security((), ("subscription_key" = [])),
)]
async fn verify(
    State(hersys): State<Hersys>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<VerificationResult>, StatusCode> {
    let contract = &hersys.verification;
    if let Some(expected) = &contract.subscription_key {
        let sent = headers.get("Ocp-Apim-Subscription-Key");
        if sent.is_none_or(|sent| sent.as_bytes() != expected.as_bytes()) {
            return Err(StatusCode::UNAUTHORIZED);
        }
    }
    let number = read_number(&body, &contract.parameter_name).ok_or(StatusCode::BAD_REQUEST)?;

    let verdict = hersys.verify(number).await.map_err(|error| {
        tracing::error!(%error, "a number could not be verified");
        StatusCode::INTERNAL_SERVER_ERROR
    })?;
    let result = contract.code(verdict).to_owned();
    Ok(Json(VerificationResult { result }))
}

impl VerificationContract {
    /// What the notification server is told. A code that is not set says no more than "refused".
    fn code(&self, verdict: Verdict) -> &str {
        let special = match verdict {
            Verdict::Valid => return &self.valid,
            Verdict::NeverIssued => &self.never_issued,
            Verdict::Gone(Fate::Used) => &self.used,
            Verdict::Gone(Fate::Revoked) => &self.revoked,
            Verdict::Gone(Fate::Expired) => &self.expired,
        };
        special.as_ref().unwrap_or(&self.refused)
    }
}

/// The value of the body's one member, if it has one of that name and its value is text.
fn read_number(body: &[u8], parameter_name: &str) -> Option<ProcessingNumber> {
    let body: Map<String, Value> = serde_json::from_slice(body).ok()?;
    match (body.len(), body.get(parameter_name)) {
        (1, Some(Value::String(number))) => Some(ProcessingNumber::typed(number)),
        _ => None,
    }
}
