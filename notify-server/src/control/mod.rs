//! What a scenario may look into.

mod keys;
mod stored_numbers;
mod verification_key;

use axum::Router;
use axum::routing::get;
use testbed::problem::Problem;

use crate::server::NotifyServer;
use crate::store::StoreError;

pub(crate) fn router(server: NotifyServer) -> Router {
    Router::new()
        .route("/control/keys", get(keys::show))
        .route("/control/verification-key", get(verification_key::show))
        .route("/control/stored-numbers", get(stored_numbers::show))
        .with_state(server)
}

#[expect(clippy::needless_pass_by_value, reason = "the form that map_err asks for")]
fn failed(error: StoreError) -> Problem {
    Problem::internal(error.to_string())
}
