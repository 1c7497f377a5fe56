//! The public interface. Phones answer nobody; here are the health of the part, and the manufacturers' services.

mod health;
mod manufacturers;

use axum::Router;
use axum::routing::{get, post};

use crate::attestation::Manufacturers;

/// The public routes.
pub(crate) fn routes(manufacturers: Manufacturers) -> Router {
    let manufacturers = Router::new()
        .route(
            "/manufacturers/google/root-certificate",
            get(manufacturers::google_root_certificate),
        )
        .route(
            "/manufacturers/google/v1/attestations/verify",
            post(manufacturers::verify_attestation),
        )
        .route(
            "/manufacturers/apple/v1/validate_device_token",
            post(manufacturers::validate_device_token),
        )
        .with_state(manufacturers);
    Router::new()
        .route("/health", get(health::show))
        .merge(manufacturers)
}
