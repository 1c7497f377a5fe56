//! `/control/cases`: what a health centre enters about a person.

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use testbed::openapi::{CONTROL, Conflicting, ControlRefusals, Unknown, UnreadableBody};
use testbed::problem::Problem;
use utoipa::ToSchema;

use super::body;
use crate::hersys::Hersys;
use crate::store::Store;
use crate::store::case::{Case, PositiveResult};
use crate::store::contact::Contact;
use crate::store::health_centre;

/// A person whom a health centre registers.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"contact": {"sms": "090-0000-0001"}, "health_centre_id": "1"}))]
pub(super) struct NewCase {
    contact: Contact,
    /// Without it, the case belongs to the first health centre.
    #[serde(default)]
    health_centre_id: Option<String>,
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
        Unknown,
        ControlRefusals,
        UnreadableBody,
    ),
)]
pub(super) async fn register(
    State(hersys): State<Hersys>,
    new_case: Result<Json<NewCase>, JsonRejection>,
) -> Result<(StatusCode, Json<RegisteredCase>), Problem> {
    let new_case = body(new_case)?;
    let health_centre_id = new_case
        .health_centre_id
        .unwrap_or_else(|| health_centre::FIRST.to_owned());
    let case_id = hersys.register_case(health_centre_id, new_case.contact).await?;
    Ok((StatusCode::CREATED, Json(RegisteredCase { case_id })))
}

/// Every case, in the order in which they were registered.
#[utoipa::path(
    get,
    path = "/control/cases",
    tag = CONTROL,
    responses(
        (status = 200, description = "The cases.", body = Vec<Case>),
        ControlRefusals,
    ),
)]
pub(super) async fn list(State(hersys): State<Hersys>) -> Result<Json<Vec<Case>>, Problem> {
    Ok(Json(hersys.store(Store::cases).await?))
}

/// A case.
#[utoipa::path(
    get,
    path = "/control/cases/{case_id}",
    tag = CONTROL,
    params(("case_id", description = "The case.", example = "1")),
    responses(
        (status = 200, description = "The case.", body = Case),
        Unknown,
        ControlRefusals,
    ),
)]
pub(super) async fn show(
    State(hersys): State<Hersys>,
    Path(case_id): Path<String>,
) -> Result<Json<Case>, Problem> {
    Ok(Json(hersys.store(move |store| store.case(&case_id)).await?))
}

/// Records that the person was found positive; a number may be issued at once.
#[utoipa::path(
    post,
    path = "/control/cases/{case_id}/positive",
    tag = CONTROL,
    params(("case_id", description = "The case.", example = "1")),
    request_body = PositiveResult,
    responses(
        (status = 204, description = "The result is recorded."),
        Unknown,
        Conflicting,
        ControlRefusals,
        UnreadableBody,
    ),
)]
pub(super) async fn report_positive(
    State(hersys): State<Hersys>,
    Path(case_id): Path<String>,
    result: Result<Json<PositiveResult>, JsonRejection>,
) -> Result<StatusCode, Problem> {
    hersys.report_positive(case_id, body(result)?).await?;
    Ok(StatusCode::NO_CONTENT)
}
