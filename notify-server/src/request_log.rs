//! What the modelled server writes into its own log of requests, shown at `GET /control/log`: a historical defect that
//! a search must be able to find. It is neither this program's log nor kept beyond the program.
//!
//! Application Insights, which the real server logged to, keeps 32,768 characters of a message.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

/// Characters of an entry that are kept.
const LONGEST_ENTRY: usize = 32_768;

/// Entries that are kept; the oldest goes first.
const MOST_ENTRIES: usize = 1_000;

/// The log.
#[derive(Default)]
pub(crate) struct RequestLog(Mutex<VecDeque<LoggedRequest>>);

/// An entry of the modelled server's own log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct LoggedRequest {
    /// When it was written.
    pub(crate) at: Timestamp,
    /// What it says of the request.
    pub(crate) text: String,
}

impl RequestLog {
    pub(crate) fn write(&self, at: Timestamp, text: &str) {
        let mut entries = self.lock();
        if entries.len() == MOST_ENTRIES {
            entries.pop_front();
        }
        entries.push_back(LoggedRequest {
            at,
            text: text.chars().take(LONGEST_ENTRY).collect(),
        });
    }

    /// The entries that are left, in order of time.
    pub(crate) fn entries(&self) -> Vec<LoggedRequest> {
        self.lock().iter().cloned().collect()
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<LoggedRequest>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_log_is_bounded_in_entries_and_in_their_length() {
        let log = RequestLog::default();
        for number in 0..=MOST_ENTRIES {
            log.write(Timestamp::UNIX_EPOCH, &number.to_string());
        }
        log.write(Timestamp::UNIX_EPOCH, &"あ".repeat(LONGEST_ENTRY + 1));
        let entries = log.entries();
        assert_eq!(entries.len(), MOST_ENTRIES);
        assert_eq!(entries[0].text, "2", "the oldest entries are gone");
        assert_eq!(entries[MOST_ENTRIES - 1].text.chars().count(), LONGEST_ENTRY);
    }
}
