//! `GET /health`.

use axum::Json;
use serde::Serialize;

/// That the part runs, and which it is.
#[derive(Debug, Serialize)]
pub(super) struct Health {
    part: &'static str,
    version: &'static str,
}

pub(super) async fn show() -> Json<Health> {
    Json(Health {
        part: env!("CARGO_PKG_NAME"),
        version: env!("CARGO_PKG_VERSION"),
    })
}
