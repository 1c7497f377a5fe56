//! The control interface that every part offers alike, under `/control`.
//!
//! | call | effect |
//! | --- | --- |
//! | `GET /control/clock` | the time, and when something falls due next |
//! | `PUT /control/clock` | runs all that falls due up to the given time, in order, then shows that time |
//! | `GET /control/journal` | what happened where in the chain |
//! | `GET`, `PUT /control/faults` | the fault rules in force |
//!
//! A part that was not started as a test instance refuses every call with 403: what can move its clock can make it
//! say anything (判8).

use std::future::Future;

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::clock::Clock;
use crate::fault::{FaultRule, FaultRules, apply_faults};
use crate::journal::{ChainEvent, Journal};
use crate::problem::Problem;

/// What a part must offer to be controlled.
pub trait Controlled: Clone + Send + Sync + 'static {
    /// The part's clock.
    fn clock(&self) -> &Clock;
    /// The part's journal.
    fn journal(&self) -> &Journal;
    /// The part's fault rules.
    fn faults(&self) -> &FaultRules;
    /// When something that concerns another part falls due next (an export, a background check), if anything does.
    fn next_due(&self) -> impl Future<Output = Option<Timestamp>> + Send;
    /// Runs everything that falls due up to and including `until`, each thing at its own time, in order of time.
    fn run_due(&self, until: Timestamp) -> impl Future<Output = Result<(), Problem>> + Send;
}

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

/// Joins a part's public and control routes: faults over the public ones, the common control routes and the guard
/// over the others.
pub fn with_control<P: Controlled>(part: P, public: Router, control: Router, test_instance: bool) -> Router {
    let faults = part.faults().clone();
    let common = Router::new()
        .route("/control/clock", get(show_clock::<P>).put(move_clock::<P>))
        .route("/control/journal", get(show_journal::<P>))
        .route("/control/faults", get(show_faults::<P>).put(set_faults::<P>))
        .with_state(part);
    let guarded = common.merge(control).layer(axum::middleware::from_fn_with_state(
        test_instance,
        refuse_unless_test_instance,
    ));
    public
        .layer(axum::middleware::from_fn_with_state(faults, apply_faults))
        .merge(guarded)
}

async fn refuse_unless_test_instance(
    State(test_instance): State<bool>,
    request: Request,
    next: Next,
) -> Response {
    if test_instance {
        return next.run(request).await;
    }
    let detail = "this is not a test instance; start the part with --test-instance to control it";
    Problem::new(StatusCode::FORBIDDEN, detail).into_response()
}

async fn show_clock<P: Controlled>(State(part): State<P>) -> Json<ClockState> {
    Json(ClockState {
        now: part.clock().now(),
        next_due: part.next_due().await,
    })
}

async fn move_clock<P: Controlled>(
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
    Ok(show_clock(State(part)).await)
}

async fn show_journal<P: Controlled>(State(part): State<P>) -> Json<Vec<ChainEvent>> {
    Json(part.journal().events())
}

async fn show_faults<P: Controlled>(State(part): State<P>) -> Json<Vec<FaultRule>> {
    Json(part.faults().get())
}

async fn set_faults<P: Controlled>(State(part): State<P>, Json(rules): Json<Vec<FaultRule>>) -> StatusCode {
    part.faults().set(rules);
    StatusCode::NO_CONTENT
}
