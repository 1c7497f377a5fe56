//! The public interface: phones answer nobody, so there is only the health of the part.

mod health;

use axum::Router;
use axum::routing::get;

/// The public routes.
pub(crate) fn routes() -> Router {
    Router::new().route("/health", get(health::show))
}
