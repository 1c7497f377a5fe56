//! A log that a user sends in: a ticket, an upload, and what the control interface shows (COCOA v1.2.1).

use notify_server::Files;
use reqwest::{Method, Response};
use serde_json::{Value, json};

use crate::support::Server;

const NAME: &str = "cocoa_log_0123.zip";

async fn with_key(state: &str) -> Server {
    Server::start_with(state, |config| {
        config.inquiry_log_api_key = Some("api key".to_owned());
    })
    .await
}

async fn ask(server: &Server, api_key: &str) -> Response {
    let request = server.request(Method::GET, "/api/inquirylog");
    request.header("x-api-key", api_key).send().await.unwrap()
}

async fn ticket(server: &Server) -> String {
    let response = ask(server, "api key").await;
    assert_eq!(response.status(), 200);
    let body: Value = response.json().await.unwrap();
    assert_eq!(body.as_object().unwrap().len(), 1, "{body}");
    body["sas_token"].as_str().unwrap().to_owned()
}

async fn upload(server: &Server, name: &str, ticket: &str, log: &'static str) -> u16 {
    let request = server.request(Method::PUT, &format!("/inquiry-logs/{name}?{ticket}"));
    request.body(log).send().await.unwrap().status().as_u16()
}

#[tokio::test]
async fn a_log_is_sent_in_with_a_ticket_and_shown_to_the_scenario() {
    for state in [
        "2020-12", "2021-02", "2021-06", "2021-07", "2021-09", "2021-11", "2022-04", "2022-06", "2022-11",
    ] {
        let server = with_key(state).await;
        assert_eq!(server.get_json("/control/inquiry-logs").await, json!([]));
        let ticket = ticket(&server).await;
        assert_eq!(upload(&server, NAME, &ticket, "log").await, 201, "{state}");
        // "log" in base64.
        let expected = json!([{"name": NAME, "content": "bG9n"}]);
        assert_eq!(
            server.get_json("/control/inquiry-logs").await,
            expected,
            "{state}"
        );
    }
}

#[tokio::test]
async fn before_december_2020_there_are_no_tickets() {
    for state in ["2020-06", "2020-07", "2020-09", "2020-11"] {
        let server = with_key(state).await;
        assert_eq!(ask(&server, "api key").await.status(), 404, "{state}");
    }
}

#[tokio::test]
async fn a_ticket_needs_the_api_key() {
    let server = with_key("2021-06").await;
    let without = server.get("/api/inquirylog").await;
    assert_eq!(without.status(), 400);
    assert_eq!(without.text().await.unwrap(), "");
    assert_eq!(ask(&server, "another key").await.status(), 400);

    let server = Server::start_with("2021-06", |config| config.functions_key = Some("key".to_owned())).await;
    assert_eq!(ask(&server, "api key").await.status(), 401);
}

#[tokio::test]
async fn a_file_that_exists_is_not_replaced() {
    let folder = tempfile::tempdir().unwrap();
    for files in [Files::Memory, Files::Folder(folder.path().to_owned())] {
        let server = Server::start_with("2021-06", |config| config.files = files).await;
        assert_not_replaced(&server).await;
    }
}

async fn assert_not_replaced(server: &Server) {
    let ticket = ticket(server).await;
    assert_eq!(upload(server, NAME, &ticket, "first").await, 201);
    assert_eq!(upload(server, NAME, &ticket, "second").await, 403);
    assert_eq!(upload(server, "another.zip", &ticket, "second").await, 201);
    let logs = server.get_json("/control/inquiry-logs").await;
    assert_eq!(logs[0]["name"], "another.zip", "by name");
    // "first" in base64.
    assert_eq!(logs[1]["content"], "Zmlyc3Q=");
}

#[tokio::test]
async fn a_ticket_is_valid_for_ten_minutes() {
    let server = with_key("2021-06").await;
    let ticket = ticket(&server).await;
    server.move_clock("2021-06-14T03:09:59Z").await;
    assert_eq!(upload(&server, "early.zip", &ticket, "log").await, 201);
    server.move_clock("2021-06-14T03:10:00Z").await;
    assert_eq!(upload(&server, "late.zip", &ticket, "log").await, 403);
}

#[tokio::test]
async fn a_forged_ticket_is_refused() {
    let server = with_key("2021-06").await;
    let ticket = ticket(&server).await;
    // Noon in Japan and ten minutes are 2021-06-14T03:10:00Z.
    assert!(ticket.contains("se=1623640200"), "{ticket}");
    let longer = ticket.replace("se=1623640200", "se=1623649999");
    for forged in [
        longer.as_str(),
        "",
        "sr=c&sp=c&se=1623640200&sig=00",
        "se=soon&sig=x",
    ] {
        assert_eq!(upload(&server, NAME, forged, "log").await, 403, "{forged}");
    }
    assert_eq!(server.get_json("/control/inquiry-logs").await, json!([]));
}

#[tokio::test]
async fn a_name_leads_nowhere_else() {
    let server = with_key("2021-06").await;
    let ticket = ticket(&server).await;
    for name in ["..%2Flist.json", ".hidden", "a%20b.zip", "%E5%8B%95.zip"] {
        assert_eq!(upload(&server, name, &ticket, "log").await, 400, "{name}");
    }
    assert_eq!(upload(&server, &"a".repeat(129), &ticket, "log").await, 400);
    assert_eq!(server.get_json("/control/inquiry-logs").await, json!([]));
}

#[tokio::test]
async fn a_log_that_is_too_large_is_refused() {
    let server = with_key("2021-06").await;
    let ticket = ticket(&server).await;
    let request = server.request(Method::PUT, &format!("/inquiry-logs/{NAME}?{ticket}"));
    let response = request.body(vec![0; 32 * 1024 * 1024 + 1]).send().await.unwrap();
    assert_eq!(response.status(), 413);
    assert_eq!(server.get_json("/control/inquiry-logs").await, json!([]));
}
