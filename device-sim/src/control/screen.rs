//! `GET /control/devices/{name}/screen` and `…/screen.svg`: what the user saw last of the app.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;

use super::DeviceSim;
use crate::app::Screen;
use crate::error::ControlError;

pub(super) async fn show(
    State(part): State<DeviceSim>,
    Path(name): Path<String>,
) -> Result<Json<Screen>, ControlError> {
    screen(&part, &name).await.map(|(screen, _)| Json(screen))
}

pub(super) async fn draw(
    State(part): State<DeviceSim>,
    Path(name): Path<String>,
) -> Result<impl IntoResponse, ControlError> {
    let (screen, caption) = screen(&part, &name).await?;
    Ok(([(CONTENT_TYPE, "image/svg+xml")], screen.to_svg(&caption)))
}

/// The screen, and whose it is.
async fn screen(part: &DeviceSim, name: &str) -> Result<(Screen, String), ControlError> {
    let (mut fleet, _) = part.fleet().await;
    let phone = fleet.phone(name)?;
    let screen = phone
        .screen()
        .ok_or_else(|| ControlError::NoApp(name.to_owned()))?;
    let caption = format!(
        "{name}　{}　COCOA {}",
        phone.framework.os().name,
        phone.release().version
    );
    Ok((screen.clone(), caption))
}
