//! Who may control the server, who may call it, and how it is made to fail (判8).

use reqwest::Method;
use serde_json::json;

use crate::support::{Server, TODAY, exposure_configuration, key, submission};

#[tokio::test]
async fn only_a_test_instance_is_controlled() {
    let server = Server::start_with("2021-06", |config| config.test_instance = false).await;
    for path in [
        "keys",
        "verification-key",
        "stored-numbers",
        "state",
        "inquiry-logs",
        "event-logs",
        "clock",
        "journal",
        "faults",
    ] {
        assert_eq!(
            server.get(&format!("/control/{path}")).await.status(),
            403,
            "{path}"
        );
    }
    assert_eq!(
        server.submit_v2(submission(&[key(1, TODAY, 144)])).await.status(),
        204
    );
}

#[tokio::test]
async fn apps_need_the_functions_key_and_downloads_do_not() {
    let server = Server::start_with("2021-06", |config| config.functions_key = Some("key".to_owned())).await;
    let calls = [
        (Method::POST, "/api/register"),
        (Method::PUT, "/api/diagnosis"),
        (Method::PUT, "/api/v2/diagnosis"),
    ];
    for (method, path) in calls {
        let without = server
            .request(method.clone(), path)
            .json(&json!({}))
            .send()
            .await
            .unwrap();
        assert_eq!(without.status(), 401, "{path}");
        let wrong = server
            .request(method, path)
            .header("x-functions-key", "no")
            .json(&json!({}));
        assert_eq!(wrong.send().await.unwrap().status(), 401, "{path}");
    }
    let body = submission(&[key(1, TODAY, 144)]);
    let right = server
        .request(Method::PUT, "/api/v2/diagnosis")
        .header("x-functions-key", "key")
        .json(&body);
    assert_eq!(right.send().await.unwrap().status(), 204);
    assert_eq!(server.get("/c19r/Configration.json").await.status(), 200);
}

#[tokio::test]
async fn the_exposure_configuration_is_served_as_it_is() {
    let server = Server::start("2021-06").await;
    assert_eq!(
        server.get_json("/c19r/Configration.json").await,
        exposure_configuration()
    );
}

#[tokio::test]
async fn a_fault_answers_an_app_and_nothing_is_done() {
    let server = Server::start("2021-06").await;
    let faults = json!([{"path": "/api/v2", "fault": {"status": 503}, "remaining": 1}]);
    let set = server
        .request(Method::PUT, "/control/faults")
        .json(&faults)
        .send()
        .await
        .unwrap();
    assert_eq!(set.status(), 204);

    let body = submission(&[key(1, TODAY, 144)]);
    assert_eq!(server.submit_v2(body.clone()).await.status(), 503);
    assert!(server.keys().await.is_empty() && server.hersys.questions().is_empty());
    assert_eq!(
        server.get_json("/health").await,
        json!({"part": "notify-server", "version": "0.1.0"})
    );
    assert_eq!(server.submit_v2(body).await.status(), 204);
}

#[tokio::test]
async fn files_that_do_not_exist_are_not_found() {
    let server = Server::start("2021-06").await;
    for path in [
        "/c19r/440/list.json",
        "/c19r/440/1.zip",
        "/c19r/440/x.zip",
        "/c19r/440/1",
        "/c19r/441/list.json",
    ] {
        assert_eq!(server.get(path).await.status(), 404, "{path}");
    }
}
