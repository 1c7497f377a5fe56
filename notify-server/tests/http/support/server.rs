//! A notification server on a free port.

use std::collections::BTreeMap;
use std::sync::Arc;

use exposure_notification::{SigningKey, TemporaryExposureKeyExport, VerificationKey, read_export};
use notify_server::{AppVersions, Config, Files, KEYS_PER_FILE, Regions, VerificationSettings, cocoa};
use reqwest::{Client, Method, Response};
use serde_json::{Value, json};
use testbed::clock::Clock;
use testbed::contract_for_tests::{CheckedClient, CheckedRequest, Contract};
use testbed::postgres_for_tests::database_of_this_run;
use testbed::seed::Seed;
use testbed::serve::RunningServer;

use super::{HerSys, with};

pub(crate) struct Server {
    pub(crate) running: RunningServer,
    pub(crate) hersys: HerSys,
    client: CheckedClient,
}

/// What an app knows of itself after its registration.
pub(crate) struct User {
    pub(crate) user_uuid: String,
    pub(crate) secret: String,
}

/// A server of a date at noon in Japan on 2021-06-14, files in memory, HER-SYS under the URL.
pub(crate) fn config(state: &str, hersys_url: &str) -> Config {
    Config {
        listen: ([127, 0, 0, 1], 0).into(),
        clock: Clock::virtual_at("2021-06-14T03:00:00Z".parse().unwrap()),
        seed: Seed::from_number(1),
        test_instance: true,
        state: state.parse().unwrap(),
        exposure_configuration: serde_json::from_value(exposure_configuration()).unwrap(),
        parameters_v2: None,
        app_versions: AppVersions::default(),
        terms_update: None,
        verification: VerificationSettings {
            url: hersys_url.to_owned(),
            parameter_name: "number".to_owned(),
            subscription_key: None,
            statuses: BTreeMap::from([("0".to_owned(), 200), ("1".to_owned(), 406)]),
        },
        signing_keys: SigningKey::generate("440", "v1").unwrap().into(),
        keys_per_file: KEYS_PER_FILE,
        regions: Regions::default(),
        app: cocoa(),
        database: database_of_this_run(),
        files: Files::Memory,
        public_url: None,
        functions_key: None,
        front_door_id: None,
        inquiry_log_api_key: None,
    }
}

/// COCOA's parameters since v1.1.4.
pub(crate) fn exposure_configuration() -> Value {
    json!({
        "MinimumRiskScore": 21,
        "AttenuationWeight": 50,
        "TransmissionWeight": 50,
        "DurationWeight": 50,
        "DaysSinceLastExposureWeight": 50,
        "TransmissionRiskScores": [7, 7, 7, 7, 7, 7, 7, 7],
        "AttenuationScores": [1, 2, 3, 4, 5, 6, 7, 8],
        "DurationScores": [0, 0, 0, 0, 1, 1, 1, 1],
        "DaysSinceLastExposureScores": [1, 1, 1, 1, 1, 1, 1, 1],
        "DurationAtAttenuationThresholds": [50, 70],
    })
}

impl Server {
    /// A server of a date, on 2021-06-14 at noon in Japan, with HER-SYS accepting every number.
    pub(crate) async fn start(state: &str) -> Self {
        Self::start_with(state, |_config| {}).await
    }

    pub(crate) async fn start_with(state: &str, change: impl FnOnce(&mut Config)) -> Self {
        let hersys = HerSys::start().await;
        let mut config = config(state, &hersys.url);
        change(&mut config);
        let running = notify_server::start(config).await.unwrap();
        Self {
            running,
            hersys,
            client: CheckedClient::new(Client::new()),
        }
    }

    pub(crate) fn request(&self, method: Method, path: &str) -> CheckedRequest {
        self.client
            .request(method, format!("{}{path}", self.running.url()))
    }

    /// What `/openapi.json` says.
    pub(crate) async fn contract(&self) -> Arc<Contract> {
        self.client.contract(&self.running.url()).await
    }

    pub(crate) async fn get(&self, path: &str) -> Response {
        self.request(Method::GET, path).send().await.unwrap()
    }

    pub(crate) async fn get_json(&self, path: &str) -> Value {
        let response = self.get(path).await;
        assert_eq!(response.status(), 200, "GET {path}");
        response.json().await.unwrap()
    }

    /// Registers a user as a new installation of the app does.
    pub(crate) async fn register_user(&self) -> User {
        let response = self
            .request(Method::POST, "/api/register")
            .json(&json!({}))
            .send()
            .await
            .unwrap();
        assert_eq!(response.status(), 200);
        let body: Value = response.json().await.unwrap();
        let text = |member: &str| body[member].as_str().unwrap().to_owned();
        User {
            user_uuid: text("userUuid"),
            secret: text("secret"),
        }
    }

    /// Submits in the first form, for the user.
    pub(crate) async fn submit_v1(&self, user: &User, submission: Value) -> Response {
        let body = with(submission, "userUuid", json!(user.user_uuid));
        let request = self
            .request(Method::PUT, "/api/diagnosis")
            .bearer_auth(&user.secret);
        request.json(&body).send().await.unwrap()
    }

    /// Submits in the second form.
    pub(crate) async fn submit_v2(&self, submission: Value) -> Response {
        self.request(Method::PUT, "/api/v2/diagnosis")
            .json(&submission)
            .send()
            .await
            .unwrap()
    }

    /// Submits in the form that the server of every date has, as a new user.
    pub(crate) async fn submit(&self, submission: Value) -> Response {
        let user = self.register_user().await;
        self.submit_v1(&user, submission).await
    }

    /// Submits, and fails the test unless it is accepted.
    pub(crate) async fn register_keys(&self, keys: &[Value]) {
        let response = self.submit(super::submission(keys)).await;
        assert_eq!(response.status(), 204);
    }

    /// Every key that is kept.
    pub(crate) async fn keys(&self) -> Vec<Value> {
        self.get_json("/control/keys").await.as_array().unwrap().clone()
    }

    /// Switches columns of the server's state, and returns the state.
    pub(crate) async fn switch(&self, changes: &Value) -> Value {
        let request = self.request(Method::PATCH, "/control/state").json(changes);
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), 200, "switching {changes}");
        response.json().await.unwrap()
    }

    pub(crate) async fn move_clock(&self, now: &str) -> Value {
        let body = json!({"now": now});
        let response = self
            .request(Method::PUT, "/control/clock")
            .json(&body)
            .send()
            .await
            .unwrap();
        assert_eq!(response.status(), 200, "moving the clock to {now}");
        response.json().await.unwrap()
    }

    /// The list's entries.
    pub(crate) async fn list(&self) -> Vec<Value> {
        self.get_json("/c19r/440/list.json")
            .await
            .as_array()
            .unwrap()
            .clone()
    }

    /// The published half of the key that signs files.
    pub(crate) async fn verification_key(&self) -> VerificationKey {
        serde_json::from_value(self.get_json("/control/verification-key").await).unwrap()
    }

    /// An export file, read as a phone reads it: with the published verification key.
    pub(crate) async fn export(&self, number: u32) -> TemporaryExposureKeyExport {
        let response = self.get(&format!("/c19r/440/{number}.zip")).await;
        assert_eq!(response.status(), 200, "file {number}");
        read_export(&response.bytes().await.unwrap(), &[self.verification_key().await]).unwrap()
    }

    /// The journal as place and whether the chain went on there.
    pub(crate) async fn journal(&self) -> Vec<(String, bool)> {
        let events = self.get_json("/control/journal").await;
        let place_of = |event: &Value| {
            assert_eq!(event["subject"], "通知サーバー");
            (
                event["place"].as_str().unwrap().to_owned(),
                event["passed"].as_bool().unwrap(),
            )
        };
        events.as_array().unwrap().iter().map(place_of).collect()
    }
}
