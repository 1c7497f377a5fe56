//! `POST /control/search`: whether a text is anywhere in what HER-SYS keeps.

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use testbed::openapi::{CONTROL, ControlRefusals, UnreadableBody};
use testbed::problem::Problem;
use testbed::search::{Place, Search, SearchRequest};

use super::body;
use crate::hersys::Hersys;

/// Searches every value of every table, the outbox and the journal for texts.
#[utoipa::path(
    post,
    path = "/control/search",
    tag = CONTROL,
    request_body = SearchRequest,
    responses(
        (status = 200, description = "Where they were found.", body = Vec<Place>),
        ControlRefusals,
        UnreadableBody,
    ),
)]
pub(super) async fn search(
    State(hersys): State<Hersys>,
    request: Result<Json<SearchRequest>, JsonRejection>,
) -> Result<Json<Vec<Place>>, Problem> {
    let search = Search::new(&body(request)?).map_err(|error| Problem::unprocessable(error.to_string()))?;
    Ok(Json(hersys.search(search).await?))
}
