//! How the notification server learns whether a number was issued to a positive person (ア3–ア6).

use mock_hersys::{StartError, VerificationContract};
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Hersys, config};

#[tokio::test]
async fn a_number_verifies_exactly_once() {
    let hersys = Hersys::start().await;
    let number = hersys.issued_number("090-0000-0001").await;

    assert_eq!(hersys.verify(&number).await, "valid");
    assert_eq!(hersys.get("/control/processing-numbers").await, json!([]));
    assert_eq!(hersys.verify(&number).await, "refused");

    let verified: Vec<bool> = hersys
        .journal()
        .await
        .into_iter()
        .skip(2)
        .map(|(_, passed)| passed)
        .collect();
    assert_eq!(verified, [true, false]);
}

#[tokio::test]
async fn a_number_that_was_never_issued_is_refused() {
    let hersys = Hersys::start().await;
    let issued = hersys.issued_number("090-0000-0001").await;
    let never_issued = if issued == "12345678" {
        "12345679"
    } else {
        "12345678"
    };
    assert_eq!(hersys.verify(never_issued).await, "refused");
    assert_eq!(hersys.verify("").await, "refused");
    assert_eq!(hersys.verify(&issued).await, "valid");
}

#[tokio::test]
async fn a_revoked_number_is_refused() {
    let hersys = Hersys::start().await;
    let number = hersys.issued_number("090-0000-0001").await;
    let path = format!("/control/processing-numbers/{number}");
    assert_eq!(
        hersys
            .request(Method::DELETE, &path)
            .send()
            .await
            .unwrap()
            .status(),
        204
    );
    assert_eq!(hersys.verify(&number).await, "refused");
    assert_eq!(
        hersys
            .request(Method::DELETE, &path)
            .send()
            .await
            .unwrap()
            .status(),
        404
    );
}

#[tokio::test]
async fn path_parameter_name_and_codes_are_what_the_configuration_says() {
    let mut config = config();
    config.verification = VerificationContract {
        path: "/hersys/check".to_owned(),
        parameter_name: "number".to_owned(),
        valid: "00".to_owned(),
        refused: "99".to_owned(),
        ..VerificationContract::default()
    };
    let hersys = Hersys::start_with(config).await;
    let number = hersys.issued_number("090-0000-0001").await;
    let ask = async |body: Value| hersys.send(Method::POST, "/hersys/check", body).await;

    assert_eq!(hersys.ask(&number).await.status(), 404, "the path was changed");
    assert_eq!(ask(json!({"processingNumber": number})).await.status(), 400);
    let first: Value = ask(json!({"number": number})).await.json().await.unwrap();
    assert_eq!(first, json!({"result": "00"}));
    let second: Value = ask(json!({"number": number})).await.json().await.unwrap();
    assert_eq!(second, json!({"result": "99"}));
}

#[tokio::test]
async fn a_wrong_or_missing_subscription_key_is_refused_and_uses_nothing_up() {
    let mut config = config();
    config.verification.subscription_key = Some("secret".to_owned());
    let hersys = Hersys::start_with(config).await;
    let number = hersys.issued_number("090-0000-0001").await;
    let ask = async |key: &str| {
        let request = hersys
            .request(Method::POST, "/verification")
            .header("Ocp-Apim-Subscription-Key", key);
        request
            .json(&json!({"processingNumber": number}))
            .send()
            .await
            .unwrap()
    };

    assert_eq!(hersys.ask(&number).await.status(), 401);
    assert_eq!(ask("wrong").await.status(), 401);
    let answer: Value = ask("secret").await.json().await.unwrap();
    assert_eq!(answer, json!({"result": "valid"}));
}

#[tokio::test]
async fn a_malformed_body_is_400() {
    let hersys = Hersys::start().await;
    let number = hersys.issued_number("090-0000-0001").await;
    let malformed = [
        String::new(),
        "processingNumber=12345678".to_owned(),
        // COCOA v1.0.0 left the braces out.
        format!(r#""processingNumber":"{number}""#),
        "{}".to_owned(),
        r#"{"processingNumber":12345678}"#.to_owned(),
        format!(r#"{{"processingNumber":"{number}","other":"1"}}"#),
        format!(r#"["{number}"]"#),
    ];
    for body in malformed {
        let response = hersys
            .request(Method::POST, "/verification")
            .body(body.clone())
            .send()
            .await
            .unwrap();
        assert_eq!(response.status(), 400, "{body}");
    }
    assert_eq!(
        hersys.verify(&number).await,
        "valid",
        "a malformed body used the number up"
    );
}

#[tokio::test]
async fn a_path_that_hides_other_routes_is_refused_at_the_start() {
    for path in [
        "",
        "/",
        "verification",
        "/control/clock",
        "/health",
        "/openapi.json",
        "/page/cases",
        "/{number}",
        "/*",
    ] {
        let mut config = config();
        config.verification.path = path.to_owned();
        let error = mock_hersys::start(config).await.unwrap_err();
        assert!(
            matches!(error, StartError::VerificationPath { .. }),
            "{path}: {error}"
        );
    }
}
