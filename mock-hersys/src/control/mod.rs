//! What a scenario does in the place of the health centre, and what it reads in the place of the person.

mod audit_trail;
mod behaviour;
mod cases;
mod health_centres;
mod issuing;
mod outbox;
mod processing_numbers;
mod search;
mod validity;

use testbed::problem::{Problem, body};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::hersys::Hersys;
use crate::store::StoreError;

pub(crate) fn router(hersys: Hersys) -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(health_centres::list, health_centres::add))
        .routes(routes!(cases::list, cases::register))
        .routes(routes!(cases::show))
        .routes(routes!(cases::report_positive))
        .routes(routes!(processing_numbers::issue))
        .routes(routes!(processing_numbers::list))
        .routes(routes!(processing_numbers::revoke))
        .routes(routes!(outbox::show))
        .routes(routes!(outbox::resend))
        .routes(routes!(issuing::show, issuing::set))
        .routes(routes!(validity::show, validity::set))
        .routes(routes!(behaviour::show, behaviour::switch))
        .routes(routes!(audit_trail::show))
        .routes(routes!(search::search))
        .with_state(hersys)
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        Self::new(error.status(), error.to_string())
    }
}
