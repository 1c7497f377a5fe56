//! A registration that ends as in a crash, so that a scenario can see what is left of it (イ9).

use std::sync::{Arc, Mutex, PoisonError};

/// Before its keys a registration gives them numbers: one statement.
const BEFORE_THE_KEYS: u32 = 1;

/// How many keys are still written before the server ends as in a crash, once; `None`: it does not. Shared by all
/// clones.
#[derive(Clone, Default)]
pub(crate) struct RegistrationFault(Arc<Mutex<Option<u32>>>);

impl RegistrationFault {
    /// Lets the crash come when this many keys have been written and not more; `None` takes the fault away.
    pub(crate) fn set(&self, keys_after: Option<u32>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = keys_after;
    }

    /// After how many statements a transaction that writes so many keys ends as in a crash.
    pub(super) fn take(&self, keys: usize) -> Option<u32> {
        let mut fault = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let left = (*fault)?;
        let keys = u32::try_from(keys).unwrap_or(u32::MAX);
        *fault = (keys < left).then(|| left - keys);
        (keys >= left).then_some(BEFORE_THE_KEYS + left)
    }
}
