//! Every screen that there is, for the tests.

use jiff::Timestamp;
use jiff::civil::date;
use jiff::tz::TimeZone;
use testbed::japan;

use super::contacts::{self, ContactsV2, CountUnit, ExposureRow, HighRiskDays, LegacyContacts};
use super::end_of_service;
use super::guidance::{self, GuidanceForm, Situation};
use super::home::{self, HomeState, StopReason};
use super::operation_log;
use super::registration::{self, RegistrationForm};
use super::registration_dialogs::{DialogWording, RegistrationDialog};
use super::start::{self, Unsupported};
use super::*;

pub(super) fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// 2021-11-25 12:00 in Japan.
pub(super) const NOW: &str = "2021-11-25T03:00:00Z";

pub(super) fn home_in(state: HomeState, may_notify: bool) -> Screen {
    home::home_with_state(
        at("2021-11-20T06:00:00Z"),
        at(NOW),
        &japan::time_zone(),
        state,
        may_notify,
    )
}

pub(super) const HIGH: HighRiskDays = HighRiskDays {
    days: 2,
    minutes: 37,
    oldest_summary: date(2022, 4, 10),
};
pub(super) const LEGACY: LegacyContacts = LegacyContacts {
    count: 3,
    newest: date(2022, 4, 5),
};

/// Every screen, so that what holds for all is checked for all.
pub(super) fn every_screen() -> Vec<Screen> {
    let mut screens = single_screens();
    screens.extend(screens_with_variants());
    screens
}

fn single_screens() -> Vec<Screen> {
    let today = date(2021, 11, 25);
    let last_confirmed = Some(at("2021-11-25T00:30:00Z"));
    vec![
        start::tutorial(),
        start::terms_changed(),
        start::privacy_policy_changed(),
        start::app_cannot_open(),
        start::unsupported_phone(Unsupported::OldOperatingSystem { oldest: "iOS 13.5" }),
        start::unsupported_phone(Unsupported::NoGoogleServices),
        home::home(today, at(NOW)),
        home::home_of_the_first_release(today, at(NOW)),
        home_in(HomeState::Active { last_confirmed: None }, true),
        home_in(HomeState::Active { last_confirmed }, false),
        home::update_alert(),
        contacts::no_contact(),
        contacts::contacts(3, GuidanceForm::Questions),
        contacts::contacts(3, GuidanceForm::ConsultationDesk),
        contacts::contacts_v2(ContactsV2::HighRisk(HIGH)),
        contacts::contacts_v2(ContactsV2::Legacy(LEGACY)),
        contacts::contacts_v2(ContactsV2::Mixed(LEGACY, HIGH)),
        contacts::exposure_check(false),
        contacts::exposure_check(true),
        contacts::exposure_list(&[(today, 1)], CountUnit::Ken),
        contacts::exposure_list_v2(
            &[ExposureRow::Count {
                date: today,
                count: 1,
            }],
            &TimeZone::UTC,
        ),
        guidance::ask_for_symptoms(),
        guidance::ask_for_people_near(),
        registration::consent(),
        registration::declined(),
        registration::form(RegistrationForm::Number),
        registration::confirm(),
        registration::completed(0),
        registration::completed(2),
        registration::completion_page(),
        registration::app_closes(),
        registration::returns_home(),
        operation_log::help(),
        operation_log::confirmation(&["\"output_date\",\"log_level\"".to_owned()]),
        operation_log::sent("3f2504e0-4f89-41d3-9a0c-0305e82c3301"),
        operation_log::not_sent(),
        operation_log::domestic_only(),
        operation_log::failed(),
        operation_log::not_available(),
        end_of_service::not_agreed(),
        end_of_service::notice(),
        end_of_service::survey_request(),
        end_of_service::survey(&["10代", "20代"], &["ほとんど毎日", "回答しない"]),
        end_of_service::termination(false),
        end_of_service::termination(true),
        end_of_service::survey_not_sent(),
        end_of_service::complete(),
        end_of_service::not_available(),
    ]
}

fn screens_with_variants() -> Vec<Screen> {
    let today = date(2021, 11, 25);
    let last_confirmed = Some(at("2021-11-25T00:30:00Z"));
    let mut screens = Vec::new();
    for number_from_link in [false, true] {
        screens.push(registration::form(RegistrationForm::NumberAndDate {
            today,
            number_from_link,
        }));
    }
    for rate_limited in [false, true] {
        screens.push(home_in(
            HomeState::Unconfirmed {
                last_confirmed,
                rate_limited,
            },
            true,
        ));
    }
    for reason in [
        StopReason::LocationOff,
        StopReason::BluetoothOff,
        StopReason::ExposureNotificationOff,
        StopReason::Unauthorized,
    ] {
        screens.push(home_in(
            HomeState::Stopped {
                reason,
                last_confirmed,
            },
            true,
        ));
        screens.push(home::stopped_alert(reason));
    }
    for (dialog, wording) in [
        (RegistrationDialog::WrongNumber, DialogWording::TryLater),
        (RegistrationDialog::CannotConnect, DialogWording::EnterAgain),
        (RegistrationDialog::InvalidKeys, DialogWording::Single),
        (RegistrationDialog::Failed, DialogWording::TryLater),
        (RegistrationDialog::InvalidFormat, DialogWording::EnterAgain),
        (RegistrationDialog::NothingToSubmit, DialogWording::TryLater),
        (RegistrationDialog::Cancelled, DialogWording::Single),
        (
            RegistrationDialog::ExposureNotificationOff,
            DialogWording::TryLater,
        ),
        (RegistrationDialog::NoConnection, DialogWording::Single),
        (RegistrationDialog::DomesticOnly, DialogWording::Single),
    ] {
        screens.push(registration::not_registered(1, &dialog.texts(wording)));
    }
    for form in [GuidanceForm::Questions, GuidanceForm::ConsultationDesk] {
        for bits in 0..8_u8 {
            screens.push(guidance::guidance(situation(bits), form));
        }
    }
    screens
}

pub(super) fn situation(bits: u8) -> Situation {
    Situation {
        symptoms: bits & 1 != 0,
        someone_near: bits & 2 != 0,
        wishes_test: bits & 4 != 0,
    }
}
