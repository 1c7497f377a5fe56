//! `GET /c19r/440/{n}.zip`: an export file.

use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use testbed::openapi::PUBLIC;

use super::failed;
use crate::server::NotifyServer;

/// An export file: a ZIP archive of `export.bin` and `export.sig`.
#[utoipa::path(
    get,
    path = "/c19r/440/{file}",
    tag = PUBLIC,
    params(("file" = String, Path, description = "A number and `.zip`.", example = "1.zip")),
    responses(
        (status = 200, description = "The file.", body = Vec<u8>, content_type = "application/zip"),
        (status = 404, description = "There is no such file."),
        (status = 500, description = "The store failed."),
    ),
)]
pub(super) async fn download(
    State(server): State<NotifyServer>,
    Path(file): Path<String>,
) -> Result<impl IntoResponse, StatusCode> {
    let file_number = file.strip_suffix(".zip").and_then(|number| number.parse().ok());
    let file_number = file_number.ok_or(StatusCode::NOT_FOUND)?;
    let zip = server
        .files
        .export(file_number)
        .await
        .map_err(failed)?
        .ok_or(StatusCode::NOT_FOUND)?;
    Ok(([(header::CONTENT_TYPE, "application/zip")], zip))
}
