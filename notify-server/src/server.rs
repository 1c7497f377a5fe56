//! The running part: what its routes, its jobs and its control interface share.

use std::ops::Deref;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard, Weak};

use axum::http::HeaderMap;
use exposure_notification::SigningKey;
use exposure_notification::v1::ExposureConfiguration;
use exposure_notification::v2::Parameters;
use jiff::Timestamp;
use testbed::clock::Clock;
use testbed::control::Controlled;
use testbed::fault::FaultRules;
use testbed::journal::{ChainPlace, Journal};
use testbed::problem::Problem;
use testbed::seed::Seed;

use crate::announcements::Announcements;
use crate::config::Config;
use crate::error::{Refusal, StartError};
use crate::inquiry_log::InquiryLogDesk;
use crate::jobs::Schedule;
use crate::state::ServerState;
use crate::store::{FileStore, StorageFaults, Store, StoreError};
use crate::verification::HerSys;

/// The region that is served: Japan's mobile country code.
pub(crate) const REGION: &str = "440";

const SUBJECT: &str = "通知サーバー";

/// The notification server, shared by all clones.
#[derive(Clone)]
pub(crate) struct NotifyServer(Arc<Shared>);

/// See [`NotifyServer`].
pub(crate) struct Shared {
    pub(crate) clock: Clock,
    pub(crate) seed: Seed,
    pub(crate) exposure_configuration: ExposureConfiguration,
    pub(crate) parameters_v2: Option<Parameters>,
    pub(crate) inquiry_logs: InquiryLogDesk,
    pub(crate) hersys: HerSys,
    pub(crate) signing_key: SigningKey,
    pub(crate) files: FileStore,
    /// What the URLs in `list.json` begin with.
    pub(crate) public_url: String,
    state: RwLock<ServerState>,
    announcements: RwLock<Announcements>,
    journal: Journal,
    faults: FaultRules,
    functions_key: Option<String>,
    pub(crate) schedule: Schedule,
    store: Store,
}

impl NotifyServer {
    /// Opens the stores; `own_url` is used where the configuration names no public URL. Blocks.
    pub(crate) fn new(config: Config, own_url: String) -> Result<Self, StartError> {
        Ok(Self(Arc::new(Shared {
            schedule: Schedule::after(config.clock.now()),
            hersys: HerSys::new(config.verification, &config.clock)?,
            clock: config.clock,
            seed: config.seed,
            state: RwLock::new(config.state),
            announcements: RwLock::new(Announcements {
                app_versions: config.app_versions,
                terms_update: config.terms_update.unwrap_or_default(),
            }),
            inquiry_logs: InquiryLogDesk::new(config.inquiry_log_api_key, &config.seed),
            exposure_configuration: config.exposure_configuration,
            parameters_v2: config.parameters_v2,
            signing_key: config.signing_key,
            files: FileStore::open(&config.files)?,
            public_url: config.public_url.unwrap_or(own_url),
            journal: Journal::default(),
            faults: FaultRules::default(),
            functions_key: config.functions_key,
            store: Store::open(&config.database)?,
        })))
    }

    /// How the server behaves now.
    pub(crate) fn state(&self) -> ServerState {
        self.state.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Lets the server behave otherwise from now on, if the change can be made.
    pub(crate) fn change_state<E>(
        &self,
        change: impl FnOnce(&ServerState) -> Result<ServerState, E>,
    ) -> Result<ServerState, E> {
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        *state = change(&state)?;
        Ok(state.clone())
    }

    /// What apps are told about themselves.
    pub(crate) fn announcements(&self) -> RwLockReadGuard<'_, Announcements> {
        self.announcements.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// The same, to be changed.
    pub(crate) fn announcements_mut(&self) -> RwLockWriteGuard<'_, Announcements> {
        self.announcements.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// How registrations are to fail.
    pub(crate) fn storage_faults(&self) -> &StorageFaults {
        &self.store.faults
    }

    /// Works with the database on a thread that may block.
    pub(crate) async fn with_store<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Store) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let store = self.store.clone();
        tokio::task::spawn_blocking(move || work(&store))
            .await
            .map_err(StoreError::Interrupted)?
    }

    /// Every call of an app carries the functions key; the host checks it before anything else.
    pub(crate) fn check_functions_key(&self, headers: &HeaderMap) -> Result<(), Refusal> {
        let Some(expected) = &self.functions_key else {
            return Ok(());
        };
        match headers.get("x-functions-key") {
            Some(sent) if sent.as_bytes() == expected.as_bytes() => Ok(()),
            _ => Err(Refusal::FunctionsKey),
        }
    }

    /// Writes down that the chain went on.
    pub(crate) fn passed(&self, at: Timestamp, place: ChainPlace, detail: impl Into<String>) {
        self.journal.passed(at, place, SUBJECT, detail);
    }

    /// Writes down that the chain ended here.
    pub(crate) fn ended(&self, at: Timestamp, place: ChainPlace, detail: impl Into<String>) {
        self.journal.ended(at, place, SUBJECT, detail);
    }

    /// A handle that does not keep the server alive.
    pub(crate) fn downgrade(&self) -> Weak<Shared> {
        Arc::downgrade(&self.0)
    }

    /// The server behind such a handle, if it still runs.
    pub(crate) fn upgrade(handle: &Weak<Shared>) -> Option<Self> {
        handle.upgrade().map(Self)
    }
}

impl Deref for NotifyServer {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.0
    }
}

impl Controlled for NotifyServer {
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
        self.schedule.next_due(&self.state()).await
    }

    async fn run_due(&self, until: Timestamp) -> Result<(), Problem> {
        self.schedule.run_due(self, until).await
    }
}
