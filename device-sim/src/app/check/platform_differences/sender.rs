//! The operating system of the sender: its handset and the metadata that it broadcasts.

use exposure_notification::{Platform, Sighting, SightingLog, match_keys};

use super::contact::{ATTENUATIONS_DB, Contact, SCANS, published};
use super::labels::line;
use crate::radio::{Handset, is_audible, rssi_dbm};

const PLATFORMS: [Platform; 2] = [Platform::Ios, Platform::Android];

/// The highest attenuation in dB at which a beacon is heard, when a contact is stated by distance.
fn audible_up_to(sender: Platform, receiver: Platform) -> u8 {
    let [sender, receiver] = [sender, receiver].map(Handset::neutral);
    let is_heard = |attenuation_db: &u8| rssi_dbm(*attenuation_db, sender, receiver).is_some_and(is_audible);
    (0..=u8::MAX).rev().find(is_heard).unwrap()
}

/// The table.
pub(super) fn table() -> String {
    let mut text = line(&["sender", "iOS receives up to", "Android receives up to"]);
    text += "| --- | --- | --- |\n";
    for sender in PLATFORMS {
        let [ios, android] = PLATFORMS.map(|receiver| format!("{} dB", audible_up_to(sender, receiver)));
        text += &line(&[&sender.to_string(), &ios, &android]);
    }
    text
}

#[test]
fn what_a_receiver_matches_does_not_depend_on_the_senders_operating_system() {
    for (sender, receiver) in PLATFORMS
        .map(|sender| PLATFORMS.map(|receiver| (sender, receiver)))
        .concat()
    {
        let [sent_by, heard_by] = [sender, receiver].map(Handset::neutral);
        for attenuation_db in ATTENUATIONS_DB {
            let contact = Contact {
                attenuation_db,
                minutes: 60,
                scans: SCANS[1],
            };
            let mut log = SightingLog::default();
            let key = published(4);
            for at in contact.heard_at() {
                let interval = exposure_notification::ENIntervalNumber::from_unix_seconds(at);
                let identifier = key.key.rolling_proximity_identifier_at(interval).unwrap();
                log.insert(Sighting {
                    at,
                    identifier,
                    metadata: key.key.encrypt_metadata(&identifier, &sent_by.metadata(1)),
                    rssi_dbm: rssi_dbm(attenuation_db, sent_by, heard_by).unwrap(),
                    previous_scan_at: Some(at - contact.scans.every_seconds),
                });
            }
            assert_eq!(
                match_keys(&[key], &log, heard_by.rssi_correction_db),
                contact.matched(4),
                "{sender} to {receiver}, {attenuation_db} dB"
            );
        }
    }
}

#[test]
fn a_weak_sender_is_lost_where_a_strong_one_is_heard() {
    // Heard down to −100 dBm. An iPhone sends +8 dBm, the neutral Android −26 dBm; Android adds 4 dB to what it
    // measures, so its own limit is −96 dBm on the common scale.
    for (sender, receiver, expected) in [
        (Platform::Ios, Platform::Ios, 108),
        (Platform::Ios, Platform::Android, 104),
        (Platform::Android, Platform::Ios, 74),
        (Platform::Android, Platform::Android, 70),
    ] {
        assert_eq!(
            audible_up_to(sender, receiver),
            expected,
            "{sender} to {receiver}"
        );
    }
}
