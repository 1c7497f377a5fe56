//! `/control/cases`: what a health centre enters about a person.

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use testbed::problem::Problem;

use super::{body, problem};
use crate::hersys::Hersys;
use crate::store::{Case, Contact, PositiveResult};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NewCase {
    contact: Contact,
}

#[derive(Serialize)]
pub(super) struct RegisteredCase {
    case_id: String,
}

pub(super) async fn register(
    State(hersys): State<Hersys>,
    new_case: Result<Json<NewCase>, JsonRejection>,
) -> Result<(StatusCode, Json<RegisteredCase>), Problem> {
    let case_id = hersys.store().register_case(body(new_case)?.contact);
    Ok((StatusCode::CREATED, Json(RegisteredCase { case_id })))
}

pub(super) async fn show(
    State(hersys): State<Hersys>,
    Path(case_id): Path<String>,
) -> Result<Json<Case>, Problem> {
    let case = hersys.store().case(&case_id).cloned();
    case.map(Json).map_err(|error| problem(&error))
}

pub(super) async fn report_positive(
    State(hersys): State<Hersys>,
    Path(case_id): Path<String>,
    result: Result<Json<PositiveResult>, JsonRejection>,
) -> Result<StatusCode, Problem> {
    let reported = hersys.store().report_positive(&case_id, body(result)?);
    reported.map_err(|error| problem(&error))?;
    Ok(StatusCode::NO_CONTENT)
}
