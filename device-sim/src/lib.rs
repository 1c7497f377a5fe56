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

mod app;
mod config;
mod control;
mod error;
mod fleet;
mod framework;
mod person;
mod phone_journal;
mod radio;
mod routes;

use testbed::control::with_control;
use testbed::journal::Journal;
use testbed::production_lock::refuse_production_address;
use testbed::serve::{RunningServer, serve};

pub use app::{NotInStore, RegisterError, known_releases};
pub use config::Config;
pub use error::StartError;

use app::NotifyServer;
use control::DeviceSim;
use fleet::Fleet;

/// The versions of operating systems that a phone can have.
pub fn known_os_versions() -> Vec<&'static str> {
    framework::OsVersion::known()
}

/// Starts the part and answers until it is stopped or dropped.
pub async fn start(config: Config) -> Result<RunningServer, StartError> {
    refuse_production_address("the notification server's URL", &config.notify_server_url)?;
    let journal = Journal::default();
    let server = NotifyServer::new(
        &config.notify_server_url,
        config.functions_key,
        config.api_key,
        &config.clock,
    )?;
    let fleet = Fleet::new(config.seed, server, config.verification_key, journal.clone());
    let part = DeviceSim::new(config.clock, journal, fleet);
    let control = control::routes(part.clone());
    let router = with_control(part, routes::routes(), control, config.test_instance);
    Ok(serve(config.listen, router.into()).await?)
}
