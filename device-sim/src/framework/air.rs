//! What a phone sends and hears. Moments given to it are true time; what it stores bears the time of its own clock.

use exposure_notification::{
    AssociatedEncryptedMetadata, ENIntervalNumber, RollingProximityIdentifier, Sighting, SightingLog,
};
use jiff::Timestamp;

use super::{Framework, Reason};

/// What a phone sends at one moment.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Beacon {
    pub(super) identifier: RollingProximityIdentifier,
    metadata: AssociatedEncryptedMetadata,
}

/// A moment at which a phone listens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Scan {
    /// When, as a Unix second of true time.
    pub at: i64,
    /// When the phone listened before, as a Unix second of its own clock; `None` if it has not.
    pub previous_at: Option<i64>,
}

impl Framework {
    /// The scans up to and including `until` that were not taken before. What falls due while the phone does not
    /// listen is among them, for whoever asks why nothing was heard; it is no previous scan of the next one.
    pub(crate) fn take_scans_until(&mut self, until: i64) -> Vec<Scan> {
        let spacing = self.strategy().scan_spacing(&self.unpublished);
        let listens = self.is_on_the_air();
        let mut scans = Vec::new();
        for at in self.schedule.take_until(until, spacing) {
            scans.push(Scan {
                at,
                previous_at: self.last_scan_at,
            });
            if listens {
                self.last_scan_at = Some(self.local_second(at));
            }
        }
        scans
    }

    /// What the phone broadcasts at a Unix second, if it does: the identifier of that moment's interval.
    pub(crate) fn beacon(&mut self, at: i64) -> Option<Beacon> {
        if !self.broadcasts() {
            return None;
        }
        let metadata = self
            .handset
            .metadata(self.exposure_notification()?.metadata_minor_version);
        let at = self.local_second(at);
        let lasts = self.behaviour.identifier_lasts_intervals.max(1);
        let key = self.records.as_mut()?.own_keys.current(at)?;
        let interval = ENIntervalNumber::from_unix_seconds(at);
        let since = ENIntervalNumber(interval.0 - interval.0 % lasts).max(key.rolling_start);
        let identifier = key.rolling_proximity_identifier_at(since)?;
        let metadata = key.encrypt_metadata(&identifier, &metadata);
        Some(Beacon { identifier, metadata })
    }

    /// Stores a beacon that was heard in a scan, if the phone listens.
    pub(crate) fn hear(&mut self, scan: Scan, beacon: Beacon, rssi_dbm: i8) {
        if !self.is_on_the_air() {
            return;
        }
        self.heard += 1;
        let one_of = self.behaviour.stores_one_beacon_of;
        if one_of == 0 || !self.heard.is_multiple_of(one_of) {
            return;
        }
        let at = self.local_second(scan.at);
        if let Some(records) = &mut self.records {
            let Beacon { identifier, metadata } = beacon;
            records.sightings.insert(Sighting {
                at,
                identifier,
                metadata,
                rssi_dbm,
                previous_scan_at: scan.previous_at,
            });
        }
    }

    /// By how many seconds the phone's clock is ahead of true time.
    pub(crate) fn clock_offset_seconds(&self) -> i64 {
        self.clock.offset().as_secs()
    }

    /// How many beacons are kept.
    pub(crate) fn count_sightings(&mut self, now: Timestamp) -> usize {
        let now = self.local_seconds(now);
        self.records.as_mut().map_or(0, |records| {
            records
                .sightings_kept(now, &self.unpublished, &self.behaviour)
                .len()
        })
    }

    /// The identifiers that are kept, in hexadecimal, in the order in which they were first heard.
    pub(crate) fn heard_identifiers(&mut self, now: Timestamp) -> Vec<String> {
        let now = self.local_seconds(now);
        let kept = self
            .records
            .as_mut()
            .map(|records| records.sightings_kept(now, &self.unpublished, &self.behaviour));
        let identifiers = kept.into_iter().flat_map(SightingLog::identifiers);
        identifiers.map(|identifier| hex::encode(identifier.0)).collect()
    }

    /// Whether the phone hears beacons.
    fn is_on_the_air(&self) -> bool {
        self.deaf_because().is_none()
    }

    /// Why the phone hears nothing; `None` where it listens.
    pub(crate) fn deaf_because(&self) -> Option<Reason> {
        let goes_on = !self.behaviour.bluetooth_off_ends_recording;
        self.reasons()
            .find(|reason| !(goes_on && *reason == Reason::BluetoothOff))
    }

    fn broadcasts(&self) -> bool {
        let mut reasons = self.status().reasons;
        if self.unpublished.android_broadcasts_without_location {
            reasons.remove(&Reason::LocationOff);
        }
        if !self.behaviour.bluetooth_off_ends_recording {
            reasons.remove(&Reason::BluetoothOff);
        }
        reasons.is_empty()
    }
}
