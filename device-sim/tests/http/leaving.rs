//! What leaves the phone besides keys: the operation log, the survey; and where the user is led.

use serde_json::{Value, json};
use testbed::clock::Clock;

use crate::support::{Phones, StandIn};

/// The day after the last release, 12:00 in Japan.
const END: &str = "2022-11-18T03:00:00Z";

pub(crate) async fn at_the_end(server: &StandIn) -> Phones {
    let phones = Phones::with(server, |config| {
        config.clock = Clock::virtual_at(END.parse().unwrap());
    })
    .await;
    phones.add("B", "Android", "2.0.1").await;
    phones.install("B", json!({"release": "3.0.0"})).await;
    phones
}

fn agreed() -> Value {
    json!({"previewed": true, "consented": true})
}

#[tokio::test]
async fn an_operation_log_goes_only_when_the_user_looked_and_agreed() {
    let server = StandIn::start().await;
    let phones = Phones::start(&server).await;
    phones.add("B", "iOS", "1.2.0").await;
    phones.open("B").await;
    for wishes in [
        json!({"previewed": true, "consented": false}),
        json!({"previewed": false, "consented": true}),
    ] {
        assert_eq!(
            phones.app("B", "operation-log", wishes).await["result"],
            "not_sent"
        );
    }
    assert!(server.uploads().is_empty());

    let sent = phones.app("B", "operation-log", agreed()).await;
    assert_eq!(sent["result"], "sent");
    let log_id = sent["log_id"].as_str().unwrap();
    assert!(sent["screen"]["texts"].to_string().contains(log_id));
    let upload = &server.uploads()[0];
    assert_eq!(
        upload.uri,
        format!("/inquiry-logs/cocoa_log_{log_id}.zip?sv=1&sig=ticket")
    );
    assert_eq!(&upload.body[..2], b"PK");
}

#[tokio::test]
async fn what_the_user_looks_at_is_what_the_app_did() {
    let server = StandIn::start().await;
    let phones = Phones::start(&server).await;
    phones.add("B", "iOS", "1.2.1").await;
    server.publish(Vec::new());
    phones.open("B").await;
    phones
        .register("B", json!({"processing_number": "90817263"}))
        .await;
    phones.app("B", "operation-log", agreed()).await;
    let (_, pages) = phones
        .call(reqwest::Method::GET, "/control/devices/B/screens", None)
        .await;
    let log = pages.to_string();
    for expected in [
        "cocoa_log_20210614.csv",
        "App started",
        "New file, created: 1623682800001",
        "Matched keys: 0",
        "Number has the right form: true",
        "Keys given: 0, selected: 0",
    ] {
        assert!(log.contains(expected), "{expected}: {log}");
    }
    assert!(!log.contains("90817263"));
}

#[tokio::test]
async fn a_log_that_cannot_be_sent_is_told_as_the_release_tells_it() {
    for (release, status, expected) in [
        ("1.1.5", 200, "not_available"),
        ("1.2.6", 500, "failed"),
        ("1.2.6", 403, "failed"),
        ("2.0.0", 403, "failed"),
        ("2.0.1", 403, "domestic_only"),
        ("2.0.1", 500, "failed"),
    ] {
        let server = StandIn::start().await;
        server.set_ticket_answer(status);
        let phones = Phones::start(&server).await;
        phones.add("B", "Android", release).await;
        let sent = phones.app("B", "operation-log", agreed()).await;
        assert_eq!(sent["result"], expected, "{release}, {status}");
        assert_eq!(sent["log_id"], Value::Null);
        assert!(server.uploads().is_empty());
    }
}

#[tokio::test]
async fn the_survey_goes_at_the_end_and_then_everything_is_deleted() {
    let server = StandIn::start().await;
    let phones = at_the_end(&server).await;
    assert_eq!(phones.open("B").await["title"], "COCOAの機能停止");
    let survey = json!({"survey": {
        "age": 4, "commuting": -1, "start_date": true, "send_exposure_data": true,
    }});

    server.set_event_log_answer(503);
    let ended = phones.app("B", "termination", survey.clone()).await;
    assert_eq!(ended["result"], "failed");
    assert_eq!(server.uploads().len(), 4, "once, and three times again");
    assert_eq!(
        phones.state("B").await["start_of_use"],
        "2022-11-18",
        "nothing is deleted"
    );

    server.set_event_log_answer(201);
    let ended = phones.app("B", "termination", survey).await;
    assert_eq!(ended["result"], "completed", "{ended}");
    let upload = server.uploads().last().unwrap().clone();
    assert_eq!(upload.uri, "/api/v1/event_log");
    assert_eq!(upload.headers["x-api-key"], "api-key-1");
    let body: Value = serde_json::from_slice(&upload.body).unwrap();
    assert_eq!(body["platform"], "android");
    let event = &body["eventLogs"][0];
    assert_eq!(
        (&event["hasConsent"], &event["type"]),
        (&json!(true), &json!("survey"))
    );
    // No answer is null; the app was installed at END, 1 668 740 400 s.
    let content = &event["content"];
    assert_eq!(
        (&content["q1"], &content["q2"], &content["start_date"]),
        (&json!(4), &Value::Null, &json!(1_668_740_400))
    );
    assert_eq!(content["exposure_data"]["daily_summaries"], json!([]));

    let state = phones.state("B").await;
    assert_eq!(state["start_of_use"], Value::Null);
    assert_eq!(state["exposure_notification"]["enabled"], false);
    assert_eq!(phones.move_to(END).await, Value::Null, "no work is left");
}

#[tokio::test]
async fn without_the_survey_nothing_is_sent() {
    let server = StandIn::start().await;
    let phones = at_the_end(&server).await;
    assert_eq!(
        phones.app("B", "termination", json!({"survey": null})).await["result"],
        "completed"
    );
    assert!(server.uploads().is_empty());
}

#[tokio::test]
async fn only_the_last_release_ends() {
    let server = StandIn::start().await;
    let phones = Phones::start(&server).await;
    phones.add("B", "iOS", "2.0.1").await;
    phones.add("C", "iOS", "3.0.0").await;
    for (name, title) in [("B", "利用の終了"), ("C", "COCOAの機能停止")] {
        let ended = phones.app(name, "termination", json!({"survey": null})).await;
        assert_eq!(
            (&ended["result"], &ended["screen"]["title"]),
            (&json!("not_available"), &json!(title)),
            "{name}"
        );
    }
}

#[tokio::test]
async fn who_does_not_open_the_last_release_is_reminded_twice() {
    let server = StandIn::start().await;
    let phones = at_the_end(&server).await;
    phones.move_to("2022-12-10T03:00:00Z").await;
    let notifications = phones.notifications("B").await;
    let days: Vec<&str> = notifications
        .iter()
        .map(|notification| &notification["at"].as_str().unwrap()[..10])
        .collect();
    assert_eq!(days.len(), 2);
    // First run on the 18th: scheduled for the daytime of the 21st and, four days on, of the 25th; shown by the first
    // run in the daytime after, at most a night later.
    assert!(days[0] == "2022-11-21" || days[0] == "2022-11-22", "{days:?}");
    assert!(days[1] == "2022-11-25" || days[1] == "2022-11-26", "{days:?}");
    assert!(notifications.iter().all(|shown| shown["source"] == "app"));
    assert_eq!(server.times_requested("/c19r/440/list.json"), 0);
}

#[tokio::test]
async fn the_user_with_a_contact_is_led_on_by_symptoms_people_near_and_wish() {
    let server = StandIn::start().await;
    for (release, first_page) in [("1.1.4", "症状の有無"), ("1.1.5", "接触が確認された方へ")] {
        let phones = Phones::start(&server).await;
        phones.add("B", "iOS", release).await;
        for (symptoms, someone_near, wishes_test, watches) in [
            (true, false, false, false),
            (false, true, false, false),
            (false, false, true, false),
            (false, false, false, true),
        ] {
            let answers =
                json!({"symptoms": symptoms, "someone_near": someone_near, "wishes_test": wishes_test});
            let page = phones.app("B", "guidance", answers.clone()).await;
            assert_eq!(
                page["texts"].to_string().contains("14日間"),
                watches,
                "{release}: {answers}"
            );
            assert_eq!(phones.pages("B").await[0], first_page, "{release}");
        }
    }
}
