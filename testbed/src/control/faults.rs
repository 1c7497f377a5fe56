//! `/control/faults`.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};

use super::Controlled;
use crate::fault::{FaultInForce, FaultRule};
use crate::problem::Problem;

/// The answer to `POST /control/faults`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddedFault {
    /// Under which the rule can be removed.
    pub id: u64,
}

pub(super) async fn show<P: Controlled>(State(part): State<P>) -> Json<Vec<FaultInForce>> {
    Json(part.faults().in_force())
}

pub(super) async fn replace<P: Controlled>(
    State(part): State<P>,
    Json(rules): Json<Vec<FaultRule>>,
) -> Result<StatusCode, Problem> {
    rules.iter().try_for_each(check)?;
    part.faults().set(rules);
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn add<P: Controlled>(
    State(part): State<P>,
    Json(rule): Json<FaultRule>,
) -> Result<(StatusCode, Json<AddedFault>), Problem> {
    check(&rule)?;
    let id = part.faults().add(rule);
    Ok((StatusCode::CREATED, Json(AddedFault { id })))
}

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
