//! What a health centre enters (ア1).

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::Hersys;

#[tokio::test]
async fn a_case_belongs_to_the_health_centre_that_registered_it() {
    let hersys = Hersys::start().await;
    let path = "/control/health-centres";
    let added = hersys.send(Method::POST, path, json!({"name": "北保健所"})).await;
    assert_eq!(added.status(), 201);
    let added: Value = added.json().await.unwrap();
    assert_eq!(
        hersys.get(path).await,
        json!([
            {"health_centre_id": "1", "name": "試験保健所"},
            {"health_centre_id": added["health_centre_id"], "name": "北保健所"},
        ])
    );

    let body = json!({"contact": {"sms": "090-0000-0001"}, "health_centre_id": added["health_centre_id"]});
    assert_eq!(
        hersys.send(Method::POST, "/control/cases", body).await.status(),
        201
    );
    hersys.register_case("090-0000-0002").await;
    let cases = hersys.get("/control/cases").await;
    let owners: Vec<&Value> = cases
        .as_array()
        .unwrap()
        .iter()
        .map(|case| &case["health_centre_id"])
        .collect();
    assert_eq!(owners, [&added["health_centre_id"], &json!("1")]);
}

#[tokio::test]
async fn a_health_centre_without_a_name_or_with_one_that_is_taken_is_refused() {
    let hersys = Hersys::start().await;
    for (name, status) in [
        ("試験保健所", 409),
        (" ", 422),
        ("a\nb", 422),
        (&"長".repeat(51), 422),
    ] {
        let answer = hersys
            .send(Method::POST, "/control/health-centres", json!({"name": name}))
            .await;
        assert_eq!(answer.status(), status, "{name}");
    }
    let unknown = json!({"contact": {"sms": "090-0000-0001"}, "health_centre_id": "9"});
    let answer = hersys.send(Method::POST, "/control/cases", unknown).await;
    assert_eq!(answer.status(), 404);
    assert_eq!(hersys.get("/control/cases").await, json!([]));
}

#[tokio::test]
async fn an_address_at_which_nobody_can_be_reached_is_refused_without_repeating_it() {
    let hersys = Hersys::start().await;
    for contact in [
        json!({"sms": "no-number"}),
        json!({"mail": "no-address"}),
        json!({"sms": "090-0000-0001\u{0}"}),
    ] {
        let answer = hersys
            .send(Method::POST, "/control/cases", json!({"contact": contact}))
            .await;
        assert_eq!(answer.status(), 422, "{contact}");
        let text = answer.text().await.unwrap();
        assert!(
            !text.contains("no-number") && !text.contains("no-address"),
            "{text}"
        );
    }
}

/// The day in Japan: at 03:00 UTC both calendars show 2021-06-14.
#[tokio::test]
async fn neither_onset_nor_test_lies_in_the_future() {
    let hersys = Hersys::start().await;
    for (symptomatic, date, status) in [
        (true, "2021-06-15", 422),
        (false, "2021-06-15", 422),
        (false, "2021-06-14", 204),
    ] {
        let case_id = hersys.register_case("090-0000-0001").await;
        let path = format!("/control/cases/{case_id}/positive");
        let body = json!({"symptomatic": symptomatic, "date": date});
        assert_eq!(
            hersys.send(Method::POST, &path, body).await.status(),
            status,
            "{date}"
        );
    }
}

#[tokio::test]
async fn of_many_reports_of_one_result_exactly_one_is_taken() {
    let hersys = Hersys::start().await;
    let case_id = hersys.register_case("090-0000-0001").await;
    let reports = (0..8).map(|_| hersys.report_positive(&case_id));
    let mut statuses: Vec<u16> = futures::future::join_all(reports)
        .await
        .iter()
        .map(|answer| answer.status().as_u16())
        .collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [&[204][..], &[409; 7]].concat());
}
