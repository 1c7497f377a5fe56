//! Whether a text is anywhere in what HER-SYS keeps (ア6).

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::Hersys;

async fn search(hersys: &Hersys, texts: &[&str]) -> Value {
    let found = hersys
        .send(Method::POST, "/control/search", json!({"texts": texts}))
        .await;
    assert_eq!(found.status(), 200);
    found.json().await.unwrap()
}

#[tokio::test]
async fn a_number_is_in_its_table_and_in_the_outbox_until_it_is_used() {
    let hersys = Hersys::start().await;
    let number = hersys.issued_number("090-0000-0001").await;
    let live = json!([
        {"text": 0, "place": "outbox"},
        {"text": 0, "place": "table processing_numbers, column processing_number"},
    ]);
    assert_eq!(search(&hersys, &[&number]).await, live);
    hersys.verify(&number).await;
    let gone = json!([{"text": 0, "place": "outbox"}]);
    assert_eq!(
        search(&hersys, &[&number]).await,
        gone,
        "only the person still has it"
    );
}

#[tokio::test]
async fn an_address_is_with_its_case_and_in_the_outbox_alone() {
    let hersys = Hersys::start().await;
    hersys.issued_number("090-0000-0001").await;
    assert_eq!(
        search(&hersys, &["nobody@example.jp", "090-0000-0001"]).await,
        json!([
            {"text": 1, "place": "outbox"},
            {"text": 1, "place": "table cases, column address"},
        ])
    );
}

#[tokio::test]
async fn the_journal_is_searched_too() {
    let hersys = Hersys::start().await;
    hersys.issued_number("090-0000-0001").await;
    let found = search(&hersys, &["her-sys"]).await;
    assert_eq!(found, json!([{"text": 0, "place": "journal"}]));
}

#[tokio::test]
async fn an_empty_text_is_refused() {
    let hersys = Hersys::start().await;
    let answer = hersys
        .send(Method::POST, "/control/search", json!({"texts": [""]}))
        .await;
    assert_eq!(answer.status(), 422);
}
