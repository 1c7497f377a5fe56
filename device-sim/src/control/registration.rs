//! `POST /control/devices/{name}/app/registration`.

use axum::Json;
use axum::extract::{Path, State};
use jiff::civil::Date;
use serde::Deserialize;

use super::DeviceSim;
use super::body::Body;
use crate::app::Registration;
use crate::error::ControlError;
use crate::person::{Consent, PositiveRegistration};
use testbed::japan;

/// What the person answers and types. It has no `Debug`: it holds the number.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entered {
    processing_number: String,
    consent: bool,
    /// Of onset, or of the test. Forms without such a field ignore it; others show today if it is left out.
    onset_date: Option<Date>,
}

pub(super) async fn register(
    State(part): State<DeviceSim>,
    Path(name): Path<String>,
    Body(entered): Body<Entered>,
) -> Result<Json<Registration>, ControlError> {
    let (mut fleet, now) = part.fleet().await;
    let (phone, server, journal) = fleet.reach(&name, now)?;
    if entered.onset_date.is_some_and(|onset| onset > japan::date(now)) {
        return Err(ControlError::Senseless(
            "the calendar of the form ends today; state an onset date not after it",
        ));
    }
    let person = PositiveRegistration {
        processing_number: entered.processing_number,
        consent: if entered.consent {
            Consent::Given
        } else {
            Consent::Refused
        },
        onset_date: entered.onset_date,
    };
    let registration = phone.register_positive(person, server, &journal).await;
    registration
        .map(Json)
        .ok_or_else(|| ControlError::NoApp(name.clone()))
}
