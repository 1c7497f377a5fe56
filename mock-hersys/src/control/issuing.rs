//! `PUT /control/issuing`: issuing is suspended and resumed (ア7).

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use axum::http::StatusCode;
use serde::Deserialize;
use testbed::problem::Problem;

use super::body;
use crate::hersys::Hersys;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Issuing {
    open: bool,
}

pub(super) async fn open(
    State(hersys): State<Hersys>,
    issuing: Result<Json<Issuing>, JsonRejection>,
) -> Result<StatusCode, Problem> {
    let open = body(issuing)?.open;
    hersys.store().open_issuing(open);
    Ok(StatusCode::NO_CONTENT)
}
