//! `GET /c19r/{region}/{n}.zip`: an export file.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use testbed::openapi::PUBLIC;

use super::{content_type, failed};
use crate::server::NotifyServer;

/// An export file: a ZIP archive of `export.bin` and `export.sig`.
#[utoipa::path(
    get,
    path = "/c19r/{region}/{file}",
    tag = PUBLIC,
    params(
        ("region" = String, Path, description = "A region, in small letters.", example = "440"),
        ("file" = String, Path, description = "A number and `.zip`.", example = "1.zip"),
    ),
    responses(
        (status = 200, description = "The file.", content(
            (Vec<u8> = "application/zip"),
            (Vec<u8> = "application/octet-stream"),
        )),
        (status = 404, description = "There is no such file, or no such region."),
        (status = 500, description = "The store failed."),
    ),
)]
pub(super) async fn download(
    State(server): State<NotifyServer>,
    Path((folder, file)): Path<(String, String)>,
) -> Result<impl IntoResponse, StatusCode> {
    let file_number = file.strip_suffix(".zip").and_then(|number| number.parse().ok());
    let file_number = file_number
        .filter(|_| server.regions.have_folder(&folder))
        .ok_or(StatusCode::NOT_FOUND)?;
    let zip = server
        .files
        .export(&folder, file_number)
        .await
        .map_err(failed)?
        .ok_or(StatusCode::NOT_FOUND)?;
    Ok((content_type(&server.state(), "application/zip"), zip))
}
