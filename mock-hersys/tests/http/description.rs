//! What `/openapi.json` says of HER-SYS, and whether it is so.

use reqwest::Method;
use serde_json::json;

use crate::support::{Hersys, config};

#[tokio::test]
async fn every_operation_is_described_with_examples_that_hold() {
    let hersys = Hersys::start().await;
    let contract = hersys.contract().await;
    assert_eq!(contract.shortcomings(), Vec::<String>::new());
}

#[tokio::test]
async fn a_described_path_has_no_other_methods() {
    let hersys = Hersys::start().await;
    let contract = hersys.contract().await;
    assert!(contract.paths().contains("/control/cases/{case_id}"));
    for path in contract.paths() {
        for method in contract.methods_beside(&path) {
            let answer = hersys.request(method.clone(), &path).send().await.unwrap();
            assert_eq!(answer.status(), 405, "{method} {path}");
        }
    }
}

#[tokio::test]
async fn the_description_shows_the_call_as_it_is_configured() {
    let mut config = config();
    config.verification.path = "/hersys/check".to_owned();
    config.verification.parameter_name = "shoriBango".to_owned();
    let hersys = Hersys::start_with(config).await;

    let description = hersys.get("/openapi.json").await;
    assert_eq!(description["openapi"], "3.1.0");
    let call = &description["paths"]["/hersys/check"]["post"];
    let body = &call["requestBody"]["content"]["text/plain"]["schema"];
    assert_eq!(body["required"], json!(["shoriBango"]));
    assert_eq!(body["additionalProperties"], json!(false));
    assert_eq!(description["paths"].get("/verification"), None);
}

#[tokio::test]
async fn the_description_is_there_whatever_the_faults_and_without_control() {
    let mut config = config();
    config.test_instance = false;
    let hersys = Hersys::start_with(config).await;
    assert_eq!(hersys.get("/openapi.json").await["info"]["title"], "mock-hersys");

    let hersys = Hersys::start().await;
    let faults = json!([{"path": "/", "fault": {"status": 503}}]);
    hersys.send(Method::PUT, "/control/faults", faults).await;
    assert_eq!(hersys.get("/openapi.json").await["info"]["title"], "mock-hersys");
}
