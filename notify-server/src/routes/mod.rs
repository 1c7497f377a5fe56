//! What apps see. What the server of the day does not have, it answers with 404.

mod announcements;
pub(crate) mod body;
mod configuration;
mod diagnosis;
mod diagnosis_v2;
mod diagnosis_v3;
mod event_log;
mod export_file;
pub(crate) mod health;
mod inquiry_log;
mod list;
mod opt_out;
mod register;
mod temporary_exposure_keys;

use axum::Router;
use axum::http::{HeaderName, StatusCode, header};
use axum::routing::{delete, get, post, put};

pub(crate) use self::temporary_exposure_keys::ExportCache;
use crate::server::NotifyServer;
use crate::state::{ContentTypes, ServerState};
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
        .route(
            "/api/TemporaryExposureKeys",
            get(temporary_exposure_keys::of_all_regions),
        )
        .route(
            "/api/TemporaryExposureKeys/{region}",
            get(temporary_exposure_keys::of_region),
        )
        .route("/api/OptOut/{user_uuid}", delete(opt_out::leave))
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
        .route("/c19r/{region}/list.json", get(list::download))
        .route("/c19r/{region}/{file}", get(export_file::download))
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

/// As what a file of the content network is served in the state of the day.
fn content_type(state: &ServerState, named: &'static str) -> [(HeaderName, &'static str); 1] {
    let content_type = match state.content_types {
        ContentTypes::OctetStream => "application/octet-stream",
        ContentTypes::Named => named,
    };
    [(header::CONTENT_TYPE, content_type)]
}
