//! The forms about persons, numbers and messages.

use axum::extract::rejection::FormRejection;
use axum::extract::{Form, Path, State};
use axum::response::Response;
use jiff::civil::Date;
use serde::Deserialize;

use super::refusal::Refusal;
use super::{Done, answer};
use crate::hersys::Hersys;
use crate::store::ProcessingNumber;
use crate::store::case::PositiveResult;
use crate::store::contact::{Channel, Contact};

/// A form as it came, or not.
pub(super) type Sent<T> = Result<Form<T>, FormRejection>;

/// The fields of a form.
pub(super) fn fields<T>(sent: Sent<T>) -> Result<T, Refusal> {
    sent.map(|Form(fields)| fields).map_err(|_| Refusal::Unreadable)
}

#[derive(Deserialize)]
pub(super) struct NewHealthCentre {
    name: String,
}

pub(super) async fn add_health_centre(State(hersys): State<Hersys>, sent: Sent<NewHealthCentre>) -> Response {
    let add = async {
        let name = fields(sent)?.name;
        hersys.store(move |store| store.add_health_centre(&name)).await?;
        Ok(Done::HealthCentreAdded)
    };
    answer(&hersys, add.await).await
}

#[derive(Deserialize)]
pub(super) struct NewCase {
    health_centre_id: String,
    channel: Channel,
    address: String,
}

pub(super) async fn register_case(State(hersys): State<Hersys>, sent: Sent<NewCase>) -> Response {
    let register = async {
        let new = fields(sent)?;
        let contact = Contact::new(new.channel, new.address.trim().to_owned()).map_err(Refusal::Contact)?;
        hersys.register_case(new.health_centre_id, contact).await?;
        Ok(Done::CaseRegistered)
    };
    answer(&hersys, register.await).await
}

#[derive(Deserialize)]
pub(super) struct Outcome {
    symptomatic: bool,
    date: String,
}

pub(super) async fn report_positive(
    State(hersys): State<Hersys>,
    Path(case_id): Path<String>,
    sent: Sent<Outcome>,
) -> Response {
    let report = async {
        let outcome = fields(sent)?;
        let result = PositiveResult {
            symptomatic: outcome.symptomatic,
            date: outcome.date.parse::<Date>().map_err(|_| Refusal::Date)?,
        };
        hersys.report_positive(case_id, result).await?;
        Ok(Done::PositiveReported)
    };
    answer(&hersys, report.await).await
}

pub(super) async fn issue_number(State(hersys): State<Hersys>, Path(case_id): Path<String>) -> Response {
    let issued = hersys.issue_number(case_id).await;
    let done = issued.map(|_| Done::NumberIssued).map_err(Refusal::from);
    answer(&hersys, done).await
}

#[derive(Deserialize)]
pub(super) struct Number {
    processing_number: String,
}

pub(super) async fn revoke(State(hersys): State<Hersys>, sent: Sent<Number>) -> Response {
    let revoke = async {
        let number = ProcessingNumber::typed(fields(sent)?.processing_number);
        hersys.revoke(number).await?;
        Ok(Done::NumberRevoked)
    };
    answer(&hersys, revoke.await).await
}

pub(super) async fn resend(State(hersys): State<Hersys>, Path(message_id): Path<String>) -> Response {
    let resent = hersys.resend(message_id).await;
    let done = resent.map(|()| Done::MessageResent).map_err(Refusal::from);
    answer(&hersys, done).await
}
