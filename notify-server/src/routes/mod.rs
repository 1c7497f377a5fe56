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
mod refusals;
mod register;
mod temporary_exposure_keys;

use axum::http::{HeaderName, StatusCode, header};
use testbed::openapi::header_keys;
use utoipa::{PartialSchema, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use self::refusals::Message;
pub(crate) use self::temporary_exposure_keys::ExportCache;
use crate::server::NotifyServer;
use crate::state::{ContentTypes, ServerState};
use crate::store::StoreError;

pub(crate) fn router(server: &NotifyServer) -> OpenApiRouter {
    let mut keys = header_keys([
        (
            "functions_key",
            "x-functions-key",
            "Looked at before anything else, where the server was started with one.",
        ),
        (
            "api_key",
            "x-api-key",
            "Looked at where the server was started with one.",
        ),
        (
            "front_door_id",
            "X-Azure-FDID",
            "Looked at where the server was started with one, since COCOA v1.1.2.",
        ),
        (
            "user_secret",
            "Authorization",
            "`Bearer` and the secret of `userUuid`, where the server of the day checks it.",
        ),
    ]);
    // Schemas of answers are collected by themselves where an operation names them, and not from a set of refusals.
    let message = (Message::name().into_owned(), Message::schema());
    keys.components.get_or_insert_default().schemas.extend([message]);
    OpenApiRouter::with_openapi(keys)
        .routes(routes!(register::register))
        .routes(routes!(diagnosis::submit))
        .routes(routes!(diagnosis_v2::submit))
        .routes(routes!(diagnosis_v3::submit))
        .routes(routes!(inquiry_log::ticket))
        .routes(routes!(inquiry_log::upload))
        .routes(routes!(event_log::submit))
        .routes(routes!(temporary_exposure_keys::of_all_regions))
        .routes(routes!(temporary_exposure_keys::of_region))
        .routes(routes!(opt_out::leave))
        .routes(routes!(configuration::show))
        .routes(routes!(configuration::show_v2))
        .routes(routes!(configuration::show_risk_calculation))
        .routes(routes!(list::download))
        .routes(routes!(export_file::download))
        .routes(routes!(announcements::app_versions))
        .routes(routes!(announcements::terms_update))
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
