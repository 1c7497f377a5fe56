//! What is refused before HER-SYS is asked: with a clear status, and without a trace (イ10).

use reqwest::{Method, Response};
use serde_json::{Value, json};

use crate::support::{Answer, Server, TODAY, key, submission, with};

async fn assert_refused(server: &Server, response: Response, status: u16, body: &str, why: &str) {
    assert_eq!(response.status(), status, "{why}");
    assert_eq!(response.text().await.unwrap(), body, "{why}");
    assert_eq!(server.keys().await, [Value::Null; 0], "{why}: a key was stored");
    assert!(server.hersys.questions().is_empty(), "{why}: HER-SYS was asked");
    let last = server.journal().await.pop();
    assert_eq!(last, Some(("keys_registered".to_owned(), false)), "{why}");
}

const INVALID_PARAMETER: &str = r#"{"Message":"Invalid parameter"}"#;

#[tokio::test]
async fn an_envelope_with_a_blank_or_missing_member_is_an_invalid_parameter() {
    for state in ["2020-09", "2021-02", "2021-06"] {
        let server = Server::start(state).await;
        let valid = submission(&[key(1, TODAY, 144)]);
        for member in [
            "verificationPayload",
            "platform",
            "deviceVerificationPayload",
            "appPackageName",
        ] {
            for value in [json!(""), json!("  "), Value::Null] {
                let why = format!("{state}: {member} is {value}");
                let response = server.submit(with(valid.clone(), member, value)).await;
                assert_refused(&server, response, 400, INVALID_PARAMETER, &why).await;
            }
        }
        for regions in [json!([]), Value::Null] {
            let response = server.submit(with(valid.clone(), "regions", regions)).await;
            assert_refused(&server, response, 400, INVALID_PARAMETER, "no regions").await;
        }
    }
}

#[tokio::test]
async fn one_key_that_is_not_16_bytes_in_base64_refuses_all() {
    let server = Server::start("2021-06").await;
    // 15 bytes, 17 bytes, no base64, nothing.
    for key_data in [
        "AQEBAQEBAQEBAQEBAQEB",
        "AQEBAQEBAQEBAQEBAQEBAQE=",
        "16 bytes, no more",
        "",
    ] {
        let bad = with(key(2, TODAY, 144), "keyData", json!(key_data));
        let response = server.submit_v2(submission(&[key(1, TODAY, 144), bad])).await;
        assert_refused(&server, response, 400, INVALID_PARAMETER, key_data).await;
    }
}

#[tokio::test]
async fn a_level_that_would_make_phones_refuse_the_file_is_refused_where_it_would_be_stored() {
    let server = Server::start("2020-09").await;
    for level in [-1, 9] {
        let bad = with(key(1, TODAY, 144), "transmissionRisk", json!(level));
        let response = server.submit(submission(&[bad])).await;
        assert_refused(
            &server,
            response,
            400,
            INVALID_PARAMETER,
            &format!("level {level}"),
        )
        .await;
    }
}

#[tokio::test]
async fn a_body_that_cannot_be_read_is_500() {
    let server = Server::start("2021-06").await;
    let unreadable = [
        "not JSON".to_owned(),
        "null".to_owned(),
        with(submission(&[]), "keys", Value::Null).to_string(),
        submission(&[with(key(1, TODAY, 144), "rollingStartNumber", json!(-1))]).to_string(),
    ];
    for body in unreadable {
        let response = server
            .request(Method::PUT, "/api/v2/diagnosis")
            .body(body.clone())
            .send()
            .await
            .unwrap();
        assert_refused(&server, response, 500, "", &body).await;
    }
}

#[tokio::test]
async fn the_first_form_needs_a_user_and_the_users_secret() {
    let server = Server::start("2021-06").await;
    let user = server.register_user().await;
    let other = server.register_user().await;
    let body = with(
        submission(&[key(1, TODAY, 144)]),
        "userUuid",
        json!(user.user_uuid),
    );
    let put = || server.request(Method::PUT, "/api/diagnosis");

    let without_header = put().json(&body).send().await.unwrap();
    assert_refused(&server, without_header, 400, "", "no Authorization").await;
    let not_bearer = put()
        .basic_auth("user", Some(&user.secret))
        .json(&body)
        .send()
        .await
        .unwrap();
    assert_refused(&server, not_bearer, 400, "", "Basic instead of Bearer").await;
    let nameless = with(body.clone(), "userUuid", json!(" "));
    let nameless = put()
        .bearer_auth(&user.secret)
        .json(&nameless)
        .send()
        .await
        .unwrap();
    assert_refused(&server, nameless, 400, "", "no userUuid").await;
    let foreign = put().bearer_auth(&other.secret).json(&body).send().await.unwrap();
    assert_refused(&server, foreign, 404, "", "another user's secret").await;
    let unknown = with(body.clone(), "userUuid", json!("nobody"));
    let unknown = put()
        .bearer_auth(&user.secret)
        .json(&unknown)
        .send()
        .await
        .unwrap();
    assert_refused(&server, unknown, 404, "", "a user that does not exist").await;

    assert_eq!(
        put()
            .bearer_auth(&user.secret)
            .json(&body)
            .send()
            .await
            .unwrap()
            .status(),
        204
    );
}

#[tokio::test]
async fn until_december_2020_a_missing_user_is_an_invalid_parameter() {
    for state in ["2020-06", "2020-07", "2020-09", "2020-11", "2020-12"] {
        let server = Server::start(state).await;
        let body = submission(&[key(1, TODAY, 144)]);
        let request = server
            .request(Method::PUT, "/api/diagnosis")
            .bearer_auth("secret");
        let response = request.json(&body).send().await.unwrap();
        assert_refused(&server, response, 400, INVALID_PARAMETER, state).await;
    }
}

/// COCOA v1.2.6 took the check away, so that old apps could go on.
#[tokio::test]
async fn since_september_2021_the_first_form_needs_no_user() {
    for (state, status) in [
        ("2021-07", 400),
        ("2021-09", 204),
        ("2021-11", 204),
        ("2022-06", 204),
    ] {
        let server = Server::start(state).await;
        let request = server.request(Method::PUT, "/api/diagnosis");
        let response = request
            .json(&submission(&[key(1, TODAY, 144)]))
            .send()
            .await
            .unwrap();
        assert_eq!(response.status(), status, "{state}");
    }
}

/// Everything is wrong at first; putting one thing right after the other shows which check comes next.
#[tokio::test]
async fn the_checks_come_in_the_documented_order() {
    let server = Server::start_with("2021-06", |config| {
        config.functions_key = Some("functions key".to_owned());
    });
    let server = server.await;
    server.hersys.answers(Answer::Result("1"));
    let registered = server
        .request(Method::POST, "/api/register")
        .header("x-functions-key", "functions key");
    let user: Value = registered.send().await.unwrap().json().await.unwrap();
    let put = async |functions_key: &str, secret: &str, body: &Value| {
        let request = server
            .request(Method::PUT, "/api/diagnosis")
            .header("x-functions-key", functions_key);
        let response = request.bearer_auth(secret).json(body).send().await.unwrap();
        (response.status().as_u16(), response.text().await.unwrap())
    };
    let answer = |status: u16, body: &str| (status, body.to_owned());

    let body = json!({"platform": "windows", "regions": ["999"]});
    assert_eq!(put("wrong", "wrong", &body).await, answer(401, ""));
    assert_eq!(put("functions key", "wrong", &body).await, answer(500, ""));
    let body = with(submission(&[key(1, 1, 144)]), "platform", json!("windows"));
    let body = with(body, "regions", json!(["999"]));
    assert_eq!(
        put("functions key", "wrong", &body).await,
        answer(400, INVALID_PARAMETER)
    );
    let body = with(body, "keys", json!([key(1, TODAY, 144)]));
    let regions = r#"{"Message":"Regions not supported."}"#;
    assert_eq!(put("functions key", "wrong", &body).await, answer(400, regions));
    let body = with(body, "regions", json!(["440"]));
    assert_eq!(put("functions key", "wrong", &body).await, answer(400, ""));
    let body = with(body, "userUuid", user["userUuid"].clone());
    assert_eq!(put("functions key", "wrong", &body).await, answer(404, ""));
    let secret = user["secret"].as_str().unwrap();
    let device = r#"{"Message":"Invalid Device"}"#;
    assert_eq!(put("functions key", secret, &body).await, answer(400, device));
    assert!(
        server.hersys.questions().is_empty(),
        "HER-SYS was asked too early"
    );
    let body = with(body, "platform", json!("ios"));
    assert_eq!(
        put("functions key", secret, &body).await,
        answer(406, "Bad VerificationPayload")
    );
    assert_eq!(server.keys().await, [Value::Null; 0]);
    server.hersys.answers(Answer::Result("0"));
    assert_eq!(put("functions key", secret, &body).await, answer(204, ""));
}

#[tokio::test]
async fn the_platform_is_written_in_small_letters() {
    let server = Server::start("2021-06").await;
    let body = with(submission(&[key(1, TODAY, 144)]), "platform", json!("Android"));
    let response = server.submit_v2(body).await;
    assert_refused(
        &server,
        response,
        400,
        r#"{"Message":"Invalid Device"}"#,
        "Android",
    )
    .await;
}
