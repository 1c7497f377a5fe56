//! `GET /c19r/{region}/list.json`: which files there are. Before the first export there is no list: 404.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use testbed::openapi::PUBLIC;

use super::{content_type, failed};
use crate::jobs::ListEntry;
use crate::server::NotifyServer;

/// Which export files there are.
#[utoipa::path(
    get,
    path = "/c19r/{region}/list.json",
    tag = PUBLIC,
    params(("region" = String, Path, description = "A region, in small letters.", example = "440")),
    responses(
        (status = 200, description = "The list.", content(
            (Vec<ListEntry> = "application/json"),
            (Vec<ListEntry> = "application/octet-stream"),
        )),
        (status = 404, description = "Nothing was exported yet, or there is no such region."),
        (status = 500, description = "The store failed."),
    ),
)]
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
