//! The two ways to a number, and their gates (ア7, ア8).

use serde_json::{Value, json};

use crate::support::{Hersys, config};

const ISSUING: &str = "/control/issuing";

async fn automatic() -> Hersys {
    let mut config = config();
    config.issues_at_positive_result = true;
    Hersys::start_with(config).await
}

async fn numbers_of(hersys: &Hersys, telephone: &str) -> usize {
    let messages = hersys.get(&format!("/control/outbox?to={telephone}")).await;
    messages.as_array().unwrap().len()
}

#[tokio::test]
async fn a_positive_result_issues_and_sends_a_number_where_that_is_on() {
    let hersys = automatic().await;
    hersys.positive_case("090-0000-0001").await;
    let number = hersys.latest_number("090-0000-0001").await;
    assert_eq!(hersys.verify(&number).await, "valid");

    assert_eq!(
        hersys.put(ISSUING, json!({"at_positive_result": false})).await,
        204
    );
    hersys.positive_case("090-0000-0002").await;
    assert_eq!(numbers_of(&hersys, "090-0000-0002").await, 0);

    assert_eq!(
        hersys.put(ISSUING, json!({"at_positive_result": true})).await,
        204
    );
    hersys.positive_case("090-0000-0003").await;
    assert_eq!(numbers_of(&hersys, "090-0000-0003").await, 1);
}

#[tokio::test]
async fn a_closed_gate_stops_its_own_way_alone() {
    for (gate, by_result, by_hand) in [("automatic", 0, 201), ("manual", 1, 409)] {
        for state in ["stopped", "shut_down"] {
            let hersys = automatic().await;
            assert_eq!(hersys.put(ISSUING, json!({gate: state})).await, 204);
            let case_id = hersys.positive_case("090-0000-0001").await;
            assert_eq!(
                numbers_of(&hersys, "090-0000-0001").await,
                by_result,
                "{gate} {state}"
            );
            assert_eq!(hersys.issue(&case_id).await.status(), by_hand, "{gate} {state}");
            let shown = hersys.get(ISSUING).await;
            assert_eq!((&shown[gate], &shown["state"]), (&json!(state), &Value::Null));
        }
    }
}

#[tokio::test]
async fn a_positive_result_is_kept_though_its_number_is_not_issued() {
    let hersys = automatic().await;
    hersys.put(ISSUING, json!({"state": "stopped"})).await;
    let case_id = hersys.positive_case("090-0000-0001").await;
    assert_eq!(hersys.journal().await, [("number_issued".to_owned(), false)]);
    let case = hersys.get(&format!("/control/cases/{case_id}")).await;
    assert_eq!(case["positive"]["date"], "2021-06-12");

    hersys.put(ISSUING, json!({"state": "open"})).await;
    assert_eq!(hersys.issue(&case_id).await.status(), 201);
}

#[tokio::test]
async fn a_gate_that_was_shut_down_stays_shut_while_the_other_moves() {
    let hersys = Hersys::start().await;
    assert_eq!(hersys.put(ISSUING, json!({"automatic": "shut_down"})).await, 204);
    assert_eq!(hersys.put(ISSUING, json!({"automatic": "open"})).await, 409);
    assert_eq!(hersys.put(ISSUING, json!({"state": "stopped"})).await, 409);
    assert_eq!(hersys.put(ISSUING, json!({"manual": "stopped"})).await, 204);
    let shown = hersys.get(ISSUING).await;
    assert_eq!(
        shown,
        json!({"state": null, "automatic": "shut_down", "manual": "stopped", "at_positive_result": false})
    );
}

#[tokio::test]
async fn the_gates_can_be_set_as_they_stood_on_a_day() {
    let hersys = Hersys::start().await;
    for (day, state) in [
        ("2020-07-12", "stopped"),
        ("2020-07-15", "open"),
        ("2022-11-30", "shut_down"),
    ] {
        assert_eq!(hersys.put(ISSUING, json!({"as_of": day})).await, 204);
        assert_eq!(hersys.get(ISSUING).await["state"], state, "{day}");
    }
}

#[tokio::test]
async fn contradictory_changes_are_refused() {
    let hersys = Hersys::start().await;
    for nonsense in [
        json!({"state": "open", "as_of": "2020-07-12"}),
        json!({"state": "open", "manual": "stopped"}),
        json!({"automatic": "ajar"}),
        json!({"as_of": "2020-13-01"}),
    ] {
        assert_eq!(hersys.put(ISSUING, nonsense.clone()).await, 422, "{nonsense}");
    }
}
