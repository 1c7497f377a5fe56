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

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use crate::clock::Clock;
use crate::fault::{FaultRule, FaultRules, apply_faults};
use crate::journal::{ChainEvent, Journal};
use crate::openapi::{CONTROL, ControlRefusals, UnreadableBody, described};
use crate::problem::{Problem, body, told_as_problem};

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

/// Joins a part's public and control routes: faults over the public ones, the common control routes and the guard
/// over the others.
pub fn with_control<P: Controlled>(
    part: P,
    public: impl Into<OpenApiRouter>,
    control: impl Into<OpenApiRouter>,
    test_instance: bool,
) -> OpenApiRouter {
    let faults = part.faults().clone();
    let common = OpenApiRouter::new()
        .routes(described::<__path_show_clock, _, _, _>(&show_clock::<P>))
        .routes(described::<__path_move_clock, _, _, _>(&move_clock::<P>))
        .routes(described::<__path_show_journal, _, _, _>(&show_journal::<P>))
        .routes(described::<__path_show_faults, _, _, _>(&show_faults::<P>))
        .routes(described::<__path_set_faults, _, _, _>(&set_faults::<P>))
        .with_state(part);
    let guarded = common
        .merge(control.into())
        .layer(axum::middleware::from_fn_with_state(
            test_instance,
            refuse_unless_test_instance,
        ));
    public
        .into()
        .layer(axum::middleware::from_fn_with_state(faults, apply_faults))
        .merge(guarded)
}

async fn refuse_unless_test_instance(
    State(test_instance): State<bool>,
    request: Request,
    next: Next,
) -> Response {
    if test_instance {
        return told_as_problem(next.run(request).await).await;
    }
    let detail = "this is not a test instance; start the part with --test-instance to control it";
    Problem::new(StatusCode::FORBIDDEN, detail).into_response()
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
async fn show_clock<P: Controlled>(State(part): State<P>) -> Json<ClockState> {
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
        (
            status = 409,
            description = "The time asked for is past, or the clock shows the system's time.",
            body = Problem,
            content_type = "application/problem+json",
        ),
        ControlRefusals,
        UnreadableBody,
    ),
)]
async fn move_clock<P: Controlled>(
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
    Ok(show_clock(State(part)).await)
}

/// What happened where in the chain, in order of time.
#[utoipa::path(
    get,
    path = "/control/journal",
    tag = CONTROL,
    responses(
        (status = 200, description = "The journal.", body = Vec<ChainEvent>),
        ControlRefusals,
    ),
)]
async fn show_journal<P: Controlled>(State(part): State<P>) -> Json<Vec<ChainEvent>> {
    Json(part.journal().events())
}

/// The fault rules in force, in the order in which they are tried.
#[utoipa::path(
    get,
    path = "/control/faults",
    tag = CONTROL,
    responses(
        (status = 200, description = "The rules.", body = Vec<FaultRule>),
        ControlRefusals,
    ),
)]
async fn show_faults<P: Controlled>(State(part): State<P>) -> Json<Vec<FaultRule>> {
    Json(part.faults().get())
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
async fn set_faults<P: Controlled>(
    State(part): State<P>,
    rules: Result<Json<Vec<FaultRule>>, JsonRejection>,
) -> Result<StatusCode, Problem> {
    part.faults().set(body(rules)?);
    Ok(StatusCode::NO_CONTENT)
}
