//! `GET` and `PUT /control/clock`.

use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Controlled;
use crate::problem::Problem;

/// The answer to `GET` and `PUT /control/clock`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockState {
    /// What the part's clock shows.
    pub now: Timestamp,
    /// When something falls due next.
    pub next_due: Option<Timestamp>,
}

/// The body of `PUT /control/clock`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MoveClock {
    /// The time to move to; not before the time shown.
    pub now: Timestamp,
}

pub(super) async fn show<P: Controlled>(State(part): State<P>) -> Json<ClockState> {
    Json(ClockState {
        now: part.clock().now(),
        next_due: part.next_due().await,
    })
}

pub(super) async fn move_forward<P: Controlled>(
    State(part): State<P>,
    Json(asked): Json<MoveClock>,
) -> Result<Json<ClockState>, Problem> {
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
