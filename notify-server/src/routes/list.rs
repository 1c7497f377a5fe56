//! `GET /c19r/{region}/list.json`: which files there are. Before the first export there is no list: 404.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;

use super::{content_type, failed};
use crate::server::NotifyServer;

pub(super) async fn download(
    State(server): State<NotifyServer>,
    Path(folder): Path<String>,
) -> Result<impl IntoResponse, StatusCode> {
    if !server.regions.have_folder(&folder) {
        return Err(StatusCode::NOT_FOUND);
    }
    let list = server
        .files
        .list(&folder)
        .await
        .map_err(failed)?
        .ok_or(StatusCode::NOT_FOUND)?;
    Ok((content_type(&server.state(), "application/json"), list))
}
