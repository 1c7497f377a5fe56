//! `GET /version.json` and `GET /{ja,en,zh}/terms_update.json`: what apps are told about themselves.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;

use crate::announcements::{AppVersions, TermsUpdate};
use crate::server::NotifyServer;

pub(super) async fn app_versions(State(server): State<NotifyServer>) -> Json<AppVersions> {
    Json(server.announcements().app_versions.clone())
}

/// The same text in every language: an app looks at the date, and shows what it is given.
pub(super) async fn terms_update(
    State(server): State<NotifyServer>,
    Path(language): Path<String>,
) -> Result<Json<TermsUpdate>, StatusCode> {
    match language.as_str() {
        "ja" | "en" | "zh" => Ok(Json(server.announcements().terms_update.clone())),
        _ => Err(StatusCode::NOT_FOUND),
    }
}
