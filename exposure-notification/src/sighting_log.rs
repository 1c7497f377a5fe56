//! What a phone heard of others, found again by identifier.

use crate::identifier_index::{IdentifierIndex, grow};
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

/// All beacons that a phone still remembers, 28 bytes each beside their index: a fleet keeps tens of millions.
///
/// Times are kept to the second from 1970 to 2106, and the scan before to 97 days away; what lies outside becomes the
/// nearest that can be kept.
#[derive(Debug, Clone, Default)]
pub struct SightingLog {
    sightings: Vec<StoredSighting>,
    index: IdentifierIndex,
}

/// A [`Sighting`] without gaps.
#[derive(Debug, Clone, Copy)]
struct StoredSighting {
    identifier: RollingProximityIdentifier,
    metadata: AssociatedEncryptedMetadata,
    /// Unix seconds.
    at: u32,
    rssi_dbm: i8,
    /// Seconds from the scan before to this one, 24 bits in little endian; negative after a clock was set back.
    since_previous_scan: [u8; 3],
}

/// The smallest number of 24 bits stands for no scan before.
const NO_PREVIOUS_SCAN: i32 = -(1 << 23);

impl SightingLog {
    /// Remembers a beacon.
    pub fn insert(&mut self, sighting: Sighting) {
        grow(&mut self.sightings);
        self.sightings.push(sighting.into());
        self.index.push(&sighting.identifier);
    }

    /// Forgets what was heard before the moment (Unix seconds). Phones keep 14 days.
    pub fn remove_before(&mut self, unix_seconds: i64) {
        let before = self.sightings.len();
        self.sightings
            .retain(|sighting| i64::from(sighting.at) >= unix_seconds);
        if self.sightings.len() < before {
            let identifiers = self.sightings.iter().map(|sighting| &sighting.identifier);
            let fewer = self.index.distinct() * self.sightings.len() / before;
            self.index = IdentifierIndex::of(identifiers, fewer);
        }
    }

    /// How many beacons it remembers.
    pub fn len(&self) -> usize {
        self.sightings.len()
    }

    /// Whether it remembers none.
    pub fn is_empty(&self) -> bool {
        self.sightings.is_empty()
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// Everything heard under one identifier, the last insertion first.
    pub(crate) fn heard(&self, identifier: &RollingProximityIdentifier) -> impl Iterator<Item = Sighting> {
        self.index
            .candidates(identifier)
            .map(|position| &self.sightings[position])
            .filter(|sighting| sighting.identifier == *identifier)
            .map(|sighting| Sighting::from(*sighting))
    }

    /// Every identifier heard, once, in the order of its first insertion.
    pub fn identifiers(&self) -> impl Iterator<Item = RollingProximityIdentifier> {
        let identifiers = self.sightings.iter().map(|sighting| sighting.identifier);
        identifiers.enumerate().filter_map(|(position, identifier)| {
            // One after the other, as they lie in memory; nearly always the first that may be the same is.
            let mut before = self.index.before(position);
            let again = before.any(|earlier| self.sightings[earlier].identifier == identifier);
            (!again).then_some(identifier)
        })
    }

    /// About how many identifiers were heard.
    pub(crate) fn identifier_count(&self) -> usize {
        self.index.distinct()
    }
}

impl From<Sighting> for StoredSighting {
    fn from(sighting: Sighting) -> Self {
        let at = seconds(sighting.at);
        let since = sighting.previous_scan_at.map_or(NO_PREVIOUS_SCAN, |previous| {
            let limit = i64::from(NO_PREVIOUS_SCAN) + 1;
            let since = i64::from(at) - i64::from(seconds(previous));
            i32::try_from(since.clamp(limit, -limit)).unwrap_or_default()
        });
        let [low, middle, high, _] = since.to_le_bytes();
        Self {
            identifier: sighting.identifier,
            metadata: sighting.metadata,
            at,
            rssi_dbm: sighting.rssi_dbm,
            since_previous_scan: [low, middle, high],
        }
    }
}

impl From<StoredSighting> for Sighting {
    fn from(stored: StoredSighting) -> Self {
        let [low, middle, high] = stored.since_previous_scan;
        // Shifted back from the top, so that the sign is kept.
        let since = i32::from_le_bytes([0, low, middle, high]) >> 8;
        let at = i64::from(stored.at);
        Self {
            at,
            identifier: stored.identifier,
            metadata: stored.metadata,
            rssi_dbm: stored.rssi_dbm,
            previous_scan_at: (since != NO_PREVIOUS_SCAN).then(|| at - i64::from(since)),
        }
    }
}

fn seconds(unix_seconds: i64) -> u32 {
    u32::try_from(unix_seconds.max(0)).unwrap_or(u32::MAX)
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

    fn heard(log: &SightingLog, identifier: u8) -> Vec<Sighting> {
        log.heard(&RollingProximityIdentifier([identifier; 16])).collect()
    }

    #[test]
    fn a_sighting_takes_28_bytes() {
        assert_eq!(size_of::<StoredSighting>(), 28);
    }

    #[test]
    fn what_was_heard_comes_back_as_it_was() {
        let mut log = SightingLog::default();
        let at = 1_623_628_800;
        let mut inserted = Vec::new();
        // Unknown, five minutes, none, a clock set back by an hour, and the farthest that can be kept.
        let previous = [
            None,
            Some(300),
            Some(0),
            Some(-3600),
            Some(8_388_607),
            Some(-8_388_607),
        ];
        for (count, since) in previous.into_iter().enumerate() {
            let heard = Sighting {
                metadata: AssociatedEncryptedMetadata([1, 2, 3, 250]),
                rssi_dbm: -127 + i8::try_from(count).unwrap(),
                previous_scan_at: since.map(|since| at - since),
                ..sighting(7, at)
            };
            inserted.push(heard);
            log.insert(heard);
        }
        inserted.reverse();
        assert_eq!(heard(&log, 7), inserted);
    }

    #[test]
    fn times_that_cannot_be_kept_become_the_nearest_that_can() {
        let mut log = SightingLog::default();
        log.insert(sighting(1, -5));
        log.insert(sighting(2, i64::MAX));
        let at = 1_623_628_800;
        log.insert(Sighting {
            previous_scan_at: Some(0),
            ..sighting(3, at)
        });
        assert_eq!(heard(&log, 1)[0].at, 0);
        assert_eq!(heard(&log, 2)[0].at, 4_294_967_295);
        assert_eq!(heard(&log, 3)[0].previous_scan_at, Some(at - 8_388_607));
    }

    #[test]
    fn identifiers_that_begin_alike_stay_apart_and_each_is_listed_once() {
        let alike = |rest: u8| {
            let mut bytes = [rest; 16];
            bytes[..4].fill(0);
            RollingProximityIdentifier(bytes)
        };
        let mut log = SightingLog::default();
        for (number, rest) in [1, 2, 1, 1, 2].into_iter().enumerate() {
            log.insert(Sighting {
                identifier: alike(rest),
                ..sighting(0, i64::try_from(number).unwrap())
            });
        }
        let times = |rest| log.heard(&alike(rest)).map(|heard| heard.at).collect::<Vec<_>>();
        assert_eq!(times(1), [3, 2, 0]);
        assert_eq!(times(2), [4, 1]);
        let identifiers: Vec<_> = log.identifiers().collect();
        assert_eq!(identifiers, [alike(1), alike(2)]);
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
        assert_eq!(heard(&log, 1), []);
        assert_eq!(heard(&log, 2), [sighting(2, 100)]);
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
