//! `PUT /control/behaviour`: every defect that can be put in shows, and without it nothing does.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::Hersys;

const PATH: &str = "/control/behaviour";
const FIRST: &str = "090-0000-0001";
const SECOND: &str = "090-0000-0002";

async fn switched(columns: Value) -> Hersys {
    let hersys = Hersys::start().await;
    let body = json!({ "columns": columns });
    let answer = hersys.send(Method::PUT, PATH, body.clone()).await;
    assert_eq!(answer.status(), 200);
    assert_eq!(hersys.get(PATH).await, body);
    hersys
}

async fn live_numbers(hersys: &Hersys) -> usize {
    let live = hersys.get("/control/processing-numbers").await;
    live.as_array().unwrap().len()
}

#[tokio::test]
async fn what_cannot_be_switched_is_refused_with_what_can() {
    let hersys = Hersys::start().await;
    assert_eq!(hersys.get(PATH).await, json!({"columns": {}}));
    for (columns, known) in [
        (json!({"numbers_used": "accepted"}), "used_numbers"),
        (json!({"numbers": "rolled"}), "`of_the_case`"),
        (
            json!({"used_numbers": "accepted", "numbers": "rolled"}),
            "numbers",
        ),
    ] {
        let refused = hersys
            .send(Method::PUT, PATH, json!({ "columns": columns }))
            .await;
        assert_eq!(refused.status(), 422, "{columns}");
        let why: Value = refused.json().await.unwrap();
        assert!(why["detail"].as_str().unwrap().contains(known), "{why}");
    }
    assert_eq!(hersys.get(PATH).await, json!({"columns": {}}));
}

#[tokio::test]
async fn a_used_number_is_accepted_again_or_kept() {
    for (columns, again, kept) in [
        (json!({}), "refused", 0),
        (json!({"used_numbers": "accepted"}), "valid", 0),
        (json!({"keeps_used_numbers": true}), "refused", 1),
    ] {
        let hersys = switched(columns.clone()).await;
        let number = hersys.issued_number(FIRST).await;
        assert_eq!(hersys.verify(&number).await, "valid", "{columns}");
        assert_eq!(hersys.verify(&number).await, again, "{columns}");
        assert_eq!(live_numbers(&hersys).await, kept, "{columns}");
    }
}

#[tokio::test]
async fn numbers_that_are_over_are_accepted() {
    for (columns, expired, revoked, earlier, unknown) in [
        (json!({}), "refused", "refused", "refused", "refused"),
        (
            json!({"expired_numbers": "accepted"}),
            "valid",
            "refused",
            "refused",
            "refused",
        ),
        (
            json!({"revoked_numbers": "accepted"}),
            "refused",
            "valid",
            "refused",
            "refused",
        ),
        (
            json!({"earlier_numbers": "accepted"}),
            "refused",
            "refused",
            "valid",
            "refused",
        ),
        (
            json!({"unknown_numbers": "accepted"}),
            "valid",
            "valid",
            "valid",
            "valid",
        ),
    ] {
        let hersys = switched(columns.clone()).await;
        assert_eq!(hersys.put("/control/validity", json!({"hours": 24})).await, 204);
        let number = hersys.issued_number(FIRST).await;
        hersys.move_clock("2021-06-16T03:00:00Z").await;
        assert_eq!(hersys.verify(&number).await, expired, "{columns}");

        let number = hersys.issued_number(SECOND).await;
        let path = format!("/control/processing-numbers/{number}");
        let answer = hersys.request(Method::DELETE, &path).send().await.unwrap();
        assert_eq!(answer.status(), 204);
        assert_eq!(hersys.verify(&number).await, revoked, "{columns}");

        let case_id = hersys.positive_case("090-0000-0003").await;
        hersys.issue(&case_id).await;
        let first = hersys.latest_number("090-0000-0003").await;
        hersys.issue(&case_id).await;
        assert_eq!(hersys.verify(&first).await, earlier, "{columns}");
        assert_eq!(hersys.verify("99999999").await, unknown, "{columns}");
    }
}

#[tokio::test]
async fn a_live_number_is_refused_and_stays() {
    let hersys = switched(json!({"live_numbers": "refused"})).await;
    let number = hersys.issued_number(FIRST).await;
    assert_eq!(hersys.verify(&number).await, "refused");
    assert_eq!(live_numbers(&hersys).await, 1);
}

#[tokio::test]
async fn who_is_not_positive_gets_a_number() {
    for (columns, status) in [(json!({}), 409), (json!({"issued_to": "anybody"}), 201)] {
        let hersys = switched(columns).await;
        let case_id = hersys.register_case(FIRST).await;
        assert_eq!(hersys.issue(&case_id).await.status(), status);
    }
}

#[tokio::test]
async fn messages_go_astray_are_lost_or_come_twice() {
    for (columns, to_the_person, to_another) in [
        (json!({}), 1, 0),
        (json!({"addressee": "another_person"}), 0, 1),
        (json!({"messages": "are_lost"}), 0, 0),
        (json!({"messages": "leave_twice"}), 2, 0),
    ] {
        let hersys = switched(columns.clone()).await;
        hersys.register_case(SECOND).await;
        let case_id = hersys.positive_case(FIRST).await;
        assert_eq!(hersys.issue(&case_id).await.status(), 201);
        for (address, expected) in [(FIRST, to_the_person), (SECOND, to_another)] {
            let messages = hersys.get(&format!("/control/outbox?to={address}")).await;
            assert_eq!(messages.as_array().unwrap().len(), expected, "{columns}");
        }
    }
}

#[tokio::test]
async fn numbers_can_be_told_beforehand() {
    for (columns, numbers) in [
        (json!({"numbers": "counted"}), ["00000001", "00000002"]),
        (json!({"numbers": "of_the_case"}), ["00000001", "00000002"]),
    ] {
        let hersys = switched(columns.clone()).await;
        for (telephone, expected) in [FIRST, SECOND].into_iter().zip(numbers) {
            assert_eq!(hersys.issued_number(telephone).await, expected, "{columns}");
        }
    }
    let hersys = switched(json!({})).await;
    assert_ne!(hersys.issued_number(FIRST).await, "00000001");
}

#[tokio::test]
async fn gates_do_not_hold_or_cost_more_than_they_should() {
    for (columns, state, issued, live) in [
        (json!({}), "stopped", 409, 1),
        (json!({"stopped_gate": "is_open"}), "stopped", 201, 2),
        (json!({"stopping": "revokes_numbers"}), "stopped", 409, 0),
        (json!({}), "shut_down", 409, 1),
        (json!({"shut_down_gate": "is_open"}), "shut_down", 201, 2),
    ] {
        let hersys = switched(columns.clone()).await;
        hersys.issued_number(FIRST).await;
        let case_id = hersys.positive_case(SECOND).await;
        assert_eq!(
            hersys.put("/control/issuing", json!({ "state": state })).await,
            204
        );
        assert_eq!(
            hersys.issue(&case_id).await.status(),
            issued,
            "{columns}, {state}"
        );
        assert_eq!(live_numbers(&hersys).await, live, "{columns}, {state}");
    }
}
