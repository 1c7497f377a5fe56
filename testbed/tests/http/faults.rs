//! What each fault does to who asks, and to the work.

use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::Request;
use axum::routing::get;
use futures::FutureExt as _;
use testbed::clock::Clock;
use testbed::control::{Controlled, with_control};
use testbed::fault::{Fault, FaultRule, FaultRules};
use testbed::journal::Journal;
use testbed::problem::Problem;
use tower::ServiceExt as _;

use crate::support::{DONE, Part, virtual_clock};

const PATIENCE: Option<Duration> = Some(Duration::from_secs(100));
const LIKE_A_HEAD: &str = "PUT /work HTTP/1.1\r\nhost: localhost\r\ncontent-length: 5\r\n\r\n";

#[tokio::test]
async fn a_status_is_answered_without_a_body_and_without_work() {
    let part = Part::start(virtual_clock()).await;
    let _fault = part.break_work(Fault::Status(503));
    let answer = part.ask("PUT", "/work", "keys").await.unwrap();
    assert_eq!((answer.status, answer.body.as_str()), (503, ""));
    assert!(part.work().is_empty());
}

#[tokio::test]
async fn a_refused_connection_is_closed_before_the_body_was_sent() {
    let part = Part::start(virtual_clock()).await;
    let _fault = part.break_work(Fault::Refuse);
    // The body is never sent: a server that waited for it would not close.
    assert_eq!(part.exchange(LIKE_A_HEAD).await, "");
    assert!(part.ask("PUT", "/work", "keys").await.is_none());
    assert!(part.work().is_empty());
}

#[tokio::test]
async fn what_is_dropped_before_the_work_is_not_done() {
    let part = Part::start(virtual_clock()).await;
    let _fault = part.break_work(Fault::DropBefore);
    assert!(part.ask("PUT", "/work", "keys").await.is_none());
    assert!(part.work().is_empty());
}

#[tokio::test]
async fn what_is_dropped_after_the_work_is_done_and_never_answered() {
    let part = Part::start(virtual_clock()).await;
    let _fault = part.break_work(Fault::DropAfter);
    assert!(part.ask("PUT", "/work", "keys").await.is_none());
    assert_eq!(part.work(), ["keys"]);
}

#[tokio::test]
async fn a_connection_that_was_hung_up_sends_not_a_byte() {
    let part = Part::start(virtual_clock()).await;
    let request = format!("{LIKE_A_HEAD}abcde");
    for fault in [Fault::Refuse, Fault::DropBefore, Fault::DropAfter] {
        let _fault = part.break_work(fault);
        assert_eq!(part.exchange(&request).await, "");
    }
}

#[tokio::test]
async fn a_truncated_answer_promises_its_length_and_breaks_off() {
    let part = Part::start(virtual_clock()).await;
    let _fault = part.break_work(Fault::Truncate { bytes: 10 });
    assert!(part.ask("PUT", "/work", "keys").await.is_none());
    let received = part.exchange(&format!("{LIKE_A_HEAD}abcde")).await;
    let (head, body) = received.split_once("\r\n\r\n").unwrap();
    assert!(
        head.to_lowercase()
            .contains(&format!("content-length: {}", DONE.len())),
        "{head}"
    );
    assert_eq!(body, &DONE[..10]);
    assert_eq!(part.work(), ["keys", "abcde"]);
}

#[tokio::test]
async fn an_answer_that_is_no_longer_than_the_cut_arrives_whole() {
    let part = Part::start(virtual_clock()).await;
    let _fault = part.break_work(Fault::Truncate { bytes: DONE.len() });
    assert_eq!(part.ask("GET", "/work", "").await.unwrap().body, DONE);
}

#[tokio::test]
async fn made_up_answers_come_as_what_they_are_said_to_be_and_without_work() {
    let part = Part::start(virtual_clock()).await;
    for (fault, content_type, body) in [
        (
            Fault::WrongJson(r#"{"result": 1}"#.to_owned()),
            "application/json",
            r#"{"result": 1}"#,
        ),
        (Fault::Nonsense("<html>".to_owned()), "text/html", "<html>"),
        (Fault::Bytes(b"PK".to_vec()), "application/octet-stream", "PK"),
    ] {
        let _fault = part.break_work(fault);
        let answer = part.ask("GET", "/work", "").await.unwrap();
        assert_eq!(
            (answer.status, answer.content_type.as_str(), answer.body.as_str()),
            (200, content_type, body)
        );
    }
    assert!(part.work().is_empty());
}

#[tokio::test]
async fn a_wrong_type_covers_the_true_answer() {
    let part = Part::start(virtual_clock()).await;
    let _fault = part.break_work(Fault::WrongContentType("text/html".to_owned()));
    let answer = part.ask("PUT", "/work", "keys").await.unwrap();
    assert_eq!(
        (answer.content_type.as_str(), answer.body.as_str()),
        ("text/html", DONE)
    );
    assert_eq!(part.work(), ["keys"]);
}

#[tokio::test]
async fn in_virtual_time_a_delay_ends_the_patience_that_it_reaches() {
    let part = Part::start(virtual_clock()).await;
    for (milliseconds, done) in [(99_999, true), (100_000, false), (100_001, false)] {
        let _fault = part.break_work(Fault::Delay { milliseconds });
        let before = part.work().len();
        let answer = part.ask_with("PUT", "/work", "keys", PATIENCE).await;
        assert_eq!(answer.is_some(), done, "{milliseconds} ms");
        assert_eq!(part.work().len() - before, usize::from(done), "{milliseconds} ms");
    }
}

#[tokio::test]
async fn in_virtual_time_who_does_not_say_how_long_it_waits_is_answered() {
    let part = Part::start(virtual_clock()).await;
    let _fault = part.break_work(Fault::Delay {
        milliseconds: u64::MAX,
    });
    assert_eq!(part.ask("GET", "/work", "").await.unwrap().body, DONE);
}

#[tokio::test]
async fn in_virtual_time_a_slow_answer_ends_the_patience_after_the_work() {
    let part = Part::start(virtual_clock()).await;
    let length = u64::try_from(DONE.len()).unwrap();
    let patience = Some(Duration::from_millis(length * 10));
    for (milliseconds_per_byte, arrives) in [(9, true), (10, false)] {
        let _fault = part.break_work(Fault::SlowBytes {
            milliseconds_per_byte,
        });
        let before = part.work().len();
        let answer = part.ask_with("GET", "/work", "", patience).await;
        assert_eq!(answer.map(|answer| answer.body), arrives.then(|| DONE.to_owned()));
        assert_eq!(part.work().len(), before + 1);
    }
}

#[tokio::test]
async fn under_the_systems_clock_the_patience_is_the_callers_own_business() {
    let part = Part::start(Clock::system()).await;
    let impatient = Some(Duration::from_millis(1));
    for fault in [
        Fault::Delay { milliseconds: 2 },
        Fault::SlowBytes {
            milliseconds_per_byte: 1,
        },
    ] {
        let _fault = part.break_work(fault);
        let answer = part.ask_with("GET", "/work", "", impatient).await.unwrap();
        assert_eq!(answer.body, DONE);
    }
}

/// A part without a network, whose timers alone make time go on.
#[derive(Clone)]
struct Unconnected(Clock, Journal, FaultRules);

impl Controlled for Unconnected {
    fn clock(&self) -> &Clock {
        &self.0
    }

    fn journal(&self) -> &Journal {
        &self.1
    }

    fn faults(&self) -> &FaultRules {
        &self.2
    }

    async fn next_due(&self) -> Option<jiff::Timestamp> {
        None
    }

    async fn run_due(&self, _until: jiff::Timestamp) -> Result<(), Problem> {
        Ok(())
    }
}

/// What a part of the clock answers without waiting for anything; `None` if it waits.
fn answered_at_once(clock: Clock, fault: Fault) -> Option<String> {
    let part = Unconnected(clock, Journal::default(), FaultRules::default());
    part.2.add(FaultRule::always("/", fault));
    let public = Router::new().route("/", get(async || DONE));
    let request = Request::get("/").body(Body::empty()).unwrap();
    let answer = Router::from(with_control(part, public, Router::new(), true))
        .oneshot(request)
        .now_or_never()?;
    let body = to_bytes(answer.unwrap().into_body(), DONE.len()).now_or_never()?;
    Some(String::from_utf8(body.unwrap().to_vec()).unwrap())
}

#[tokio::test]
async fn only_under_the_systems_clock_somebody_waits() {
    const HOUR: u64 = 3_600_000;
    for fault in [
        Fault::Delay { milliseconds: HOUR },
        Fault::SlowBytes {
            milliseconds_per_byte: HOUR,
        },
    ] {
        assert_eq!(
            answered_at_once(virtual_clock(), fault.clone()).as_deref(),
            Some(DONE)
        );
        assert_eq!(answered_at_once(Clock::system(), fault), None);
    }
}
