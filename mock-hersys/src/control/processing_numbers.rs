//! `/control/cases/{id}/processing-number` and `/control/processing-numbers`: issuing, listing and revoking.
//!
//! No answer to issuing carries the number: a scenario reads it where the person reads it, in the outbox (ア2).

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::Serialize;
use testbed::openapi::{CONTROL, Conflicting, ControlRefusals, Unknown};
use testbed::problem::Problem;
use utoipa::ToSchema;

use crate::hersys::Hersys;
use crate::store::ProcessingNumber;
use crate::store::Store;
use crate::store::contact::Channel;
use crate::store::live_number::LiveNumber;

#[derive(Serialize, ToSchema)]
pub(super) struct Delivery {
    delivered_by: Channel,
}

/// Issues a number to a positive person and sends it; the answer does not hold it. An earlier one is revoked.
#[utoipa::path(
    post,
    path = "/control/cases/{case_id}/processing-number",
    tag = CONTROL,
    params(("case_id", description = "The case.", example = "1")),
    responses(
        (status = 201, description = "The number is on its way.", body = Delivery),
        Unknown,
        Conflicting,
        ControlRefusals,
    ),
)]
pub(super) async fn issue(
    State(hersys): State<Hersys>,
    Path(case_id): Path<String>,
) -> Result<(StatusCode, Json<Delivery>), Problem> {
    let delivered_by = hersys.issue_number(case_id).await?;
    Ok((StatusCode::CREATED, Json(Delivery { delivered_by })))
}

/// Every number that is live: issued, and neither used nor revoked nor expired.
#[utoipa::path(
    get,
    path = "/control/processing-numbers",
    tag = CONTROL,
    responses(
        (status = 200, description = "The numbers.", body = Vec<LiveNumber>),
        ControlRefusals,
    ),
)]
pub(super) async fn list(State(hersys): State<Hersys>) -> Result<Json<Vec<LiveNumber>>, Problem> {
    Ok(Json(hersys.store(Store::live_numbers).await?))
}

/// Takes a number back before it is used.
#[utoipa::path(
    delete,
    path = "/control/processing-numbers/{processing_number}",
    tag = CONTROL,
    params(("processing_number", description = "The number.", example = "01234567")),
    responses(
        (status = 204, description = "The number is no longer valid."),
        Unknown,
        ControlRefusals,
    ),
)]
pub(super) async fn revoke(
    State(hersys): State<Hersys>,
    Path(processing_number): Path<String>,
) -> Result<StatusCode, Problem> {
    hersys.revoke(ProcessingNumber::typed(processing_number)).await?;
    Ok(StatusCode::NO_CONTENT)
}
