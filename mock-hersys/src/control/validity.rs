//! `GET` and `PUT /control/validity`: how long numbers live that are issued from now on.
//!
//! `{"hours": 24}`, or `null`: until they are used or revoked. A number keeps the end that it was issued with.

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use testbed::openapi::{CONTROL, ControlRefusals, UnreadableBody};
use testbed::problem::Problem;
use utoipa::ToSchema;

use super::body;
use crate::config::LONGEST_VALIDITY_HOURS;
use crate::hersys::Hersys;
use crate::store::Store;

/// How long a number lives.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"hours": 24}))]
pub(super) struct Validity {
    /// 1 to 8760.
    #[schema(minimum = 1, maximum = 8760)]
    hours: u32,
}

/// How long numbers live that are issued from now on; `null`: until they are used or revoked.
#[utoipa::path(
    get,
    path = "/control/validity",
    tag = CONTROL,
    responses(
        (status = 200, description = "How long.", body = Option<Validity>),
        ControlRefusals,
    ),
)]
pub(super) async fn show(State(hersys): State<Hersys>) -> Result<Json<Option<Validity>>, Problem> {
    let hours = hersys.store(Store::validity).await?;
    Ok(Json(hours.map(|hours| Validity { hours })))
}

/// Sets how long numbers live that are issued from now on.
#[utoipa::path(
    put,
    path = "/control/validity",
    tag = CONTROL,
    request_body = Option<Validity>,
    responses(
        (status = 204, description = "It is so from now on."),
        ControlRefusals,
        UnreadableBody,
    ),
)]
pub(super) async fn set(
    State(hersys): State<Hersys>,
    asked: Result<Json<Option<Validity>>, JsonRejection>,
) -> Result<StatusCode, Problem> {
    let hours = body(asked)?.map(|validity| validity.hours);
    if hours.is_some_and(|hours| !(1..=LONGEST_VALIDITY_HOURS).contains(&hours)) {
        return Err(Problem::unprocessable(format!(
            "a number lives 1 to {LONGEST_VALIDITY_HOURS} hours, or null: until it is used or revoked"
        )));
    }
    hersys.store(move |store| store.set_validity(hours)).await?;
    Ok(StatusCode::NO_CONTENT)
}
