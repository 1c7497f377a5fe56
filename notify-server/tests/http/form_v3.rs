//! `PUT /api/v3/diagnosis`: the server judges every key by the onset (COCOA v2.0.0 and v2.0.1).

use reqwest::{Method, Response};
use serde_json::{Value, json};

use crate::support::{Answer, OLDEST_DAY, Server, TODAY, key, key_data, submission, with};

/// Midnight of 2021-06-12 in Japan, which is 2021-06-11 UTC: day 0 is `TODAY - 3 * 144`.
const ONSET: &str = "2021-06-12T00:00:00.000+09:00";
const ONSET_DAY: u32 = TODAY - 3 * 144;

/// The submission of COCOA v2.0.1.
fn with_onset(keys: &[Value], has_symptom: bool) -> Value {
    let body = with(submission(keys), "hasSymptom", json!(has_symptom));
    let body = with(body, "onsetOfSymptomOrTestDate", json!(ONSET));
    with(body, "idempotency_key", json!("visit 1"))
}

/// The submission of COCOA v2.0.0.
fn with_onset_of_2_0_0(keys: &[Value]) -> Value {
    let body = with(submission(keys), "symptomOnsetDate", json!(ONSET));
    with(body, "idempotency_key", json!("visit 1"))
}

fn tested(byte: u8, rolling_start: u32, rolling_period: u32) -> Value {
    with(key(byte, rolling_start, rolling_period), "reportType", json!(1))
}

async fn submit(server: &Server, body: &Value) -> Response {
    let request = server.request(Method::PUT, "/api/v3/diagnosis");
    request.json(body).send().await.unwrap()
}

/// First byte of the key data, level, report type and days of every key that is kept.
async fn kept(server: &Server) -> Vec<(Value, Value, Value, Value)> {
    let of = |key: &Value| {
        (
            key["rolling_start"].clone(),
            key["transmission_risk_level"].clone(),
            key["report_type"].clone(),
            key["days_since_onset_of_symptoms"].clone(),
        )
    };
    server.keys().await.iter().map(of).collect()
}

#[tokio::test]
async fn the_third_form_exists_since_2022() {
    for state in ["2020-06", "2020-09", "2021-02", "2021-11"] {
        let server = Server::start(state).await;
        let response = submit(&server, &with_onset(&[tested(1, TODAY, 144)], true)).await;
        assert_eq!(response.status(), 404, "{state}");
        assert_eq!(server.keys().await, [Value::Null; 0], "{state}");
    }
}

/// COCOA v2.0.1: level 1 before day −3, then 4; −3 to +10 with symptoms, −3 to +7 without (its example settings).
#[tokio::test]
async fn days_and_levels_come_from_the_onset_and_keys_outside_the_infectious_window_are_dropped() {
    let keys: Vec<_> = [-4, -3, 0, 3]
        .iter()
        .map(|day| tested(1, start(*day), 144))
        .collect();
    for has_symptom in [true, false] {
        let server = Server::start("2022-06").await;
        let response = submit(&server, &with_onset(&keys, has_symptom)).await;
        assert_eq!(response.status(), 200);
        let expected = [-3, 0, 3].map(|day| (json!(start(day)), json!(4), json!(1), json!(day)));
        assert_eq!(kept(&server).await, expected, "has symptoms: {has_symptom}");
    }
}

fn start(day: i32) -> u32 {
    ONSET_DAY.checked_add_signed(day * 144).unwrap()
}

#[tokio::test]
async fn without_symptoms_the_window_ends_three_days_earlier() {
    // 2021-06-04 in Japan is 2021-06-03 UTC: today is day 11, and yesterday, the day before … are 10, 9, 8, 7.
    let keys: Vec<_> = (0..=4).map(|ago| tested(1, TODAY - ago * 144, 144)).collect();
    for (has_symptom, days) in [(true, vec![10, 9, 8, 7]), (false, vec![7])] {
        let server = Server::start("2022-06").await;
        let body = with(
            with_onset(&keys, has_symptom),
            "onsetOfSymptomOrTestDate",
            json!("2021-06-04T00:00:00.000+09:00"),
        );
        assert_eq!(submit(&server, &body).await.status(), 200);
        let kept: Vec<_> = kept(&server).await.into_iter().map(|key| key.3).collect();
        assert_eq!(kept, days, "has symptoms: {has_symptom}");
    }
}

/// COCOA v2.0.0: every day from −14 to +14, those before −3 with the lowest level.
#[tokio::test]
async fn the_first_third_form_keeps_days_before_the_infectious_window_with_the_lowest_level() {
    let server = Server::start("2022-04").await;
    let keys: Vec<_> = [-4, -3, 3]
        .iter()
        .map(|day| tested(1, start(*day), 144))
        .collect();
    assert_eq!(submit(&server, &with_onset_of_2_0_0(&keys)).await.status(), 200);
    let expected = [(-4, 1), (-3, 4), (3, 4)];
    let expected = expected.map(|(day, level)| (json!(start(day)), json!(level), json!(1), json!(day)));
    assert_eq!(kept(&server).await, expected);
}

/// A key counts from its UTC day, whatever the time of the day at which it starts.
#[tokio::test]
async fn an_onset_at_nine_in_japan_is_a_day_later_than_one_at_midnight() {
    for (date, day) in [
        ("2021-06-12T00:00:00.000+09:00", 3),
        ("2021-06-12T08:59:59.999+09:00", 3),
        ("2021-06-12T09:00:00.000+09:00", 2),
        ("2021-06-12T00:00:00.000+00:00", 2),
    ] {
        let server = Server::start("2022-06").await;
        let body = with_onset(&[tested(1, TODAY, 144)], true);
        let body = with(body, "onsetOfSymptomOrTestDate", json!(date));
        assert_eq!(submit(&server, &body).await.status(), 200);
        assert_eq!(kept(&server).await[0].3, day, "{date}");
    }
}

/// Invalid keys are dropped without a word: from midnight 14 days ago to midnight today, period up to 144, and in
/// COCOA v2.0.1 16 bytes and a report type up to 5. 0 is too old.
#[tokio::test]
async fn invalid_keys_are_dropped_and_the_others_are_kept() {
    let valid = tested(9, TODAY - 144, 0);
    let invalid = [
        tested(1, TODAY + 1, 144),
        tested(1, OLDEST_DAY - 1, 144),
        tested(1, 0, 144),
        tested(1, TODAY, 145),
        with(tested(1, TODAY, 144), "keyData", json!("AQEB")),
        with(tested(1, TODAY, 144), "reportType", json!(6)),
    ];
    for key in invalid {
        let server = Server::start("2022-06").await;
        let response = submit(&server, &with_onset(&[key.clone(), valid.clone()], true)).await;
        assert_eq!(response.status(), 200, "{key}");
        let keys = server.keys().await;
        assert_eq!(keys.len(), 1, "{key}");
        assert_eq!(
            (&keys[0]["key_data"], &keys[0]["rolling_period"]),
            (&json!(key_data(9)), &json!(144))
        );
    }
}

#[tokio::test]
async fn without_a_key_left_the_number_is_used_up_and_the_answer_is_empty() {
    let server = Server::start("2022-06").await;
    let response = submit(&server, &with_onset(&[tested(1, 0, 144)], true)).await;
    assert_eq!(response.status(), 200);
    let answer: Value = response.json().await.unwrap();
    assert_eq!(answer["keys"], json!([]));
    assert_eq!(server.hersys.questions().len(), 1);
}

/// COCOA v2.0.0 sent number and attestation back, v2.0.1 no longer, but for chaff.
#[tokio::test]
async fn the_answer_holds_the_keys_that_are_left() {
    let valid = tested(1, TODAY, 144);
    let body_2_0_0 = with_onset_of_2_0_0(&[valid.clone(), tested(2, 0, 144)]);
    let body_2_0_1 = with_onset(&[valid.clone(), tested(2, 0, 144)], true);
    for (state, body, number) in [
        ("2022-04", body_2_0_0, json!("48151623")),
        ("2022-06", body_2_0_1, Value::Null),
    ] {
        let server = Server::start(state).await;
        let response = submit(&server, &body).await;
        assert_eq!(
            response.headers()["content-type"],
            "text/plain; charset=utf-8",
            "{state}"
        );
        let answer: Value = response.json().await.unwrap();
        let key = with(
            with(valid.clone(), "transmissionRisk", json!(4)),
            "daysSinceOnsetOfSymptoms",
            json!(3),
        );
        assert_eq!(answer["keys"], json!([key]), "{state}");
        assert_eq!(answer["verificationPayload"], number, "{state}");
        assert_eq!(answer["regions"], json!(["440"]), "{state}");
        assert_eq!(answer["idempotency_key"], "visit 1", "{state}");

        let chaff = server
            .request(Method::PUT, "/api/v3/diagnosis")
            .header("X-Chaff", "");
        let chaff = chaff.json(&body).send().await.unwrap();
        assert_eq!(chaff.status(), 200, "{state}");
        let answer: Value = chaff.json().await.unwrap();
        assert_eq!(answer["verificationPayload"], "48151623", "{state}");
        assert_eq!(server.keys().await.len(), 1, "{state}: chaff was stored");
        assert_eq!(
            server.hersys.questions().len(),
            1,
            "{state}: HER-SYS was asked about chaff"
        );
    }
}

/// The same visit to the page, the same key: one key, exported once more. Another visit: another key.
#[tokio::test]
async fn a_key_sent_again_is_kept_once_and_exported_again() {
    let server = Server::start("2022-06").await;
    let body = with_onset(&[tested(1, TODAY, 144)], true);
    assert_eq!(submit(&server, &body).await.status(), 200);
    server.move_clock("2021-06-14T07:00:00Z").await;
    assert_eq!(server.keys().await[0]["exported"], true);

    assert_eq!(submit(&server, &body).await.status(), 200);
    let keys = server.keys().await;
    assert_eq!(keys.len(), 1);
    assert_eq!(keys[0]["exported"], false);
    server.move_clock("2021-06-14T11:00:00Z").await;
    assert_eq!(server.list().await.len(), 2);

    let other = with(body, "idempotency_key", json!("visit 2"));
    assert_eq!(submit(&server, &other).await.status(), 200);
    assert_eq!(server.keys().await.len(), 2);
}

#[tokio::test]
async fn report_type_and_days_go_out_with_keys_of_the_third_form_alone() {
    let server = Server::start("2022-06").await;
    submit(&server, &with_onset(&[tested(1, TODAY, 144)], true)).await;
    server.submit_v2(submission(&[key(2, TODAY - 144, 144)])).await;
    server.move_clock("2021-06-14T07:00:00Z").await;

    let of_v2 = server.export(1).await.keys.remove(0);
    assert_eq!(
        (of_v2.report_type, of_v2.days_since_onset_of_symptoms),
        (None, None)
    );
    let of_v3 = server.export(2).await.keys.remove(0);
    let confirmed_test = Some(exposure_notification::ReportType::ConfirmedTest);
    assert_eq!(
        (of_v3.report_type, of_v3.days_since_onset_of_symptoms),
        (confirmed_test, Some(3))
    );
}

#[tokio::test]
async fn a_date_that_is_missing_or_of_another_form_is_500() {
    let server = Server::start("2022-06").await;
    for date in [
        Value::Null,
        json!("2021-06-12"),
        json!("2021-06-12T00:00:00+09:00"),
        json!("2021-06-12T00:00:00.000Z"),
        json!("2021-06-31T00:00:00.000+09:00"),
    ] {
        let body = with(
            with_onset(&[tested(1, TODAY, 144)], true),
            "onsetOfSymptomOrTestDate",
            date.clone(),
        );
        assert_eq!(submit(&server, &body).await.status(), 500, "{date}");
    }
    assert!(server.hersys.questions().is_empty());
}

#[tokio::test]
async fn the_checks_of_the_third_form_come_in_the_documented_order() {
    let server = Server::start("2022-06").await;
    server.hersys.answers(Answer::Result("1"));
    let body = with_onset(&[tested(1, TODAY, 144)], true);
    let body = with(
        with(body, "platform", json!("windows")),
        "regions",
        json!(["999"]),
    );
    let statuses = [
        (
            with(body.clone(), "appPackageName", json!("")),
            400,
            r#"{"Message":"Invalid parameter"}"#,
        ),
        (body.clone(), 400, r#"{"Message":"Regions not supported."}"#),
        (
            with(body.clone(), "regions", json!(["440"])),
            400,
            r#"{"Message":"Invalid Device"}"#,
        ),
        (
            with(with(body, "regions", json!(["440"])), "platform", json!("ios")),
            406,
            "Bad VerificationPayload",
        ),
    ];
    for (body, status, text) in statuses {
        let response = submit(&server, &body).await;
        assert_eq!(response.status(), status, "{text}");
        assert_eq!(response.text().await.unwrap(), text);
    }
    assert_eq!(server.hersys.questions().len(), 1);
    assert_eq!(server.keys().await, [Value::Null; 0]);
}
