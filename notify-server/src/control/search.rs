//! `POST /control/search`: where texts are among all that is kept (ア6, イ4): every value of every table, every file and
//! what is in it if it is a zip, the log of requests and the journal.

use std::io::{Cursor, Read};

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use testbed::control::Controlled;
use testbed::openapi::{CONTROL, ControlRefusals, UnreadableBody};
use testbed::problem::Problem;
use testbed::search::{Place, Search, SearchRequest};
use zip::ZipArchive;

use super::{body, failed};
use crate::server::NotifyServer;
use crate::store::Store;

/// In bytes: what is looked at of an entry of a zip, far more than an export or a log has.
const LARGEST_ENTRY: u64 = 64 * 1024 * 1024;

/// Where texts are among all that is kept: tables, files and what is packed in them, the log and the journal.
#[utoipa::path(
    post,
    path = "/control/search",
    tag = CONTROL,
    request_body = SearchRequest,
    responses(
        (status = 200, description = "The places, each once.", body = Vec<Place>),
        ControlRefusals,
        UnreadableBody,
    ),
)]
pub(super) async fn search(
    State(server): State<NotifyServer>,
    request: Result<Json<SearchRequest>, JsonRejection>,
) -> Result<Json<Vec<Place>>, Problem> {
    let request = body(request)?;
    let mut search = Search::new(&request).map_err(|error| Problem::unprocessable(error.to_string()))?;
    let values = server.with_store(Store::every_value).await;
    for value in values.map_err(failed)? {
        let place = format!("table {}, column {}", value.table, value.column);
        search.look(&place, &value.text);
    }
    for entry in server.request_log.entries() {
        search.look("log", &entry.text);
    }
    search.look_into_journal(&server.journal().events());
    let files = server.files.every_file().await.map_err(failed)?;
    // Unpacking takes its time.
    let found = tokio::task::spawn_blocking(move || {
        for (name, content) in files {
            look_into_file(&mut search, &name, &content);
        }
        search.found()
    });
    Ok(Json(
        found
            .await
            .map_err(|error| Problem::internal(error.to_string()))?,
    ))
}

fn look_into_file(search: &mut Search, name: &str, content: &[u8]) {
    let place = format!("file {name}");
    search.look(&place, name);
    search.look_into_bytes(&place, content);
    let Ok(mut archive) = ZipArchive::new(Cursor::new(content)) else {
        return;
    };
    for index in 0..archive.len() {
        let Ok(entry) = archive.by_index(index) else {
            continue;
        };
        search.look_into_bytes(&place, entry.name_raw());
        let mut unpacked = Vec::new();
        // What could be unpacked of a damaged entry is looked at all the same.
        let _ = entry.take(LARGEST_ENTRY).read_to_end(&mut unpacked);
        search.look_into_bytes(&place, &unpacked);
    }
}
