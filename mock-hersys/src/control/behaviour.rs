//! `GET` and `PUT /control/behaviour`: behaviour that is switched away from what is required of HER-SYS, so that a defect
//! can be put in alone.
//!
//! `{"columns": {"used_numbers": "accepted"}}`: what is named is switched, everything else is as it should be; without
//! columns nothing is switched. All of it takes effect, or nothing.

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use testbed::openapi::{CONTROL, ControlRefusals, UnreadableBody};
use testbed::problem::Problem;
use testbed::switch::SwitchError;
use utoipa::ToSchema;

use super::body;
use crate::behaviour::HersysBehaviour;
use crate::hersys::Hersys;

/// Columns with what they say.
#[derive(Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
#[schema(example = json!({"columns": {"used_numbers": "accepted"}}))]
pub(super) struct Switched {
    #[schema(value_type = Object)]
    columns: Map<String, Value>,
}

/// In what HER-SYS behaves otherwise than it should.
#[utoipa::path(
    get,
    path = "/control/behaviour",
    tag = CONTROL,
    responses(
        (status = 200, description = "The columns that are switched.", body = Switched),
        ControlRefusals,
    ),
)]
pub(super) async fn show(State(hersys): State<Hersys>) -> Result<Json<Switched>, Problem> {
    shown(hersys.behaviour()).map_err(|error| problem(&error))
}

/// HER-SYS behaves so from now on.
#[utoipa::path(
    put,
    path = "/control/behaviour",
    tag = CONTROL,
    request_body = Switched,
    responses(
        (status = 200, description = "It is so from now on.", body = Switched),
        ControlRefusals,
        UnreadableBody,
    ),
)]
pub(super) async fn switch(
    State(hersys): State<Hersys>,
    asked: Result<Json<Switched>, JsonRejection>,
) -> Result<Json<Switched>, Problem> {
    let Switched { columns } = body(asked)?;
    let behaviour = HersysBehaviour::default().switched(&columns);
    let behaviour = behaviour.map_err(|error| problem(&error))?;
    hersys.behave(behaviour);
    shown(behaviour).map_err(|error| problem(&error))
}

fn shown(behaviour: HersysBehaviour) -> Result<Json<Switched>, SwitchError> {
    let columns = behaviour.switched_columns()?;
    Ok(Json(Switched { columns }))
}

fn problem(error: &SwitchError) -> Problem {
    match error {
        SwitchError::Unshown(_) => Problem::internal(error.to_string()),
        SwitchError::UnknownColumn { .. } | SwitchError::UnknownValue { .. } => {
            Problem::unprocessable(error.to_string())
        }
    }
}
