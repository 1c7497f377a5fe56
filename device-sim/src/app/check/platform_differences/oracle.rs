//! What the documents promise of a contact, and nothing about how it is computed.
//!
//! Promised is a notification for about 1 m and 15 minutes, and none for a mere contact such as 1 m for 3 minutes
//! (報告書 2(4)①, 利用規約 第2条). Nothing exact is promised in between (Q&A Q6, 利用規約 第9条).

use super::contact::Contact;

/// 1 m in the open, by the figures of the Corona-Warn-App project: 55 dB at 1.5 m, 63 dB at 3 m, 73 dB at 8 m.
pub(super) const NEAR_UP_TO_DB: u8 = 51;
/// 8 m.
pub(super) const FAR_FROM_DB: u8 = 73;
/// In minutes.
pub(super) const LONG_FROM_MINUTES: i64 = 15;
/// In minutes.
pub(super) const SHORT_UP_TO_MINUTES: i64 = 5;

/// What is promised of a contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Promise {
    /// The user is notified and sees it listed.
    Told,
    /// The user is not notified of it and does not see it listed.
    NotTold,
    /// Nothing is promised.
    Open,
}

pub(super) fn promise(contact: Contact) -> Promise {
    if contact.attenuation_db >= FAR_FROM_DB || contact.minutes <= SHORT_UP_TO_MINUTES {
        Promise::NotTold
    } else if contact.attenuation_db <= NEAR_UP_TO_DB && contact.minutes >= LONG_FROM_MINUTES {
        Promise::Told
    } else {
        Promise::Open
    }
}
