//! What a scenario does in the place of the health centre, and what it reads in the place of the person.

mod cases;
mod issuing;
mod outbox;
mod processing_numbers;

use axum::extract::rejection::JsonRejection;
use axum::routing::{delete, get, post};
use axum::{Json, Router};
use testbed::problem::Problem;

use crate::hersys::Hersys;
use crate::store::CaseError;

pub(crate) fn router(hersys: Hersys) -> Router {
    Router::new()
        .route("/control/cases", post(cases::register))
        .route("/control/cases/{case_id}", get(cases::show))
        .route("/control/cases/{case_id}/positive", post(cases::report_positive))
        .route(
            "/control/cases/{case_id}/processing-number",
            post(processing_numbers::issue),
        )
        .route("/control/processing-numbers", get(processing_numbers::list))
        .route(
            "/control/processing-numbers/{processing_number}",
            delete(processing_numbers::revoke),
        )
        .route("/control/outbox", get(outbox::show))
        .route("/control/issuing", get(issuing::show).put(issuing::set))
        .with_state(hersys)
}

/// The body of a control call, or why it could not be read.
fn body<T>(body: Result<Json<T>, JsonRejection>) -> Result<T, Problem> {
    let Json(body) = body.map_err(|rejection| Problem::unprocessable(rejection.body_text()))?;
    Ok(body)
}

fn problem(error: &CaseError) -> Problem {
    match error {
        CaseError::Unknown(_) => Problem::not_found(error.to_string()),
        CaseError::AlreadyPositive(_)
        | CaseError::NotPositive(_)
        | CaseError::IssuingSuspended
        | CaseError::IssuingShutDown => Problem::conflict(error.to_string()),
    }
}
