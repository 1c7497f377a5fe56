//! `GET /c19r/440/list.json`: which files there are. Before the first export there is no list: 404.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use testbed::openapi::PUBLIC;

use super::failed;
use crate::jobs::ListEntry;
use crate::server::NotifyServer;

/// Which export files there are.
#[utoipa::path(
    get,
    path = "/c19r/440/list.json",
    tag = PUBLIC,
    responses(
        (status = 200, description = "The list.", body = Vec<ListEntry>),
        (status = 404, description = "Nothing was exported yet."),
        (status = 500, description = "The store failed."),
    ),
)]
pub(super) async fn download(State(server): State<NotifyServer>) -> Result<impl IntoResponse, StatusCode> {
    let list = server
        .files
        .list()
        .await
        .map_err(failed)?
        .ok_or(StatusCode::NOT_FOUND)?;
    Ok(([(header::CONTENT_TYPE, "application/json")], list))
}
