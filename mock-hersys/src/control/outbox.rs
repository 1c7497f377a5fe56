//! `GET /control/outbox`: what the persons' telephones received.

use axum::Json;
use axum::extract::{Query, State};
use serde::Deserialize;

use crate::hersys::Hersys;
use crate::store::Message;

#[derive(Deserialize)]
pub(super) struct Filter {
    /// The telephone number or mail address; without it, everybody's messages.
    to: Option<String>,
}

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
