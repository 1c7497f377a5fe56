//! The control interface: what persons do with their phones, who meets whom, and what is assumed about phones.
//!
//! Every call first plays what fell due up to now, so that it finds the phones as they are at this moment.

mod app;
mod behaviour;
mod body;
mod devices;
mod encounters;
mod evidence;
mod manufacturers;
mod notifications;
mod registration;
mod screen;
mod unpublished;

use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post};
use jiff::Timestamp;
use testbed::clock::Clock;
use testbed::control::Controlled;
use testbed::fault::FaultRules;
use testbed::journal::Journal;
use testbed::problem::Problem;
use tokio::sync::{Mutex, MutexGuard};

use crate::attestation::Manufacturers;
use crate::fleet::Fleet;

/// The part as its control interface sees it.
#[derive(Clone)]
pub(crate) struct DeviceSim {
    clock: Clock,
    journal: Journal,
    faults: FaultRules,
    manufacturers: Manufacturers,
    fleet: Arc<Mutex<Fleet>>,
}

impl DeviceSim {
    /// The part of a fleet that writes to `journal`.
    pub(crate) fn new(clock: Clock, journal: Journal, manufacturers: Manufacturers, fleet: Fleet) -> Self {
        Self {
            clock,
            journal,
            faults: FaultRules::default(),
            manufacturers,
            fleet: Arc::new(Mutex::new(fleet)),
        }
    }

    /// The fleet as it is now, and what now is.
    async fn fleet(&self) -> (MutexGuard<'_, Fleet>, Timestamp) {
        let mut fleet = self.fleet.lock().await;
        let now = self.clock.now();
        fleet.play_until(now).await;
        (fleet, now)
    }
}

impl Controlled for DeviceSim {
    fn clock(&self) -> &Clock {
        &self.clock
    }

    fn journal(&self) -> &Journal {
        &self.journal
    }

    fn faults(&self) -> &FaultRules {
        &self.faults
    }

    async fn next_due(&self) -> Option<Timestamp> {
        self.fleet.lock().await.next_unattended_check()
    }

    async fn run_due(&self, until: Timestamp) -> Result<(), Problem> {
        self.fleet.lock().await.play_until(until).await;
        Ok(())
    }
}

/// The control routes of phones.
pub(crate) fn routes(part: DeviceSim) -> Router {
    Router::new()
        .route("/control/devices", post(devices::add))
        .route(
            "/control/devices/{name}",
            get(devices::show).patch(devices::change),
        )
        .route("/control/devices/{name}/notifications", get(notifications::list))
        .route(
            "/control/devices/{name}/heard-identifiers",
            get(evidence::heard_identifiers),
        )
        .route("/control/devices/{name}/own-keys", get(evidence::own_keys))
        .route(
            "/control/devices/{name}/sent-requests",
            get(evidence::sent_requests),
        )
        .route(
            "/control/devices/{name}/app",
            post(app::install).delete(app::delete),
        )
        .route("/control/devices/{name}/app/open", post(app::open))
        .route(
            "/control/devices/{name}/app/registration",
            post(registration::register),
        )
        .route("/control/devices/{name}/app/exposures", get(app::show_exposures))
        .route("/control/devices/{name}/app/guidance", post(app::guide))
        .route(
            "/control/devices/{name}/app/operation-log",
            post(app::send_operation_log),
        )
        .route("/control/devices/{name}/app/termination", post(app::terminate))
        .route("/control/devices/{name}/screen", get(screen::show))
        .route("/control/devices/{name}/screen.svg", get(screen::draw))
        .route("/control/devices/{name}/screens", get(screen::list))
        .route("/control/encounters", post(encounters::add))
        .route(
            "/control/manufacturers",
            get(manufacturers::show).put(manufacturers::replace),
        )
        .route(
            "/control/manufacturers/apple-developer-key",
            get(manufacturers::apple_developer_key),
        )
        .route(
            "/control/unpublished",
            get(unpublished::show).put(unpublished::replace),
        )
        .route(
            "/control/app-behaviour",
            get(behaviour::show_apps).put(behaviour::switch_apps),
        )
        .route(
            "/control/os-behaviour",
            get(behaviour::show_systems).put(behaviour::switch_systems),
        )
        .with_state(part)
}
