//! `POST /control/encounters`.

use axum::extract::State;
use axum::http::StatusCode;
use jiff::Timestamp;
use serde::Deserialize;

use super::DeviceSim;
use super::body::Body;
use crate::error::ControlError;
use crate::fleet::{Course, Encounter};
use crate::radio::Environment;

/// Two phones that are to meet, at a distance or exactly.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NewEncounter {
    devices: [String; 2],
    starts_at: Timestamp,
    duration_seconds: u32,
    /// At a distance.
    distance_metres: Option<f64>,
    /// Around them, while they are at a distance; in the open without it.
    environment: Option<Environment>,
    /// Exactly: the attenuation …
    attenuation_db: Option<u8>,
    /// … and when after the start both phones hear each other.
    heard_after_seconds: Option<Vec<u32>>,
}

impl NewEncounter {
    fn into_encounter(self, now: Timestamp) -> Result<Encounter, ControlError> {
        if self.devices[0] == self.devices[1] {
            return Err(ControlError::Senseless(
                "a device cannot meet itself; name two devices",
            ));
        }
        if self.starts_at < now {
            return Err(ControlError::Senseless(
                "an encounter cannot start in the past; state starts_at from now on",
            ));
        }
        let starts_at = self.starts_at.as_second();
        let course = match (
            self.distance_metres,
            self.attenuation_db,
            self.heard_after_seconds,
        ) {
            (Some(metres), None, None) if metres >= 0.0 && metres.is_finite() => Course::AtDistance {
                metres,
                environment: self.environment.unwrap_or_default(),
                ends_at: starts_at + i64::from(self.duration_seconds),
            },
            (Some(_), None, None) => {
                return Err(ControlError::Senseless(
                    "distance_metres must be a number of at least 0",
                ));
            }
            (None, Some(_), Some(_)) if self.environment.is_some() => {
                return Err(ControlError::Senseless(
                    "an exact contact states its attenuation; leave the environment out",
                ));
            }
            (None, Some(attenuation_db), Some(mut heard_after)) => {
                heard_after.sort_unstable();
                heard_after.dedup();
                if heard_after
                    .last()
                    .is_none_or(|last| *last > self.duration_seconds)
                {
                    return Err(ControlError::Senseless(
                        "heard_after_seconds needs at least one moment and none after duration_seconds",
                    ));
                }
                let heard_at = heard_after
                    .into_iter()
                    .map(|after| starts_at + i64::from(after))
                    .collect();
                Course::Exactly {
                    attenuation_db,
                    heard_at,
                    last_heard_at: None,
                }
            }
            _ => {
                return Err(ControlError::Senseless(
                    "state either distance_metres, or both attenuation_db and heard_after_seconds",
                ));
            }
        };
        Ok(Encounter::new(self.devices, starts_at, course))
    }
}

pub(super) async fn add(
    State(part): State<DeviceSim>,
    Body(new): Body<NewEncounter>,
) -> Result<StatusCode, ControlError> {
    let (mut fleet, now) = part.fleet().await;
    fleet.meet(new.into_encounter(now)?)?;
    Ok(StatusCode::CREATED)
}
