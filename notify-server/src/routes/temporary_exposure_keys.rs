//! `GET /api/TemporaryExposureKeys` and `GET /api/TemporaryExposureKeys/{region}`: which files there are, asked of the
//! server instead of the content network (until COCOA v1.2.4, `TemporaryExposureKeysApi`). No app used it.
//!
//! `since` are Unix seconds, which the end of a file's day must reach; what is no number counts as missing, and then it
//! is 14 days ago. The answer's `timestamp` is the newest file's `created`, whatever its unit, or `since` itself.
//!
//! What it looks at is at most 60 seconds old (`QueryCache`), the same for all regions. The real server's name of the
//! member `url` is not certain.

use std::sync::{Mutex, PoisonError};

use axum::Json;
use axum::extract::{Path, RawQuery, State};
use axum::http::HeaderMap;
use jiff::Timestamp;
use serde::Serialize;
use testbed::openapi::PUBLIC;
use utoipa::ToSchema;

use super::refusals::AppRefusals;
use crate::error::Refusal;
use crate::registration::not_stored;
use crate::server::NotifyServer;
use crate::store::ExportFile;
use crate::window::{earliest_end, seconds_14_days_ago};

/// Seconds for which an answer of the database is used.
const CACHED_FOR: i64 = 60;

/// What the database answered last, and when.
#[derive(Default)]
pub(crate) struct ExportCache(Mutex<Option<(Timestamp, Vec<ExportFile>)>>);

/// Which files there are.
#[derive(Serialize, ToSchema)]
pub(super) struct KeysAnswer {
    /// The newest file's `created`, or `since`.
    timestamp: i64,
    keys: Vec<KeyFile>,
}

/// A file.
#[derive(Serialize, ToSchema)]
struct KeyFile {
    /// Where it is.
    url: String,
}

/// Which files there are, in all regions (until COCOA v1.2.4).
///
/// Order of evaluation: functions key (401), Front Door (418).
#[utoipa::path(
    get,
    path = "/api/TemporaryExposureKeys",
    tag = PUBLIC,
    params(("since" = Option<i64>, Query, description = "Unix seconds that the end of a file's day must reach.")),
    responses(
        (status = 200, description = "The files, as of at most 60 seconds ago.", body = KeysAnswer),
        AppRefusals,
    ),
    security((), ("functions_key" = [], "front_door_id" = [])),
)]
pub(super) async fn of_all_regions(
    State(server): State<NotifyServer>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Json<KeysAnswer>, Refusal> {
    answer(&server, None, query.as_deref(), &headers).await
}

/// Which files there are, in a region (until COCOA v1.2.4).
///
/// Order of evaluation: functions key (401), Front Door (418).
#[utoipa::path(
    get,
    path = "/api/TemporaryExposureKeys/{region}",
    tag = PUBLIC,
    params(
        ("region" = String, Path, description = "As configured.", example = "440"),
        ("since" = Option<i64>, Query, description = "Unix seconds that the end of a file's day must reach."),
    ),
    responses(
        (status = 200, description = "The files, as of at most 60 seconds ago.", body = KeysAnswer),
        AppRefusals,
    ),
    security((), ("functions_key" = [], "front_door_id" = [])),
)]
pub(super) async fn of_region(
    State(server): State<NotifyServer>,
    Path(region): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Json<KeysAnswer>, Refusal> {
    answer(&server, Some(&region), query.as_deref(), &headers).await
}

async fn answer(
    server: &NotifyServer,
    region: Option<&str>,
    query: Option<&str>,
    headers: &HeaderMap,
) -> Result<Json<KeysAnswer>, Refusal> {
    let state = server.state();
    if !state.keys_api {
        return Err(Refusal::NoSuchForm);
    }
    server.check_functions_key(headers)?;
    server.check_front_door(&state, headers)?;

    let now = server.clock.now();
    let since = query.and_then(since).unwrap_or_else(|| seconds_14_days_ago(now));
    // The real server reads a negative number as a huge one, which no file reaches.
    let reached = |end: i64| since >= 0 && end >= since.max(earliest_end(&state, now));
    let files = cached_files(server, now).await?;
    let found = files
        .iter()
        .filter(|file| reached(file.end_timestamp) && region.is_none_or(|region| file.region == region));
    let newest = found.clone().map(|file| file.created).max();
    let key_file = |file: &ExportFile| KeyFile {
        url: format!(
            "{}/c19r/{}/{}.zip",
            server.public_url, file.region, file.batch_num
        ),
    };
    Ok(Json(KeysAnswer {
        timestamp: newest.unwrap_or(since),
        keys: found.map(key_file).collect(),
    }))
}

/// The value of the first `since` of a query, if it is a number.
fn since(query: &str) -> Option<i64> {
    let mut members = query.split('&').filter_map(|member| member.split_once('='));
    let (_name, value) = members.find(|(name, _value)| name.eq_ignore_ascii_case("since"))?;
    value.parse().ok()
}

/// Every file that is not deleted, as the database said at most 60 seconds ago.
async fn cached_files(server: &NotifyServer, now: Timestamp) -> Result<Vec<ExportFile>, Refusal> {
    let cache = || {
        server
            .export_cache
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    };
    if let Some((asked_at, files)) = &*cache()
        && now.as_second() < asked_at.as_second() + CACHED_FOR
    {
        return Ok(files.clone());
    }
    let files = server
        .with_store(|store| store.files_ending_from(i64::MIN))
        .await
        .map_err(not_stored)?;
    *cache() = Some((now, files.clone()));
    Ok(files)
}
