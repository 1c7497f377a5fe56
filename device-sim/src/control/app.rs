//! `POST` and `DELETE /control/devices/{name}/app`, `POST …/app/open`, `GET …/app/exposures`, `POST …/app/guidance`,
//! `POST …/app/operation-log`, `POST …/app/termination`.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::Deserialize;

use super::DeviceSim;
use super::body::Body;
use super::devices::find_release;
use crate::app::{Contacts, Screen, SentLog, Situation, Survey, Terminated, Wishes};
use crate::error::ControlError;
use crate::fleet::DeviceState;

/// What to install.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Installation {
    /// Without one, the release that the phone last had.
    release: Option<String>,
    /// Whether the person switches the app's own notification on, where the tutorial asks (1.0.0).
    #[serde(default)]
    notifications_opted_in: bool,
}

/// How the app is opened.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Opening {
    /// Whether an unattended check runs at that moment.
    #[serde(default)]
    during_unattended_check: bool,
}

/// What a person answers who had a contact.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Answers {
    symptoms: bool,
    someone_near: bool,
    wishes_test: bool,
}

/// What a person does before the operation log goes.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LogWishes {
    previewed: bool,
    consented: bool,
}

/// How a person ends the use.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Termination {
    survey: Option<Survey>,
}

pub(super) async fn install(
    State(part): State<DeviceSim>,
    Path(name): Path<String>,
    Body(installation): Body<Installation>,
) -> Result<(StatusCode, Json<DeviceState>), ControlError> {
    let asked = installation.release.as_deref().map(find_release).transpose()?;
    let wishes = Wishes {
        notifications_opted_in: installation.notifications_opted_in,
    };
    let (mut fleet, now) = part.fleet().await;
    let release = match asked {
        Some(release) => *release,
        None => fleet.phone(&name)?.release(),
    };
    let release = fleet.switched(&release)?;
    let (phone, server, journal) = fleet.reach(&name, now)?;
    phone.install(release, wishes, server, &journal).await?;
    Ok((StatusCode::CREATED, Json(phone.state(&name, now))))
}

pub(super) async fn delete(
    State(part): State<DeviceSim>,
    Path(name): Path<String>,
) -> Result<StatusCode, ControlError> {
    let (mut fleet, _) = part.fleet().await;
    if fleet.phone(&name)?.delete_app() {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(ControlError::NoApp(name))
    }
}

pub(super) async fn open(
    State(part): State<DeviceSim>,
    Path(name): Path<String>,
    Body(opening): Body<Opening>,
) -> Result<Json<Screen>, ControlError> {
    let (mut fleet, now) = part.fleet().await;
    let (phone, server, journal) = fleet.reach(&name, now)?;
    phone
        .open_app(opening.during_unattended_check, server, &journal)
        .await
        .map(Json)
        .ok_or_else(|| ControlError::NoApp(name.clone()))
}

pub(super) async fn show_exposures(
    State(part): State<DeviceSim>,
    Path(name): Path<String>,
) -> Result<Json<Contacts>, ControlError> {
    let (mut fleet, now) = part.fleet().await;
    let (phone, server, journal) = fleet.reach(&name, now)?;
    phone
        .contacts(server, &journal)
        .await
        .map(Json)
        .ok_or_else(|| ControlError::NoApp(name.clone()))
}

pub(super) async fn guide(
    State(part): State<DeviceSim>,
    Path(name): Path<String>,
    Body(answers): Body<Answers>,
) -> Result<Json<Screen>, ControlError> {
    let situation = Situation {
        symptoms: answers.symptoms,
        someone_near: answers.someone_near,
        wishes_test: answers.wishes_test,
    };
    let (mut fleet, now) = part.fleet().await;
    let (phone, server, journal) = fleet.reach(&name, now)?;
    let (app, around) = phone
        .app(server, &journal)
        .ok_or_else(|| ControlError::NoApp(name.clone()))?;
    Ok(Json(app.guidance(situation, around.framework)))
}

pub(super) async fn send_operation_log(
    State(part): State<DeviceSim>,
    Path(name): Path<String>,
    Body(wishes): Body<LogWishes>,
) -> Result<Json<SentLog>, ControlError> {
    let (mut fleet, now) = part.fleet().await;
    let (phone, server, journal) = fleet.reach(&name, now)?;
    let (app, mut around) = phone
        .app(server, &journal)
        .ok_or_else(|| ControlError::NoApp(name.clone()))?;
    let sent = app.send_operation_log(wishes.previewed, wishes.consented, &mut around);
    Ok(Json(sent.await))
}

pub(super) async fn terminate(
    State(part): State<DeviceSim>,
    Path(name): Path<String>,
    Body(termination): Body<Termination>,
) -> Result<Json<Terminated>, ControlError> {
    let (mut fleet, now) = part.fleet().await;
    let (phone, server, journal) = fleet.reach(&name, now)?;
    let (app, mut around) = phone
        .app(server, &journal)
        .ok_or_else(|| ControlError::NoApp(name.clone()))?;
    Ok(Json(app.terminate(termination.survey, &mut around).await))
}
