//! `/control/health-centres`: health centres, which cases belong to.

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use testbed::openapi::{CONTROL, Conflicting, ControlRefusals, UnreadableBody};
use testbed::problem::Problem;
use utoipa::ToSchema;

use super::body;
use crate::hersys::Hersys;
use crate::store::Store;
use crate::store::health_centre::HealthCentre;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"name": "北保健所"}))]
pub(super) struct NewHealthCentre {
    name: String,
}

#[derive(Serialize, ToSchema)]
pub(super) struct AddedHealthCentre {
    #[schema(examples("2"))]
    health_centre_id: String,
}

/// Every health centre.
#[utoipa::path(
    get,
    path = "/control/health-centres",
    tag = CONTROL,
    responses(
        (status = 200, description = "The health centres.", body = Vec<HealthCentre>),
        ControlRefusals,
    ),
)]
pub(super) async fn list(State(hersys): State<Hersys>) -> Result<Json<Vec<HealthCentre>>, Problem> {
    Ok(Json(hersys.store(Store::health_centres).await?))
}

/// Adds a health centre, which cases can belong to.
#[utoipa::path(
    post,
    path = "/control/health-centres",
    tag = CONTROL,
    request_body = NewHealthCentre,
    responses(
        (status = 201, description = "It is there.", body = AddedHealthCentre),
        Conflicting,
        ControlRefusals,
        UnreadableBody,
    ),
)]
pub(super) async fn add(
    State(hersys): State<Hersys>,
    new: Result<Json<NewHealthCentre>, JsonRejection>,
) -> Result<(StatusCode, Json<AddedHealthCentre>), Problem> {
    let name = body(new)?.name;
    let health_centre_id = hersys.store(move |store| store.add_health_centre(&name)).await?;
    Ok((StatusCode::CREATED, Json(AddedHealthCentre { health_centre_id })))
}
