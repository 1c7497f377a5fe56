//! What apps see. What the server of the day does not have, it answers with 404.

mod announcements;
mod configuration;
mod diagnosis;
mod diagnosis_v2;
mod diagnosis_v3;
mod event_log;
mod export_file;
pub(crate) mod health;
mod inquiry_log;
mod list;
mod register;

use axum::Router;
use axum::http::StatusCode;
use axum::routing::{get, post, put};

use crate::server::NotifyServer;
use crate::store::StoreError;

pub(crate) fn router(server: &NotifyServer) -> Router {
    Router::new()
        .route("/api/register", post(register::register))
        .route("/api/diagnosis", put(diagnosis::submit))
        .route("/api/v2/diagnosis", put(diagnosis_v2::submit))
        .route("/api/v3/diagnosis", put(diagnosis_v3::submit))
        .route("/api/inquirylog", get(inquiry_log::ticket))
        .route("/inquiry-logs/{file}", put(inquiry_log::upload))
        .route("/api/v1/event_log", put(event_log::submit))
        // The misspelt name is the real one.
        .route("/c19r/Configration.json", get(configuration::show))
        .route(
            "/c19r/exposure_configuration/configuration.json",
            get(configuration::show_v2),
        )
        .route(
            "/c19r/exposure_configuration/risk_calculation_configuration.json",
            get(configuration::show_risk_calculation),
        )
        .route("/c19r/440/list.json", get(list::download))
        .route("/c19r/440/{file}", get(export_file::download))
        .route("/version.json", get(announcements::app_versions))
        .route("/{language}/terms_update.json", get(announcements::terms_update))
        .with_state(server.clone())
}

/// The answer when the store fails outside a submission.
#[expect(clippy::needless_pass_by_value, reason = "the form that map_err asks for")]
fn failed(error: StoreError) -> StatusCode {
    tracing::error!(%error, "a request could not be answered");
    StatusCode::INTERNAL_SERVER_ERROR
}
