//! Who did what and when, without personal data (判9, ア6).

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Hersys, config};

fn entries(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    let owned = |(actor, action): &(&str, &str)| ((*actor).to_owned(), (*action).to_owned());
    expected.iter().map(owned).collect()
}

#[tokio::test]
async fn the_life_of_a_case_is_written_down_in_order_with_who_did_what() {
    let hersys = Hersys::start().await;
    let case_id = hersys.register_case("090-0000-0001").await;
    assert_eq!(hersys.issue(&case_id).await.status(), 409);
    hersys.report_positive(&case_id).await;
    hersys.issue(&case_id).await;
    let number = hersys.latest_number("090-0000-0001").await;
    hersys.verify(&number).await;
    hersys.verify(&number).await;

    let expected = [
        ("health_centre", "case_opened"),
        ("health_centre", "issuing_refused"),
        ("health_centre", "positive_reported"),
        ("health_centre", "number_issued"),
        ("system", "message_sent"),
        ("notification_server", "number_verified"),
        ("notification_server", "number_refused"),
    ];
    assert_eq!(hersys.audited().await, entries(&expected));
    let trail = hersys.get("/control/audit-trail").await;
    assert_eq!(
        trail[5],
        json!({
            "entry": 6, "at": "2021-06-14T03:00:00Z", "actor": "notification_server", "health_centre_id": null,
            "action": "number_verified", "case_id": case_id,
        })
    );
    assert_eq!(trail[3]["health_centre_id"], "1");
    assert_eq!(
        trail[6]["case_id"],
        Value::Null,
        "nobody knows whose number it was"
    );
}

#[tokio::test]
async fn revoked_and_expired_numbers_and_the_gates_are_written_down() {
    let hersys = Hersys::start().await;
    for body in [
        json!({"state": "stopped"}),
        json!({"manual": "open"}),
        json!({"manual": "open"}),
        json!({"state": "open"}),
    ] {
        hersys.put("/control/issuing", body).await;
    }
    hersys.put("/control/validity", json!({"hours": 1})).await;
    let number = hersys.issued_number("090-0000-0001").await;
    let path = format!("/control/processing-numbers/{number}");
    hersys.request(Method::DELETE, &path).send().await.unwrap();
    hersys.issued_number("090-0000-0002").await;
    hersys.move_clock("2021-06-14T04:00:00Z").await;
    hersys
        .put("/control/issuing", json!({"state": "shut_down"}))
        .await;

    let issued = [
        ("health_centre", "case_opened"),
        ("health_centre", "positive_reported"),
        ("health_centre", "number_issued"),
        ("system", "message_sent"),
    ];
    let expected = [
        &[
            ("system", "issuing_stopped"),
            ("system", "issuing_opened"),
            ("system", "issuing_opened"),
        ][..],
        &issued,
        &[("health_centre", "number_revoked")],
        &issued,
        &[("system", "number_expired"), ("system", "issuing_shut_down")],
    ];
    assert_eq!(hersys.audited().await, entries(&expected.concat()));
    let trail = hersys.get("/control/audit-trail").await;
    assert_eq!(
        trail[12]["at"], "2021-06-14T04:00:00Z",
        "the moment at which it expired"
    );
}

#[tokio::test]
async fn neither_numbers_nor_addresses_nor_names_are_in_the_trail() {
    let mut config = config();
    config.verification.used = Some("used".to_owned());
    let hersys = Hersys::start_with(config).await;
    hersys
        .send(
            Method::POST,
            "/control/health-centres",
            json!({"name": "北保健所"}),
        )
        .await;
    let number = hersys.issued_number("090-0000-0001").await;
    hersys.verify(&number).await;
    hersys.verify("87654321").await;

    let texts = [
        number.as_str(),
        "87654321",
        "090-0000-0001",
        "09000000001",
        "北保健所",
    ];
    let trail = hersys.get("/control/audit-trail").await.to_string();
    for text in texts {
        assert!(!trail.contains(text), "{text} is in {trail}");
    }
    let found = hersys
        .send(Method::POST, "/control/search", json!({"texts": texts}))
        .await;
    let found = found.text().await.unwrap();
    assert!(found.contains("outbox"), "nothing was searched: {found}");
    assert!(
        !found.contains("audit_trail") && !found.contains("journal"),
        "{found}"
    );
}
