//! Gates, validity, faults and the clock.

use reqwest::{Method, Response};
use serde_json::{Value, json};

use super::{TELEPHONE, pressed, text};
use crate::support::Hersys;

#[tokio::test]
async fn gates_and_validity_are_set_by_forms() {
    let hersys = Hersys::start().await;
    for (button, member, value) in [
        ("stop_manual", "manual", json!("stopped")),
        ("resume_manual", "manual", json!("open")),
        ("stop_automatic", "automatic", json!("stopped")),
        ("resume_automatic", "automatic", json!("open")),
        ("use_automatic", "at_positive_result", json!(true)),
        ("leave_automatic", "at_positive_result", json!(false)),
    ] {
        pressed(&hersys, "/page/issuing", &[("button", button)]).await;
        assert_eq!(hersys.get("/control/issuing").await[member], value, "{button}");
    }
    pressed(&hersys, "/page/validity", &[("hours", "24")]).await;
    assert_eq!(hersys.get("/control/validity").await, json!({"hours": 24}));
    pressed(&hersys, "/page/validity", &[("hours", "")]).await;
    assert_eq!(hersys.get("/control/validity").await, Value::Null);

    let confirmed = [("button", "shut_down"), ("confirmed", "yes")];
    let page = pressed(&hersys, "/page/issuing", &confirmed).await;
    assert_eq!(hersys.get("/control/issuing").await["state"], "shut_down");
    assert!(
        !page.contains("発行を終了する"),
        "what is done cannot be done again: {page}"
    );
}

/// The verification call, while a fault that the page has set is in force.
async fn ask(hersys: &Hersys, number: &str) -> Response {
    let question = hersys.undescribed(Method::POST, "/verification");
    question
        .json(&json!({"processingNumber": number}))
        .send()
        .await
        .unwrap()
}

#[tokio::test]
async fn a_fault_is_set_and_removed_by_one_button() {
    let hersys = Hersys::start().await;
    let number = hersys.issued_number(TELEPHONE).await;
    let page = pressed(&hersys, "/page/faults", &[("fault", "down")]).await;
    assert!(page.contains("発生中"), "{page}");
    assert_eq!(ask(&hersys, &number).await.status(), 503);

    pressed(&hersys, "/page/faults", &[("fault", "nonsense")]).await;
    let answer = ask(&hersys, &number).await;
    assert_eq!(answer.status(), 200);
    assert!(answer.text().await.unwrap().contains("メンテナンス中"));

    let page = pressed(&hersys, "/page/faults", &[("fault", "none")]).await;
    assert!(!page.contains("発生中"), "{page}");
    assert_eq!(hersys.verify(&number).await, "valid");
}

/// Whether a number is used up by a question whose answer never arrives is what tells the two apart.
#[tokio::test]
async fn a_connection_is_cut_before_or_after_the_work() {
    for (fault, then) in [("drop_before", "valid"), ("drop_after", "refused")] {
        let hersys = Hersys::start().await;
        let number = hersys.issued_number(TELEPHONE).await;
        pressed(&hersys, "/page/faults", &[("fault", fault)]).await;
        let question = hersys.undescribed(Method::POST, "/verification");
        let body = json!({"processingNumber": number});
        assert!(question.json(&body).send().await.is_err(), "{fault} answered");
        pressed(&hersys, "/page/faults", &[("fault", "none")]).await;
        assert_eq!(hersys.verify(&number).await, then, "{fault}");
    }
}

#[tokio::test]
async fn the_page_names_the_faults_in_force_whoever_set_them() {
    let hersys = Hersys::start().await;
    pressed(&hersys, "/page/faults", &[("fault", "delay")]).await;
    let faults = hersys.get("/control/faults").await;
    assert_eq!(faults[0]["fault"], json!({"delay": {"milliseconds": 5000}}));
    let elsewhere = json!([{"path": "/verification", "fault": {"status": 418}}]);
    hersys.put("/control/faults", elsewhere).await;
    let page = text(&hersys, "/").await;
    assert!(
        page.contains("制御インターフェースで設定された障害が1件"),
        "{page}"
    );
}

#[tokio::test]
async fn the_clock_is_moved_and_what_falls_due_happens() {
    let hersys = Hersys::start().await;
    hersys.put("/control/validity", json!({"hours": 1})).await;
    hersys.issued_number(TELEPHONE).await;
    pressed(&hersys, "/page/clock", &[("minutes", "60")]).await;
    assert_eq!(hersys.get("/control/processing-numbers").await, json!([]));
    // 18:30 in Japan.
    let page = pressed(&hersys, "/page/clock", &[("to", "2021-06-14T18:30")]).await;
    assert_eq!(hersys.get("/control/clock").await["now"], "2021-06-14T09:30:00Z");
    assert!(page.contains("2021年6月14日 18:30"), "{page}");
}
