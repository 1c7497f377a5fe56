//! In which order every call checks what an app sends, in every state.
//!
//! A request has all faults from the n-th check on, and the n-th check answers: so no check can change places without a
//! test that says so.

use reqwest::Method;
use serde_json::{Value, json};

use testbed::contract_for_tests::CheckedRequest;

use crate::support::{Answer, Server, TODAY, key, submission, with};

const STATES: [&str; 13] = [
    "2020-06", "2020-07", "2020-09", "2020-11", "2020-12", "2021-02", "2021-06", "2021-07", "2021-09",
    "2021-11", "2022-04", "2022-06", "2022-11",
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fault {
    FunctionsKey,
    FrontDoor,
    /// No fault of the request: the service has ended.
    EndOfService,
    Unreadable,
    Parameter,
    Regions,
    User,
    Device,
    Number,
    ApiKey,
}

/// A check, with the status and the body of its answer.
type Check = (Fault, u16, &'static str);

const FUNCTIONS_KEY: Check = (Fault::FunctionsKey, 401, "");
const FRONT_DOOR: Check = (Fault::FrontDoor, 418, "");
const USER: Check = (Fault::User, 404, "");

/// COCOA v1.1.2.
fn front_door(state: &str) -> Option<Check> {
    (state >= "2020-09").then_some(FRONT_DOOR)
}

/// The checks of a registration in their order; `None`: the server of the day has no such form.
fn of_registration(state: &str, form: u8) -> Option<Vec<Check>> {
    let first_state = ["2020-06", "2021-02", "2022-04"][usize::from(form) - 1];
    if state < first_state {
        return None;
    }
    let mut checks = vec![FUNCTIONS_KEY];
    checks.extend(front_door(state));
    if state == "2022-11" {
        checks.push((Fault::EndOfService, 406, ""));
        return Some(checks);
    }
    checks.push((Fault::Unreadable, 500, ""));
    checks.push((Fault::Parameter, 400, r#"{"Message":"Invalid parameter"}"#));
    checks.push((Fault::Regions, 400, r#"{"Message":"Regions not supported."}"#));
    if form == 1 && state <= "2021-07" {
        checks.push(USER);
    }
    checks.push((Fault::Device, 400, r#"{"Message":"Invalid Device"}"#));
    // The placeholder of COCOA v1.0.0 said nothing.
    let bad_payload = if state == "2020-06" {
        ""
    } else {
        "Bad VerificationPayload"
    };
    checks.push((Fault::Number, 406, bad_payload));
    Some(checks)
}

async fn start(state: &str) -> Server {
    Server::start_with(state, |config| {
        config.functions_key = Some("functions key".to_owned());
        config.front_door_id = Some("front door".to_owned());
        config.inquiry_log_api_key = Some("api key".to_owned());
    })
    .await
}

/// A request whose headers have these faults and no others. Where nobody looks at the Front Door, it is wrong.
fn request(
    server: &Server,
    method: Method,
    path: &str,
    checks: &[Check],
    faults: &[Check],
) -> CheckedRequest {
    let is_wrong = |fault| faults.iter().any(|check| check.0 == fault);
    let is_checked = |fault| checks.iter().any(|check| check.0 == fault);
    let mut request = server.request(method, path);
    if !is_wrong(Fault::FunctionsKey) {
        request = request.header("x-functions-key", "functions key");
    }
    if is_checked(Fault::FrontDoor) && !is_wrong(Fault::FrontDoor) {
        request = request.header("X-Azure-FDID", "front door");
    }
    if !is_wrong(Fault::ApiKey) {
        request = request.header("x-api-key", "api key");
    }
    request
}

/// A registration of a form whose body has these faults and no others.
fn body(form: u8, user_uuid: &str, faults: &[Check]) -> String {
    let is_wrong = |fault| faults.iter().any(|check| check.0 == fault);
    let mut body = submission(&[key(1, TODAY - 144, 144)]);
    if form == 1 {
        body = with(body, "userUuid", json!(user_uuid));
    }
    if form == 3 {
        for member in ["symptomOnsetDate", "onsetOfSymptomOrTestDate"] {
            body = with(body, member, json!("2021-06-12T00:00:00.000+09:00"));
        }
    }
    for (fault, member, value) in [
        (Fault::Parameter, "appPackageName", json!(" ")),
        (Fault::Regions, "regions", json!(["999"])),
        (Fault::Device, "platform", json!("windows")),
    ] {
        if is_wrong(fault) {
            body = with(body, member, value);
        }
    }
    let text = body.to_string();
    let end = if is_wrong(Fault::Unreadable) {
        text.len() - 1
    } else {
        text.len()
    };
    text[..end].to_owned()
}

/// A user of the server, with the secret.
async fn register_user(server: &Server, checks: &[Check]) -> (String, String) {
    let response = request(server, Method::POST, "/api/register", checks, &[])
        .send()
        .await
        .unwrap();
    let user: Value = response.json().await.unwrap();
    let text = |member: &str| user[member].as_str().unwrap().to_owned();
    (text("userUuid"), text("secret"))
}

/// Sends a request with all faults from every check on, and at last one without fault.
async fn assert_order(
    checks: &[Check],
    success: Option<u16>,
    what: &str,
    send: impl AsyncFn(&[Check]) -> (u16, String),
) {
    for (n, (fault, status, body)) in checks.iter().enumerate() {
        let answer = send(&checks[n..]).await;
        assert_eq!(
            answer,
            (*status, (*body).to_owned()),
            "{what}: {fault:?} and all that is checked after it"
        );
    }
    if let Some(success) = success {
        assert_eq!(send(&[]).await.0, success, "{what}: no fault");
    }
}

async fn assert_order_of_registration(form: u8, path: &str, success: u16) {
    for state in STATES {
        let server = start(state).await;
        let Some(checks) = of_registration(state, form) else {
            let absent = server.request(Method::PUT, path).body("x").send().await.unwrap();
            assert_eq!(absent.status(), 404, "{state}: {path}");
            continue;
        };
        let (user_uuid, secret) = register_user(&server, &checks).await;
        let success = (state != "2022-11").then_some(success);
        assert_order(&checks, success, &format!("{state}: {path}"), async |faults| {
            let is_wrong = |fault| faults.iter().any(|check| check.0 == fault);
            // What the placeholder of 2020-06 and the table of later states take for a confirmation.
            let confirmed = if state == "2020-06" { "ok" } else { "0" };
            let result = if is_wrong(Fault::Number) { "1" } else { confirmed };
            server.hersys.answers(Answer::Result(result));
            let secret = if is_wrong(Fault::User) {
                "wrong"
            } else {
                secret.as_str()
            };
            let request = request(&server, Method::PUT, path, &checks, faults);
            let request = request.bearer_auth(secret).body(body(form, &user_uuid, faults));
            let response = request.send().await.unwrap();
            (response.status().as_u16(), response.text().await.unwrap())
        })
        .await;
    }
}

#[tokio::test]
async fn a_registration_of_the_first_form() {
    assert_order_of_registration(1, "/api/diagnosis", 204).await;
}

#[tokio::test]
async fn a_registration_of_the_second_form() {
    assert_order_of_registration(2, "/api/v2/diagnosis", 204).await;
}

#[tokio::test]
async fn a_registration_of_the_third_form() {
    assert_order_of_registration(3, "/api/v3/diagnosis", 200).await;
}

/// A call without a body that answers 200 from one state to another, and 404 on all other days.
async fn assert_order_of_call(method: Method, path: &str, from: &str, until: &str, further: &[Check]) {
    for state in STATES {
        let server = start(state).await;
        if !(from..=until).contains(&state) {
            let absent = server.request(method.clone(), path).send().await.unwrap();
            assert_eq!(absent.status(), 404, "{state}: {path}");
            continue;
        }
        let mut checks = vec![FUNCTIONS_KEY];
        checks.extend(front_door(state));
        checks.extend_from_slice(further);
        assert_order(&checks, Some(200), &format!("{state}: {path}"), async |faults| {
            let request = request(&server, method.clone(), path, &checks, faults);
            let response = request.send().await.unwrap();
            let (status, text) = (response.status().as_u16(), response.text().await.unwrap());
            (status, if status == 200 { String::new() } else { text })
        })
        .await;
    }
}

#[tokio::test]
async fn a_new_user() {
    assert_order_of_call(Method::POST, "/api/register", "2020-06", "2022-11", &[]).await;
}

#[tokio::test]
async fn a_ticket_for_a_log() {
    let api_key = (Fault::ApiKey, 400, "");
    assert_order_of_call(Method::GET, "/api/inquirylog", "2020-12", "2022-11", &[api_key]).await;
}

#[tokio::test]
async fn the_files_asked_of_the_server() {
    for path in ["/api/TemporaryExposureKeys", "/api/TemporaryExposureKeys/440"] {
        assert_order_of_call(Method::GET, path, "2020-06", "2021-06", &[]).await;
    }
}

/// The Front Door is not looked at.
#[tokio::test]
async fn a_user_who_leaves() {
    for state in STATES {
        let server = start(state).await;
        if state > "2020-11" {
            let absent = server
                .request(Method::DELETE, "/api/OptOut/somebody")
                .send()
                .await
                .unwrap();
            assert_eq!(absent.status(), 404, "{state}");
            continue;
        }
        let checks = [FUNCTIONS_KEY, USER];
        let with_front_door: Vec<Check> = front_door(state).into_iter().collect();
        let (user_uuid, secret) = register_user(&server, &with_front_door).await;
        let path = format!("/api/OptOut/{user_uuid}");
        assert_order(&checks, Some(204), state, async |faults| {
            let is_wrong = |fault| faults.iter().any(|check| check.0 == fault);
            let secret = if is_wrong(Fault::User) {
                "wrong"
            } else {
                secret.as_str()
            };
            let request = request(&server, Method::DELETE, &path, &checks, faults).bearer_auth(secret);
            let response = request.send().await.unwrap();
            (response.status().as_u16(), response.text().await.unwrap())
        })
        .await;
    }
}
