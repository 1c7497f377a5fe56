//! The list of contacts and the result page.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use super::screens::guidance::GuidanceForm;
use super::{App, Screen, screens};
use testbed::japan;

/// The contacts of one date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct ContactsOfDay {
    /// The date in Japan of the exposure's time, which is 00:00 UTC: the same date as in UTC.
    pub date: Date,
    /// How many.
    pub count: usize,
}

/// What the user sees who asks for contacts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Contacts {
    /// The result page.
    pub screen: Screen,
    /// The list behind it, by date.
    pub contacts: Vec<ContactsOfDay>,
}

impl App {
    /// The contacts that are displayed at `now`.
    pub(crate) fn contacts(&self, now: Timestamp) -> Contacts {
        let displayed = self
            .exposures
            .iter()
            .filter(|exposure| self.release.display.shows(exposure.date, now));
        let mut by_date: BTreeMap<Date, usize> = BTreeMap::new();
        for exposure in displayed {
            let at = Timestamp::from_second(exposure.date).unwrap_or(now);
            *by_date.entry(japan::date(at)).or_default() += 1;
        }
        let count = by_date.values().sum();
        let screen = if count > 0 {
            screens::contacts(count, GuidanceForm::ConsultationDesk)
        } else {
            screens::no_contact()
        };
        let contacts = by_date
            .into_iter()
            .map(|(date, count)| ContactsOfDay { date, count })
            .collect();
        Contacts { screen, contacts }
    }
}
