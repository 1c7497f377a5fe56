//! A HER-SYS on a free port, and what a health centre, a person and the notification server do with it.

use std::sync::Arc;

use mock_hersys::Config;
use reqwest::{Method, RequestBuilder, Response};
use serde_json::{Value, json};
use testbed::clock::Clock;
use testbed::contract_for_tests::{CheckedClient, CheckedRequest, Contract};
use testbed::http::client_builder;
use testbed::postgres_for_tests::database_of_this_run;
use testbed::seed::Seed;
use testbed::serve::RunningServer;

/// Noon in Japan on the day on which everything happens.
pub(crate) const NOW: &str = "2021-06-14T03:00:00Z";

pub(crate) struct Hersys {
    pub(crate) server: RunningServer,
    client: CheckedClient,
}

pub(crate) fn config() -> Config {
    Config {
        database: database_of_this_run(),
        ..Config::in_memory(Clock::virtual_at(NOW.parse().unwrap()), Seed::from_number(1))
    }
}

impl Hersys {
    pub(crate) async fn start() -> Self {
        Self::start_with(config()).await
    }

    pub(crate) async fn start_with(config: Config) -> Self {
        let server = mock_hersys::start(config).await.unwrap();
        Self {
            server,
            client: CheckedClient::new(client_builder().build().unwrap()),
        }
    }

    pub(crate) fn request(&self, method: Method, path: &str) -> CheckedRequest {
        self.client
            .request(method, format!("{}{path}", self.server.url()))
    }

    /// A request of which no description says how it is answered: to the page, or while the page has set a fault.
    pub(crate) fn undescribed(&self, method: Method, path: &str) -> RequestBuilder {
        let client = client_builder().build().unwrap();
        client.request(method, format!("{}{path}", self.server.url()))
    }

    /// What `/openapi.json` says.
    pub(crate) async fn contract(&self) -> Arc<Contract> {
        self.client.contract(&self.server.url()).await
    }

    pub(crate) async fn get(&self, path: &str) -> Value {
        let response = self.request(Method::GET, path).send().await.unwrap();
        assert_eq!(response.status(), 200, "GET {path}");
        response.json().await.unwrap()
    }

    pub(crate) async fn send(&self, method: Method, path: &str, body: Value) -> Response {
        self.request(method, path).json(&body).send().await.unwrap()
    }

    /// A case of a person who is reached at the telephone number; not yet positive.
    pub(crate) async fn register_case(&self, telephone: &str) -> String {
        let response = self
            .send(
                Method::POST,
                "/control/cases",
                json!({"contact": {"sms": telephone}}),
            )
            .await;
        assert_eq!(response.status(), 201);
        let body: Value = response.json().await.unwrap();
        body["case_id"].as_str().unwrap().to_owned()
    }

    pub(crate) async fn report_positive(&self, case_id: &str) -> Response {
        let path = format!("/control/cases/{case_id}/positive");
        self.send(
            Method::POST,
            &path,
            json!({"symptomatic": true, "date": "2021-06-12"}),
        )
        .await
    }

    pub(crate) async fn issue(&self, case_id: &str) -> Response {
        let path = format!("/control/cases/{case_id}/processing-number");
        self.request(Method::POST, &path).send().await.unwrap()
    }

    /// A case of a positive person who is reached at the telephone number.
    pub(crate) async fn positive_case(&self, telephone: &str) -> String {
        let case_id = self.register_case(telephone).await;
        assert_eq!(self.report_positive(&case_id).await.status(), 204);
        case_id
    }

    /// The number in the latest message to a telephone.
    pub(crate) async fn latest_number(&self, telephone: &str) -> String {
        let messages = self.get(&format!("/control/outbox?to={telephone}")).await;
        let latest = messages.as_array().unwrap().last().unwrap();
        latest["processing_number"].as_str().unwrap().to_owned()
    }

    pub(crate) async fn put(&self, path: &str, body: Value) -> u16 {
        self.send(Method::PUT, path, body).await.status().as_u16()
    }

    pub(crate) async fn move_clock(&self, now: &str) -> Value {
        let moved = self
            .send(Method::PUT, "/control/clock", json!({"now": now}))
            .await;
        assert_eq!(moved.status(), 200);
        moved.json().await.unwrap()
    }

    /// The actions of the audit trail, with who did them.
    pub(crate) async fn audited(&self) -> Vec<(String, String)> {
        let entries = self.get("/control/audit-trail").await;
        let text = |entry: &Value, member: &str| entry[member].as_str().unwrap().to_owned();
        let entries = entries.as_array().unwrap();
        entries
            .iter()
            .map(|entry| (text(entry, "actor"), text(entry, "action")))
            .collect()
    }

    /// A number issued to a new positive person, read from that person's telephone.
    pub(crate) async fn issued_number(&self, telephone: &str) -> String {
        let case_id = self.positive_case(telephone).await;
        assert_eq!(self.issue(&case_id).await.status(), 201);
        self.latest_number(telephone).await
    }

    /// The verification call as the notification server makes it.
    pub(crate) async fn ask(&self, number: &str) -> Response {
        let body = format!(r#"{{"processingNumber":"{number}"}}"#);
        let request = self.request(Method::POST, "/verification");
        request
            .header("Content-Type", "text/plain; charset=utf-8")
            .body(body)
            .send()
            .await
            .unwrap()
    }

    /// The result code for a number.
    pub(crate) async fn verify(&self, number: &str) -> String {
        let response = self.ask(number).await;
        assert_eq!(response.status(), 200);
        let body: Value = response.json().await.unwrap();
        assert_eq!(
            body.as_object().unwrap().len(),
            1,
            "the answer has one member: {body}"
        );
        body["result"].as_str().unwrap().to_owned()
    }

    /// The places in the journal, with whether the chain went on there.
    pub(crate) async fn journal(&self) -> Vec<(String, bool)> {
        let events = self.get("/control/journal").await;
        let place_of = |event: &Value| {
            assert_eq!(event["subject"], "HER-SYS");
            (
                event["place"].as_str().unwrap().to_owned(),
                event["passed"].as_bool().unwrap(),
            )
        };
        events.as_array().unwrap().iter().map(place_of).collect()
    }
}
