//! Playing the air: who hears whom, in order of time.
//!
//! Order of evaluation at one moment: the receiver must be on the air, then the sender; then the beacon must be strong
//! enough. At equal times encounters come in the order in which they were set up.

use std::collections::BTreeMap;

use jiff::Timestamp;
use testbed::journal::ChainPlace;

use super::Fleet;
use super::encounter::{Course, Encounter, Journaled};
use crate::framework::{Beacon, Reason, Scan};
use crate::phone_journal::PhoneJournal;
use crate::radio::{self, Position};

/// One phone listens to the other of an encounter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Listening {
    scan: Scan,
    encounter: usize,
    /// Which of the two listens.
    receiver: usize,
}

/// A phone that may listen.
struct Receiver {
    scans: Vec<Scan>,
    /// By how many seconds its clock is ahead.
    clock_offset: i64,
}

impl Fleet {
    /// Plays what was not played yet, up to and including a Unix second.
    pub(super) fn play_air(&mut self, until: i64) {
        let receivers: BTreeMap<String, Receiver> = self
            .phones
            .iter_mut()
            .map(|(name, phone)| {
                let receiver = Receiver {
                    scans: phone.framework.take_scans_until(until),
                    clock_offset: phone.framework.clock_offset_seconds(),
                };
                (name.clone(), receiver)
            })
            .collect();
        let mut encounters = std::mem::take(&mut self.encounters);
        for listening in listenings(&mut encounters, &receivers, until) {
            self.listen(&mut encounters[listening.encounter], listening);
        }
        encounters.retain(|encounter| !encounter.is_over(until));
        self.encounters = encounters;
    }

    fn listen(&mut self, encounter: &mut Encounter, Listening { scan, receiver, .. }: Listening) {
        let [receiver_name, sender_name] = [receiver, 1 - receiver].map(|index| &encounter.devices[index]);
        let heard = self.heard(sender_name, receiver_name, encounter, scan.at);
        let news = match heard {
            Ok(None) => return,
            Ok(Some(_)) => Journaled::Contact,
            Err(_) => Journaled::Silence,
        };
        let known = encounter.journaled[receiver];
        if known != Journaled::Contact && known != news {
            let at = Timestamp::from_second(scan.at).unwrap_or(Timestamp::MAX);
            let journal = PhoneJournal::new(&self.journal, receiver_name, at);
            match heard {
                Ok(_) => journal.passed(
                    ChainPlace::ContactRecorded,
                    "近くの端末の接触符号を受信し、記録した",
                ),
                Err(why) => journal.ended(ChainPlace::ContactRecorded, why),
            }
            encounter.journaled[receiver] = news;
        }
        if let (Ok(Some((beacon, rssi_dbm))), Some(phone)) = (heard, self.phones.get_mut(receiver_name)) {
            phone.framework.hear(scan, beacon, rssi_dbm);
        }
    }

    /// What a phone hears of another: the beacon and its RSSI in dBm, `None` when it is too weak, and an error that
    /// says why where nothing can be heard.
    fn heard(
        &mut self,
        sender: &str,
        receiver: &str,
        encounter: &Encounter,
        at: i64,
    ) -> Result<Option<(Beacon, i8)>, &'static str> {
        let Some(listens) = self.phones.get(receiver).map(|phone| &phone.framework) else {
            return Err("端末がないため、記録しなかった");
        };
        if let Some(why) = listens.deaf_because() {
            return Err(why_deaf(why));
        }
        let receiving = listens.antenna(receiver);
        let sends = self.phones.get_mut(sender).map(|phone| &mut phone.framework);
        let Some((beacon, sending)) =
            sends.and_then(|framework| Some((framework.beacon(at)?, framework.antenna(sender))))
        else {
            return Err("相手の端末が接触符号を発信していないため、記録するものがなかった");
        };
        let rssi = |attenuation_db| radio::rssi_dbm(attenuation_db, sending.handset, receiving.handset);
        let rssi_dbm = match encounter.course {
            Course::AtDistance {
                metres, environment, ..
            } => {
                let position = Position {
                    metres,
                    environment,
                    since: encounter.starts_at,
                };
                let attenuation_db = self.radio.attenuation_db(sending, receiving, position, at);
                rssi(attenuation_db).filter(|rssi_dbm| radio::is_audible(*rssi_dbm))
            }
            Course::Exactly { attenuation_db, .. } => rssi(attenuation_db),
        };
        Ok(rssi_dbm.map(|rssi_dbm| (beacon, rssi_dbm)))
    }
}

/// In the words of the journal.
fn why_deaf(reason: Reason) -> &'static str {
    match reason {
        Reason::NotSupported => "接触通知のAPIがない端末のため、記録しなかった",
        Reason::Disabled => "アプリがなく、接触の記録が始まっていないため、記録しなかった",
        Reason::BluetoothOff => "Bluetoothが切れているため、記録しなかった",
        Reason::LocationOff => "位置情報の設定が切れているため、記録しなかった",
        Reason::Unauthorized => "アプリに接触通知の利用が許可されていないため、記録しなかった",
        Reason::Paused => "接触通知が一時停止されているため、記録しなかった",
        Reason::PowerOff => "端末の電源が切れているため、記録しなかった",
    }
}

fn listenings(
    encounters: &mut [Encounter],
    receivers: &BTreeMap<String, Receiver>,
    until: i64,
) -> Vec<Listening> {
    let mut listenings = Vec::new();
    for (encounter_index, encounter) in encounters.iter_mut().enumerate() {
        let of_both = encounter.devices.each_ref().map(|name| receivers.get(name));
        let scans = of_both.map(|receiver| receiver.map_or(&[][..], |receiver| &receiver.scans));
        let clock_offsets = of_both.map(|receiver| receiver.map_or(0, |receiver| receiver.clock_offset));
        let taken = encounter.take_scans(scans, clock_offsets, until);
        for (receiver, scans) in taken.into_iter().enumerate() {
            let listening = |scan| Listening {
                scan,
                encounter: encounter_index,
                receiver,
            };
            listenings.extend(scans.into_iter().map(listening));
        }
    }
    listenings.sort_unstable();
    listenings
}
