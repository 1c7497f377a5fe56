//! What apps see.

mod configuration;
mod diagnosis;
mod diagnosis_v2;
mod export_file;
pub(crate) mod health;
mod list;
mod register;

use axum::Router;
use axum::http::StatusCode;
use axum::routing::{get, post, put};

use crate::server::NotifyServer;
use crate::store::StoreError;

pub(crate) fn router(server: &NotifyServer) -> Router {
    let mut router = Router::new()
        .route("/api/register", post(register::register))
        .route("/api/diagnosis", put(diagnosis::submit))
        // The misspelt name is the real one.
        .route("/c19r/Configration.json", get(configuration::show))
        .route("/c19r/440/list.json", get(list::download))
        .route("/c19r/440/{file}", get(export_file::download));
    if server.state.v2_diagnosis {
        router = router.route("/api/v2/diagnosis", put(diagnosis_v2::submit));
    }
    router.with_state(server.clone())
}

/// The answer when the store fails outside a submission.
#[expect(clippy::needless_pass_by_value, reason = "the form that map_err asks for")]
fn failed(error: StoreError) -> StatusCode {
    tracing::error!(%error, "a request could not be answered");
    StatusCode::INTERNAL_SERVER_ERROR
}
