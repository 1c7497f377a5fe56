//! `GET` and `PATCH /control/state`: how the server behaves, and switching single behaviours while it runs.
//!
//! `{"name": "2020-09", "switched": ["transmission_level"], "columns": {"transmission_level": 0, …}}`: the state's name,
//! the columns that differ from its row, and all columns. A patch names columns with what they are to say,
//! `{"transmission_level": 0, "export_at": ["15:00:00"]}`; all of it takes effect, or nothing.
//!
//! What fell due before is not made up for: with other times, jobs run that fall due later than now.

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use serde::Serialize;
use serde_json::{Map, Value};
use testbed::openapi::{CONTROL, ControlRefusals, UnreadableBody};
use testbed::problem::Problem;
use testbed::switch::SwitchError;
use utoipa::ToSchema;

use super::body;
use crate::server::NotifyServer;
use crate::state::ServerState;

/// How the server behaves.
#[derive(Serialize, ToSchema)]
pub(super) struct ShownState {
    /// The month from which it ran.
    #[schema(examples("2021-06"))]
    name: &'static str,
    /// The columns that differ from that month's row.
    switched: Vec<String>,
    /// Every column by its name.
    #[schema(value_type = ServerState)]
    columns: Map<String, Value>,
}

/// How the server behaves.
#[utoipa::path(
    get,
    path = "/control/state",
    tag = CONTROL,
    responses(
        (status = 200, description = "The state.", body = ShownState),
        ControlRefusals,
    ),
)]
pub(super) async fn show(State(server): State<NotifyServer>) -> Result<Json<ShownState>, Problem> {
    Ok(Json(shown(&server.state()).map_err(problem)?))
}

/// Columns with what they are to say.
#[derive(ToSchema)]
#[schema(value_type = Object, example = json!({"transmission_level": 0, "export_at": ["15:00:00"]}))]
#[expect(dead_code, reason = "it describes what is read as a map")]
pub(super) struct Changes(Map<String, Value>);

/// Switches single columns, all that are named or none.
///
/// What fell due before is not made up for: with other times, jobs run that fall due later than now.
#[utoipa::path(
    patch,
    path = "/control/state",
    tag = CONTROL,
    request_body = Changes,
    responses(
        (status = 200, description = "The state from now on.", body = ShownState),
        ControlRefusals,
        UnreadableBody,
    ),
)]
pub(super) async fn switch(
    State(server): State<NotifyServer>,
    changes: Result<Json<Map<String, Value>>, JsonRejection>,
) -> Result<Json<ShownState>, Problem> {
    let changes = body(changes)?;
    let state = server
        .change_state(|state| state.switched(&changes))
        .map_err(problem)?;
    server.schedule.skip_to(server.clock.now()).await;
    Ok(Json(shown(&state).map_err(problem)?))
}

fn shown(state: &ServerState) -> Result<ShownState, SwitchError> {
    Ok(ShownState {
        name: state.name,
        switched: state.switched_columns()?,
        columns: state.columns()?,
    })
}

#[expect(clippy::needless_pass_by_value, reason = "the form that map_err asks for")]
fn problem(error: SwitchError) -> Problem {
    match error {
        SwitchError::Unshown(_) => Problem::internal(error.to_string()),
        _ => Problem::unprocessable(error.to_string()),
    }
}
