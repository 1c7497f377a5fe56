//! `GET` and `PUT /control/unpublished`: what is assumed about the operating systems where nobody published anything.

use axum::Json;
use axum::extract::State;

use super::DeviceSim;
use super::body::Body;
use crate::framework::UnpublishedOsBehaviour;

/// What is assumed, every setting with its value.
pub(super) async fn show(State(part): State<DeviceSim>) -> Json<UnpublishedOsBehaviour> {
    let (fleet, _) = part.fleet().await;
    Json(fleet.unpublished().clone())
}

/// Replaces all of it, for every phone from now on; a setting that is left out has its default.
pub(super) async fn replace(
    State(part): State<DeviceSim>,
    Body(unpublished): Body<UnpublishedOsBehaviour>,
) -> Json<UnpublishedOsBehaviour> {
    let (mut fleet, now) = part.fleet().await;
    fleet.assume(unpublished, now);
    Json(fleet.unpublished().clone())
}
