//! `/control/cases/{id}/processing-number` and `/control/processing-numbers`: issuing, listing and revoking.
//!
//! No answer to issuing carries the number: a scenario reads it where the person reads it, in the outbox (ア2).

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use jiff::Timestamp;
use serde::Serialize;
use testbed::journal::ChainPlace;
use testbed::openapi::{CONTROL, ControlRefusals};
use testbed::problem::Problem;
use utoipa::ToSchema;

use super::problem;
use crate::hersys::Hersys;
use crate::store::{CaseError, Channel, ProcessingNumber};

#[derive(Serialize, ToSchema)]
pub(super) struct Delivery {
    delivered_by: Channel,
}

#[derive(Serialize, ToSchema)]
pub(super) struct LiveNumber {
    processing_number: ProcessingNumber,
    #[schema(examples("1"))]
    case_id: String,
    issued_at: Timestamp,
}

/// Issues a number to a positive person and sends it; the answer does not hold it.
#[utoipa::path(
    post,
    path = "/control/cases/{case_id}/processing-number",
    tag = CONTROL,
    params(("case_id", description = "The case.", example = "1")),
    responses(
        (status = 201, description = "The number is on its way.", body = Delivery),
        (
            status = 404,
            description = "There is no such case.",
            body = Problem,
            content_type = "application/problem+json",
        ),
        (
            status = 409,
            description = "The person is not positive, or no numbers are issued.",
            body = Problem,
            content_type = "application/problem+json",
        ),
        ControlRefusals,
    ),
)]
pub(super) async fn issue(
    State(hersys): State<Hersys>,
    Path(case_id): Path<String>,
) -> Result<(StatusCode, Json<Delivery>), Problem> {
    let issued = hersys
        .store()
        .issue_number(&case_id, &hersys.seed, hersys.clock.now());
    match issued {
        Ok(delivered_by) => {
            hersys.passed(ChainPlace::NumberIssued, "陽性と確認された人に処理番号を発行した");
            hersys.passed(ChainPlace::NumberDelivered, delivery_detail(delivered_by));
            Ok((StatusCode::CREATED, Json(Delivery { delivered_by })))
        }
        Err(error) => {
            if let Some(detail) = refusal_detail(&error) {
                hersys.ended(ChainPlace::NumberIssued, detail);
            }
            Err(problem(&error))
        }
    }
}

/// Every number that was issued and not yet used.
#[utoipa::path(
    get,
    path = "/control/processing-numbers",
    tag = CONTROL,
    responses(
        (status = 200, description = "The numbers.", body = Vec<LiveNumber>),
        ControlRefusals,
    ),
)]
pub(super) async fn list(State(hersys): State<Hersys>) -> Json<Vec<LiveNumber>> {
    let store = hersys.store();
    let live = store.numbers().iter().map(|(number, issued)| LiveNumber {
        processing_number: number.clone(),
        case_id: issued.case_id.clone(),
        issued_at: issued.issued_at,
    });
    Json(live.collect())
}

/// Takes a number back before it is used.
#[utoipa::path(
    delete,
    path = "/control/processing-numbers/{processing_number}",
    tag = CONTROL,
    params(("processing_number", description = "The number.", example = "01234567")),
    responses(
        (status = 204, description = "The number is no longer valid."),
        (
            status = 404,
            description = "HER-SYS holds no such number.",
            body = Problem,
            content_type = "application/problem+json",
        ),
        ControlRefusals,
    ),
)]
pub(super) async fn revoke(
    State(hersys): State<Hersys>,
    Path(processing_number): Path<String>,
) -> Result<StatusCode, Problem> {
    if hersys
        .store()
        .take_number(&ProcessingNumber::typed(processing_number))
    {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(Problem::not_found(
            "HER-SYS holds no such number; see GET /control/processing-numbers",
        ))
    }
}

fn delivery_detail(channel: Channel) -> &'static str {
    match channel {
        Channel::Sms => "処理番号をSMSで送った",
        Channel::Mail => "処理番号をメールで送った",
    }
}

/// `None` for what is a mistake of the scenario and no event of the chain.
fn refusal_detail(error: &CaseError) -> Option<&'static str> {
    match error {
        CaseError::NotPositive(_) => Some("陽性と確認されていないため、処理番号を発行しなかった"),
        CaseError::IssuingSuspended => Some("処理番号の発行が停止中のため、発行しなかった"),
        CaseError::IssuingShutDown => Some("処理番号の発行が終了したため、発行しなかった"),
        CaseError::Unknown(_) | CaseError::AlreadyPositive(_) => None,
    }
}
