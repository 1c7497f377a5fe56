//! Defects of registrations that a scenario can bring about, and large bodies.

use serde_json::{Value, json};

use crate::support::{Server, TODAY, key, submission, with};

/// COCOA, all versions: base64 that is none was found out when the number was used up (pitfall of the real server).
#[tokio::test]
async fn a_server_may_use_the_number_up_before_it_looks_at_the_keys() {
    let bad = with(key(2, TODAY, 144), "keyData", json!("no base64"));
    let body = submission(&[key(1, TODAY, 144), bad]);
    for (switched, status, questions) in [(false, 400, 0), (true, 500, 1)] {
        let server = Server::start("2021-06").await;
        server
            .switch(&json!({"number_used_before_check": switched}))
            .await;
        assert_eq!(server.submit_v2(body.clone()).await.status(), status);
        assert_eq!(server.hersys.questions().len(), questions);
        assert_eq!(server.keys().await, [Value::Null; 0]);
        let blank = with(key(2, TODAY, 144), "keyData", json!(" "));
        let blank = server.submit_v2(submission(&[blank])).await;
        assert_eq!(blank.status(), 400, "what is blank is found at once");
    }
}

#[tokio::test]
async fn the_same_key_again_is_kept_beside_unless_switched() {
    for (repeated, kept) in [("kept_beside", 3), ("same_keys_once", 2)] {
        let server = Server::start("2021-06").await;
        server.switch(&json!({"repeated_submission": repeated})).await;
        let body = submission(&[key(1, TODAY - 144, 144)]);
        server.submit_v2(body.clone()).await;
        server.move_clock("2021-06-14T15:00:00Z").await;
        let further = submission(&[key(1, TODAY - 144, 144), key(1, TODAY, 6)]);
        assert_eq!(server.submit_v2(further).await.status(), 204);
        assert_eq!(server.keys().await.len(), kept, "{repeated}");
        server.move_clock("2021-06-15T15:00:00Z").await;
        // A file for every day of keys: the one that is kept beside goes out a second time.
        assert_eq!(server.list().await.len(), kept, "{repeated}");
    }
}

#[tokio::test]
async fn a_strangers_package_is_accepted_unless_switched() {
    let of_package = |package: &str| {
        let body = submission(&[key(1, TODAY, 144)]);
        with(body, "appPackageName", json!(package))
    };
    let server = Server::start_with("2021-06", |config| {
        config.app.android_package = "on.android".to_owned();
        config.app.app_bundle_id = "on.ios".to_owned();
    })
    .await;
    assert_eq!(server.submit_v2(of_package("a stranger")).await.status(), 204);
    server.switch(&json!({"refuses_strangers": true})).await;
    let response = server.submit_v2(of_package("a stranger")).await;
    assert_eq!(response.status(), 400);
    assert_eq!(response.text().await.unwrap(), r#"{"Message":"Invalid Device"}"#);
    assert_eq!(server.submit_v2(of_package("on.android")).await.status(), 204);
    let ios = with(of_package("on.android"), "platform", json!("ios"));
    assert_eq!(server.submit_v2(ios).await.status(), 400);
    let ios = with(of_package("on.ios"), "platform", json!("ios"));
    assert_eq!(server.submit_v2(ios).await.status(), 204);
}

/// The host of the real server takes 100 MB.
#[tokio::test]
async fn a_registration_with_much_padding_is_read() {
    let server = Server::start("2021-06").await;
    let padded = with(
        submission(&[key(1, TODAY, 144)]),
        "padding",
        json!("x".repeat(3_000_000)),
    );
    assert_eq!(server.submit_v2(padded).await.status(), 204);
}
