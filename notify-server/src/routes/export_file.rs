//! `GET /c19r/440/{n}.zip`: an export file.

use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;

use super::failed;
use crate::server::NotifyServer;

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
