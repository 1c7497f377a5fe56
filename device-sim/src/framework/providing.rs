//! What both versions of the API do with files before they judge: may the app ask, are the files genuine, which keys
//! count, which of them did the phone meet.
//!
//! Order of evaluation: support, the switch, Bluetooth and location, the quota, the files (form and signature), the
//! keys. A call that is refused before its files are looked at uses nothing up.

use std::collections::{BTreeMap, BTreeSet};

use exposure_notification::{
    DiagnosisKey, INTERVALS_PER_DAY, MatchedKey, TemporaryExposureKeyExport, match_keys_within,
    read_export_on, read_export_unchecked,
};
use jiff::Timestamp;
use sha2::{Digest, Sha256};

use super::behaviour::{ChecksADay, FilesRead};
use super::detection_log::ApiVersion;
use super::os_version::{Counted, Quota};
use super::{Framework, RECORDS_KEPT_SECONDS, Reason, Refusal};

/// What the files of one call say about the phone.
#[derive(Debug, Default)]
pub(super) struct MatchedFiles {
    /// The keys that the phone met, each once: a key that was handled under a token is skipped.
    pub matched: Vec<MatchedKey>,
    /// Those published before whose report has changed, whether or not the phone met them.
    pub revised_keys: Vec<DiagnosisKey>,
}

/// SHA-256 of the files that the system has had, and when: iOS 13.5 counts new ones.
pub(super) type KnownFiles = BTreeMap<[u8; 32], i64>;

impl Framework {
    /// Refuses a call of a version of the API that the phone does not have; the quota of one that it has.
    pub(super) fn must_offer(&self, version: ApiVersion) -> Result<Quota, Refusal> {
        let api = self.exposure_notification().ok_or(Refusal::NotSupported)?;
        match version {
            ApiVersion::V1 => Ok(api.version_1),
            ApiVersion::V2 => api.version_2.ok_or(Refusal::NotSupported),
        }
    }

    /// Reads the files of a call, if the app may make it, and finds the keys that the phone met.
    pub(super) fn match_files(
        &mut self,
        version: ApiVersion,
        files: &[Vec<u8>],
        now: Timestamp,
    ) -> Result<MatchedFiles, Refusal> {
        let quota = self.must_offer(version)?;
        let quota = match self.behaviour.checks_a_day {
            ChecksADay::AsPublished => quota,
            ChecksADay::One => Quota { most: 1, ..quota },
            ChecksADay::None => Quota { most: 0, ..quota },
        };
        self.must_be_enabled()?;
        self.radio_must_do()?;

        let now = self.local_seconds(now);
        let cost = self.cost(quota, files, now);
        let period = self.strategy().quota_period(&self.unpublished);
        let used = self.quotas_used.entry(version).or_default();
        if !used.allows(quota, period, cost, now) {
            return Err(Refusal::RateLimited);
        }
        let result = self.read_and_match(files, now);
        if result.is_ok() || self.strategy().charges_failed_calls(&self.unpublished) {
            self.quotas_used.entry(version).or_default().charge(cost, now);
        }
        if result.is_ok() && quota.counted == Counted::NewFiles {
            self.known_files
                .extend(files.iter().map(|file| (digest(file), now)));
        }
        result
    }

    /// Whether what the phone lacks of its radio forbids to judge.
    fn radio_must_do(&self) -> Result<(), Refusal> {
        let unpublished = &self.unpublished;
        let refused = self.reasons().find_map(|reason| match reason {
            Reason::BluetoothOff if unpublished.detection_needs_bluetooth => Some(Refusal::BluetoothOff),
            Reason::LocationOff if unpublished.detection_needs_location => Some(Refusal::LocationOff),
            _ => None,
        });
        refused.map_or(Ok(()), Err)
    }

    fn cost(&mut self, quota: Quota, files: &[Vec<u8>], now: i64) -> u32 {
        match quota.counted {
            Counted::Calls => 1,
            Counted::NewFiles => {
                self.known_files
                    .retain(|_, had_at| *had_at >= now - RECORDS_KEPT_SECONDS);
                let new: BTreeSet<_> = files
                    .iter()
                    .map(|file| digest(file))
                    .filter(|digest| !self.known_files.contains_key(digest))
                    .collect();
                u32::try_from(new.len()).unwrap_or(u32::MAX)
            }
        }
    }

    fn read_and_match(&mut self, files: &[Vec<u8>], now: i64) -> Result<MatchedFiles, Refusal> {
        let (keys, revised_keys) = self.read_keys(files)?;
        let too_long: BTreeSet<[u8; 16]> = keys
            .iter()
            .filter(|key| key.key.rolling_period > INTERVALS_PER_DAY)
            .map(|key| key.key.key_data)
            .collect();
        let tolerance = self.strategy().clock_tolerance_intervals(&self.unpublished);
        let tolerance = self.behaviour.tolerance_intervals(tolerance);
        let correction = self.behaviour.correction_db(self.handset.rssi_correction_db);
        let records = self.records.as_mut().ok_or(Refusal::Disabled)?;
        let keys: Vec<DiagnosisKey> = keys.into_iter().map(of_one_day).collect();
        let matched = match_keys_within(
            tolerance,
            &keys,
            records.sightings_kept(now, &self.unpublished, &self.behaviour),
            correction,
        );
        // The published source runs past the identifiers of a day, and throws.
        if matched
            .iter()
            .any(|matched| too_long.contains(&matched.key.key.key_data))
        {
            return Err(Refusal::Failed);
        }
        Ok(MatchedFiles {
            matched,
            revised_keys,
        })
    }

    /// The keys of all files that count, each once, and those that were revised.
    fn read_keys(&self, files: &[Vec<u8>]) -> Result<(Vec<DiagnosisKey>, Vec<DiagnosisKey>), Refusal> {
        let api = self.exposure_notification();
        let ignores_shortened = api.is_some_and(|api| api.ignores_shortened_keys);
        let counts = |key: &DiagnosisKey| !ignores_shortened || key.key.rolling_period == INTERVALS_PER_DAY;
        let drops_same_period = self.strategy().drops_files_of_same_period(&self.unpublished);
        let (mut keys, mut revised_keys) = (Vec::new(), Vec::new());
        let (mut handled, mut periods) = (BTreeSet::new(), BTreeSet::new());
        let read = match self.behaviour.files_read {
            FilesRead::All => files.len(),
            FilesRead::First => 1,
        };
        for file in files.iter().take(read) {
            let computation = &self.unpublished.computation;
            let export = if self.behaviour.signature_is_checked {
                read_export_on(self.platform(), file, &self.verification_keys, computation)?
            } else {
                read_export_unchecked(self.platform(), file, computation)?
            };
            if !periods.insert(period(&export)) && drops_same_period {
                continue;
            }
            let new = |key: &DiagnosisKey| counts(key) && handled.insert(key.key);
            keys.extend(export.keys.into_iter().filter(new));
            revised_keys.extend(export.revised_keys.into_iter().filter(counts));
        }
        Ok((keys, revised_keys))
    }
}

/// The key with its first 144 identifiers, which are all that a phone computes.
fn of_one_day(mut key: DiagnosisKey) -> DiagnosisKey {
    key.key.rolling_period = key.key.rolling_period.min(INTERVALS_PER_DAY);
    key
}

fn period(export: &TemporaryExposureKeyExport) -> (u64, u64, i32) {
    (export.start_timestamp, export.end_timestamp, export.batch_num)
}

fn digest(file: &[u8]) -> [u8; 32] {
    Sha256::digest(file).into()
}
