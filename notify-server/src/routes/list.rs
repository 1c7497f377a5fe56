//! `GET /c19r/440/list.json`: which files there are. Before the first export there is no list: 404.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;

use super::failed;
use crate::server::NotifyServer;

pub(super) async fn download(State(server): State<NotifyServer>) -> Result<impl IntoResponse, StatusCode> {
    let list = server
        .files
        .list()
        .await
        .map_err(failed)?
        .ok_or(StatusCode::NOT_FOUND)?;
    Ok(([(header::CONTENT_TYPE, "application/json")], list))
}
