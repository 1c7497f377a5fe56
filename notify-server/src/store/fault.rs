//! A registration that ends as in a crash, so that a scenario can see what is left of it (イ9).

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Where in its transaction a registration ends as in a crash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct StorageFault {
    /// How many statements are executed before, at most: the first gives numbers to the keys, and each that follows
    /// stores one. With more than there are, the crash comes before the commit.
    pub(crate) after_statements: u32,
    /// How many registrations still end so; `null`: all of them, `0`: none.
    pub(crate) remaining: Option<u32>,
}

/// The fault in force, if there is one; shared by all clones.
#[derive(Clone, Default)]
pub(crate) struct StorageFaults(Arc<Mutex<Option<StorageFault>>>);

impl StorageFaults {
    /// Replaces the fault.
    pub(crate) fn set(&self, fault: StorageFault) {
        *self.lock() = Some(fault);
    }

    /// After how many statements the next registration ends, counted down where the fault counts.
    pub(super) fn take(&self) -> Option<u32> {
        let mut fault = self.lock();
        let fault = fault.as_mut().filter(|fault| fault.remaining != Some(0))?;
        fault.remaining = fault.remaining.map(|count| count - 1);
        Some(fault.after_statements)
    }

    fn lock(&self) -> MutexGuard<'_, Option<StorageFault>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
