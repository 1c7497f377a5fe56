//! `GET /version.json` and `GET /{ja,en,zh}/terms_update.json`: what apps are told about themselves.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use testbed::openapi::PUBLIC;

use crate::announcements::{AppVersions, TermsUpdate};
use crate::server::NotifyServer;

/// Which version of the app there is.
#[utoipa::path(
    get,
    path = "/version.json",
    tag = PUBLIC,
    responses(
        (status = 200, description = "The file.", body = AppVersions),
    ),
)]
pub(super) async fn app_versions(State(server): State<NotifyServer>) -> Json<AppVersions> {
    Json(server.announcements().app_versions.clone())
}

/// Since when the terms are as they are.
///
/// The same text in every language: an app looks at the date, and shows what it is given.
#[utoipa::path(
    get,
    path = "/{language}/terms_update.json",
    tag = PUBLIC,
    params(("language" = String, Path, description = "`ja`, `en` or `zh`.", example = "ja")),
    responses(
        (status = 200, description = "The file.", body = TermsUpdate),
        (status = 404, description = "There is no such language."),
    ),
)]
pub(super) async fn terms_update(
    State(server): State<NotifyServer>,
    Path(language): Path<String>,
) -> Result<Json<TermsUpdate>, StatusCode> {
    match language.as_str() {
        "ja" | "en" | "zh" => Ok(Json(server.announcements().terms_update.clone())),
        _ => Err(StatusCode::NOT_FOUND),
    }
}
