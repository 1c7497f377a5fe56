//! `GET /c19r/{region}/{n}.zip`: an export file.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;

use super::{content_type, failed};
use crate::server::NotifyServer;

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
