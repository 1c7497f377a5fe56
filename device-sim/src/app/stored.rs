//! What the app remembers over restarts and updates.

use std::collections::{BTreeMap, BTreeSet};

use exposure_notification::v1::{ExposureConfiguration, ExposureInformation};
use jiff::Timestamp;

use super::behaviour::{StartOfUse, UserDataFormat};
use super::check::{ConfigurationsOfVersion2, ExposureData};
use super::{RegisteredUser, Release};

/// What a missing date of agreement becomes: the day of the first release, 09:00 UTC (COCOA v3.0.0 `AppConstants`).
pub(super) const FIRST_RELEASE: &str = "2020-06-19T09:00:00Z";

/// The user data, the contacts, and what the app knows of its server. It has no `Debug`: it holds secrets.
#[derive(Default)]
pub(super) struct Stored {
    /// When the user was registered; `None` before the end of the tutorial.
    pub start_of_use: Option<Timestamp>,
    /// When the user agreed to the terms, where a release recorded it.
    pub agreed_at: Option<Timestamp>,
    /// Whether the app is to notify, too (1.0.0).
    pub notifications_opted_in: bool,
    /// As whom the early releases submit.
    pub user: Option<RegisteredUser>,
    /// The processing numbers that releases up to 1.1.1 kept as pending or shared.
    pub numbers_entered: BTreeSet<String>,
    /// The form in which the above was written last, and the language of the phone then.
    written: Option<(UserDataFormat, String)>,

    /// `created` of the last file taken from each region's list; 0 before the first.
    pub cursors: BTreeMap<&'static str, i64>,
    /// The configuration of version 1 that was downloaded last.
    pub configuration: Option<ExposureConfiguration>,
    /// The configurations of version 2.
    pub configurations_of_version_2: ConfigurationsOfVersion2,

    /// The contacts that version 1 found.
    pub exposures: Vec<ExposureInformation>,
    /// What version 2 found.
    pub exposure_data: ExposureData,

    /// Whether the last check could not confirm contacts.
    pub cannot_confirm: bool,
    /// Whether that was because the operating system allowed no more checks.
    pub limit_reached: bool,
    /// When contacts were last confirmed, by the phone's clock.
    pub last_confirmed: Option<Timestamp>,
}

impl Stored {
    /// Before the tutorial.
    pub(super) fn new(notifications_opted_in: bool) -> Self {
        Self {
            notifications_opted_in,
            ..Self::default()
        }
    }

    /// Whether the user has come to the end of the tutorial.
    pub(super) fn is_in_use(&self) -> bool {
        self.start_of_use.is_some()
    }

    /// The app starts, and reads what was written last.
    pub(super) fn read(&mut self, release: &Release, locale: &str, now: Timestamp) {
        if !self.is_in_use() {
            return;
        }
        let unreadable = self.written.as_ref().is_some_and(|(format, written_in)| {
            *format == UserDataFormat::PreferencesWithDatesAsText && written_in != locale
        });
        if unreadable || release.start_of_use == StartOfUse::AlwaysToday {
            self.start_of_use = Some(now);
        }
        self.mark_written(release.user_data, locale);
    }

    /// The user data was written in this form, on a phone in this language.
    pub(super) fn mark_written(&mut self, format: UserDataFormat, locale: &str) {
        self.written = Some((format, locale.to_owned()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST_DAY: &str = "2021-03-01T01:00:00Z";
    const THIRD_DAY: &str = "2021-03-03T01:00:00Z";

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    /// The start of use after an app of `version`, in use in Japanese since the first day, was started again in
    /// `locale` on the third.
    fn start_after_restart(version: &str, locale: &str) -> Timestamp {
        let release = Release::find(version).unwrap();
        let mut stored = Stored::new(false);
        stored.start_of_use = Some(at(FIRST_DAY));
        stored.mark_written(release.user_data, "ja");
        stored.read(release, locale, at(THIRD_DAY));
        stored.start_of_use.unwrap()
    }

    #[test]
    fn only_1_0_0_begins_anew_every_day() {
        // 報告書 3(2)③: the date changed daily.
        assert_eq!(start_after_restart("1.0.0", "ja"), at(THIRD_DAY));
        for version in ["1.1.0", "1.1.1", "1.2.2", "1.4.1", "2.0.1"] {
            assert_eq!(start_after_restart(version, "ja"), at(FIRST_DAY), "{version}");
        }
    }

    #[test]
    fn a_change_of_language_costs_the_start_date_from_1_2_2_to_1_2_6() {
        for (version, start) in [
            ("1.2.1", FIRST_DAY),
            ("1.2.2", THIRD_DAY),
            ("1.2.6", THIRD_DAY),
            ("1.4.0", FIRST_DAY),
            ("2.0.0", FIRST_DAY),
        ] {
            assert_eq!(start_after_restart(version, "en"), at(start), "{version}");
        }
    }

    #[test]
    fn who_updates_from_1_0_0_keeps_the_day_on_which_it_was_last_started() {
        let mut stored = Stored::new(false);
        stored.start_of_use = Some(at(FIRST_DAY));
        stored.read(Release::find("1.0.0").unwrap(), "ja", at("2021-03-02T01:00:00Z"));
        stored.read(Release::find("1.1.1").unwrap(), "ja", at(THIRD_DAY));
        assert_eq!(stored.start_of_use, Some(at("2021-03-02T01:00:00Z")));
    }
}
