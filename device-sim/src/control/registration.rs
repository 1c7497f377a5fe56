//! `POST /control/devices/{name}/app/registration`.

use axum::Json;
use axum::extract::{Path, State};
use jiff::civil::Date;
use serde::Deserialize;

use super::DeviceSim;
use super::body::Body;
use crate::app::Registration;
use crate::error::ControlError;
use crate::person::{PositiveRegistration, Typing};

/// What the person answers and types. It has no `Debug`: it holds the number.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entered {
    processing_number: String,
    /// How they type the number: `exactly`, `full_width`, `last_digit_missing`.
    #[serde(default)]
    typing: Typing,
    /// On the app's page.
    consent: bool,
    /// When asked if they are sure.
    #[serde(default = "yes")]
    confirms: bool,
    /// When the operating system asks.
    #[serde(default = "yes")]
    shares_keys: bool,
    /// `null`: they leave the question open.
    #[serde(default = "with_symptoms")]
    has_symptoms: Option<bool>,
    /// Of onset, or of the test. Forms without such a field ignore it; others show today if it is left out.
    onset_date: Option<Date>,
}

fn yes() -> bool {
    true
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "the default of an answer that may be missing"
)]
fn with_symptoms() -> Option<bool> {
    Some(true)
}

pub(super) async fn register(
    State(part): State<DeviceSim>,
    Path(name): Path<String>,
    Body(entered): Body<Entered>,
) -> Result<Json<Registration>, ControlError> {
    let (mut fleet, now) = part.fleet().await;
    let (phone, server, journal) = fleet.reach(&name, now)?;
    let framework = &phone.framework;
    let today = framework
        .local_time(now)
        .to_zoned(framework.time_zone().clone())
        .date();
    if entered.onset_date.is_some_and(|onset| onset > today) {
        return Err(ControlError::Senseless(
            "the calendar of the form ends today; state an onset date not after it",
        ));
    }
    let person = PositiveRegistration {
        processing_number: entered.processing_number,
        typing: entered.typing,
        consent: entered.consent.into(),
        confirms: entered.confirms,
        shares_keys: entered.shares_keys.into(),
        has_symptoms: entered.has_symptoms,
        onset_date: entered.onset_date,
    };
    let (app, mut around) = phone
        .app(server, &journal)
        .ok_or_else(|| ControlError::NoApp(name.clone()))?;
    Ok(Json(app.register_positive(person, &mut around).await))
}
