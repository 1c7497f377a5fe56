//! What a scenario does in the place of the health centre, and what it reads in the place of the person.

mod cases;
mod issuing;
mod outbox;
mod processing_numbers;

use testbed::problem::{Problem, body};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::hersys::Hersys;
use crate::store::CaseError;

pub(crate) fn router(hersys: Hersys) -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(cases::register))
        .routes(routes!(cases::show))
        .routes(routes!(cases::report_positive))
        .routes(routes!(processing_numbers::issue))
        .routes(routes!(processing_numbers::list))
        .routes(routes!(processing_numbers::revoke))
        .routes(routes!(outbox::show))
        .routes(routes!(issuing::show, issuing::set))
        .with_state(hersys)
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
