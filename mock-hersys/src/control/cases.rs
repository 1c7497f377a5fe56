//! `/control/cases`: what a health centre enters about a person.

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use testbed::openapi::{CONTROL, ControlRefusals, UnreadableBody};
use testbed::problem::Problem;
use utoipa::ToSchema;

use super::{body, problem};
use crate::hersys::Hersys;
use crate::store::{Case, Contact, PositiveResult};

/// A person whom a health centre registers.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"contact": {"sms": "090-0000-0001"}}))]
pub(super) struct NewCase {
    contact: Contact,
}

#[derive(Serialize, ToSchema)]
pub(super) struct RegisteredCase {
    #[schema(examples("1"))]
    case_id: String,
}

/// Registers a case; the person is not positive yet.
#[utoipa::path(
    post,
    path = "/control/cases",
    tag = CONTROL,
    request_body = NewCase,
    responses(
        (status = 201, description = "The case is registered.", body = RegisteredCase),
        ControlRefusals,
        UnreadableBody,
    ),
)]
pub(super) async fn register(
    State(hersys): State<Hersys>,
    new_case: Result<Json<NewCase>, JsonRejection>,
) -> Result<(StatusCode, Json<RegisteredCase>), Problem> {
    let case_id = hersys.store().register_case(body(new_case)?.contact);
    Ok((StatusCode::CREATED, Json(RegisteredCase { case_id })))
}

/// A case.
#[utoipa::path(
    get,
    path = "/control/cases/{case_id}",
    tag = CONTROL,
    params(("case_id", description = "The case.", example = "1")),
    responses(
        (status = 200, description = "The case.", body = Case),
        (
            status = 404,
            description = "There is no such case.",
            body = Problem,
            content_type = "application/problem+json",
        ),
        ControlRefusals,
    ),
)]
pub(super) async fn show(
    State(hersys): State<Hersys>,
    Path(case_id): Path<String>,
) -> Result<Json<Case>, Problem> {
    let case = hersys.store().case(&case_id).cloned();
    case.map(Json).map_err(|error| problem(&error))
}

/// Records that the person was found positive.
#[utoipa::path(
    post,
    path = "/control/cases/{case_id}/positive",
    tag = CONTROL,
    params(("case_id", description = "The case.", example = "1")),
    request_body = PositiveResult,
    responses(
        (status = 204, description = "The result is recorded."),
        (
            status = 404,
            description = "There is no such case.",
            body = Problem,
            content_type = "application/problem+json",
        ),
        (
            status = 409,
            description = "The case is already positive.",
            body = Problem,
            content_type = "application/problem+json",
        ),
        ControlRefusals,
        UnreadableBody,
    ),
)]
pub(super) async fn report_positive(
    State(hersys): State<Hersys>,
    Path(case_id): Path<String>,
    result: Result<Json<PositiveResult>, JsonRejection>,
) -> Result<StatusCode, Problem> {
    let reported = hersys.store().report_positive(&case_id, body(result)?);
    reported.map_err(|error| problem(&error))?;
    Ok(StatusCode::NO_CONTENT)
}
