//! How long a number lives: until it is used, revoked, replaced or expired.

use serde_json::{Value, json};

use crate::support::{Hersys, NOW, config};

const VALIDITY: &str = "/control/validity";

#[tokio::test]
async fn issuing_again_revokes_the_number_before() {
    let hersys = Hersys::start().await;
    let case_id = hersys.positive_case("090-0000-0001").await;
    hersys.issue(&case_id).await;
    let first = hersys.latest_number("090-0000-0001").await;
    hersys.issue(&case_id).await;
    let second = hersys.latest_number("090-0000-0001").await;

    assert_ne!(first, second);
    assert_eq!(hersys.verify(&first).await, "refused");
    assert_eq!(hersys.verify(&second).await, "valid");
}

#[tokio::test]
async fn of_many_requests_for_a_number_one_number_stays_live() {
    let hersys = Hersys::start().await;
    let case_id = hersys.positive_case("090-0000-0001").await;
    let requests = (0..8).map(|_| hersys.issue(&case_id));
    for answer in futures::future::join_all(requests).await {
        assert_eq!(answer.status(), 201);
    }
    let live = hersys.get("/control/processing-numbers").await;
    assert_eq!(live.as_array().unwrap().len(), 1);
    let outbox = hersys.get("/control/outbox").await;
    assert_eq!(outbox.as_array().unwrap().len(), 8);
}

#[tokio::test]
async fn without_a_validity_a_number_does_not_expire() {
    let hersys = Hersys::start().await;
    assert_eq!(hersys.get(VALIDITY).await, Value::Null);
    let number = hersys.issued_number("090-0000-0001").await;
    hersys.move_clock("2022-06-14T03:00:00Z").await;
    assert_eq!(hersys.verify(&number).await, "valid");
}

#[tokio::test]
async fn a_number_is_deleted_to_the_second_when_its_hours_are_over() {
    let hersys = Hersys::start().await;
    assert_eq!(hersys.put(VALIDITY, json!({"hours": 24})).await, 204);
    let early = hersys.issued_number("090-0000-0001").await;
    let late = hersys.issued_number("090-0000-0002").await;

    let before = hersys.move_clock("2021-06-15T02:59:59Z").await;
    assert_eq!(before["next_due"], "2021-06-15T03:00:00Z");
    assert_eq!(hersys.verify(&early).await, "valid");

    let after = hersys.move_clock("2021-06-15T03:00:00Z").await;
    assert_eq!(after["next_due"], Value::Null);
    assert_eq!(hersys.get("/control/processing-numbers").await, json!([]));
    assert_eq!(hersys.verify(&late).await, "refused");
}

#[tokio::test]
async fn a_changed_validity_holds_for_numbers_issued_later() {
    let mut config = config();
    config.validity_hours = Some(1);
    let hersys = Hersys::start_with(config).await;
    assert_eq!(hersys.get(VALIDITY).await, json!({"hours": 1}));
    let short_lived = hersys.issued_number("090-0000-0001").await;
    assert_eq!(hersys.put(VALIDITY, Value::Null).await, 204);
    let unlimited = hersys.issued_number("090-0000-0002").await;
    let live = hersys.get("/control/processing-numbers").await;
    let end_of = |number: &str| {
        let live = live.as_array().unwrap();
        let found = live
            .iter()
            .find(|live| live["processing_number"] == number)
            .unwrap();
        found["expires_at"].clone()
    };
    assert_eq!(
        end_of(&short_lived),
        "2021-06-14T04:00:00Z",
        "one hour after {NOW}"
    );
    assert_eq!(end_of(&unlimited), Value::Null);
}

#[tokio::test]
async fn a_validity_of_nought_or_of_more_than_a_year_is_refused() {
    let hersys = Hersys::start().await;
    for hours in [json!(0), json!(8761), json!(-1), json!(1.5), json!("24")] {
        assert_eq!(
            hersys.put(VALIDITY, json!({"hours": hours})).await,
            422,
            "{hours}"
        );
    }
    assert_eq!(hersys.put(VALIDITY, json!({"hours": 8760})).await, 204);
}
