//! `GET /control/event-logs`: every event of the use of apps that is kept, by the time of the phone.

use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;
use testbed::openapi::{CONTROL, ControlRefusals};
use testbed::problem::Problem;
use utoipa::ToSchema;

use super::failed;
use crate::server::NotifyServer;
use crate::store::{EventLog, Store};

/// An event of the use of an app.
#[derive(Serialize, ToSchema)]
pub(super) struct ShownEvent {
    /// Unix seconds, by the phone's clock.
    epoch: i64,
    r#type: String,
    subtype: String,
    /// As the app sent it.
    content: Value,
    received_at: Timestamp,
}

/// Every event of the use of apps that is kept, by the time of the phone.
#[utoipa::path(
    get,
    path = "/control/event-logs",
    tag = CONTROL,
    responses(
        (status = 200, description = "The events.", body = Vec<ShownEvent>),
        ControlRefusals,
    ),
)]
pub(super) async fn show(State(server): State<NotifyServer>) -> Result<Json<Vec<ShownEvent>>, Problem> {
    let events = server.with_store(Store::event_logs).await.map_err(failed)?;
    let shown = events.into_iter().map(shown).collect::<Result<_, _>>();
    Ok(Json(shown.map_err(|error| Problem::internal(error.to_string()))?))
}

fn shown(event: EventLog) -> serde_json::Result<ShownEvent> {
    Ok(ShownEvent {
        epoch: event.epoch,
        r#type: event.kind,
        subtype: event.subtype,
        content: serde_json::from_str(&event.content)?,
        received_at: event.received_at,
    })
}
