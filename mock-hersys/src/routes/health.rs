//! `GET /health`: the part is up.

use axum::Json;
use testbed::openapi::{Health, PUBLIC};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(crate) fn router() -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(health))
}

/// The part is up. No fault touches this call.
#[utoipa::path(
    get,
    path = "/health",
    tag = PUBLIC,
    responses((status = 200, description = "It is up.", body = Health)),
)]
async fn health() -> Json<Health> {
    Json(Health {
        part: "mock-hersys",
        version: env!("CARGO_PKG_VERSION"),
    })
}
