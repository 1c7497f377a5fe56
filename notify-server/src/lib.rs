//! The notification server (通知サーバー) as its clients see it.
//!
//! * `routes` — what apps call: registration of users, diagnosis V1, V2 and V3, inquiry and event logs, and the files
//!   of the content network.
//! * `registration`, `submission`, `verification` — a positive registration, check after check.
//! * `device_check` — whether a submission comes from the app on a real phone.
//! * `inquiry_log`, `event_log`, `announcements` — what there is beside the chain.
//! * `jobs` — what runs at times of the day: the export of new keys and the deletion of old ones.
//! * `store` — what is kept: keys, users and events in a database, files in an object store.
//! * `control` — what a scenario may look into and change.
//! * [`ServerState`] — how the server behaved on a day of its history; everything else is the same on every day.
//!
//! The device check is off unless it is configured. Left out because nobody ever called it: the draft of an interface
//! for approvals (until COCOA v1.2.4, `Covid19Radar.Api.External`).

mod announcements;
mod config;
mod control;
mod device_check;
mod error;
mod event_log;
mod inquiry_log;
mod jobs;
mod regions;
mod registration;
mod request_log;
mod routes;
mod server;
mod signing_keys;
mod state;
mod store;
mod storing;
mod submission;
mod verification;
mod window;

use axum::Router;
use testbed::control::with_control;
use testbed::openapi::{About, served};
use testbed::serve::{Limits, RunningServer, bind};

pub use crate::announcements::{AppVersions, TermsUpdate, TextUpdate};
pub use crate::config::{
    CloudFiles, Config, Files, FilesAddressError, KEYS_PER_FILE, VerificationSettings, cocoa,
};
pub use crate::device_check::{
    AndroidCheckSettings, DeviceCheckSettings, DeviceCheckSettingsError, IosCheckSettings,
};
pub use crate::error::StartError;
pub use crate::regions::{Regions, RegionsError};
use crate::server::NotifyServer;
pub use crate::signing_keys::{SigningKeys, SigningKeysError};
pub use crate::state::{
    AndroidDeviceCheck, AppleFailures, AppleTransaction, BatchFields, ContentTypes, Created, EmptyList,
    EventLogForm, Expiry, ExportOrder, ExportSignature, ExportStart, FileGroups, FileNames, FutureStarts,
    IosDeviceCheck, LoggedRequests, MalformedAttestation, OldestStart, Question, RegisterAnswer,
    RepeatedSubmission, RollingPeriods, ServerState, Storing, TransmissionLevel, UnknownServerState,
    V3Diagnosis, VerificationRule,
};
pub use crate::store::StoreError;

const ABOUT: About = About {
    title: "notify-server",
    description: "The notification server (通知サーバー) as its clients see it. Which calls it has, and what it says to \
                  some, depends on the day of its history that it plays (`GET /control/state`): a call that the \
                  server of the day does not have is answered with 404.",
};

/// Starts the notification server; it answers until the returned server is stopped or dropped.
pub async fn start(config: Config) -> Result<RunningServer, StartError> {
    let test_instance = config.test_instance;
    let limits = Limits {
        requests: config.requests,
        body_size: routes::body::HOST_LIMIT as u64,
        ..Limits::default()
    };
    let bound = bind(config.listen).await?.with_limits(limits);
    let own_url = bound.url();
    let server = tokio::task::spawn_blocking(move || NotifyServer::new(config, own_url)).await??;
    server.files.check().await?;
    if !server.clock.is_virtual() {
        jobs::timer::spawn(&server);
    }
    Ok(bound.serve(router(server, test_instance)))
}

/// Everything that the server answers.
fn router(server: NotifyServer, test_instance: bool) -> Router {
    let public = routes::router(&server);
    let control = control::router(server.clone());
    // `/health` stays outside the fault rules: a faulty server is up all the same.
    let routes = with_control(server, public, control, test_instance).merge(routes::health::router());
    served(ABOUT, routes)
}
