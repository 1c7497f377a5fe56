//! What the notification server is told about numbers that are not live (ア4, ア6).

use serde_json::json;

use crate::support::{Hersys, config};

/// A number of each kind: never issued, used, revoked, replaced, expired.
async fn dead_numbers(hersys: &Hersys) -> [String; 5] {
    hersys.put("/control/validity", json!({"hours": 1})).await;
    let expired = hersys.issued_number("090-0000-0001").await;
    hersys.move_clock("2021-06-14T04:00:00Z").await;
    let used = hersys.issued_number("090-0000-0002").await;
    assert_eq!(hersys.verify(&used).await, "valid");
    let revoked = hersys.issued_number("090-0000-0003").await;
    let path = format!("/control/processing-numbers/{revoked}");
    let answer = hersys
        .request(reqwest::Method::DELETE, &path)
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 204);
    let case_id = hersys.positive_case("090-0000-0004").await;
    hersys.issue(&case_id).await;
    let replaced = hersys.latest_number("090-0000-0004").await;
    hersys.issue(&case_id).await;
    let issued = [
        &expired,
        &used,
        &revoked,
        &replaced,
        &hersys.latest_number("090-0000-0004").await,
    ]
    .map(String::clone);
    let never_issued = (0..8)
        .map(|number| format!("{number:08}"))
        .find(|number| !issued.contains(number));
    [never_issued.unwrap(), used, revoked, replaced, expired]
}

#[tokio::test]
async fn all_dead_numbers_look_alike_and_nothing_of_them_is_kept() {
    let hersys = Hersys::start().await;
    for number in dead_numbers(&hersys).await {
        assert_eq!(hersys.verify(&number).await, "refused");
    }
    let digests = json!({"texts": ["used", "revoked", "expired"]});
    let found = hersys
        .send(reqwest::Method::POST, "/control/search", digests)
        .await;
    let found = found.text().await.unwrap();
    assert!(!found.contains("gone_numbers"), "{found}");
}

#[tokio::test]
async fn where_the_contract_says_so_dead_numbers_are_told_apart() {
    let mut config = config();
    config.verification.never_issued = Some("E1".to_owned());
    config.verification.used = Some("E2".to_owned());
    config.verification.revoked = Some("E3".to_owned());
    config.verification.expired = Some("E4".to_owned());
    config.verification.gone_numbers_key = Some("a key that nobody guesses".to_owned());
    let hersys = Hersys::start_with(config).await;
    let numbers = dead_numbers(&hersys).await;
    for (number, code) in numbers.iter().zip(["E1", "E2", "E3", "E3", "E4"]) {
        assert_eq!(hersys.verify(number).await, code);
    }

    let search = json!({"texts": numbers});
    let found = hersys
        .send(reqwest::Method::POST, "/control/search", search)
        .await;
    let found: serde_json::Value = found.json().await.unwrap();
    let places: Vec<&serde_json::Value> = found
        .as_array()
        .unwrap()
        .iter()
        .map(|found| &found["place"])
        .collect();
    assert!(
        places.iter().all(|place| **place == "outbox"),
        "a number was kept: {places:?}"
    );
}

#[tokio::test]
async fn a_code_that_is_not_set_says_refused() {
    let mut config = config();
    config.verification.used = Some("E2".to_owned());
    let hersys = Hersys::start_with(config).await;
    let numbers = dead_numbers(&hersys).await;
    for (number, code) in numbers
        .iter()
        .zip(["refused", "E2", "refused", "refused", "refused"])
    {
        assert_eq!(hersys.verify(number).await, code);
    }
}

#[tokio::test]
async fn of_many_questions_about_one_number_exactly_one_is_answered_with_valid() {
    let hersys = Hersys::start().await;
    let number = hersys.issued_number("090-0000-0001").await;
    let questions = (0..16).map(|_| hersys.verify(&number));
    let answers = futures::future::join_all(questions).await;
    assert_eq!(answers.iter().filter(|answer| *answer == "valid").count(), 1);
    assert_eq!(answers.iter().filter(|answer| *answer == "refused").count(), 15);
}

#[tokio::test]
async fn what_no_number_could_be_is_refused_like_any_other() {
    let hersys = Hersys::start().await;
    for text in [
        "1",
        "１２３４５６７８",
        "' OR '1'='1",
        "\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000",
    ] {
        assert_eq!(hersys.verify(text).await, "refused", "{text}");
    }
}
