//! `GET` and `PATCH /control/state`: how a scenario reproduces a defect of the server.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Server, TODAY, key, submission};

async fn refused(server: &Server, changes: Value) -> String {
    let request = server.request(Method::PATCH, "/control/state").json(&changes);
    let response = request.send().await.unwrap();
    assert_eq!(response.status(), 422, "{changes}");
    assert_eq!(response.headers()["content-type"], "application/problem+json");
    response.json::<Value>().await.unwrap()["detail"]
        .as_str()
        .unwrap()
        .to_owned()
}

fn levels(keys: &[Value]) -> Vec<Value> {
    keys.iter()
        .map(|key| key["transmission_risk_level"].clone())
        .collect()
}

#[tokio::test]
async fn a_state_shows_all_its_columns() {
    let server = Server::start("2020-09").await;
    let state = server.get_json("/control/state").await;
    assert_eq!(
        (&state["name"], &state["switched"]),
        (&json!("2020-09"), &json!([]))
    );
    let columns: Value = serde_json::from_str(
        r#"{
        "front_door_check": true,
        "logs_requests": "whole_body",
        "register_answer": "user",
        "question": "object",
        "verification_rule": "status_table",
        "transmission_level": "as_sent",
        "v2_diagnosis": false,
        "v2_chaff": false,
        "v3_diagnosis": "absent",
        "user_uuid_is_parameter": true,
        "user_check_on_v1": true,
        "rolling_periods": "whole_day",
        "oldest_start": "midnight_utc",
        "future_starts": "accepted",
        "refuses_strangers": false,
        "number_used_before_check": false,
        "storing": "all_or_nothing",
        "repeated_submission": "kept_beside",
        "keeps_processing_number": true,
        "export_at": ["15:00:00"],
        "export_start": "after",
        "file_groups": "start_and_period",
        "batch_fields": "one_of_one",
        "export_order": "random",
        "export_signature": "valid",
        "signature_names_apps": true,
        "file_names": "number",
        "created": "millisecond_of_file",
        "expiry": "intervals_by_mistake",
        "empty_list": "stale",
        "list_before_files": false,
        "content_types": "octet_stream",
        "keys_api": true,
        "opt_out": true,
        "deletion_at": "14:45:00",
        "inquiry_log": false,
        "event_log": "absent",
        "android_device_check": "online",
        "ios_device_check": "on",
        "apple_failures": "refused",
        "apple_transaction": "key_data",
        "malformed_attestation": "error_500",
        "end_of_service": false
        }"#,
    )
    .unwrap();
    assert_eq!(state["columns"], columns);
}

/// D10: level 0 passed through to the export (報告書 2(4)②), brought back to a server that has the correction.
#[tokio::test]
async fn a_switched_level_is_stored_from_then_on() {
    let server = Server::start("2021-06").await;
    let body = submission(&[key(1, TODAY, 144)]);
    server.submit_v2(body.clone()).await;

    let state = server.switch(&json!({"transmission_level": 0})).await;
    assert_eq!(state["switched"], json!(["transmission_level"]));
    assert_eq!(state["columns"]["transmission_level"], 0);
    server.submit_v2(body.clone()).await;
    server.switch(&json!({"transmission_level": "as_sent"})).await;
    let sent_3 = crate::support::with(key(2, TODAY, 144), "transmissionRisk", json!(3));
    server.submit_v2(submission(&[sent_3])).await;
    assert_eq!(levels(&server.keys().await), [4, 0, 3]);

    let state = server.switch(&json!({"transmission_level": 4})).await;
    assert_eq!(state["switched"], json!([]), "as the row says");
}

#[tokio::test]
async fn a_form_that_is_switched_on_is_there() {
    let server = Server::start("2020-09").await;
    let body = submission(&[key(1, TODAY, 144)]);
    assert_eq!(server.submit_v2(body.clone()).await.status(), 404);
    server.switch(&json!({"v2_diagnosis": true})).await;
    assert_eq!(server.submit_v2(body).await.status(), 204);
}

#[tokio::test]
async fn other_times_take_effect_from_now_on() {
    let server = Server::start("2021-06").await;
    server.register_keys(&[key(1, TODAY, 144)]).await;
    // It is 03:00; 02:00 is over for today.
    server
        .switch(&json!({"export_at": ["20:00:00", "02:00:00"]}))
        .await;
    let clock = server.move_clock("2021-06-14T19:59:59Z").await;
    assert_eq!(clock["next_due"], "2021-06-14T20:00:00Z");
    assert_eq!(server.get("/c19r/440/list.json").await.status(), 404);
    let clock = server.move_clock("2021-06-14T20:00:00Z").await;
    assert_eq!(clock["next_due"], "2021-06-15T02:00:00Z");
    assert_eq!(server.list().await.len(), 1);
}

#[tokio::test]
async fn a_server_whose_export_stands_still_publishes_nothing() {
    let server = Server::start("2021-06").await;
    server.register_keys(&[key(1, TODAY, 144)]).await;
    server.switch(&json!({"export_at": []})).await;
    server.move_clock("2021-06-16T16:00:00Z").await;
    assert_eq!(server.get("/c19r/440/list.json").await.status(), 404);
}

#[tokio::test]
async fn what_cannot_be_switched_is_answered_with_what_can() {
    let server = Server::start("2021-06").await;
    let column = refused(&server, json!({"level": 0})).await;
    assert!(
        column.contains("\"level\"") && column.contains("transmission_level"),
        "{column}"
    );
    let value = refused(&server, json!({"empty_list": "gone"})).await;
    assert!(
        value.contains("empty_list") && value.contains("empty_array"),
        "{value}"
    );
    for level in [json!(9), json!(-1), json!("four")] {
        let value = refused(&server, json!({"transmission_level": level})).await;
        assert!(
            value.contains("from 0 to 8") && value.contains("as_sent"),
            "{value}"
        );
    }
    let name = refused(&server, json!({"name": "2020-09"})).await;
    assert!(name.contains("no column"), "{name}");
    refused(&server, json!([])).await;
}

#[tokio::test]
async fn a_patch_takes_effect_as_a_whole_or_not_at_all() {
    let server = Server::start("2021-06").await;
    refused(&server, json!({"end_of_service": true, "transmission_level": 9})).await;
    assert_eq!(server.get_json("/control/state").await["switched"], json!([]));
    assert_eq!(
        server.submit_v2(submission(&[key(1, TODAY, 144)])).await.status(),
        204
    );
}
