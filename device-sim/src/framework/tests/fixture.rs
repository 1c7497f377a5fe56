//! Phones, contacts and files.

use std::sync::{Arc, LazyLock};

use exposure_notification::v1;
use exposure_notification::v2::Parameters;
use exposure_notification::{
    DiagnosisKey, ReportType, SigningKey, TemporaryExposureKey, TemporaryExposureKeyExport, write_export,
};
use jiff::Timestamp;
use testbed::seed::Seed;

use crate::attestation::Manufacturers;
use crate::framework::{ChangedSettings, Framework, OsVersion, Scan, UnpublishedOsBehaviour};
use crate::radio;

/// The moment of the first contact: 2021-06-14 02:00 UTC, interval 2706060 (2706048 at midnight, and 12).
pub(super) const CONTACT: i64 = 1_623_636_000;

/// What no call of a fixture changes.
static SIGNING_KEY: LazyLock<SigningKey> = LazyLock::new(|| SigningKey::generate("440", "v1").unwrap());

pub(super) fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// An hour before [`CONTACT`].
pub(super) fn switched_on() -> Timestamp {
    at("2021-06-14T01:00:00Z")
}

/// A day after [`switched_on`]: the key of the contact's day has expired.
pub(super) fn next_day() -> Timestamp {
    at("2021-06-15T01:00:00Z")
}

/// A phone on which nothing was started.
pub(super) fn new_phone(os: &str, name: &str, unpublished: UnpublishedOsBehaviour) -> Framework {
    Framework::new(
        OsVersion::find(os).unwrap(),
        Arc::new(unpublished),
        Seed::from_number(1).derive(name),
        SIGNING_KEY.verification_key(),
        Manufacturers::new().unwrap(),
        switched_on(),
    )
}

/// A phone with Exposure Notification on.
pub(super) fn phone(os: &str, name: &str) -> Framework {
    phone_assuming(os, name, UnpublishedOsBehaviour::default())
}

/// The same with other assumptions.
pub(super) fn phone_assuming(os: &str, name: &str, unpublished: UnpublishedOsBehaviour) -> Framework {
    let mut phone = new_phone(os, name, unpublished);
    phone.start(switched_on()).unwrap();
    phone
}

pub(super) fn change(phone: &mut Framework, now: &str, changed: ChangedSettings) {
    phone.change(changed, at(now)).unwrap();
}

/// `receiver` hears `sender` at these seconds after [`CONTACT`], each the scan after the one before.
pub(super) fn hear(receiver: &mut Framework, sender: &mut Framework, after: &[i64], attenuation_db: u8) {
    let rssi_dbm = radio::rssi_dbm(attenuation_db, sender.handset(), receiver.handset()).unwrap();
    let mut previous_at = None;
    for after in after {
        let at = CONTACT + after;
        let beacon = sender.beacon(at).unwrap();
        receiver.hear(Scan { at, previous_at }, beacon, rssi_dbm);
        previous_at = Some(at);
    }
}

/// The key that a phone uses at [`CONTACT`].
pub(super) fn key(phone: &mut Framework) -> TemporaryExposureKey {
    *phone.records.as_mut().unwrap().own_keys.current(CONTACT).unwrap()
}

pub(super) fn published(key: TemporaryExposureKey, report_type: Option<ReportType>) -> DiagnosisKey {
    DiagnosisKey {
        key,
        transmission_risk_level: 4,
        report_type,
        days_since_onset_of_symptoms: None,
    }
}

/// A genuine file; `number` tells it from others.
pub(super) fn file(number: u64, keys: Vec<DiagnosisKey>) -> Vec<u8> {
    file_with_revised(number, keys, Vec::new())
}

pub(super) fn file_with_revised(
    number: u64,
    keys: Vec<DiagnosisKey>,
    revised_keys: Vec<DiagnosisKey>,
) -> Vec<u8> {
    let export = TemporaryExposureKeyExport {
        start_timestamp: 1_623_628_800 + number,
        end_timestamp: 1_623_715_200 + number,
        region: "440".to_owned(),
        batch_num: 1,
        batch_size: 1,
        keys,
        revised_keys,
    };
    write_export(&export, &SIGNING_KEY).unwrap()
}

/// COCOA's parameters in production: minimum 21, transmission 7, attenuation 1 to 8, duration 1 from 16 minutes on.
pub(super) fn v1_configuration() -> v1::ExposureConfiguration {
    v1::ExposureConfiguration {
        minimum_risk_score: 21,
        attenuation_weight: 50,
        transmission_weight: 50,
        duration_weight: 50,
        days_since_last_exposure_weight: 50,
        transmission_risk_scores: [7; 8],
        attenuation_scores: [1, 2, 3, 4, 5, 6, 7, 8],
        duration_scores: [0, 0, 0, 0, 1, 1, 1, 1],
        days_since_last_exposure_scores: [1; 8],
        duration_at_attenuation_thresholds: [50, 70],
    }
}

pub(super) fn v2_configuration() -> exposure_notification::v2::ExposureConfiguration {
    Parameters::cocoa_default().exposure_configuration
}
