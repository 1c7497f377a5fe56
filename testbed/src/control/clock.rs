//! `GET` and `PUT /control/clock`.

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Controlled;
use crate::openapi::{CONTROL, Conflicting, ControlRefusals, UnreadableBody};
use crate::problem::{Problem, body};

/// The answer to `GET` and `PUT /control/clock`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ClockState {
    /// What the part's clock shows.
    pub now: Timestamp,
    /// When something falls due next.
    pub next_due: Option<Timestamp>,
}

/// The body of `PUT /control/clock`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"now": "2021-06-15T03:00:00Z"}))]
pub struct MoveClock {
    /// The time to move to; not before the time shown.
    pub now: Timestamp,
}

/// The time, and when something falls due next.
#[utoipa::path(
    get,
    path = "/control/clock",
    tag = CONTROL,
    responses(
        (status = 200, description = "The time.", body = ClockState),
        ControlRefusals,
    ),
)]
pub(super) async fn show<P: Controlled>(State(part): State<P>) -> Json<ClockState> {
    Json(ClockState {
        now: part.clock().now(),
        next_due: part.next_due().await,
    })
}

/// Runs all that falls due up to the given time, in order of time, then shows that time.
#[utoipa::path(
    put,
    path = "/control/clock",
    tag = CONTROL,
    request_body = MoveClock,
    responses(
        (status = 200, description = "The clock was moved.", body = ClockState),
        Conflicting,
        ControlRefusals,
        UnreadableBody,
    ),
)]
pub(super) async fn move_forward<P: Controlled>(
    State(part): State<P>,
    asked: Result<Json<MoveClock>, JsonRejection>,
) -> Result<Json<ClockState>, Problem> {
    let asked = body(asked)?;
    let now = part.clock().now();
    if asked.now < now {
        return Err(Problem::conflict(format!(
            "the clock shows {now} and cannot go back to {}",
            asked.now
        )));
    }
    if !part.clock().is_virtual() {
        return Err(Problem::conflict(
            "this clock shows the system's time and cannot be moved",
        ));
    }
    part.run_due(asked.now).await?;
    part.clock()
        .move_to(asked.now)
        .map_err(|error| Problem::conflict(error.to_string()))?;
    Ok(show(State(part)).await)
}
