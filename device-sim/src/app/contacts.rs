//! The result page and the list of contacts.

use std::collections::BTreeMap;

use exposure_notification::v2::{DailySummary, RiskLevel};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Serialize;

use super::behaviour::{Api, Home};
use super::screens::contacts::{ContactsV2, ExposureRow, HighRiskDays, LegacyContacts};
use super::{App, Screen, Surroundings, screens};

/// The contacts of one date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct ContactsOfDay {
    /// The date that the list shows; in version 2 of the API the UTC day.
    pub date: Date,
    /// How many; a day of version 2 counts as one.
    pub count: usize,
    /// How long they lasted together, rounded up (version 2).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minutes: Option<u64>,
}

/// What the user sees who asks for contacts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Contacts {
    /// The result page.
    pub screen: Screen,
    /// The list behind it, by date.
    pub contacts: Vec<ContactsOfDay>,
}

/// A day of high risk.
struct HighRiskDay {
    date: Date,
    seconds: u64,
}

impl App {
    /// The contacts that are displayed now.
    pub(crate) async fn contacts(&mut self, around: &mut Surroundings<'_>) -> Contacts {
        self.turn_over();
        let instead = match self.release.home {
            Home::EndOfService => Some(self.first_page_of_the_end().screen()),
            _ if !self.stored.is_in_use() => Some(screens::start::tutorial()),
            _ => None,
        };
        let (contacts, list) = match self.instead(around.framework).or(instead) {
            Some(screen) => {
                let contacts = Vec::new();
                (Contacts { screen, contacts }, None)
            }
            None if self.release.api == Api::V2 => self.contacts_of_version_2(around).await,
            None => self.contacts_of_version_1(around),
        };
        self.see(contacts.screen.clone());
        self.pages.extend(list);
        contacts
    }

    /// Result page, and the list that the user then looks at.
    fn contacts_of_version_1(&self, around: &Surroundings<'_>) -> (Contacts, Option<Screen>) {
        let zone = around.framework.time_zone();
        let contacts = self.displayed_exposures(around.now(), |second| {
            self.release.contact_dates.date(second, zone)
        });
        let rows: Vec<(Date, usize)> = contacts.iter().map(|day| (day.date, day.count)).collect();
        let count = rows.iter().map(|(_, count)| count).sum();
        if count == 0 {
            let screen = screens::contacts::no_contact();
            return (Contacts { screen, contacts }, None);
        }
        let screen = screens::contacts::contacts(count, self.release.guidance);
        let list = screens::contacts::exposure_list(&rows, self.release.count_unit);
        (Contacts { screen, contacts }, Some(list))
    }

    /// What version 1 of the API found, by date.
    fn displayed_exposures(&self, now: Timestamp, date: impl Fn(i64) -> Date) -> Vec<ContactsOfDay> {
        let mut by_date: BTreeMap<Date, usize> = BTreeMap::new();
        for exposure in &self.stored.exposures {
            if self.release.display.shows(exposure.date, now) {
                *by_date.entry(date(exposure.date)).or_default() += 1;
            }
        }
        let day = |(date, count)| ContactsOfDay {
            date,
            count,
            minutes: None,
        };
        by_date.into_iter().map(day).collect()
    }

    /// Days of high risk, and what an earlier release left (COCOA v2.0.0 `HomePageViewModel`,
    /// `ContactedNotifyPageViewModel`).
    async fn contacts_of_version_2(&mut self, around: &Surroundings<'_>) -> (Contacts, Option<Screen>) {
        let configurations = &mut self.stored.configurations_of_version_2;
        let risk = configurations.risk_calculation_for_screens(around.server).await;
        let now = around.now();
        let displayed: Vec<&DailySummary> = self
            .stored
            .exposure_data
            .summaries()
            .filter(|summary| self.release.display.shows(summary.date, now))
            .collect();
        let high: Vec<HighRiskDay> = displayed
            .iter()
            .filter_map(|summary| {
                let windows = self.stored.exposure_data.windows_of(summary.date);
                let scans = windows.iter().flat_map(|window| &window.scan_instances);
                (risk.risk_level(summary, &windows) == RiskLevel::High).then(|| HighRiskDay {
                    date: utc_date(summary.date),
                    seconds: scans.map(|scan| u64::from(scan.seconds_since_last_scan)).sum(),
                })
            })
            .collect();
        let legacy = self.displayed_exposures(now, utc_date);
        let page = result_page(&legacy, &high, displayed.first().copied());
        let Some(page) = page else {
            let screen = screens::contacts::exposure_check(self.release.exports_exposures);
            let contacts = Vec::new();
            return (Contacts { screen, contacts }, None);
        };
        let rows = high
            .iter()
            .map(|day| ExposureRow::Minutes {
                date: day.date,
                seconds: day.seconds,
            })
            .chain(legacy.iter().map(|day| ExposureRow::Count {
                date: day.date,
                count: day.count,
            }));
        let rows: Vec<ExposureRow> = rows.collect();
        let list = screens::contacts::exposure_list_v2(&rows, around.framework.time_zone());
        let screen = screens::contacts::contacts_v2(page);
        let mut contacts = legacy;
        contacts.extend(high.iter().map(|day| ContactsOfDay {
            date: day.date,
            count: 1,
            minutes: Some(day.seconds.div_ceil(60)),
        }));
        contacts.sort_by_key(|day| day.date);
        (Contacts { screen, contacts }, Some(list))
    }
}

/// What the result page of version 2 is about; `None`: neither days of high risk nor contacts from before.
fn result_page(
    legacy: &[ContactsOfDay],
    high: &[HighRiskDay],
    oldest_summary: Option<&DailySummary>,
) -> Option<ContactsV2> {
    let before = legacy.last().map(|newest| LegacyContacts {
        count: legacy.iter().map(|day| day.count).sum(),
        newest: newest.date,
    });
    let since = oldest_summary
        .filter(|_| !high.is_empty())
        .map(|oldest| HighRiskDays {
            days: high.len(),
            minutes: high.iter().map(|day| day.seconds).sum::<u64>().div_ceil(60),
            oldest_summary: utc_date(oldest.date),
        });
    match (before, since) {
        (Some(before), Some(since)) => Some(ContactsV2::Mixed(before, since)),
        (Some(before), None) => Some(ContactsV2::Legacy(before)),
        (None, Some(since)) => Some(ContactsV2::HighRisk(since)),
        (None, None) => None,
    }
}

/// The UTC date of a Unix second.
fn utc_date(second: i64) -> Date {
    // The time of a contact is far from the ends of the calendar.
    let at = Timestamp::from_second(second).unwrap_or(Timestamp::UNIX_EPOCH);
    at.to_zoned(TimeZone::UTC).date()
}
