//! The air between phones: who hears whom, and how strongly.
//!
//! Two ways to state a contact:
//! * by distance — the attenuation follows from it, from the environment, the models and how both are carried, with the noise of
//!   the seed ([`Radio::attenuation_db`]); a beacon
//!   below the receiver's sensitivity is lost ([`is_audible`]);
//! * exactly — the attenuation is given and no beacon is lost, for contacts on the border of the judgement.
//!
//! Either way the receiver stores an RSSI, and its operating system computes the attenuation back from it. The radio
//! knows positions in time and decibels, nothing of keys.

mod attenuation;
mod carrying;
mod environment;
mod handset;

pub(crate) use attenuation::{Antenna, Position, Radio};
pub(crate) use carrying::Carrying;
pub(crate) use environment::Environment;
pub(crate) use handset::Handset;

/// Below this RSSI in dBm a beacon is lost: the limit that the published simulators of the protocol use.
const SENSITIVITY_DBM: i8 = -100;

/// The RSSI in dBm that `receiver` measures when a beacon of `sender` arrives weaker by `attenuation_db`: the
/// definition attenuation = transmit power − (RSSI + correction), solved for the RSSI. `None` where it does not fit
/// the signed byte in which an operating system stores it.
pub(crate) fn rssi_dbm(attenuation_db: u8, sender: &Handset, receiver: &Handset) -> Option<i8> {
    let strength = i16::from(sender.transmit_power_dbm) - i16::from(receiver.rssi_correction_db);
    i8::try_from(strength - i16::from(attenuation_db)).ok()
}

/// Whether a receiver notices a beacon of this strength.
pub(crate) fn is_audible(rssi_dbm: i8) -> bool {
    rssi_dbm >= SENSITIVITY_DBM
}

#[cfg(test)]
mod tests {
    use exposure_notification::Platform::{Android, Ios};

    use super::*;

    fn between(platform: exposure_notification::Platform, attenuation_db: u8) -> Option<i8> {
        let handset = Handset::neutral(platform);
        rssi_dbm(attenuation_db, handset, handset)
    }

    #[test]
    fn the_rssi_gives_the_attenuation_back() {
        // −26 dBm sent, 63 dB lost, corrected by +4 at the receiver: −26 − (−93 + 4) = 63.
        assert_eq!(between(Android, 63), Some(-93));
        // +8 dBm sent, no correction: 8 − (−55) = 63.
        assert_eq!(between(Ios, 63), Some(-55));
    }

    #[test]
    fn what_does_not_fit_a_signed_byte_is_not_heard() {
        assert_eq!(between(Android, 98), Some(-128));
        assert_eq!(between(Android, 99), None);
    }

    #[test]
    fn a_beacon_below_minus_100_dbm_is_lost() {
        assert!(is_audible(-100));
        assert!(!is_audible(-101));
    }
}
