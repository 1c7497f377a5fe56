//! What a phone heard of others, found again by identifier.

use std::collections::HashMap;

use crate::key::{AssociatedEncryptedMetadata, RollingProximityIdentifier};

/// One beacon heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sighting {
    /// When, in Unix seconds of the phone that heard it.
    pub at: i64,
    /// What was heard.
    pub identifier: RollingProximityIdentifier,
    /// The encrypted metadata beside it.
    pub metadata: AssociatedEncryptedMetadata,
    /// The signal strength as measured, in dBm, before the receiver's correction.
    pub rssi_dbm: i8,
    /// When the phone scanned before this scan, whether or not it heard this sender; `None` if unknown.
    pub previous_scan_at: Option<i64>,
}

/// All beacons that a phone still remembers. It is only ever asked for one identifier, so the order of its map never
/// shows.
#[derive(Debug, Clone, Default)]
pub struct SightingLog {
    by_identifier: HashMap<RollingProximityIdentifier, Vec<Sighting>>,
}

impl SightingLog {
    /// Remembers a beacon.
    pub fn insert(&mut self, sighting: Sighting) {
        self.by_identifier
            .entry(sighting.identifier)
            .or_default()
            .push(sighting);
    }

    /// Forgets what was heard before the moment (Unix seconds). Phones keep 14 days.
    pub fn remove_before(&mut self, unix_seconds: i64) {
        self.by_identifier.retain(|_, sightings| {
            sightings.retain(|sighting| sighting.at >= unix_seconds);
            !sightings.is_empty()
        });
    }

    /// How many beacons it remembers.
    pub fn len(&self) -> usize {
        self.by_identifier.values().map(Vec::len).sum()
    }

    /// Whether it remembers none.
    pub fn is_empty(&self) -> bool {
        self.by_identifier.is_empty()
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        self.by_identifier.clear();
    }

    /// Everything heard under one identifier, in the order of insertion.
    pub(crate) fn heard(&self, identifier: &RollingProximityIdentifier) -> &[Sighting] {
        self.by_identifier.get(identifier).map_or(&[], Vec::as_slice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sighting(identifier: u8, at: i64) -> Sighting {
        Sighting {
            at,
            identifier: RollingProximityIdentifier([identifier; 16]),
            metadata: AssociatedEncryptedMetadata([0; 4]),
            rssi_dbm: -60,
            previous_scan_at: None,
        }
    }

    #[test]
    fn what_is_older_is_forgotten_and_the_moment_itself_is_kept() {
        let mut log = SightingLog::default();
        log.insert(sighting(1, 99));
        log.insert(sighting(2, 99));
        log.insert(sighting(2, 100));
        assert_eq!(log.len(), 3);
        log.remove_before(100);
        assert_eq!(log.len(), 1);
        assert!(log.heard(&RollingProximityIdentifier([1; 16])).is_empty());
        assert_eq!(
            log.heard(&RollingProximityIdentifier([2; 16])),
            [sighting(2, 100)]
        );
        log.remove_before(101);
        assert!(log.is_empty());
    }

    #[test]
    fn a_cleared_log_remembers_nothing() {
        let mut log = SightingLog::default();
        log.insert(sighting(1, 99));
        log.clear();
        assert!(log.is_empty());
        assert_eq!(log.len(), 0);
    }
}
