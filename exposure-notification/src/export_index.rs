//! One export for a whole fleet: its identifiers are derived once, not once per phone.
//!
//! What remains per phone is to look up whichever is fewer: the identifiers of the export in the phone's log, or those of
//! the log in the export. The rules by which a sighting counts are those of [`match_keys`](crate::match_keys), and so is
//! the result.

use std::collections::BTreeMap;

use crate::identifier_index::IdentifierIndex;
use crate::interval::ENIntervalNumber;
use crate::key::{DiagnosisKey, ReportType, RollingProximityIdentifier};
use crate::matching::{MatchedKey, MatchedSighting, TOLERANCE_INTERVALS, collect_sightings};
use crate::sighting_log::SightingLog;

/// The keys of an export with all their identifiers.
#[derive(Debug, Clone)]
pub struct ExportIndex {
    keys: Vec<DiagnosisKey>,
    identifiers: Vec<KeyIdentifier>,
    index: IdentifierIndex,
}

/// An identifier of a key.
#[derive(Debug, Clone, Copy)]
struct KeyIdentifier {
    identifier: RollingProximityIdentifier,
    interval: ENIntervalNumber,
    /// The key's position in the export.
    key: u32,
}

impl ExportIndex {
    /// Derives every identifier of the keys, but of those that neither operating system matches.
    pub fn new(keys: &[DiagnosisKey]) -> Self {
        let identifiers: Vec<_> = (0_u32..)
            .zip(keys)
            .filter(|(_, key)| key.report_type != Some(ReportType::Recursive))
            .flat_map(|(position, key)| {
                let identifiers = key.key.rolling_proximity_identifiers().into_iter();
                identifiers.map(move |(interval, identifier)| KeyIdentifier {
                    identifier,
                    interval,
                    key: position,
                })
            })
            .collect();
        let index = IdentifierIndex::of(identifiers.iter().map(|each| &each.identifier), identifiers.len());
        Self {
            keys: keys.to_vec(),
            identifiers,
            index,
        }
    }

    /// The keys that the phone met: what [`match_keys`](crate::match_keys) gives for the same keys.
    pub fn match_keys(&self, log: &SightingLog, rssi_correction_db: i8) -> Vec<MatchedKey> {
        self.match_keys_within(TOLERANCE_INTERVALS, log, rssi_correction_db)
    }

    /// The same with another tolerance: what [`match_keys_within`](crate::match_keys_within) gives.
    pub fn match_keys_within(
        &self,
        tolerance_intervals: u32,
        log: &SightingLog,
        rssi_correction_db: i8,
    ) -> Vec<MatchedKey> {
        let mut matched: BTreeMap<u32, Vec<MatchedSighting>> = BTreeMap::new();
        let mut collect = |of: &KeyIdentifier| {
            let mut sightings = Vec::new();
            collect_sightings(
                tolerance_intervals,
                &self.keys[of.key as usize],
                of.interval,
                &of.identifier,
                log,
                rssi_correction_db,
                &mut sightings,
            );
            if !sightings.is_empty() {
                matched.entry(of.key).or_default().append(&mut sightings);
            }
        };
        if self.identifiers.len() < log.identifier_count() {
            self.identifiers.iter().for_each(collect);
        } else {
            for heard in log.identifiers() {
                self.index
                    .candidates(&heard)
                    .map(|position| &self.identifiers[position])
                    .filter(|each| each.identifier == heard)
                    .for_each(&mut collect);
            }
        }
        let matched_key = |(position, mut sightings): (u32, Vec<MatchedSighting>)| {
            sightings.sort_unstable();
            MatchedKey {
                key: self.keys[position as usize].clone(),
                sightings,
            }
        };
        matched.into_iter().map(matched_key).collect()
    }
}
