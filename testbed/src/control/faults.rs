//! `/control/faults`.

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Controlled;
use crate::fault::{FaultInForce, FaultRule};
use crate::openapi::{CONTROL, ControlRefusals, Unknown, UnreadableBody};
use crate::problem::{Problem, body};

/// The answer to `POST /control/faults`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AddedFault {
    /// Under which the rule can be removed.
    pub id: u64,
}

/// The fault rules in force, in the order in which they are tried.
#[utoipa::path(
    get,
    path = "/control/faults",
    tag = CONTROL,
    responses(
        (status = 200, description = "The rules.", body = Vec<FaultInForce>),
        ControlRefusals,
    ),
)]
pub(super) async fn show<P: Controlled>(State(part): State<P>) -> Json<Vec<FaultInForce>> {
    Json(part.faults().in_force())
}

/// Replaces all fault rules; an empty list ends all faults.
#[utoipa::path(
    put,
    path = "/control/faults",
    tag = CONTROL,
    request_body = Vec<FaultRule>,
    responses(
        (status = 204, description = "The rules are in force."),
        ControlRefusals,
        UnreadableBody,
    ),
)]
pub(super) async fn replace<P: Controlled>(
    State(part): State<P>,
    rules: Result<Json<Vec<FaultRule>>, JsonRejection>,
) -> Result<StatusCode, Problem> {
    let rules = body(rules)?;
    rules.iter().try_for_each(check)?;
    part.faults().set(rules);
    Ok(StatusCode::NO_CONTENT)
}

/// Adds a fault rule behind the others.
#[utoipa::path(
    post,
    path = "/control/faults",
    tag = CONTROL,
    request_body = FaultRule,
    responses(
        (status = 201, description = "The rule is in force.", body = AddedFault),
        ControlRefusals,
        UnreadableBody,
    ),
)]
pub(super) async fn add<P: Controlled>(
    State(part): State<P>,
    rule: Result<Json<FaultRule>, JsonRejection>,
) -> Result<(StatusCode, Json<AddedFault>), Problem> {
    let rule = body(rule)?;
    check(&rule)?;
    let id = part.faults().add(rule);
    Ok((StatusCode::CREATED, Json(AddedFault { id })))
}

/// Removes a fault rule.
#[utoipa::path(
    delete,
    path = "/control/faults/{id}",
    tag = CONTROL,
    params(("id" = u64, Path, description = "The rule's identifier.", example = 1)),
    responses(
        (status = 204, description = "The rule is no longer in force."),
        Unknown,
        ControlRefusals,
    ),
)]
pub(super) async fn remove<P: Controlled>(
    State(part): State<P>,
    Path(id): Path<u64>,
) -> Result<StatusCode, Problem> {
    if part.faults().remove(id) {
        return Ok(StatusCode::NO_CONTENT);
    }
    let detail = format!("no fault rule in force has the identifier {id}; GET /control/faults lists them");
    Err(Problem::not_found(detail))
}

fn check(rule: &FaultRule) -> Result<(), Problem> {
    rule.check()
        .map_err(|error| Problem::unprocessable(error.to_string()))
}
