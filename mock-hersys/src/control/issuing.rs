//! `GET` and `PUT /control/issuing`: issuing is suspended and resumed (ア7), and shut down for good (ア8).
//!
//! `{"state": "open"}`, `"stopped"` or `"shut_down"`; `{"open": true}` and `{"open": false}` say the first two as well.

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use testbed::openapi::{CONTROL, ControlRefusals, UnreadableBody};
use testbed::problem::Problem;
use utoipa::ToSchema;

use super::{body, problem};
use crate::hersys::Hersys;
use crate::store::Issuing;

/// One of the two members.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"state": "stopped"}))]
pub(super) struct AskedIssuing {
    #[serde(default)]
    state: Option<Issuing>,
    /// `true` for `"open"`, `false` for `"stopped"`.
    #[serde(default)]
    open: Option<bool>,
}

#[derive(Serialize, ToSchema)]
pub(super) struct ShownIssuing {
    state: Issuing,
}

/// Whether processing numbers are issued.
#[utoipa::path(
    get,
    path = "/control/issuing",
    tag = CONTROL,
    responses(
        (status = 200, description = "Whether they are.", body = ShownIssuing),
        ControlRefusals,
    ),
)]
pub(super) async fn show(State(hersys): State<Hersys>) -> Json<ShownIssuing> {
    let state = hersys.store().issuing();
    Json(ShownIssuing { state })
}

/// Suspends and resumes issuing, or shuts it down for good. Numbers that are live stay live.
#[utoipa::path(
    put,
    path = "/control/issuing",
    tag = CONTROL,
    request_body = AskedIssuing,
    responses(
        (status = 204, description = "It is so from now on."),
        (
            status = 409,
            description = "Issuing has been shut down for good.",
            body = Problem,
            content_type = "application/problem+json",
        ),
        ControlRefusals,
        UnreadableBody,
    ),
)]
pub(super) async fn set(
    State(hersys): State<Hersys>,
    asked: Result<Json<AskedIssuing>, JsonRejection>,
) -> Result<StatusCode, Problem> {
    let asked = body(asked)?;
    let issuing = match (asked.state, asked.open) {
        (Some(state), None) => state,
        (None, Some(true)) => Issuing::Open,
        (None, Some(false)) => Issuing::Stopped,
        _ => return Err(Problem::unprocessable("give either \"state\" or \"open\"")),
    };
    let set = hersys.store().set_issuing(issuing);
    set.map_err(|error| problem(&error))?;
    Ok(StatusCode::NO_CONTENT)
}
