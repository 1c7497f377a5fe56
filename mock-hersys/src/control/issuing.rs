//! `GET` and `PUT /control/issuing`: issuing is suspended and resumed (ア7), and shut down for good (ア8).
//!
//! `{"state": "open"}`, `"stopped"` or `"shut_down"`; `{"open": true}` and `{"open": false}` say the first two as well.

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use testbed::problem::Problem;

use super::{body, problem};
use crate::hersys::Hersys;
use crate::store::Issuing;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AskedIssuing {
    #[serde(default)]
    state: Option<Issuing>,
    #[serde(default)]
    open: Option<bool>,
}

#[derive(Serialize)]
pub(super) struct ShownIssuing {
    state: Issuing,
}

pub(super) async fn show(State(hersys): State<Hersys>) -> Json<ShownIssuing> {
    let state = hersys.store().issuing();
    Json(ShownIssuing { state })
}

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
