//! A stand-in for the notification server: it records what is submitted and serves what a test publishes.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post, put};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use exposure_notification::{
    DiagnosisKey, ENIntervalNumber, SigningKey, TemporaryExposureKey, TemporaryExposureKeyExport,
    VerificationKey, write_export,
};
use serde_json::{Value, json};
use testbed::serve::{RunningServer, serve};

use super::answers::{
    configuration, document, file, list, receive_event_log, register, submit, take_call, ticket, upload_log,
};

/// The production parameters of 1.1.4 and later.
pub(crate) fn production_configuration() -> Value {
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

/// What a phone submitted.
#[derive(Clone)]
pub(crate) struct Submission {
    pub(crate) path: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Value,
}

impl Submission {
    /// The keys as a server publishes them.
    pub(crate) fn keys(&self, transmission_risk_level: u8) -> Vec<DiagnosisKey> {
        let number = |value: &Value| u32::try_from(value.as_u64().unwrap()).unwrap();
        let key = |key: &Value| DiagnosisKey {
            key: TemporaryExposureKey {
                key_data: STANDARD
                    .decode(key["keyData"].as_str().unwrap())
                    .unwrap()
                    .try_into()
                    .unwrap(),
                rolling_start: ENIntervalNumber(number(&key["rollingStartNumber"])),
                rolling_period: number(&key["rollingPeriod"]),
            },
            transmission_risk_level,
            report_type: None,
            days_since_onset_of_symptoms: None,
        };
        self.body["keys"].as_array().unwrap().iter().map(key).collect()
    }
}

pub(super) struct Contents {
    pub(super) configuration: Option<Value>,
    pub(super) documents: BTreeMap<String, Value>,
    pub(super) requested: Vec<String>,
    pub(super) list_answer: StatusCode,
    pub(super) list: Vec<Value>,
    pub(super) files: BTreeMap<String, Vec<u8>>,
    pub(super) submissions: Vec<Submission>,
    pub(super) answer: StatusCode,
    pub(super) register_answer: StatusCode,
    pub(super) ticket_answer: StatusCode,
    pub(super) event_log_answer: StatusCode,
    pub(super) uploads: Vec<Upload>,
    pub(super) hangs_up: bool,
    pub(super) patience: BTreeMap<String, Option<Duration>>,
}

/// What a phone sent about itself.
#[derive(Clone)]
pub(crate) struct Upload {
    /// Path and query.
    pub(crate) uri: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

/// The stand-in; it stops when dropped.
pub(crate) struct StandIn {
    contents: Arc<Mutex<Contents>>,
    signing_key: SigningKey,
    server: RunningServer,
}

pub(super) type Shared = State<Arc<Mutex<Contents>>>;

impl StandIn {
    /// With the production parameters, no files, and 204 to every submission.
    pub(crate) async fn start() -> Self {
        let contents = Arc::new(Mutex::new(Contents {
            configuration: Some(production_configuration()),
            documents: BTreeMap::new(),
            requested: Vec::new(),
            list_answer: StatusCode::OK,
            list: Vec::new(),
            files: BTreeMap::new(),
            submissions: Vec::new(),
            answer: StatusCode::NO_CONTENT,
            register_answer: StatusCode::OK,
            ticket_answer: StatusCode::OK,
            event_log_answer: StatusCode::CREATED,
            uploads: Vec::new(),
            hangs_up: false,
            patience: BTreeMap::new(),
        }));
        let router = Router::new()
            .route("/api/register", post(register))
            .route("/api/diagnosis", put(submit))
            .route("/api/v2/diagnosis", put(submit))
            .route("/c19r/Configration.json", get(configuration))
            .route("/c19r/440/list.json", get(list))
            .route("/c19r/440/{file}", get(file))
            .route("/api/inquirylog", get(ticket))
            .route("/inquiry-logs/{file}", put(upload_log))
            .route("/api/v1/event_log", put(receive_event_log))
            .fallback(document)
            .layer(from_fn_with_state(contents.clone(), take_call))
            .with_state(contents.clone());
        let server = serve(([127, 0, 0, 1], 0).into(), router).await.unwrap();
        Self {
            contents,
            signing_key: SigningKey::generate("440-test", "v1").unwrap(),
            server,
        }
    }

    pub(crate) fn url(&self) -> String {
        self.server.url()
    }

    pub(crate) fn verification_key(&self) -> VerificationKey {
        self.signing_key.verification_key()
    }

    /// Lists a file with these keys.
    pub(crate) fn publish(&self, keys: Vec<DiagnosisKey>) {
        let zip = self.export(keys);
        self.publish_file(Some(zip));
    }

    /// A genuine file with these keys.
    pub(crate) fn export(&self, keys: Vec<DiagnosisKey>) -> Vec<u8> {
        let export = TemporaryExposureKeyExport {
            start_timestamp: 1_623_628_800,
            end_timestamp: 1_623_715_200,
            region: "440".to_owned(),
            batch_num: 1,
            batch_size: 1,
            keys,
            revised_keys: Vec::new(),
        };
        write_export(&export, &self.signing_key).unwrap()
    }

    /// Lists a file with any content, or one that is not there.
    pub(crate) fn publish_file(&self, content: Option<Vec<u8>>) {
        let url = self.url();
        let mut contents = self.contents();
        let number = contents.list.len() + 1;
        let created = 1_623_682_800_000 + number;
        contents.list.push(json!({
            "region": "440", "url": format!("{url}/c19r/440/{number}.zip"), "created": created,
        }));
        if let Some(content) = content {
            contents.files.insert(format!("{number}.zip"), content);
        }
    }

    /// Turns the list round, the newest file first.
    pub(crate) fn reverse_list(&self) {
        self.contents().list.reverse();
    }

    /// Replaces the content of a listed file.
    pub(crate) fn repair_file(&self, number: usize, content: Vec<u8>) {
        self.contents().files.insert(format!("{number}.zip"), content);
    }

    /// What is served as `Configration.json` from now on; `None`: 503.
    pub(crate) fn set_configuration(&self, configuration: Option<Value>) {
        self.contents().configuration = configuration;
    }

    /// What answers submissions from now on.
    pub(crate) fn set_answer(&self, status: u16) {
        self.contents().answer = StatusCode::from_u16(status).unwrap();
    }

    /// What is served at a path that has nothing else, from now on.
    pub(crate) fn set_document(&self, path: &str, document: Value) {
        self.contents().documents.insert(path.to_owned(), document);
    }

    /// What answers a request for the list from now on.
    pub(crate) fn set_list_answer(&self, status: u16) {
        self.contents().list_answer = StatusCode::from_u16(status).unwrap();
    }

    /// Closes every connection without an answer from now on.
    pub(crate) fn hang_up(&self) {
        self.contents().hangs_up = true;
    }

    /// How long the last caller of a path said it would wait.
    pub(crate) fn patience(&self, path: &str) -> Option<Duration> {
        let contents = self.contents();
        match contents.patience.get(path) {
            Some(patience) => *patience,
            None => panic!("{path} was never called"),
        }
    }

    /// What answers a request for a ticket from now on.
    pub(crate) fn set_ticket_answer(&self, status: u16) {
        self.contents().ticket_answer = StatusCode::from_u16(status).unwrap();
    }

    /// What answers an event log from now on.
    pub(crate) fn set_event_log_answer(&self, status: u16) {
        self.contents().event_log_answer = StatusCode::from_u16(status).unwrap();
    }

    /// How often a path was asked for, of those that can be set.
    pub(crate) fn times_requested(&self, path: &str) -> usize {
        self.contents()
            .requested
            .iter()
            .filter(|asked| *asked == path)
            .count()
    }

    /// Everything that phones sent about themselves.
    pub(crate) fn uploads(&self) -> Vec<Upload> {
        self.contents().uploads.clone()
    }

    /// What answers the registration of users from now on.
    pub(crate) fn set_register_answer(&self, status: u16) {
        self.contents().register_answer = StatusCode::from_u16(status).unwrap();
    }

    /// Everything submitted so far.
    pub(crate) fn submissions(&self) -> Vec<Submission> {
        self.contents().submissions.clone()
    }

    fn contents(&self) -> MutexGuard<'_, Contents> {
        self.contents.lock().unwrap()
    }
}
