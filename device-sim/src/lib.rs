//! Simulated phones with COCOA on them.
//!
//! A phone is four layers, each its own folder, each knowing only the one below:
//! * `radio` — who hears whom, at which attenuation;
//! * `framework` — the operating system's Exposure Notification: keys, scans, matching, scores;
//! * `app` — COCOA: one flow, and a table of what its releases do differently;
//! * `person` — what the owner agrees to and types.
//!
//! `fleet` holds the phones of one scenario and moves them in order of time. The part speaks to the notification
//! server over HTTP like any phone, and is itself spoken to through `/control` alone. What a user would see — push
//! notifications and screens — is data with Japanese text.
//!
//! `attestation` is what phones of this world have for Google and Apple.

mod app;
mod attestation;
mod config;
mod control;
mod error;
mod fleet;
mod framework;
mod person;
mod phone_journal;
mod radio;
mod routes;

use serde_json::{Map, Value};
use testbed::control::with_control;
use testbed::journal::Journal;
use testbed::production_lock::refuse_production_address;
use testbed::serve::{Bound, RunningServer, bind};
use testbed::switch::{Mutants, SwitchError};

pub use app::{NotInStore, RegisterError, app_mutants, check_app_columns, known_releases};
pub use attestation::{AppleDeveloperKey, Manufacturers, ManufacturersError};
pub use config::Config;
pub use error::StartError;
pub use framework::check_os_columns;

use app::{NotifyServer, Release};
use control::DeviceSim;
use fleet::Fleet;

/// The versions of operating systems that a phone can have.
pub fn known_os_versions() -> Vec<&'static str> {
    framework::OsVersion::known()
}

/// The mutants of the operating systems under the app of this version, with some columns switched already; `None`: there
/// is no such app.
pub fn os_mutants(app_version: &str, switched: &Map<String, Value>) -> Option<Result<Mutants, SwitchError>> {
    let release = Release::find(app_version)?;
    Some(framework::os_mutants(release.api_version(), switched))
}

/// Starts the part and answers until it is stopped or dropped.
pub async fn start(config: Config) -> Result<RunningServer, StartError> {
    let bound = bind(config.listen).await?;
    start_at(bound, config)
}

/// The same at an address that is taken already: for a notification server that must know where the manufacturers are
/// before it starts. The address of the configuration is not looked at.
pub fn start_at(bound: Bound, config: Config) -> Result<RunningServer, StartError> {
    refuse_production_address("the notification server's URL", &config.notify_server_url)?;
    let journal = Journal::default();
    let server = NotifyServer::new(
        &config.notify_server_url,
        config.functions_key,
        config.api_key,
        &config.clock,
    )?;
    let manufacturers = config.manufacturers;
    let fleet = Fleet::new(
        config.seed,
        server,
        config.verification_key,
        manufacturers.clone(),
        journal.clone(),
    );
    let part = DeviceSim::new(config.clock, journal, manufacturers.clone(), fleet);
    let control = control::routes(part.clone());
    let router = with_control(part, routes::routes(manufacturers), control, config.test_instance);
    Ok(bound.serve(router.into()))
}
