//! Calls that nobody expected.

use serde_json::json;
use testbed::fault::Fault;

use crate::support::{Part, virtual_clock};

#[tokio::test]
async fn a_call_to_what_is_not_there_is_written_down_without_query_and_body() {
    let part = Part::start(virtual_clock()).await;
    for (method, path, status) in [
        ("GET", "/api/nothing?number=01234567", 404),
        ("PUT", "/api/nothing", 404),
        ("DELETE", "/work", 405),
        ("GET", "/api/nothing", 404),
        ("GET", "/not-today", 404),
    ] {
        assert_eq!(
            part.ask(method, path, "secret").await.unwrap().status,
            status,
            "{path}"
        );
    }
    let calls = part.ask("GET", "/control/unexpected-calls", "").await.unwrap();
    assert_eq!(
        calls.json(),
        json!([
            {"method": "GET", "path": "/api/nothing", "times": 2},
            {"method": "PUT", "path": "/api/nothing", "times": 1},
            {"method": "DELETE", "path": "/work", "times": 1},
            {"method": "GET", "path": "/not-today", "times": 1},
        ])
    );
}

#[tokio::test]
async fn what_the_interface_has_is_expected_whatever_it_answers() {
    let part = Part::start(virtual_clock()).await;
    assert_eq!(part.status("/work").await, 200);
    assert_eq!(part.status("/missing-file").await, 404);
    assert_eq!(part.status("/health").await, 200);
    assert_eq!(part.status("/control/nothing").await, 404);
    let _fault = part.break_work(Fault::Status(405));
    assert_eq!(part.status("/work").await, 405);
    let calls = part.ask("GET", "/control/unexpected-calls", "").await.unwrap();
    assert_eq!(calls.json(), json!([]));
}

#[tokio::test]
async fn a_fault_also_meets_calls_to_what_is_not_there() {
    let part = Part::start(virtual_clock()).await;
    part.put(
        "/control/faults",
        &json!([{"path": "/", "fault": {"status": 503}}]),
    )
    .await;
    assert_eq!(part.status("/api/nothing").await, 503);
}

#[tokio::test]
async fn a_hostile_caller_does_not_fill_the_memory() {
    let part = Part::start(virtual_clock()).await;
    let long = "x".repeat(1000);
    for number in 0..1010 {
        assert_eq!(part.status(&format!("/{number}/{long}")).await, 404);
    }
    let calls = part
        .ask("GET", "/control/unexpected-calls", "")
        .await
        .unwrap()
        .json();
    let calls = calls.as_array().unwrap();
    assert_eq!(calls.len(), 1000);
    assert!(
        calls
            .iter()
            .all(|call| call["path"].as_str().unwrap().len() == 200)
    );
}
