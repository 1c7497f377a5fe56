//! How the stand-in answers.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use serde_json::{Value, json};
use testbed::patience;
use testbed::serve::HangUp;

use super::stand_in::{Shared, Submission, Upload};

/// What every call goes through before it is answered.
pub(super) async fn take_call(State(contents): Shared, request: Request, next: Next) -> Response {
    let hangs_up = {
        let mut contents = contents.lock().unwrap();
        let path = request.uri().path().to_owned();
        contents
            .patience
            .insert(path, patience::told_in(request.headers()));
        contents.hangs_up
    };
    if hangs_up {
        return HangUp.into_response();
    }
    next.run(request).await
}

pub(super) async fn register(State(contents): Shared) -> (StatusCode, Json<Value>) {
    let status = contents.lock().unwrap().register_answer;
    (
        status,
        Json(json!({"userUuid": "user-1", "secret": "secret-1", "jumpConsistentSeed": 0})),
    )
}

pub(super) async fn submit(
    State(contents): Shared,
    uri: Uri,
    headers: HeaderMap,
    Json(body): Json<Value>,
) -> StatusCode {
    let mut contents = contents.lock().unwrap();
    contents.submissions.push(Submission {
        path: uri.path().to_owned(),
        headers,
        body,
    });
    contents.answer
}

pub(super) async fn configuration(State(contents): Shared) -> Result<Json<Value>, StatusCode> {
    contents
        .lock()
        .unwrap()
        .configuration
        .clone()
        .map(Json)
        .ok_or(StatusCode::SERVICE_UNAVAILABLE)
}

pub(super) async fn list(State(contents): Shared) -> Result<Json<Vec<Value>>, StatusCode> {
    let contents = contents.lock().unwrap();
    match contents.list_answer {
        StatusCode::OK => Ok(Json(contents.list.clone())),
        status => Err(status),
    }
}

pub(super) async fn document(State(contents): Shared, uri: Uri) -> Result<Json<Value>, StatusCode> {
    let mut contents = contents.lock().unwrap();
    contents.requested.push(uri.path().to_owned());
    let document = contents.documents.get(uri.path()).cloned();
    document.map(Json).ok_or(StatusCode::NOT_FOUND)
}

pub(super) async fn ticket(State(contents): Shared, headers: HeaderMap) -> Result<Json<Value>, StatusCode> {
    let contents = contents.lock().unwrap();
    if headers.get("x-api-key").is_none_or(|key| key != "api-key-1") {
        return Err(StatusCode::BAD_REQUEST);
    }
    match contents.ticket_answer {
        StatusCode::OK => Ok(Json(json!({"sas_token": "sv=1&sig=ticket"}))),
        status => Err(status),
    }
}

pub(super) async fn upload_log(state: Shared, uri: Uri, headers: HeaderMap, body: Bytes) -> StatusCode {
    receive(&state, &uri, headers, &body);
    StatusCode::CREATED
}

pub(super) async fn receive_event_log(
    state: Shared,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> StatusCode {
    receive(&state, &uri, headers, &body);
    state.lock().unwrap().event_log_answer
}

fn receive(State(contents): &Shared, uri: &Uri, headers: HeaderMap, body: &Bytes) {
    contents.lock().unwrap().uploads.push(Upload {
        uri: uri.to_string(),
        headers,
        body: body.to_vec(),
    });
}

pub(super) async fn file(State(contents): Shared, Path(file): Path<String>) -> Result<Vec<u8>, StatusCode> {
    contents
        .lock()
        .unwrap()
        .files
        .get(&file)
        .cloned()
        .ok_or(StatusCode::NOT_FOUND)
}
