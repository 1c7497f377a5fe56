//! `GET /control/devices/{name}/screen`, `…/screen.svg` and `…/screens`: what the user saw of the app, last and on the
//! way there.

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

pub(super) async fn list(
    State(part): State<DeviceSim>,
    Path(name): Path<String>,
) -> Result<Json<Vec<Screen>>, ControlError> {
    let (mut fleet, _) = part.fleet().await;
    let pages = fleet.phone(&name)?.pages().map(<[Screen]>::to_vec);
    pages.map(Json).ok_or(ControlError::NoApp(name))
}

/// The last screen, and whose it is.
async fn screen(part: &DeviceSim, name: &str) -> Result<(Screen, String), ControlError> {
    let (mut fleet, _) = part.fleet().await;
    let phone = fleet.phone(name)?;
    let last = phone.pages().and_then(<[Screen]>::last);
    let screen = last.ok_or_else(|| ControlError::NoApp(name.to_owned()))?;
    let caption = format!(
        "{name}　{}　COCOA {}",
        phone.framework.os().name,
        phone.release().version
    );
    Ok((screen.clone(), caption))
}
