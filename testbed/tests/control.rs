//! The control interface as every part offers it, on a part that only writes down when it was run.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::routing::get;
use jiff::{Timestamp, ToSpan as _};
use serde_json::{Value, json};
use testbed::clock::Clock;
use testbed::control::{Controlled, with_control};
use testbed::fault::FaultRules;
use testbed::journal::Journal;
use testbed::problem::Problem;
use testbed::serve::{RunningServer, serve};

const START: &str = "2021-06-14T01:00:00Z";

/// Something falls due an hour after every start and every run.
#[derive(Clone)]
struct Hourly {
    clock: Clock,
    journal: Journal,
    faults: FaultRules,
    runs: Arc<Mutex<Vec<Timestamp>>>,
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

async fn start(clock: Clock, test_instance: bool) -> (RunningServer, Hourly) {
    let part = Hourly {
        clock,
        journal: Journal::default(),
        faults: FaultRules::default(),
        runs: Arc::default(),
    };
    let public = Router::new().route("/work", get(async || "done"));
    let control = Router::new().route("/control/own", get(async || "own"));
    let routes = with_control(part.clone(), public, control, test_instance);
    (
        serve(SocketAddr::from(([127, 0, 0, 1], 0)), routes.into())
            .await
            .unwrap(),
        part,
    )
}

fn virtual_clock() -> Clock {
    Clock::virtual_at(START.parse().unwrap())
}

async fn put(server: &RunningServer, path: &str, body: &Value) -> (u16, Value) {
    let url = format!("{}{path}", server.url());
    let answer = reqwest::Client::new().put(url).json(body).send().await.unwrap();
    (
        answer.status().as_u16(),
        serde_json::from_str(&answer.text().await.unwrap()).unwrap_or_default(),
    )
}

async fn status(server: &RunningServer, path: &str) -> u16 {
    reqwest::get(format!("{}{path}", server.url()))
        .await
        .unwrap()
        .status()
        .as_u16()
}

#[tokio::test]
async fn moving_the_clock_runs_what_falls_due_until_then_and_nothing_later() {
    let (server, part) = start(virtual_clock(), true).await;
    let (code, state) = put(&server, "/control/clock", &json!({"now": "2021-06-14T03:00:00Z"})).await;
    assert_eq!(code, 200);
    assert_eq!(
        state,
        json!({"now": "2021-06-14T03:00:00Z", "next_due": "2021-06-14T04:00:00Z"})
    );
    let runs: Vec<String> = part
        .runs
        .lock()
        .unwrap()
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(runs, ["2021-06-14T02:00:00Z", "2021-06-14T03:00:00Z"]);
}

#[tokio::test]
async fn the_clock_does_not_go_back_and_runs_nothing_on_the_way() {
    let (server, part) = start(virtual_clock(), true).await;
    let (code, problem) = put(&server, "/control/clock", &json!({"now": "2021-06-14T00:59:59Z"})).await;
    assert_eq!((code, &problem["status"]), (409, &json!(409)));
    assert!(part.runs.lock().unwrap().is_empty());
}

#[tokio::test]
async fn the_systems_clock_is_not_moved() {
    let (server, part) = start(Clock::system(), true).await;
    assert_eq!(
        put(&server, "/control/clock", &json!({"now": "2999-01-01T00:00:00Z"}))
            .await
            .0,
        409
    );
    assert!(part.runs.lock().unwrap().is_empty());
}

#[tokio::test]
async fn what_is_no_test_instance_refuses_every_control_call_and_does_its_work() {
    let (server, part) = start(virtual_clock(), false).await;
    for path in [
        "/control/clock",
        "/control/journal",
        "/control/faults",
        "/control/own",
    ] {
        assert_eq!(status(&server, path).await, 403, "{path}");
    }
    assert_eq!(
        put(&server, "/control/clock", &json!({"now": "2021-06-14T03:00:00Z"}))
            .await
            .0,
        403
    );
    assert!(part.runs.lock().unwrap().is_empty());
    assert_eq!(status(&server, "/work").await, 200);
}

#[tokio::test]
async fn a_fault_stops_the_work_and_not_the_control() {
    let (server, _part) = start(virtual_clock(), true).await;
    let rules = json!([{"path": "/", "fault": {"status": 503}}]);
    assert_eq!(put(&server, "/control/faults", &rules).await.0, 204);
    assert_eq!(status(&server, "/work").await, 503);
    assert_eq!(status(&server, "/control/own").await, 200);
    assert_eq!(put(&server, "/control/faults", &json!([])).await.0, 204);
    assert_eq!(status(&server, "/work").await, 200);
}
