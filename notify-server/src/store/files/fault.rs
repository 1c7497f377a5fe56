//! A fault point: the store takes some more export files and lists, and then none until the fault is taken away.

use std::sync::{Mutex, PoisonError};

use super::StoreError;

/// How many files are still taken; `None`: all.
#[derive(Default)]
pub(crate) struct FileFault(Mutex<Option<u32>>);

impl FileFault {
    /// Takes this many files more; `None` takes the fault away.
    pub(crate) fn set(&self, files_after: Option<u32>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = files_after;
    }

    /// Called before every file.
    pub(super) fn strike(&self) -> Result<(), StoreError> {
        match &mut *self.0.lock().unwrap_or_else(PoisonError::into_inner) {
            None => Ok(()),
            Some(0) => Err(StoreError::FileFault),
            Some(left) => {
                *left -= 1;
                Ok(())
            }
        }
    }
}
