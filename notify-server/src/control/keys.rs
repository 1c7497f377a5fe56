//! `GET /control/keys`: every key that is kept, in the order of registration.

use axum::Json;
use axum::extract::State;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use exposure_notification::ENIntervalNumber;
use jiff::Timestamp;
use serde::Serialize;
use testbed::openapi::{CONTROL, ControlRefusals};
use testbed::problem::Problem;
use utoipa::ToSchema;

use super::failed;
use crate::server::NotifyServer;
use crate::store::{Store, StoredKey};

/// A key that is kept.
#[derive(Serialize, ToSchema)]
pub(super) struct ShownKey {
    /// Base64.
    key_data: String,
    rolling_start: ENIntervalNumber,
    rolling_period: u32,
    transmission_risk_level: u8,
    /// V3 alone has one: the number of the export format.
    #[serde(skip_serializing_if = "Option::is_none")]
    report_type: Option<i32>,
    /// V3 alone has them.
    #[serde(skip_serializing_if = "Option::is_none")]
    days_since_onset_of_symptoms: Option<i32>,
    received_at: Timestamp,
    exported: bool,
}

/// Every key that is kept, in the order of registration.
#[utoipa::path(
    get,
    path = "/control/keys",
    tag = CONTROL,
    responses(
        (status = 200, description = "The keys.", body = Vec<ShownKey>),
        ControlRefusals,
    ),
)]
pub(super) async fn show(State(server): State<NotifyServer>) -> Result<Json<Vec<ShownKey>>, Problem> {
    let keys = server.with_store(Store::keys).await.map_err(failed)?;
    Ok(Json(keys.iter().map(shown).collect()))
}

fn shown(stored: &StoredKey) -> ShownKey {
    ShownKey {
        key_data: STANDARD.encode(stored.key.key_data),
        rolling_start: stored.key.rolling_start,
        rolling_period: stored.key.rolling_period,
        transmission_risk_level: stored.transmission_risk_level,
        report_type: stored.diagnosis.map(|diagnosis| diagnosis.report_type),
        days_since_onset_of_symptoms: stored.diagnosis.map(|diagnosis| diagnosis.days_since_onset),
        received_at: stored.received_at,
        exported: stored.exported,
    }
}
