//! What a scenario may look into, and what it may change.
//!
//! | call | effect |
//! | --- | --- |
//! | `GET /control/keys` | every key that is kept |
//! | `GET /control/verification-key`, `GET /control/verification-keys` | what phones verify files with, now and ever |
//! | `POST /control/signing-keys/rotate` | another key signs from now on |
//! | `GET /control/log` | what the modelled server's own log keeps of requests |
//! | `GET /control/stored-numbers` | what looks like a processing number among all that is kept |
//! | `POST /control/search` | where texts are among all that is kept |
//! | `PUT /control/storage-fault` | the stores fail from a moment on |
//! | `GET`, `PATCH /control/state` | how the server behaves; single behaviours are switched |
//! | `GET /control/inquiry-logs` | the logs that users sent in |
//! | `GET /control/event-logs` | the events of the use of apps |
//! | `PUT /control/app-versions`, `PUT /control/terms-update` | what apps are told about themselves |

mod announcements;
mod event_logs;
mod inquiry_logs;
mod keys;
mod log;
mod search;
mod signing_keys;
mod state;
mod storage_fault;
mod stored_numbers;
mod verification_key;

use axum::extract::rejection::JsonRejection;
use axum::routing::{get, post, put};
use axum::{Json, Router};
use testbed::problem::Problem;

use crate::server::NotifyServer;
use crate::store::StoreError;

pub(crate) fn router(server: NotifyServer) -> Router {
    Router::new()
        .route("/control/keys", get(keys::show))
        .route("/control/verification-key", get(verification_key::show))
        .route("/control/verification-keys", get(verification_key::show_all))
        .route("/control/signing-keys/rotate", post(signing_keys::rotate))
        .route("/control/log", get(log::show))
        .route("/control/search", post(search::search))
        .route("/control/storage-fault", put(storage_fault::put))
        .route("/control/stored-numbers", get(stored_numbers::show))
        .route("/control/state", get(state::show).patch(state::switch))
        .route("/control/inquiry-logs", get(inquiry_logs::show))
        .route("/control/event-logs", get(event_logs::show))
        .route("/control/app-versions", put(announcements::put_app_versions))
        .route("/control/terms-update", put(announcements::put_terms_update))
        .with_state(server)
}

/// The body of a control call, or why it could not be read.
fn body<T>(body: Result<Json<T>, JsonRejection>) -> Result<T, Problem> {
    let Json(body) = body.map_err(|rejection| Problem::unprocessable(rejection.body_text()))?;
    Ok(body)
}

#[expect(clippy::needless_pass_by_value, reason = "the form that map_err asks for")]
fn failed(error: StoreError) -> Problem {
    Problem::internal(error.to_string())
}
