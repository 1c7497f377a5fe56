//! The journal of one phone at one moment.

use jiff::Timestamp;
use testbed::journal::{ChainPlace, Journal};

/// Writes events of one phone, all at the same virtual time.
pub(crate) struct PhoneJournal<'a> {
    journal: &'a Journal,
    phone: &'a str,
    at: Timestamp,
}

impl<'a> PhoneJournal<'a> {
    /// The journal of `phone` at `at`.
    pub(crate) fn new(journal: &'a Journal, phone: &'a str, at: Timestamp) -> Self {
        Self { journal, phone, at }
    }

    /// The moment.
    pub(crate) fn at(&self) -> Timestamp {
        self.at
    }

    /// The chain went on.
    pub(crate) fn passed(&self, place: ChainPlace, detail: impl Into<String>) {
        self.journal.passed(self.at, place, self.phone, detail);
    }

    /// The chain ended here.
    pub(crate) fn ended(&self, place: ChainPlace, detail: impl Into<String>) {
        self.journal.ended(self.at, place, self.phone, detail);
    }
}
