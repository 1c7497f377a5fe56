//! When what no scenario tells apart by a request changed: the columns of which each state has one value.

use serde_json::{Value, json};

use super::ServerState;

/// A column, with the states from which its values are.
type History<'a> = (&'a str, Vec<(&'a str, Value)>);

/// From the tags of COCOA named in the table.
fn histories() -> Vec<History<'static>> {
    let always = |value: Value| vec![("2020-06", value)];
    vec![
        (
            "front_door_check",
            vec![("2020-06", json!(false)), ("2020-09", json!(true))],
        ),
        (
            "logs_requests",
            vec![
                ("2020-06", json!("whole_body")),
                ("2020-12", json!("nothing")),
                ("2021-11", json!("device_payload")),
                ("2022-11", json!("nothing")),
            ],
        ),
        (
            "keeps_processing_number",
            vec![("2020-06", json!(true)), ("2020-12", json!(false))],
        ),
        (
            "opt_out",
            vec![("2020-06", json!(true)), ("2020-12", json!(false))],
        ),
        (
            "keys_api",
            vec![("2020-06", json!(true)), ("2021-07", json!(false))],
        ),
        (
            "signature_names_apps",
            vec![("2020-06", json!(true)), ("2022-04", json!(false))],
        ),
        (
            "content_types",
            vec![("2020-06", json!("octet_stream")), ("2022-11", json!("named"))],
        ),
        ("storing", always(json!("all_or_nothing"))),
        ("number_used_before_check", always(json!(false))),
        ("repeated_submission", always(json!("kept_beside"))),
        ("refuses_strangers", always(json!(false))),
        ("export_order", always(json!("random"))),
        ("export_signature", always(json!("valid"))),
        ("list_before_files", always(json!(false))),
    ]
}

#[test]
fn every_column_changed_when_the_server_did() {
    for (column, history) in histories() {
        for name in ServerState::names() {
            let state: ServerState = name.parse().unwrap();
            let columns = state.columns().unwrap();
            let expected = history.iter().rev().find(|(from, _)| *from <= name).unwrap();
            assert_eq!(columns[column], expected.1, "{column} in {name}");
        }
    }
}
