//! `GET /control/outbox`: what the persons' telephones received.

use axum::Json;
use axum::extract::{Query, State};
use serde::Deserialize;
use testbed::openapi::{CONTROL, ControlRefusals};
use utoipa::IntoParams;

use crate::hersys::Hersys;
use crate::store::Message;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Filter {
    /// The telephone number or mail address; without it, everybody's messages.
    #[param(example = "090-0000-0001")]
    to: Option<String>,
}

/// Every message that left HER-SYS, in the order in which they were sent.
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
pub(super) async fn show(State(hersys): State<Hersys>, Query(filter): Query<Filter>) -> Json<Vec<Message>> {
    let is_wanted = |message: &&Message| filter.to.as_ref().is_none_or(|to| *to == message.to);
    Json(
        hersys
            .store()
            .outbox()
            .iter()
            .filter(is_wanted)
            .cloned()
            .collect(),
    )
}
