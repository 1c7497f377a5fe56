//! How a processing number comes into the world (ア1, ア2, ア7, ア8).

use reqwest::Method;
use serde_json::{Value, json};
use testbed::seed::Seed;

use crate::support::{Hersys, NOW, config};

#[tokio::test]
async fn a_number_is_issued_for_a_positive_case_only() {
    let hersys = Hersys::start().await;
    let case_id = hersys.register_case("090-0000-0001").await;

    let refused = hersys.issue(&case_id).await;
    assert_eq!(refused.status(), 409);
    assert_eq!(refused.headers()["content-type"], "application/problem+json");
    assert_eq!(hersys.get("/control/processing-numbers").await, json!([]));
    assert_eq!(hersys.get("/control/outbox").await, json!([]));

    hersys.report_positive(&case_id).await;
    assert_eq!(hersys.issue(&case_id).await.status(), 201);
    let expected = [
        ("number_issued", false),
        ("number_issued", true),
        ("number_delivered", true),
    ];
    assert_eq!(
        hersys.journal().await,
        expected.map(|(place, passed)| (place.to_owned(), passed))
    );
}

#[tokio::test]
async fn the_number_reaches_the_registered_telephone_and_no_answer() {
    let hersys = Hersys::start().await;
    let case_id = hersys.register_case("090-0000-0001").await;
    hersys.report_positive(&case_id).await;

    let answer: Value = hersys.issue(&case_id).await.json().await.unwrap();
    assert_eq!(answer, json!({"delivered_by": "sms"}));

    let outbox = hersys.get("/control/outbox").await;
    let message = &outbox[0];
    let number = message["processing_number"].as_str().unwrap();
    assert!(
        number.len() == 8 && number.bytes().all(|byte| byte.is_ascii_digit()),
        "{number}"
    );
    assert!(message["text"].as_str().unwrap().contains(number));
    assert_eq!(
        (&message["at"], &message["to"], &message["channel"]),
        (&json!(NOW), &json!("090-0000-0001"), &json!("sms"))
    );
    let held = hersys.get("/control/processing-numbers").await;
    assert_eq!(
        held,
        json!([{
            "processing_number": number, "case_id": case_id, "issued_at": NOW, "expires_at": null
        }])
    );
    let journal = hersys.get("/control/journal").await.to_string();
    assert!(
        !journal.contains(number) && !journal.contains("090-0000-0001"),
        "{journal}"
    );
}

#[tokio::test]
async fn a_mail_address_gets_a_mail_and_the_outbox_is_filtered_by_recipient() {
    let hersys = Hersys::start().await;
    hersys.issued_number("090-0000-0001").await;
    let body = json!({"contact": {"mail": "a@example.jp"}});
    let case: Value = hersys
        .send(Method::POST, "/control/cases", body)
        .await
        .json()
        .await
        .unwrap();
    let case_id = case["case_id"].as_str().unwrap();
    hersys.report_positive(case_id).await;

    let answer: Value = hersys.issue(case_id).await.json().await.unwrap();
    assert_eq!(answer, json!({"delivered_by": "mail"}));

    let to_address = hersys.get("/control/outbox?to=a@example.jp").await;
    assert_eq!(to_address.as_array().unwrap().len(), 1);
    assert_eq!(to_address[0]["channel"], "mail");
    let everybody = hersys.get("/control/outbox").await;
    let recipients: Vec<_> = everybody
        .as_array()
        .unwrap()
        .iter()
        .map(|message| &message["to"])
        .collect();
    assert_eq!(recipients, ["090-0000-0001", "a@example.jp"]);
}

#[tokio::test]
async fn suspended_issuing_can_be_resumed_and_leaves_earlier_numbers_alone() {
    let hersys = Hersys::start().await;
    let earlier = hersys.issued_number("090-0000-0001").await;
    let case_id = hersys.register_case("090-0000-0002").await;
    hersys.report_positive(&case_id).await;

    let suspended = hersys
        .send(Method::PUT, "/control/issuing", json!({"open": false}))
        .await;
    assert_eq!(suspended.status(), 204);
    assert_eq!(hersys.issue(&case_id).await.status(), 409);
    assert_eq!(hersys.get("/control/outbox?to=090-0000-0002").await, json!([]));
    assert_eq!(hersys.verify(&earlier).await, "valid");

    hersys
        .send(Method::PUT, "/control/issuing", json!({"open": true}))
        .await;
    assert_eq!(hersys.issue(&case_id).await.status(), 201);
}

#[tokio::test]
async fn after_the_shutdown_no_number_is_issued_and_nothing_opens_issuing_again() {
    let hersys = Hersys::start().await;
    let earlier = hersys.issued_number("090-0000-0001").await;
    let case_id = hersys.register_case("090-0000-0002").await;
    hersys.report_positive(&case_id).await;
    let put = async |body| hersys.send(Method::PUT, "/control/issuing", body).await.status();

    assert_eq!(put(json!({"state": "shut_down"})).await, 204);
    for reopening in [
        json!({"state": "open"}),
        json!({"state": "stopped"}),
        json!({"open": true}),
    ] {
        assert_eq!(put(reopening.clone()).await, 409, "{reopening}");
        assert_eq!(hersys.issue(&case_id).await.status(), 409, "{reopening}");
    }
    assert_eq!(
        put(json!({"state": "shut_down"})).await,
        204,
        "again says the same"
    );
    assert_eq!(hersys.get("/control/issuing").await["state"], json!("shut_down"));
    assert_eq!(hersys.get("/control/outbox?to=090-0000-0002").await, json!([]));
    let last = hersys.journal().await.pop();
    assert_eq!(last, Some(("number_issued".to_owned(), false)));
    assert_eq!(
        hersys.verify(&earlier).await,
        "valid",
        "the end of issuing revokes nothing"
    );
}

#[tokio::test]
async fn issuing_is_stopped_and_opened_by_name_too() {
    let hersys = Hersys::start().await;
    let put = async |body| hersys.send(Method::PUT, "/control/issuing", body).await.status();
    let state = async || hersys.get("/control/issuing").await["state"].clone();
    assert_eq!(state().await, "open");
    assert_eq!(put(json!({"state": "stopped"})).await, 204);
    assert_eq!(state().await, "stopped");
    assert_eq!(put(json!({"open": true})).await, 204);
    assert_eq!(state().await, "open");
    for nonsense in [
        json!({}),
        json!({"state": "ajar"}),
        json!({"state": "open", "open": true}),
    ] {
        assert_eq!(put(nonsense.clone()).await, 422, "{nonsense}");
    }
}

#[tokio::test]
async fn a_case_is_found_positive_once_and_can_be_read_again() {
    let hersys = Hersys::start().await;
    let case_id = hersys.register_case("090-0000-0001").await;
    let path = format!("/control/cases/{case_id}");
    let contact = json!({"sms": "090-0000-0001"});
    assert_eq!(
        hersys.get(&path).await,
        json!({"case_id": case_id, "health_centre_id": "1", "contact": contact, "positive": null})
    );

    assert_eq!(hersys.report_positive(&case_id).await.status(), 204);
    assert_eq!(hersys.report_positive(&case_id).await.status(), 409);
    let positive = json!({"symptomatic": true, "date": "2021-06-12"});
    assert_eq!(
        hersys.get(&path).await,
        json!({"case_id": case_id, "health_centre_id": "1", "contact": contact, "positive": positive})
    );
}

#[tokio::test]
async fn an_unknown_case_and_an_unreadable_one_are_problems() {
    let hersys = Hersys::start().await;
    assert_eq!(hersys.report_positive("7").await.status(), 404);
    assert_eq!(hersys.issue("7").await.status(), 404);
    let unreadable = hersys
        .send(Method::POST, "/control/cases", json!({"contact": {"fax": "1"}}))
        .await;
    assert_eq!(unreadable.status(), 422);
    assert_eq!(unreadable.headers()["content-type"], "application/problem+json");
}

#[tokio::test]
async fn the_same_seed_issues_the_same_numbers() {
    let mut sequences = Vec::new();
    for seed in [1, 1, 2] {
        let mut config = config();
        config.seed = Seed::from_number(seed);
        let hersys = Hersys::start_with(config).await;
        let first = hersys.issued_number("090-0000-0001").await;
        sequences.push([first, hersys.issued_number("090-0000-0002").await]);
    }
    assert_eq!(sequences[0], sequences[1]);
    assert_ne!(sequences[0], sequences[2]);
    assert_ne!(sequences[0][0], sequences[0][1]);
}
