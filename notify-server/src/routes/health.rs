//! `GET /health`: the part is up.

use axum::routing::get;
use axum::{Json, Router};
use serde_json::{Value, json};

pub(crate) fn router() -> Router {
    Router::new().route("/health", get(health))
}

async fn health() -> Json<Value> {
    Json(json!({"part": "notify-server", "version": env!("CARGO_PKG_VERSION")}))
}
