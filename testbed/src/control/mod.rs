//! The control interface that every part offers alike, under `/control`.
//!
//! | call | effect |
//! | --- | --- |
//! | `GET /control/clock` | the time, and when something falls due next |
//! | `PUT /control/clock` | runs all that falls due up to the given time, in order, then shows that time |
//! | `GET /control/journal` | what happened where in the chain |
//! | `GET /control/faults` | the fault rules in force, with their identifiers and how often each was applied |
//! | `PUT /control/faults` | replaces all fault rules; `[]` removes them |
//! | `POST /control/faults` | adds a fault rule behind the others, and answers its identifier |
//! | `DELETE /control/faults/{id}` | removes one |
//! | `GET /control/exchanges` | what was said to the public interface and what it answered, in form alone |
//! | `GET /control/unexpected-calls` | the calls that the public interface does not have |
//!
//! Every error is a problem (RFC 9457). A part that was not started as a test instance refuses every call with 403:
//! what can move its clock can make it say anything (判8).

mod clock;
mod faults;

use std::future::Future;

use axum::Json;
use axum::extract::rejection::RawPathParamsRejection;
use axum::extract::{RawPathParams, Request, State};
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use jiff::Timestamp;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::clock::Clock;
use crate::exchange::{Exchange, Exchanges, record_exchange};
use crate::fault::{FaultRules, apply_faults};
use crate::journal::{ChainEvent, Journal};
use crate::openapi::{CONTROL, ControlRefusals, described, with_router};
use crate::problem::Problem;
use crate::unexpected::{NoSuchCall, UnexpectedCall, UnexpectedCalls, record_unexpected};

pub use clock::{ClockState, MoveClock};
pub use faults::AddedFault;

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

/// Joins a part's public and control routes: faults over the public ones, the common control routes and the guard
/// over the others. A fallback of the public routes is replaced: what they do not have is written down.
pub fn with_control<P: Controlled>(
    part: P,
    public: impl Into<OpenApiRouter>,
    control: impl Into<OpenApiRouter>,
    test_instance: bool,
) -> OpenApiRouter {
    let faults = (part.faults().clone(), part.clock().clone());
    let exchanges = Exchanges::default();
    let recorded = (exchanges.clone(), part.clock().clone());
    let unexpected = UnexpectedCalls::default();
    let public = with_router(public.into(), |router| {
        let router = router
            .method_not_allowed_fallback(async || NoSuchCall::Method)
            .fallback(async || NoSuchCall::Path)
            .layer(from_fn(only_readable_paths))
            .layer(from_fn_with_state(unexpected.clone(), record_unexpected))
            .layer(from_fn_with_state(faults, apply_faults));
        if test_instance {
            // Outermost: what a fault answered was answered.
            router.layer(from_fn_with_state(recorded, record_exchange))
        } else {
            router
        }
    });
    let common = OpenApiRouter::new()
        .routes(described::<clock::__path_show, _, _, _>(&clock::show::<P>))
        .routes(described::<clock::__path_move_forward, _, _, _>(
            &clock::move_forward::<P>,
        ))
        .routes(described::<__path_show_journal, _, _, _>(&show_journal::<P>))
        .routes(described::<faults::__path_show, _, _, _>(&faults::show::<P>))
        .routes(described::<faults::__path_replace, _, _, _>(
            &faults::replace::<P>,
        ))
        .routes(described::<faults::__path_add, _, _, _>(&faults::add::<P>))
        .routes(described::<faults::__path_remove, _, _, _>(&faults::remove::<P>))
        .with_state(part);
    let unexpected = OpenApiRouter::new()
        .routes(routes!(show_unexpected))
        .with_state(unexpected)
        .merge(
            OpenApiRouter::new()
                .routes(routes!(show_exchanges))
                .with_state(exchanges),
        );
    let guarded = with_router(common.merge(unexpected).merge(control.into()), |router| {
        router
            // No call of its own, and therefore not described: what the others are not.
            .route("/control/{*unknown}", any(no_such_control))
            .method_not_allowed_fallback(async || Problem::method_not_allowed())
            .layer(from_fn(problems_only))
            .layer(from_fn_with_state(test_instance, refuse_unless_test_instance))
    });
    public.merge(guarded)
}

/// A parameter of a path whose bytes are no text names nothing: 404. axum would say so in a sentence of its own, with 400.
async fn only_readable_paths(
    parameters: Result<RawPathParams, RawPathParamsRejection>,
    request: Request,
    next: Next,
) -> Response {
    match parameters {
        Err(RawPathParamsRejection::InvalidUtf8InPathParam(_)) => NoSuchCall::Path.into_response(),
        _ => next.run(request).await,
    }
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

/// A path or a body that cannot be read is refused by axum in plain text: the same, as a problem.
async fn problems_only(request: Request, next: Next) -> Response {
    Problem::in_place_of_text(next.run(request).await).await
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

/// The calls that the public interface does not have, in the order in which each was first made.
#[utoipa::path(
    get,
    path = "/control/unexpected-calls",
    tag = CONTROL,
    responses(
        (status = 200, description = "The calls.", body = Vec<UnexpectedCall>),
        ControlRefusals,
    ),
)]
async fn show_unexpected(State(calls): State<UnexpectedCalls>) -> Json<Vec<UnexpectedCall>> {
    Json(calls.get())
}

/// What was said to the public interface and what it answered, in the order in which it was asked: of bodies the form
/// alone, of paths nothing that identifies somebody.
#[utoipa::path(
    get,
    path = "/control/exchanges",
    tag = CONTROL,
    responses(
        (status = 200, description = "The exchanges.", body = Vec<Exchange>),
        ControlRefusals,
    ),
)]
async fn show_exchanges(State(exchanges): State<Exchanges>) -> Json<Vec<Exchange>> {
    Json(exchanges.get())
}

async fn no_such_control() -> Problem {
    Problem::not_found("there is no such control call; see the part's /openapi.json for those that there are")
}
