//! A part that writes down when it was run and what work it did, and what is asked of it.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use axum::{Json, Router};
use jiff::{Timestamp, ToSpan as _};
use reqwest::Method;
use serde_json::{Value, json};
use testbed::clock::Clock;
use testbed::control::{Controlled, with_control};
use testbed::fault::{Fault, FaultGuard, FaultRule, FaultRules};
use testbed::http::client_builder;
use testbed::journal::Journal;
use testbed::patience;
use testbed::problem::Problem;
use testbed::serve::{Limits, RunningServer, bind};
use testbed::unexpected::NoSuchCall;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

pub(crate) const START: &str = "2021-06-14T01:00:00Z";
/// What the part answers to its work: as JSON, so that another type can be told from it.
pub(crate) const DONE: &str = r#"{"result":"done"}"#;

/// Something falls due an hour after every start and every run.
#[derive(Clone)]
struct Hourly {
    clock: Clock,
    journal: Journal,
    faults: FaultRules,
    runs: Arc<Mutex<Vec<Timestamp>>>,
    work: Arc<Mutex<Vec<Bytes>>>,
}

impl Hourly {
    fn due(&self) -> Timestamp {
        let last = self.runs.lock().unwrap().last().copied();
        last.unwrap_or(START.parse().unwrap()) + 1.hour()
    }
}

impl Controlled for Hourly {
    fn clock(&self) -> &Clock {
        &self.clock
    }

    fn journal(&self) -> &Journal {
        &self.journal
    }

    fn faults(&self) -> &FaultRules {
        &self.faults
    }

    async fn next_due(&self) -> Option<Timestamp> {
        Some(self.due())
    }

    async fn run_due(&self, until: Timestamp) -> Result<(), Problem> {
        while self.due() <= until {
            let due = self.due();
            self.runs.lock().unwrap().push(due);
        }
        Ok(())
    }
}

/// A part that runs, and a client.
pub(crate) struct Part {
    server: RunningServer,
    hourly: Hourly,
    client: reqwest::Client,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) content_type: String,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }
}

pub(crate) fn virtual_clock() -> Clock {
    Clock::virtual_at(START.parse().unwrap())
}

async fn work(State(part): State<Hourly>, body: Bytes) -> Json<Value> {
    part.work.lock().unwrap().push(body);
    Json(json!({"result": "done"}))
}

impl Part {
    pub(crate) async fn start(clock: Clock) -> Self {
        Self::start_as(clock, true).await
    }

    pub(crate) async fn start_as(clock: Clock, test_instance: bool) -> Self {
        Self::start_with(clock, test_instance, Limits::default()).await
    }

    pub(crate) async fn start_with(clock: Clock, test_instance: bool, limits: Limits) -> Self {
        let hourly = Hourly {
            clock,
            journal: Journal::default(),
            faults: FaultRules::default(),
            runs: Arc::default(),
            work: Arc::default(),
        };
        let public = Router::new()
            .route("/work", get(work).put(work).post(work))
            .route("/missing-file", get(async || StatusCode::NOT_FOUND))
            .route("/not-today", get(async || NoSuchCall::Path))
            .with_state(hourly.clone());
        let control = Router::new()
            .route("/control/own", get(async || "own"))
            .route("/control/own/missing", get(async || StatusCode::NOT_FOUND));
        let router = Router::from(with_control(hourly.clone(), public, control, test_instance))
            .merge(Router::new().route("/health", get(async || "up")));
        let bound = bind(([127, 0, 0, 1], 0).into()).await.unwrap();
        Self {
            server: bound.with_limits(limits).serve(router),
            hourly,
            client: client_builder().build().unwrap(),
        }
    }

    /// Where it is.
    pub(crate) fn url(&self) -> String {
        self.server.url()
    }

    /// When it was run.
    pub(crate) fn runs(&self) -> Vec<String> {
        let runs = self.hourly.runs.lock().unwrap();
        runs.iter().map(ToString::to_string).collect()
    }

    /// The bodies of the requests for which work was done.
    pub(crate) fn work(&self) -> Vec<Bytes> {
        self.hourly.work.lock().unwrap().clone()
    }

    pub(crate) fn install(&self, rule: FaultRule) -> FaultGuard {
        self.hourly.faults.install(rule)
    }

    /// Whatever is asked for at `/work` goes wrong.
    pub(crate) fn break_work(&self, fault: Fault) -> FaultGuard {
        self.install(FaultRule::always("/work", fault))
    }

    /// The answer; `None` where there is none, or none to its end.
    pub(crate) async fn ask(&self, method: &str, path: &str, body: &str) -> Option<Answer> {
        self.ask_with(method, path, body, None).await
    }

    /// The same by a caller that waits so long.
    pub(crate) async fn ask_with(
        &self,
        method: &str,
        path: &str,
        body: &str,
        patience: Option<Duration>,
    ) -> Option<Answer> {
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        let mut request = self
            .client
            .request(method, format!("{}{path}", self.server.url()));
        if !body.is_empty() {
            request = request
                .header("content-type", "application/json")
                .body(body.to_owned());
        }
        if let Some(patience) = patience {
            request = request.header(patience::HEADER, patience::header_value(patience));
        }
        let answer = request.send().await.ok()?;
        Some(Answer {
            status: answer.status().as_u16(),
            content_type: match answer.headers().get("content-type") {
                Some(content_type) => content_type.to_str().unwrap().to_owned(),
                None => String::new(),
            },
            body: answer.text().await.ok()?,
        })
    }

    pub(crate) async fn put(&self, path: &str, body: &Value) -> (u16, Value) {
        let answer = self.ask("PUT", path, &body.to_string()).await.unwrap();
        (
            answer.status,
            serde_json::from_str(&answer.body).unwrap_or_default(),
        )
    }

    pub(crate) async fn status(&self, path: &str) -> u16 {
        self.ask("GET", path, "").await.unwrap().status
    }

    /// A connection of its own.
    pub(crate) async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.server.address()).await.unwrap()
    }

    /// Sends text as it is, and everything that comes back until the connection is closed.
    pub(crate) async fn exchange(&self, text: &str) -> String {
        let mut connection = self.connect().await;
        connection.write_all(text.as_bytes()).await.unwrap();
        everything(&mut connection).await
    }

    pub(crate) async fn stop(self) {
        self.server.stop().await.unwrap();
    }
}

/// Everything that comes until the connection is closed.
pub(crate) async fn everything(connection: &mut TcpStream) -> String {
    let mut all = Vec::new();
    let mut part = [0; 4096];
    // A connection that is reset is closed too.
    while let Ok(read @ 1..) = connection.read(&mut part).await {
        all.extend_from_slice(&part[..read]);
    }
    String::from_utf8(all).unwrap()
}
