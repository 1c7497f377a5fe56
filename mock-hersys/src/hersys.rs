//! The running part: what its routes, its jobs, its page and its control interface share.

use std::ops::Deref;
use std::sync::{Arc, Weak};

use jiff::Timestamp;
use testbed::clock::Clock;
use testbed::control::Controlled;
use testbed::fault::FaultRules;
use testbed::journal::{ChainPlace, Journal};
use testbed::problem::Problem;
use tokio::sync::{Mutex, Notify};

use crate::behaviour::HersysBehaviour;
use crate::config::{Config, VerificationContract};
use crate::gateway::GatewayClients;
use crate::store::gone_number::DigestKey;
use crate::store::{Defaults, Store, StoreError};
use crate::{StartError, jobs};

/// HER-SYS, shared by all clones.
#[derive(Clone)]
pub(crate) struct Hersys(Arc<Inner>);

/// What the clones share.
pub(crate) struct Inner {
    pub(crate) clock: Clock,
    pub(crate) verification: VerificationContract,
    pub(crate) gateways: GatewayClients,
    /// Held while jobs run: never two at once.
    pub(crate) jobs: Mutex<()>,
    /// Wakes the timer.
    pub(crate) wake: Arc<Notify>,
    journal: Journal,
    faults: FaultRules,
    store: Arc<Store>,
}

impl Hersys {
    /// Opens the database, which blocks.
    pub(crate) fn open(config: Config) -> Result<Self, StartError> {
        let gateways = GatewayClients::new(&config)?;
        let digest_key = config.verification.tells_gone_numbers_apart().then(|| {
            let from_seed = || config.seed.derive("digests of gone numbers").number().to_string();
            let secret = config
                .verification
                .gone_numbers_key
                .clone()
                .unwrap_or_else(from_seed);
            DigestKey::new(secret.as_bytes())
        });
        let store = Store::open(
            &config.database,
            Defaults {
                seed: config.seed,
                digest_key,
                issues_at_positive_result: config.issues_at_positive_result,
                validity_hours: config.validity_hours,
                gateways: gateways.present(),
            },
        )?;
        Ok(Self(Arc::new(Inner {
            clock: config.clock,
            verification: config.verification,
            gateways,
            jobs: Mutex::default(),
            wake: Arc::default(),
            journal: Journal::default(),
            faults: FaultRules::default(),
            store: Arc::new(store),
        })))
    }

    /// Works with what HER-SYS keeps, on a thread that may block.
    pub(crate) async fn store<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Store) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let store = Arc::clone(&self.store);
        let done = tokio::task::spawn_blocking(move || work(&store)).await;
        done.map_err(|_| StoreError::BrokenOff)?
    }

    /// How it behaves.
    pub(crate) fn behaviour(&self) -> HersysBehaviour {
        self.store.behaviour()
    }

    /// It behaves so from now on.
    pub(crate) fn behave(&self, behaviour: HersysBehaviour) {
        self.store.behave(behaviour);
    }

    /// Writes down that the chain went on.
    pub(crate) fn passed(&self, place: ChainPlace, detail: &str) {
        self.journal.passed(self.clock.now(), place, "HER-SYS", detail);
    }

    /// Writes down that the chain ended here.
    pub(crate) fn ended(&self, place: ChainPlace, detail: &str) {
        self.journal.ended(self.clock.now(), place, "HER-SYS", detail);
    }

    /// A handle that does not keep HER-SYS alive.
    pub(crate) fn downgrade(&self) -> Weak<Inner> {
        Arc::downgrade(&self.0)
    }

    /// HER-SYS, if it is still there.
    pub(crate) fn upgrade(handle: &Weak<Inner>) -> Option<Self> {
        handle.upgrade().map(Self)
    }
}

impl Deref for Hersys {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl Controlled for Hersys {
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
        let next = jobs::next_due(self).await;
        next.inspect_err(|error| tracing::error!(%error, "what falls due next cannot be read"))
            .ok()
            .flatten()
    }

    async fn run_due(&self, until: Timestamp) -> Result<(), Problem> {
        jobs::run_due(self, until).await
    }
}
