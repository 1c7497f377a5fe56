//! What was said to a part is written down, in form alone.

use serde_json::json;
use testbed::caller;
use testbed::fault::Fault;
use testbed::http::client_builder;

use crate::support::{Part, virtual_clock};

async fn exchanges(part: &Part) -> serde_json::Value {
    part.ask("GET", "/control/exchanges", "").await.unwrap().json()
}

#[tokio::test]
async fn a_request_and_its_answer_are_shown_without_their_values() {
    let part = Part::start(virtual_clock()).await;
    part.put(
        "/work?number=01234567",
        &json!({"number": "01234567", "keys": []}),
    )
    .await;
    let expected = json!([{
        "at": "2021-06-14T01:00:00Z", "caller": null, "method": "PUT", "path": "/work", "status": 200,
        "request": "{\"keys\": [], \"number\": <text>}", "response": "{\"result\": <text>}",
    }]);
    assert_eq!(exchanges(&part).await, expected);
}

#[tokio::test]
async fn neither_control_nor_health_is_part_of_it() {
    let part = Part::start(virtual_clock()).await;
    assert_eq!(part.status("/control/own").await, 200);
    assert_eq!(part.status("/health").await, 200);
    assert_eq!(exchanges(&part).await, json!([]));
}

#[tokio::test]
async fn a_caller_that_says_who_it_is_is_named() {
    let part = Part::start(virtual_clock()).await;
    let answer = client_builder()
        .build()
        .unwrap()
        .get(format!("{}/work", part.url()))
        .header(caller::HEADER, caller::header_value("利用者A").unwrap())
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 200);
    assert_eq!(exchanges(&part).await[0]["caller"], "利用者A");
}

#[tokio::test]
async fn a_path_that_there_is_not_and_an_answer_that_there_was_not_are_shown() {
    let part = Part::start(virtual_clock()).await;
    assert_eq!(part.status("/nothing/01234567").await, 404);
    let _broken = part.break_work(Fault::DropBefore);
    assert!(part.ask("GET", "/work", "").await.is_none());
    let shown = exchanges(&part).await;
    assert_eq!(
        (&shown[0]["path"], &shown[0]["status"]),
        (&json!("/nothing/…"), &json!(404))
    );
    let last = shown.as_array().unwrap().last().unwrap();
    assert_eq!(
        (&last["path"], &last["status"], &last["response"]),
        (&json!("/work"), &json!(null), &json!(null))
    );
}

#[tokio::test]
async fn what_is_no_test_instance_keeps_nothing() {
    let part = Part::start_as(virtual_clock(), false).await;
    assert_eq!(part.status("/work").await, 200);
    assert_eq!(part.status("/control/exchanges").await, 403);
}
