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
    let batch_num = file.strip_suffix(".zip").and_then(|number| number.parse().ok());
    let batch_num = batch_num.ok_or(StatusCode::NOT_FOUND)?;
    let zip = server
        .files
        .export(batch_num)
        .await
        .map_err(failed)?
        .ok_or(StatusCode::NOT_FOUND)?;
    Ok(([(header::CONTENT_TYPE, "application/zip")], zip))
}
