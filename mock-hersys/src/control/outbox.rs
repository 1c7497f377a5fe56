//! `/control/outbox`: what the persons' telephones received, and what has not left yet.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use serde::Deserialize;
use testbed::openapi::{CONTROL, Conflicting, ControlRefusals, Unknown};
use testbed::problem::Problem;
use utoipa::IntoParams;

use crate::hersys::Hersys;
use crate::store::Store;
use crate::store::message::Message;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Filter {
    /// The telephone number or mail address; without it, everybody's messages.
    #[param(example = "090-0000-0001")]
    to: Option<String>,
}

/// Every message, in the order in which they were written, with how far it got.
#[utoipa::path(
    get,
    path = "/control/outbox",
    tag = CONTROL,
    params(Filter),
    responses(
        (status = 200, description = "The messages.", body = Vec<Message>),
        ControlRefusals,
    ),
)]
pub(super) async fn show(
    State(hersys): State<Hersys>,
    Query(filter): Query<Filter>,
) -> Result<Json<Vec<Message>>, Problem> {
    let mut messages = hersys.store(Store::messages).await?;
    messages.retain(|message| filter.to.as_ref().is_none_or(|to| *to == message.to));
    Ok(Json(messages))
}

/// Has a failed message sent again, as long as its number is live.
#[utoipa::path(
    post,
    path = "/control/outbox/{message_id}/resend",
    tag = CONTROL,
    params(("message_id", description = "The message.", example = "1")),
    responses(
        (status = 204, description = "It is on its way again."),
        Unknown,
        Conflicting,
        ControlRefusals,
    ),
)]
pub(super) async fn resend(
    State(hersys): State<Hersys>,
    Path(message_id): Path<String>,
) -> Result<StatusCode, Problem> {
    hersys.resend(message_id).await?;
    Ok(StatusCode::NO_CONTENT)
}
