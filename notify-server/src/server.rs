//! The running part: what its routes, its jobs and its control interface share.

use std::ops::Deref;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard, Weak};

use axum::http::HeaderMap;
use exposure_notification::SignedApps;
use exposure_notification::v1::ExposureConfiguration;
use exposure_notification::v2::Parameters;
use jiff::Timestamp;
use testbed::clock::Clock;
use testbed::control::Controlled;
use testbed::fault::FaultRules;
use testbed::journal::{ChainPlace, Journal};
use testbed::problem::Problem;
use testbed::production_lock::{refuse_production_address, refuse_production_signing_key_id};
use testbed::seed::Seed;

use crate::announcements::Announcements;
use crate::config::Config;
use crate::device_check::DeviceCheck;
use crate::error::{Refusal, StartError};
use crate::inquiry_log::InquiryLogDesk;
use crate::jobs::Schedule;
use crate::regions::Regions;
use crate::request_log::RequestLog;
use crate::routes::ExportCache;
use crate::signing_keys::SigningKeys;
use crate::state::ServerState;
use crate::store::{FileStore, RegistrationFault, Store, StoreError};
use crate::verification::HerSys;

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
    pub(crate) device_check: DeviceCheck,
    pub(crate) regions: Regions,
    pub(crate) app: SignedApps,
    pub(crate) keys_per_file: usize,
    pub(crate) export_cache: ExportCache,
    /// The modelled server's own.
    pub(crate) request_log: RequestLog,
    pub(crate) files: FileStore,
    /// What the URLs in `list.json` begin with.
    pub(crate) public_url: String,
    state: RwLock<ServerState>,
    announcements: RwLock<Announcements>,
    signing_keys: RwLock<SigningKeys>,
    journal: Journal,
    faults: FaultRules,
    functions_key: Option<String>,
    front_door_id: Option<String>,
    pub(crate) schedule: Schedule,
    store: Store,
}

impl NotifyServer {
    /// Opens the stores; `own_url` is used where the configuration names no public URL. Blocks.
    pub(crate) fn new(config: Config, own_url: String) -> Result<Self, StartError> {
        for key in config.signing_keys.verification_keys() {
            refuse_production_signing_key_id(&key.id)?;
        }
        if let Some(url) = &config.public_url {
            refuse_production_address("the public URL", url)?;
        }
        Ok(Self(Arc::new(Shared {
            schedule: Schedule::after(config.clock.now()),
            hersys: HerSys::new(config.verification, &config.clock)?,
            device_check: DeviceCheck::new(&config.device_check, &config.clock)?,
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
            app: config.app,
            keys_per_file: config.keys_per_file,
            export_cache: ExportCache::default(),
            request_log: RequestLog::default(),
            signing_keys: RwLock::new(config.signing_keys),
            files: FileStore::open(&config.files, &config.regions)?,
            regions: config.regions,
            public_url: config.public_url.unwrap_or(own_url),
            journal: Journal::default(),
            faults: FaultRules::default(),
            functions_key: config.functions_key,
            front_door_id: config.front_door_id,
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

    /// The keys that sign export files.
    pub(crate) fn signing_keys(&self) -> RwLockReadGuard<'_, SigningKeys> {
        self.signing_keys.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// The same, to be changed.
    pub(crate) fn signing_keys_mut(&self) -> RwLockWriteGuard<'_, SigningKeys> {
        self.signing_keys.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// How a registration is to fail.
    pub(crate) fn registration_fault(&self) -> &RegistrationFault {
        &self.store.fault
    }

    /// Works with the database on a thread that may block.
    pub(crate) async fn with_store<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Store) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let store = self.store.clone();
        let span = tracing::Span::current();
        tokio::task::spawn_blocking(move || span.in_scope(|| work(&store)))
            .await
            .map_err(StoreError::Interrupted)?
    }

    /// Every call of an app carries the functions key; the host checks it before anything else.
    pub(crate) fn check_functions_key(&self, headers: &HeaderMap) -> Result<(), Refusal> {
        if holds(headers, "x-functions-key", self.functions_key.as_deref()) {
            Ok(())
        } else {
            Err(Refusal::FunctionsKey)
        }
    }

    /// Where the server of the day knows the Front Door and has its identifier, a request carries it.
    pub(crate) fn check_front_door(&self, state: &ServerState, headers: &HeaderMap) -> Result<(), Refusal> {
        let front_door_id = self.front_door_id.as_deref().filter(|_| state.front_door_check);
        if holds(headers, "x-azure-fdid", front_door_id) {
            Ok(())
        } else {
            Err(Refusal::FrontDoor)
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

/// Whether a header holds what it must hold, if it must.
pub(crate) fn holds(headers: &HeaderMap, header: &str, expected: Option<&str>) -> bool {
    expected.is_none_or(|expected| {
        let sent = headers.get(header);
        sent.is_some_and(|sent| sent.as_bytes() == expected.as_bytes())
    })
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
