//! Who may control HER-SYS, and how it is made to fail (ア9, 判8).

use reqwest::Method;
use serde_json::json;

use crate::support::{Hersys, config};

#[tokio::test]
async fn only_a_test_instance_is_controlled() {
    let mut config = config();
    config.test_instance = false;
    let hersys = Hersys::start_with(config).await;

    let calls = [
        (Method::POST, "/control/cases"),
        (Method::GET, "/control/outbox"),
        (Method::GET, "/control/processing-numbers"),
        (Method::PUT, "/control/issuing"),
        (Method::GET, "/control/clock"),
        (Method::PUT, "/control/faults"),
    ];
    for (method, path) in calls {
        let response = hersys.send(method, path, json!({"open": false})).await;
        assert_eq!(response.status(), 403, "{path}");
    }
    assert_eq!(
        hersys.verify("12345678").await,
        "refused",
        "the public call answers all the same"
    );
}

#[tokio::test]
async fn a_fault_answers_the_verification_call_alone_and_uses_no_number_up() {
    let hersys = Hersys::start().await;
    let number = hersys.issued_number("090-0000-0001").await;
    let faults = json!([{"path": "/", "fault": {"status": 503}}]);
    assert_eq!(
        hersys.send(Method::PUT, "/control/faults", faults).await.status(),
        204
    );

    assert_eq!(hersys.ask(&number).await.status(), 503);
    assert_eq!(hersys.get("/health").await["part"], "mock-hersys");
    hersys.issued_number("090-0000-0002").await;

    hersys.send(Method::PUT, "/control/faults", json!([])).await;
    assert_eq!(hersys.verify(&number).await, "valid");
}

#[tokio::test]
async fn nonsense_is_answered_as_often_as_the_rule_says() {
    let hersys = Hersys::start().await;
    let number = hersys.issued_number("090-0000-0001").await;
    let nonsense = "<html>maintenance</html>";
    let faults = json!([{"path": "/verification", "fault": {"nonsense": nonsense}, "remaining": 1}]);
    hersys.send(Method::PUT, "/control/faults", faults).await;

    let answer = hersys.ask(&number).await;
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.text().await.unwrap(), nonsense);
    assert_eq!(hersys.verify(&number).await, "valid");
}

#[tokio::test]
async fn nothing_falls_due_unless_numbers_expire_or_messages_wait() {
    let hersys = Hersys::start().await;
    let moved = hersys
        .send(
            Method::PUT,
            "/control/clock",
            json!({"now": "2021-06-20T03:00:00Z"}),
        )
        .await;
    assert_eq!(moved.status(), 200);
    let clock = hersys.get("/control/clock").await;
    assert_eq!(clock, json!({"now": "2021-06-20T03:00:00Z", "next_due": null}));
}

#[tokio::test]
async fn health_names_the_part_and_its_version() {
    let hersys = Hersys::start().await;
    let expected = json!({"part": "mock-hersys", "version": "0.1.0"});
    assert_eq!(hersys.get("/health").await, expected);
}
