//! The control interface as every part offers it, on a part that only writes down when it was run.

use serde_json::json;
use testbed::clock::Clock;

use crate::support::{Part, virtual_clock};

#[tokio::test]
async fn moving_the_clock_runs_what_falls_due_until_then_and_nothing_later() {
    let part = Part::start(virtual_clock()).await;
    let (code, state) = part
        .put("/control/clock", &json!({"now": "2021-06-14T03:00:00Z"}))
        .await;
    assert_eq!(code, 200);
    assert_eq!(
        state,
        json!({"now": "2021-06-14T03:00:00Z", "next_due": "2021-06-14T04:00:00Z"})
    );
    assert_eq!(part.runs(), ["2021-06-14T02:00:00Z", "2021-06-14T03:00:00Z"]);
}

#[tokio::test]
async fn the_clock_does_not_go_back_and_runs_nothing_on_the_way() {
    let part = Part::start(virtual_clock()).await;
    let (code, problem) = part
        .put("/control/clock", &json!({"now": "2021-06-14T00:59:59Z"}))
        .await;
    assert_eq!((code, &problem["status"]), (409, &json!(409)));
    assert!(part.runs().is_empty());
}

#[tokio::test]
async fn the_systems_clock_is_not_moved() {
    let part = Part::start(Clock::system()).await;
    assert_eq!(
        part.put("/control/clock", &json!({"now": "2999-01-01T00:00:00Z"}))
            .await
            .0,
        409
    );
    assert!(part.runs().is_empty());
}

#[tokio::test]
async fn what_is_no_test_instance_refuses_every_control_call_and_does_its_work() {
    let part = Part::start_as(virtual_clock(), false).await;
    for path in [
        "/control/clock",
        "/control/journal",
        "/control/faults",
        "/control/faults/1",
        "/control/exchanges",
        "/control/unexpected-calls",
        "/control/nothing",
        "/control/own",
    ] {
        assert_eq!(part.status(path).await, 403, "{path}");
    }
    assert_eq!(
        part.put("/control/clock", &json!({"now": "2021-06-14T03:00:00Z"}))
            .await
            .0,
        403
    );
    assert!(part.runs().is_empty());
    assert_eq!(part.status("/work").await, 200);
}

#[tokio::test]
async fn a_fault_stops_the_work_and_not_the_control() {
    let part = Part::start(virtual_clock()).await;
    let rules = json!([{"path": "/", "fault": {"status": 503}}]);
    assert_eq!(part.put("/control/faults", &rules).await.0, 204);
    assert_eq!(part.status("/work").await, 503);
    assert_eq!(part.status("/control/own").await, 200);
    assert_eq!(part.put("/control/faults", &json!([])).await.0, 204);
    assert_eq!(part.status("/work").await, 200);
}

#[tokio::test]
async fn every_error_of_the_control_interface_is_a_problem() {
    let part = Part::start(virtual_clock()).await;
    for (method, path, body, status) in [
        ("GET", "/control/nothing", "", 404),
        ("DELETE", "/control/clock", "", 405),
        ("PUT", "/control/clock", "{", 422),
        ("PUT", "/control/clock", r#"{"now": "noon"}"#, 422),
        ("DELETE", "/control/faults/first", "", 400),
        ("GET", "/control/own/missing", "", 404),
    ] {
        let answer = part.ask(method, path, body).await.unwrap();
        assert_eq!(answer.status, status, "{method} {path}");
        assert_eq!(answer.content_type, "application/problem+json", "{method} {path}");
        let problem = answer.json();
        assert_eq!(problem["status"], status, "{method} {path}");
        assert_ne!(problem["detail"], "", "{method} {path}");
    }
}
