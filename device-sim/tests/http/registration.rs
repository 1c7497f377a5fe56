//! The positive registration: what leaves the phone, and what the user is told.

use serde_json::{Value, json};

use crate::support::{NEXT_DAY, Phones, START_SECONDS, StandIn};

/// A phone that has been in use since [`START`](crate::support::START), on the next day.
async fn phone_with_a_key(server: &StandIn, platform: &str, release: &str) -> Phones {
    let phones = Phones::start(server).await;
    phones.add("A", platform, release).await;
    phones.move_to(NEXT_DAY).await;
    phones
}

fn names(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

#[tokio::test]
async fn without_consent_nothing_leaves_the_phone() {
    for release in ["1.1.4", "1.2.4"] {
        let server = StandIn::start().await;
        let phones = phone_with_a_key(&server, "iOS", release).await;
        assert_eq!(
            phones.register("A", json!({"consent": false})).await["result"],
            "declined"
        );
        assert!(server.submissions().is_empty(), "{release}");
        assert!(!phones.places("A").await["registration_submitted"]);
    }
}

#[tokio::test]
async fn early_releases_send_user_secret_and_level_0() {
    let server = StandIn::start().await;
    let phones = phone_with_a_key(&server, "iOS", "1.1.4").await;
    phones.register("A", json!({})).await;
    let submission = &server.submissions()[0];
    assert_eq!(submission.path, "/api/diagnosis");
    assert_eq!(submission.headers["authorization"], "Bearer secret-1");
    assert_eq!(submission.headers["x-functions-key"], "functions-key-1");
    let body = &submission.body;
    assert_eq!(body["userUuid"], "user-1");
    assert_eq!(body["verificationPayload"], "01234567");
    assert_eq!(
        (&body["platform"], &body["regions"]),
        (&json!("ios"), &json!(["440"]))
    );
    assert_eq!(body["appPackageName"], "jp.go.mhlw.covid19radar");
    assert_ne!(body["deviceVerificationPayload"], "");
    let key = &body["keys"][0];
    assert_eq!(key["transmissionRisk"], 0);
    // The day of START: 2021-06-14 00:00 UTC.
    assert_eq!(key["rollingStartNumber"], START_SECONDS / 86_400 * 144);
    assert_eq!(key["rollingPeriod"], 144);
}

#[tokio::test]
async fn later_releases_send_neither() {
    let server = StandIn::start().await;
    let phones = phone_with_a_key(&server, "Android", "1.2.2").await;
    phones.register("A", json!({})).await;
    let submission = &server.submissions()[0];
    assert_eq!(submission.path, "/api/v2/diagnosis");
    assert!(!submission.headers.contains_key("authorization"));
    let members = [
        "appPackageName",
        "deviceVerificationPayload",
        "keys",
        "padding",
        "platform",
        "regions",
        "verificationPayload",
    ];
    assert_eq!(names(&submission.body), members);
    assert_eq!(
        names(&submission.body["keys"][0]),
        ["keyData", "rollingPeriod", "rollingStartNumber"]
    );
    assert_eq!(submission.body["platform"], "android");
}

/// On which days of June 2021 the keys start that a phone in use since 14 June sends on the 29th.
async fn days_sent(release: &str, onset_date: &str) -> Vec<i64> {
    let server = StandIn::start().await;
    let phones = Phones::start(&server).await;
    phones.add("A", "Android", release).await;
    phones.move_to("2021-06-29T03:00:00Z").await;
    phones.register("A", json!({"onset_date": onset_date})).await;
    let keys = server.submissions()[0].keys(0);
    keys.iter()
        .map(|key| i64::from(key.key.rolling_start.0) / 144 - START_SECONDS / 86_400 + 14)
        .collect()
}

#[tokio::test]
async fn keys_outside_the_filter_stay_on_the_phone() {
    // Fourteen days before the 29th is the 15th; its midnight in Japan is 06-14 15:00 UTC. Today's key is not given.
    assert_eq!(
        days_sent("1.1.4", "2021-06-27").await,
        (15..=28).collect::<Vec<i64>>()
    );
    // Three days before 2021-06-27 00:00 in Japan is 06-23 15:00 UTC.
    assert_eq!(days_sent("1.2.4", "2021-06-27").await, [24, 25, 26, 27, 28]);
}

#[tokio::test]
async fn without_a_key_in_the_filter_nothing_is_sent() {
    let server = StandIn::start().await;
    let phones = Phones::start(&server).await;
    for release in ["1.1.4", "1.2.4"] {
        phones.add(release, "iOS", release).await;
        // Today's key is never given out on its day.
        assert_eq!(
            phones.register(release, json!({})).await["result"],
            "nothing_to_submit",
            "{release}"
        );
    }
    assert!(server.submissions().is_empty());
}

#[tokio::test]
async fn each_answer_is_told_as_the_release_tells_it() {
    let expected = [
        (204, "completed", "completed"),
        (400, "invalid_keys", "invalid_keys"),
        (404, "completed", "failed"),
        (406, "wrong_number", "wrong_number"),
        (503, "cannot_connect", "cannot_connect"),
    ];
    for (status, early, late) in expected {
        for (release, told) in [("1.1.4", early), ("1.2.2", late)] {
            let server = StandIn::start().await;
            server.set_answer(status);
            let phones = phone_with_a_key(&server, "iOS", release).await;
            assert_eq!(
                phones.register("A", json!({})).await["result"],
                told,
                "{release}, {status}"
            );
            let passed = status == 204;
            assert_eq!(
                phones.places("A").await["registration_submitted"],
                passed,
                "{release}, {status}"
            );
        }
    }
}

#[tokio::test]
async fn a_refused_number_can_be_entered_again() {
    let server = StandIn::start().await;
    server.set_answer(503);
    let phones = phone_with_a_key(&server, "iOS", "1.2.4").await;
    assert_eq!(phones.register("A", json!({})).await["result"], "cannot_connect");
    server.set_answer(204);
    let second = phones.register("A", json!({})).await;
    assert_eq!(second["result"], "completed");
    // One error so far: five seconds to wait.
    let texts = second["screen"]["texts"].to_string();
    assert!(texts.contains("1/3") && texts.contains("5秒"), "{texts}");
}

#[tokio::test]
async fn after_three_errors_the_app_closes_and_a_new_form_counts_anew() {
    let server = StandIn::start().await;
    let phones = phone_with_a_key(&server, "Android", "1.2.4").await;
    let mut results = Vec::new();
    for _ in 0..5 {
        let registration = phones
            .register("A", json!({"processing_number": "1234567a"}))
            .await;
        results.push(registration["result"].as_str().unwrap().to_owned());
    }
    assert_eq!(
        results,
        [
            "invalid_format",
            "invalid_format",
            "invalid_format",
            "app_closed",
            "invalid_format"
        ]
    );
    assert!(server.submissions().is_empty());
}

#[tokio::test]
async fn leaving_the_form_forgets_the_errors() {
    let server = StandIn::start().await;
    let phones = phone_with_a_key(&server, "iOS", "1.1.4").await;
    for _ in 0..3 {
        phones
            .register("A", json!({"processing_number": "abcdefgh"}))
            .await;
    }
    phones.open("A").await;
    assert_eq!(phones.register("A", json!({})).await["result"], "completed");
}

#[tokio::test]
async fn the_number_and_the_keys_are_nowhere_in_the_journal() {
    let server = StandIn::start().await;
    let phones = phone_with_a_key(&server, "iOS", "1.2.4").await;
    for status in [406, 204] {
        server.set_answer(status);
        phones
            .register("A", json!({"processing_number": "90817263"}))
            .await;
    }
    let journal = phones.journal().await.to_string();
    assert!(journal.contains("registration_submitted"));
    assert!(!journal.contains("90817263"));
    for submission in server.submissions() {
        assert!(!journal.contains(submission.body["keys"][0]["keyData"].as_str().unwrap()));
    }
}
