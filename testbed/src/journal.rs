//! What happened where in the chain (一連の流れ), written by every part as it happens.
//!
//! A journal answers one question: how far did it get? It holds no personal data: no processing number, no key,
//! no address.

use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The places of the chain, in the order in which a notification passes through them (報告書 2(3)).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChainPlace {
    /// Two phones heard each other and stored what they heard.
    ContactRecorded,
    /// HER-SYS issued a processing number.
    NumberIssued,
    /// The number left HER-SYS by SMS or mail.
    NumberDelivered,
    /// The positive person's phone sent number and keys.
    RegistrationSubmitted,
    /// HER-SYS answered the notification server's question about the number.
    NumberVerified,
    /// The notification server stored the keys.
    KeysRegistered,
    /// The notification server published a signed export file and listed it.
    ExportPublished,
    /// A phone downloaded the list and the files new to it.
    FilesDownloaded,
    /// The operating system accepted the files (form and signature).
    FilesAccepted,
    /// The operating system compared the keys with what it had heard.
    KeysMatched,
    /// The operating system computed the risk scores.
    RiskScored,
    /// The app decided whether there was a close contact.
    CloseContactJudged,
    /// A push notification appeared on the phone.
    NotificationShown,
    /// The app displayed its list of contacts.
    ContactDisplayed,
}

impl ChainPlace {
    /// Every place, in order.
    pub const ALL: [Self; 14] = [
        Self::ContactRecorded,
        Self::NumberIssued,
        Self::NumberDelivered,
        Self::RegistrationSubmitted,
        Self::NumberVerified,
        Self::KeysRegistered,
        Self::ExportPublished,
        Self::FilesDownloaded,
        Self::FilesAccepted,
        Self::KeysMatched,
        Self::RiskScored,
        Self::CloseContactJudged,
        Self::NotificationShown,
        Self::ContactDisplayed,
    ];
}

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ChainEvent {
    /// Virtual time.
    pub at: Timestamp,
    /// Where in the chain.
    pub place: ChainPlace,
    /// Whose: a phone's name, or the part's own name where no phone is known.
    #[schema(examples("HER-SYS"))]
    pub subject: String,
    /// Whether the chain went on from here (`false`: it ended here, and `detail` says why).
    pub passed: bool,
    /// What happened, in one Japanese sentence for the report, in the plain style and without a full stop.
    #[schema(examples("陽性と確認された人に処理番号を発行した"))]
    pub detail: String,
}

/// The events of one part, in the order in which they happened.
#[derive(Debug, Clone, Default)]
pub struct Journal(Arc<Mutex<Vec<ChainEvent>>>);

impl Journal {
    /// Writes down that the chain went on.
    pub fn passed(&self, at: Timestamp, place: ChainPlace, subject: &str, detail: impl Into<String>) {
        self.push(at, place, subject, true, detail.into());
    }

    /// Writes down that the chain ended here.
    pub fn ended(&self, at: Timestamp, place: ChainPlace, subject: &str, detail: impl Into<String>) {
        self.push(at, place, subject, false, detail.into());
    }

    /// Everything written so far.
    pub fn events(&self) -> Vec<ChainEvent> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn push(&self, at: Timestamp, place: ChainPlace, subject: &str, passed: bool, detail: String) {
        let event = ChainEvent {
            at,
            place,
            subject: subject.to_owned(),
            passed,
            detail,
        };
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(event);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_places_are_listed_in_their_order() {
        assert!(ChainPlace::ALL.is_sorted());
    }
}
