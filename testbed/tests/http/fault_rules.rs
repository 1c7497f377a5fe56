//! The fault rules through the control interface.

use serde_json::json;

use crate::support::{Part, virtual_clock};

#[tokio::test]
async fn the_form_of_every_rule_is_that_of_the_documents() {
    let part = Part::start(virtual_clock()).await;
    let faults = json!([
        {"delay": {"milliseconds": 5000}}, "refuse", "drop_before", "drop_after", {"status": 503},
        {"truncate": {"bytes": 10}}, {"wrong_json": "{\"result\": 1}"}, {"wrong_content_type": "text/html"},
        {"slow_bytes": {"milliseconds_per_byte": 100}}, {"nonsense": "<html>"}, {"bytes": [80, 75]},
    ]);
    for fault in faults.as_array().unwrap() {
        let rule =
            json!({"method": "PUT", "path": "/api/v2/diagnosis", "after": 2, "remaining": 1, "fault": fault});
        assert_eq!(
            part.put("/control/faults", &json!([rule])).await.0,
            204,
            "{fault}"
        );
        let shown = part.ask("GET", "/control/faults", "").await.unwrap().json();
        assert_eq!(shown[0]["fault"], *fault);
        for member in ["method", "path", "after", "remaining"] {
            assert_eq!(shown[0][member], rule[member], "{member} of {fault}");
        }
        assert_eq!(shown[0]["applied"], 0);
    }
}

#[tokio::test]
async fn a_rule_is_added_behind_the_others_counted_and_removed() {
    let part = Part::start(virtual_clock()).await;
    part.put(
        "/control/faults",
        &json!([{"path": "/work", "fault": {"status": 500}, "remaining": 1}]),
    )
    .await;
    let body = json!({"method": "GET", "path": "/", "after": 1, "fault": {"status": 503}}).to_string();
    let answer = part.ask("POST", "/control/faults", &body).await.unwrap();
    assert_eq!(answer.status, 201);
    let id = answer.json()["id"].as_u64().unwrap();
    let mut statuses = Vec::new();
    for _ in 0..4 {
        statuses.push(part.status("/work").await);
    }
    assert_eq!(statuses, [500, 200, 503, 503]);
    assert_eq!(part.ask("PUT", "/work", "x").await.unwrap().status, 200);
    let shown = part.ask("GET", "/control/faults", "").await.unwrap().json();
    assert_eq!(
        (&shown[0]["applied"], &shown[0]["remaining"]),
        (&json!(1), &json!(0))
    );
    assert_eq!((&shown[1]["applied"], &shown[1]["id"]), (&json!(2), &json!(id)));

    let path = format!("/control/faults/{id}");
    assert_eq!(part.ask("DELETE", &path, "").await.unwrap().status, 204);
    assert_eq!(part.status("/work").await, 200);
    assert_eq!(part.ask("DELETE", &path, "").await.unwrap().status, 404);
}

#[tokio::test]
async fn a_rule_that_makes_no_sense_is_refused_and_the_others_stay() {
    let part = Part::start(virtual_clock()).await;
    part.put(
        "/control/faults",
        &json!([{"path": "/work", "fault": {"status": 503}}]),
    )
    .await;
    for (rule, wrong) in [
        (json!({"path": "/", "fault": {"status": 42}}), "42"),
        (json!({"path": "/", "fault": {"status": 100}}), "100"),
        (json!({"path": "work", "fault": "refuse"}), "\"work\""),
        (
            json!({"method": "put", "path": "/", "fault": "refuse"}),
            "\"put\"",
        ),
        (
            json!({"method": "A B", "path": "/", "fault": "refuse"}),
            "\"A B\"",
        ),
        (
            json!({"path": "/", "fault": {"wrong_content_type": "a\nb"}}),
            "\"a\\nb\"",
        ),
        (json!({"path": "/", "fault": "explode"}), "explode"),
        (json!({"path": "/", "fault": "refuse", "extra": 1}), "extra"),
    ] {
        for (method, body) in [("POST", rule.clone()), ("PUT", json!([rule]))] {
            let answer = part
                .ask(method, "/control/faults", &body.to_string())
                .await
                .unwrap();
            assert_eq!(answer.status, 422, "{method} {body}");
            let detail = answer.json()["detail"].as_str().unwrap().to_owned();
            assert!(detail.contains(wrong), "{detail}");
        }
    }
    assert_eq!(part.status("/work").await, 503);
}
