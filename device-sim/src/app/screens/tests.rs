//! What the screens say. The rules are COCOA's, the words our own.

use jiff::civil::{Date, date};
use jiff::tz::{TimeZone, offset};
use testbed::japan;

use super::contacts::{self, ContactsV2, CountUnit, ExposureRow};
use super::every_screen::{HIGH, LEGACY, NOW, at, every_screen, home_in, situation};
use super::guidance::{self, GuidanceForm};
use super::home::{self, HomeState, StopReason};
use super::registration::{self, RegistrationForm};
use super::start::{self, Unsupported};
use super::*;

fn whole_text(screen: &Screen) -> String {
    format!("{}\n{}", screen.title, screen.texts.join("\n"))
}

#[test]
fn every_sentence_ends_and_none_is_empty() {
    for screen in every_screen() {
        assert!(!screen.title.is_empty() && !screen.texts.is_empty(), "{screen:?}");
        for text in &screen.texts {
            assert!(!text.is_empty(), "{screen:?}");
            // A sentence ends; a label, a value or a line of the log holds none.
            assert!(text.ends_with('。') || !text.contains('。'), "{text}");
        }
    }
}

#[test]
fn a_phone_that_cannot_judge_never_says_that_there_was_no_contact() {
    // 要件ウ12: such a phone is never shown "no contact" as if judged.
    let no_contact = &contacts::no_contact().texts[0];
    for why in [
        Unsupported::OldOperatingSystem {
            oldest: "Android 6.0",
        },
        Unsupported::NoGoogleServices,
    ] {
        let text = whole_text(&start::unsupported_phone(why));
        assert!(
            text.contains("調べていません") && !text.contains(no_contact),
            "{text}"
        );
        assert!(!text.contains("接触は確認されていません"), "{text}");
    }
}

#[test]
fn the_first_release_leaves_the_days_out_while_they_are_nought() {
    // COCOA v1.0.0 HomePageViewModel; 14:59Z is 23:59 of the same day in Japan.
    let start = date(2020, 6, 19);
    assert_eq!(
        home::home_of_the_first_release(start, at("2020-06-19T14:59:00Z"))
            .texts
            .len(),
        1
    );
    assert_eq!(
        home::home(start, at("2020-06-19T14:59:00Z")).texts[1],
        "0日間使用中"
    );
    let next_day = home::home_of_the_first_release(start, at("2020-06-19T15:00:00Z"));
    assert_eq!(next_day.texts[1], "1日間使用中");
}

#[test]
fn days_of_use_are_whole_days_from_1_4_0() {
    // Begun on 20 November at 15:00 in Japan; 25 November, 12:00, is four whole days and 21 hours later.
    let screen = home_in(HomeState::Active { last_confirmed: None }, true);
    assert_eq!(screen.texts[..2], ["使用開始日　2021-11-20", "4日間使用中"]);
}

#[test]
fn home_tells_its_three_states_apart() {
    let last_confirmed = Some(at("2021-11-25T00:30:00Z"));
    let active = home_in(HomeState::Active { last_confirmed }, true);
    assert_eq!(active.texts[2..], ["動作中", "最終確認　2021-11-25 09:30"]);
    let unconfirmed = home_in(
        HomeState::Unconfirmed {
            last_confirmed: None,
            rate_limited: false,
        },
        true,
    );
    assert_eq!(unconfirmed.texts[2], "接触有無を確認できません");
    let stopped = home_in(
        HomeState::Stopped {
            reason: StopReason::BluetoothOff,
            last_confirmed,
        },
        true,
    );
    assert_eq!(stopped.texts[2], "停止中");
    assert!(stopped.texts[3].contains("Bluetooth"));
}

#[test]
fn the_time_of_the_last_confirmation_is_the_phones() {
    let zone = TimeZone::fixed(offset(-10));
    let state = HomeState::Active {
        last_confirmed: Some(at("2021-11-25T00:30:00Z")),
    };
    let screen = home::home_with_state(at(NOW), at(NOW), &zone, state, true);
    assert_eq!(screen.texts[3], "最終確認　2021-11-24 14:30");
}

#[test]
fn with_the_limit_reached_there_is_nothing_to_troubleshoot() {
    // COCOA v2.0.1 HomePageViewModel: the text depends on the flag, the button is hidden.
    let limited = |rate_limited| {
        home_in(
            HomeState::Unconfirmed {
                last_confirmed: None,
                rate_limited,
            },
            true,
        )
    };
    assert!(whole_text(&limited(true)).contains("上限"));
    assert!(!whole_text(&limited(false)).contains("上限"));
    assert_eq!(limited(false).actions.len(), limited(true).actions.len() + 1);
}

#[test]
fn home_warns_where_the_app_may_not_notify() {
    let active = HomeState::Active { last_confirmed: None };
    assert!(whole_text(&home_in(active, false)).contains("通知が許可されていません"));
    assert!(!whole_text(&home_in(active, true)).contains("通知"));
}

#[test]
fn the_list_of_1_x_counts_in_the_word_of_its_release() {
    // COCOAについて 2020年9月9日 p.3: one row per date with its count.
    let rows: [(Date, usize); 2] = [(date(2020, 8, 1), 1), (date(2020, 8, 2), 2)];
    let list = contacts::exposure_list(&rows, CountUnit::Ken);
    assert_eq!(
        list.texts[1..],
        ["2020-08-01　1件の接触", "2020-08-02　2件の接触"]
    );
    let list = contacts::exposure_list(&rows, CountUnit::Ko);
    assert_eq!(list.texts[2], "2020-08-02　2個の接触");
}

#[test]
fn the_list_of_2_x_is_newest_first_from_nine_to_nine_and_rounds_minutes_up() {
    // A UTC day is 09:00 to 09:00 in Japan; 901 seconds are 15 minutes and a second, shown as 16.
    let rows = [
        ExposureRow::Count {
            date: date(2022, 4, 5),
            count: 2,
        },
        ExposureRow::Minutes {
            date: date(2022, 4, 10),
            seconds: 901,
        },
        ExposureRow::Minutes {
            date: date(2022, 4, 8),
            seconds: 900,
        },
    ];
    let list = contacts::exposure_list_v2(&rows, &japan::time_zone());
    assert_eq!(
        list.texts[1..],
        [
            "2022-04-10 09:00 ～ 2022-04-11 09:00　16分間の接触",
            "2022-04-08 09:00 ～ 2022-04-09 09:00　15分間の接触",
            "2022-04-05 09:00 ～ 2022-04-06 09:00　2個の接触",
        ]
    );
}

#[test]
fn a_page_about_both_kinds_of_contacts_says_which_days_each_is_about() {
    let mixed = contacts::contacts_v2(ContactsV2::Mixed(LEGACY, HIGH));
    assert_eq!(
        mixed.texts[..5],
        [
            "2022-04-05までの記録",
            "陽性登録者との接触　3件",
            "2022-04-10からの記録",
            "陽性登録者との接触があった日　2日",
            "接触の時間の合計　37分",
        ]
    );
    let only_high = contacts::contacts_v2(ContactsV2::HighRisk(HIGH));
    assert!(!whole_text(&only_high).contains("からの記録") && !whole_text(&only_high).contains('件'));
    let only_legacy = contacts::contacts_v2(ContactsV2::Legacy(LEGACY));
    assert!(!whole_text(&only_legacy).contains("までの記録") && !whole_text(&only_legacy).contains("合計"));
}

#[test]
fn only_who_answers_no_three_times_is_told_to_watch_their_health() {
    // COCOAについて 2020年9月9日 p.4: any yes leads to the contact for a test; otherwise 14 days of watching.
    for form in [GuidanceForm::Questions, GuidanceForm::ConsultationDesk] {
        for bits in 0..8 {
            let screen = guidance::guidance(situation(bits), form);
            let watches = whole_text(&screen).contains("14日間は、体調の変化");
            let leads_to_a_test = screen.actions.contains(&"都道府県を選んで相談先を見る");
            assert_eq!(
                (watches, leads_to_a_test),
                (bits == 0, bits != 0),
                "{bits:03b} {form:?}"
            );
        }
    }
}

#[test]
fn with_symptoms_one_is_sent_to_a_doctor_and_otherwise_to_a_desk_from_1_1_5() {
    // 2020年10月13日の状況, A) and B).
    let says = |bits| {
        whole_text(&guidance::guidance(
            situation(bits),
            GuidanceForm::ConsultationDesk,
        ))
    };
    assert!(says(1).contains("医療機関") && says(7).contains("医療機関"));
    assert!(says(2).contains("相談窓口") && says(4).contains("相談窓口"));
}

#[test]
fn each_error_makes_the_user_wait_five_seconds_longer() {
    // COCOA v1.1.4 NotifyOtherPageViewModel: 5 s times the errors, three errors at most.
    assert_eq!([0, 1, 2, 3].map(registration::wait_seconds), [0, 5, 10, 15]);
    let second = registration::not_registered(1, &["文。"]);
    assert_eq!(second.texts, ["登録の失敗 1/3回。5秒お待ちください。", "文。"]);
    assert_eq!(registration::not_registered(0, &["文。"]).texts, ["文。"]);
}

#[test]
fn a_form_with_a_date_asks_for_symptoms_and_offers_no_later_date_than_today() {
    let today = date(2021, 11, 25);
    let form = |number_from_link| {
        whole_text(&registration::form(RegistrationForm::NumberAndDate {
            today,
            number_from_link,
        }))
    };
    assert!(form(false).contains("2021-11-25まで") && form(false).contains("症状の有無"));
    assert!(form(true).contains("入力済み") && !form(false).contains("入力済み"));
    assert_eq!(registration::form(RegistrationForm::Number).texts.len(), 1);
}

#[test]
fn the_log_is_sent_by_one_button_that_says_so_and_after_what_is_sent_was_said() {
    // 2020年10月13日の状況, 実施処理のログ ①②③.
    let screen = operation_log::confirmation(&[]);
    assert_eq!(
        screen
            .actions
            .iter()
            .filter(|action| action.contains("送信する"))
            .count(),
        1
    );
    for never_sent in [
        "氏名",
        "電話番号",
        "メールアドレス",
        "位置情報",
        "IPアドレス",
        "MACアドレス",
        "ホスト名",
    ] {
        assert!(whole_text(&screen).contains(never_sent), "{never_sent}");
    }
    let preview = ["1行目".to_owned()];
    assert!(operation_log::confirmation(&preview).texts.contains(&preview[0]));
    assert!(whole_text(&operation_log::sent("id-1")).contains("id-1"));
}

#[test]
fn the_notifications_say_what_happened() {
    for text in [notifications::EXPOSURE_1_0, notifications::EXPOSURE] {
        assert!(text.text.contains("接触した可能性"));
    }
    assert!(notifications::END_OF_SERVICE.text.contains("2022年11月"));
}
