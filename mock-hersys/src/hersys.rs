//! The running part: what its routes and its control interface share.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use testbed::clock::Clock;
use testbed::control::Controlled;
use testbed::fault::FaultRules;
use testbed::journal::{ChainPlace, Journal};
use testbed::problem::Problem;
use testbed::seed::Seed;

use crate::config::{Config, VerificationContract};
use crate::store::Store;

/// HER-SYS, shared by all clones.
#[derive(Clone)]
pub(crate) struct Hersys {
    pub(crate) clock: Clock,
    pub(crate) seed: Seed,
    pub(crate) verification: Arc<VerificationContract>,
    journal: Journal,
    faults: FaultRules,
    store: Arc<Mutex<Store>>,
}

impl Hersys {
    pub(crate) fn new(config: Config) -> Self {
        Self {
            clock: config.clock,
            seed: config.seed,
            verification: Arc::new(config.verification),
            journal: Journal::default(),
            faults: FaultRules::default(),
            store: Arc::default(),
        }
    }

    /// What HER-SYS keeps. No lock is held across a wait: every use is one short statement.
    pub(crate) fn store(&self) -> MutexGuard<'_, Store> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes down that the chain went on.
    pub(crate) fn passed(&self, place: ChainPlace, detail: &str) {
        self.journal.passed(self.clock.now(), place, "HER-SYS", detail);
    }

    /// Writes down that the chain ended here.
    pub(crate) fn ended(&self, place: ChainPlace, detail: &str) {
        self.journal.ended(self.clock.now(), place, "HER-SYS", detail);
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

    /// HER-SYS does nothing by itself: it is asked, by health centres and by the notification server.
    async fn next_due(&self) -> Option<Timestamp> {
        None
    }

    async fn run_due(&self, _until: Timestamp) -> Result<(), Problem> {
        Ok(())
    }
}
