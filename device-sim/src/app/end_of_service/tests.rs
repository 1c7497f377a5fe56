use serde_json::json;

use super::survey::{DailyExposure, EventLog, EventLogRequest, exposure_data};
use super::*;

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn proceed(japanese: bool, now: &str) -> Action {
    Action::Proceed {
        japanese,
        now: at(now),
    }
}

fn answers() -> SurveyContent {
    SurveyContent::new(Age::Thirties, Commuting::SomeDays, None, None)
}

fn terminating_with_survey() -> EndOfService {
    let mut page = EndOfService::start(true);
    for action in [
        proceed(true, "2022-11-20T03:00:00Z"),
        Action::TakePart,
        Action::Answer(answers()),
    ] {
        page = page.next(action).unwrap();
    }
    page
}

#[test]
fn who_never_agreed_sees_one_page_and_can_press_nothing() {
    let page = EndOfService::start(false);
    assert!(page.screen().actions.is_empty());
    for action in [
        proceed(true, "2022-11-20T03:00:00Z"),
        Action::Terminate(Submission::Nothing),
    ] {
        assert_eq!(page.clone().next(action), Err(NoSuchButton));
    }
}

#[test]
fn the_survey_is_asked_for_in_japanese_until_the_end_of_2022_in_japan() {
    let termination = EndOfService::Termination {
        survey: None,
        send_failed: false,
    };
    for (japanese, now, page) in [
        (true, "2022-12-31T14:59:59Z", EndOfService::SurveyRequest),
        (true, "2022-12-31T15:00:00Z", termination.clone()),
        (false, "2022-11-20T03:00:00Z", termination.clone()),
    ] {
        assert_eq!(
            EndOfService::start(true).next(proceed(japanese, now)),
            Ok(page),
            "{japanese} {now}"
        );
    }
}

#[test]
fn who_takes_part_answers_ends_and_is_done() {
    let page = terminating_with_survey();
    assert!(!page.erases_everything());
    let done = page
        .next(Action::Terminate(Submission::from_status(Some(201))))
        .unwrap();
    assert_eq!(done, EndOfService::Complete);
    assert!(done.erases_everything());
}

#[test]
fn who_skips_the_survey_sends_nothing() {
    let page = EndOfService::SurveyRequest.next(Action::Skip).unwrap();
    assert_eq!(
        page.clone().next(Action::Terminate(Submission::Accepted)),
        Err(NoSuchButton)
    );
    assert_eq!(
        page.next(Action::Terminate(Submission::Nothing)),
        Ok(EndOfService::Complete)
    );
}

#[test]
fn what_cannot_be_sent_leaves_the_user_on_the_page_with_everything_kept() {
    for status in [None, Some(200), Some(204), Some(400), Some(503)] {
        let page = terminating_with_survey();
        let page = page
            .next(Action::Terminate(Submission::from_status(status)))
            .unwrap();
        assert!(!page.erases_everything(), "{status:?}");
        assert!(page.screen().texts[0].contains("送信できません"), "{status:?}");
        // The answers are kept for the next press.
        assert_eq!(
            page.next(Action::Terminate(Submission::Accepted)),
            Ok(EndOfService::Complete)
        );
    }
}

#[test]
fn an_unsent_survey_is_never_passed_over() {
    assert_eq!(
        terminating_with_survey().next(Action::Terminate(Submission::Nothing)),
        Err(NoSuchButton)
    );
}

#[test]
fn each_page_has_its_screen() {
    let pages = [
        EndOfService::Notice,
        EndOfService::SurveyRequest,
        EndOfService::Survey,
        EndOfService::Termination {
            survey: None,
            send_failed: false,
        },
        terminating_with_survey(),
        EndOfService::Complete,
    ];
    let screens: Vec<_> = pages.iter().map(EndOfService::screen).collect();
    for (index, screen) in screens.iter().enumerate() {
        assert!(!screens[..index].contains(screen), "{screen:?}");
    }
}

#[test]
fn the_survey_sends_only_what_it_says() {
    // 要件エ9. The start of use is 2020-06-19T00:00:00Z, 1592524800; the days are 2022-11-01 and 02.
    let days = [(1_667_260_800, 1350.0), (1_667_347_200, 1349.9)];
    let data = exposure_data(days.map(|(date, maximum_score)| DailyExposure { date, maximum_score }));
    let content = SurveyContent::new(
        Age::BelowTen,
        Commuting::HardlyEver,
        Some(at("2020-06-19T00:00:00Z")),
        Some(data),
    );
    let request = EventLogRequest {
        idempotency_key: "key".to_owned(),
        platform: "ios",
        app_package_name: "package",
        device_verification_payload: "payload".to_owned(),
        event_logs: vec![EventLog::survey(content, at("2022-11-20T03:00:00Z"))],
    };
    assert_eq!(
        serde_json::to_value(request).unwrap(),
        json!({
            "idempotencyKey": "key",
            "platform": "ios",
            "appPackageName": "package",
            "deviceVerificationPayload": "payload",
            "eventLogs": [{
                "hasConsent": true,
                "epoch": 1_668_913_200,
                "type": "survey",
                "subtype": "survey",
                "content": {
                    "q1": 1,
                    "q2": 3,
                    "start_date": 1_592_524_800,
                    "exposure_data": { "daily_summaries": [
                        { "DateMillisSinceEpoch": 1_667_260_800_000_i64, "ExposureDetected": 1 },
                        { "DateMillisSinceEpoch": 1_667_347_200_000_i64, "ExposureDetected": 0 },
                    ]},
                },
            }],
        })
    );
}

#[test]
fn no_answer_is_sent_as_null() {
    let content = SurveyContent::new(Age::NoAnswer, Commuting::NoAnswer, None, None);
    assert_eq!(
        serde_json::to_value(content).unwrap(),
        json!({ "q1": null, "q2": null, "start_date": null, "exposure_data": null })
    );
}

#[test]
fn the_answers_are_numbered_from_one() {
    let number = |age, commuting| {
        let content = serde_json::to_value(SurveyContent::new(age, commuting, None, None)).unwrap();
        (content["q1"].clone(), content["q2"].clone())
    };
    assert_eq!(
        number(Age::EightyAndAbove, Commuting::MostDays),
        (json!(9), json!(1))
    );
    assert_eq!(number(Age::Tens, Commuting::SomeDays), (json!(2), json!(2)));
}

#[test]
fn the_answers_are_read_by_their_numbers() {
    // Nine bands and three, from 1; no answer is -1 (COCOA v3.0.0 SurveyService).
    let age = |number| serde_json::from_value::<Age>(json!(number)).ok();
    let commuting = |number| serde_json::from_value::<Commuting>(json!(number)).ok();
    assert_eq!(
        [age(1), age(9), age(-1), age(0), age(10)],
        [
            Some(Age::BelowTen),
            Some(Age::EightyAndAbove),
            Some(Age::NoAnswer),
            None,
            None
        ]
    );
    assert_eq!(
        [commuting(1), commuting(3), commuting(-1), commuting(4)],
        [
            Some(Commuting::MostDays),
            Some(Commuting::HardlyEver),
            Some(Commuting::NoAnswer),
            None
        ]
    );
}

#[test]
fn the_survey_offers_nine_ages_and_three_ways_to_work_and_no_answer() {
    let screen = EndOfService::Survey.screen();
    let offered = |text: &str| text.split('、').count();
    assert_eq!((offered(&screen.texts[1]), offered(&screen.texts[3])), (10, 4));
    assert!(screen.texts[1].ends_with("回答しない") && screen.texts[3].ends_with("回答しない"));
    assert_eq!(Age::LABELS[Age::Tens as usize], "10代");
    assert_eq!(Age::LABELS[Age::NoAnswer as usize], "回答しない");
    assert_eq!(Commuting::LABELS[Commuting::NoAnswer as usize], "回答しない");
}

#[test]
fn days_before_2_0_0_are_left_out() {
    // 2022-04-06T00:00Z and 2022-04-07T00:00Z.
    let day = |date| DailyExposure {
        date,
        maximum_score: 2000.0,
    };
    let data = exposure_data([day(1_649_203_200), day(1_649_289_600)]);
    let data = serde_json::to_value(data).unwrap();
    assert_eq!(
        data,
        json!({ "daily_summaries": [{ "DateMillisSinceEpoch": 1_649_289_600_000_i64, "ExposureDetected": 1 }] })
    );
}
