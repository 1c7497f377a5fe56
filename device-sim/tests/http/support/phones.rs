//! The driver: the control interface as a scenario uses it.

use std::collections::BTreeMap;

use device_sim::Config;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use testbed::clock::Clock;
use testbed::http::client_builder;
use testbed::seed::Seed;
use testbed::serve::RunningServer;

use super::StandIn;

/// When every test begins: 10:00 on 14 June 2021 in Japan.
pub(crate) const START: &str = "2021-06-14T01:00:00Z";
/// The same as a Unix second.
pub(crate) const START_SECONDS: i64 = 1_623_632_400;

/// The part under test; it stops when dropped.
pub(crate) struct Phones {
    client: reqwest::Client,
    server: RunningServer,
}

impl Phones {
    /// A test instance that talks to the stand-in.
    pub(crate) async fn start(server: &StandIn) -> Self {
        Self::with(server, |_| ()).await
    }

    /// The same with something different.
    pub(crate) async fn with(server: &StandIn, change: impl FnOnce(&mut Config)) -> Self {
        let mut config = Self::config(server);
        change(&mut config);
        Self {
            client: client_builder().build().unwrap(),
            server: device_sim::start(config).await.unwrap(),
        }
    }

    /// What [`Self::start`] starts with.
    pub(crate) fn config(server: &StandIn) -> Config {
        Config {
            listen: ([127, 0, 0, 1], 0).into(),
            clock: Clock::virtual_at(START.parse().unwrap()),
            seed: Seed::from_number(1),
            test_instance: true,
            notify_server_url: server.url(),
            functions_key: Some("functions-key-1".to_owned()),
            api_key: Some("api-key-1".to_owned()),
            verification_key: server.verification_key(),
        }
    }

    /// Any call; status and body (null where there is none).
    pub(crate) async fn call(&self, method: Method, path: &str, body: Option<Value>) -> (StatusCode, Value) {
        let mut request = self
            .client
            .request(method, format!("{}{path}", self.server.url()));
        if let Some(body) = body {
            request = request.json(&body);
        }
        let response = request.send().await.unwrap();
        let status = response.status();
        let text = response.text().await.unwrap();
        (status, serde_json::from_str(&text).unwrap_or(Value::Null))
    }

    async fn succeed(&self, method: Method, path: &str, body: Option<Value>) -> Value {
        let (status, answer) = self.call(method, path, body).await;
        assert!(status.is_success(), "{path}: {status} {answer}");
        answer
    }

    /// Switches a phone on, with the app.
    pub(crate) async fn add(&self, name: &str, platform: &str, release: &str) -> Value {
        let device = json!({"name": name, "platform": platform, "release": release});
        self.succeed(Method::POST, "/control/devices", Some(device)).await
    }

    /// Switches a phone on as described; whether that was possible, and the answer.
    pub(crate) async fn add_as(&self, device: Value) -> (StatusCode, Value) {
        self.call(Method::POST, "/control/devices", Some(device)).await
    }

    /// Any call about the app of a phone that answers with 200.
    pub(crate) async fn app(&self, name: &str, what: &str, body: Value) -> Value {
        let path = format!("/control/devices/{name}/app/{what}");
        self.succeed(Method::POST, &path, Some(body)).await
    }

    /// A body that is no JSON.
    pub(crate) async fn text(&self, path: &str) -> String {
        let url = format!("{}{path}", self.server.url());
        self.client.get(url).send().await.unwrap().text().await.unwrap()
    }

    /// The titles of the pages that the owner saw during what they did last.
    pub(crate) async fn pages(&self, name: &str) -> Vec<String> {
        let path = format!("/control/devices/{name}/screens");
        let pages = self.succeed(Method::GET, &path, None).await;
        let title = |page: &Value| page["title"].as_str().unwrap().to_owned();
        pages.as_array().unwrap().iter().map(title).collect()
    }

    pub(crate) async fn state(&self, name: &str) -> Value {
        self.succeed(Method::GET, &format!("/control/devices/{name}"), None)
            .await
    }

    pub(crate) async fn change(&self, name: &str, settings: Value) {
        self.succeed(Method::PATCH, &format!("/control/devices/{name}"), Some(settings))
            .await;
    }

    pub(crate) async fn open(&self, name: &str) -> Value {
        self.succeed(Method::POST, &format!("/control/devices/{name}/app/open"), None)
            .await
    }

    pub(crate) async fn install(&self, name: &str, body: Value) {
        self.succeed(Method::POST, &format!("/control/devices/{name}/app"), Some(body))
            .await;
    }

    pub(crate) async fn delete_app(&self, name: &str) {
        self.succeed(Method::DELETE, &format!("/control/devices/{name}/app"), None)
            .await;
    }

    pub(crate) async fn exposures(&self, name: &str) -> Value {
        self.succeed(
            Method::GET,
            &format!("/control/devices/{name}/app/exposures"),
            None,
        )
        .await
    }

    pub(crate) async fn notifications(&self, name: &str) -> Vec<Value> {
        let path = format!("/control/devices/{name}/notifications");
        self.succeed(Method::GET, &path, None)
            .await
            .as_array()
            .unwrap()
            .clone()
    }

    /// The owner registers with a well-formed number and consent, unless the details say otherwise.
    pub(crate) async fn register(&self, name: &str, details: Value) -> Value {
        let mut entered = json!({"processing_number": "01234567", "consent": true});
        entered
            .as_object_mut()
            .unwrap()
            .extend(details.as_object().unwrap().clone());
        self.succeed(
            Method::POST,
            &format!("/control/devices/{name}/app/registration"),
            Some(entered),
        )
        .await
    }

    pub(crate) async fn meet(&self, encounter: Value) {
        self.succeed(Method::POST, "/control/encounters", Some(encounter))
            .await;
    }

    /// Moves the clock; when something falls due next.
    pub(crate) async fn move_to(&self, now: &str) -> Value {
        self.succeed(Method::PUT, "/control/clock", Some(json!({"now": now})))
            .await["next_due"]
            .clone()
    }

    pub(crate) async fn journal(&self) -> Value {
        self.succeed(Method::GET, "/control/journal", None).await
    }

    /// The events of one phone as place and whether the chain went on, the last of each place.
    pub(crate) async fn places(&self, name: &str) -> BTreeMap<String, bool> {
        let journal = self.journal().await;
        let of_phone = journal
            .as_array()
            .unwrap()
            .iter()
            .filter(|event| event["subject"] == name);
        of_phone
            .map(|event| {
                (
                    event["place"].as_str().unwrap().to_owned(),
                    event["passed"].as_bool().unwrap(),
                )
            })
            .collect()
    }
}
