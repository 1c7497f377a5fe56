//! How much a server takes on, and what it does when a handler breaks.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::http::StatusCode;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, put};
use testbed::http::client_builder;
use testbed::serve::{Limits, RequestGate, RequestLimits, RunningServer, bind, limit_requests};
use tokio::io::AsyncWriteExt as _;
use tokio::sync::Semaphore;

use crate::support::{Part, everything, virtual_clock};

/// As short as a limit can be that a test runs into.
const SHORT: Duration = Duration::from_millis(20);

async fn part(limits: Limits) -> Part {
    Part::start_with(virtual_clock(), true, limits).await
}

#[tokio::test]
async fn a_body_that_is_too_long_is_refused_before_the_work() {
    let part = part(Limits {
        body_size: 4,
        ..Limits::default()
    })
    .await;
    assert_eq!(part.ask("PUT", "/work", "four").await.unwrap().status, 200);
    let head = "PUT /work HTTP/1.1\r\nhost: localhost\r\n";
    let announced = part.exchange(&format!("{head}content-length: 5\r\n\r\n")).await;
    assert!(announced.starts_with("HTTP/1.1 413 "), "{announced}");
    let in_chunks = format!("{head}transfer-encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
    let answer = part.exchange(&in_chunks).await;
    assert!(answer.starts_with("HTTP/1.1 413 "), "{answer}");
    assert_eq!(part.work(), ["four"]);
}

#[tokio::test]
async fn who_does_not_finish_a_body_is_answered_with_408() {
    let part = part(Limits {
        body_read_timeout: SHORT,
        ..Limits::default()
    })
    .await;
    let answer = part
        .exchange("PUT /work HTTP/1.1\r\nhost: localhost\r\ncontent-length: 5\r\n\r\nab")
        .await;
    assert!(answer.starts_with("HTTP/1.1 408 "), "{answer}");
    assert!(part.work().is_empty());
}

#[tokio::test]
async fn who_does_not_finish_a_head_is_closed() {
    let part = part(Limits {
        header_read_timeout: SHORT,
        ..Limits::default()
    })
    .await;
    let answer = part.exchange("PUT /work HTTP/1.1\r\nhost: loc").await;
    assert!(!answer.contains("200"), "{answer}");
    assert!(part.work().is_empty());
}

#[tokio::test]
async fn a_connection_too_many_waits_until_one_is_closed() {
    let part = part(Limits {
        connections: 1,
        ..Limits::default()
    })
    .await;
    let request = b"GET /work HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n";
    let first = part.connect().await;
    let mut second = part.connect().await;
    second.write_all(request).await.unwrap();
    assert!(part.work().is_empty());
    drop(first);
    assert!(everything(&mut second).await.starts_with("HTTP/1.1 200 "));
}

/// A server whose `/wait` answers when it is allowed to.
struct Waiting {
    server: RunningServer,
    permits: Arc<Semaphore>,
    entered: Arc<Semaphore>,
}

impl Waiting {
    async fn start(limits: Limits, gate: Option<RequestLimits>) -> Self {
        let (permits, entered) = (Arc::new(Semaphore::new(0)), Arc::new(Semaphore::new(0)));
        let (allowed, inside) = (Arc::clone(&permits), Arc::clone(&entered));
        let wait = async move || {
            inside.add_permits(1);
            allowed.acquire().await.unwrap().forget();
        };
        let mut router = Router::new().route("/wait", get(wait));
        if let Some(gate) = gate {
            router = router.layer(from_fn_with_state(RequestGate::new(gate), limit_requests));
        }
        let router = router
            .route("/health", get(async || "up"))
            .route("/control/own", get(async || "own"));
        let bound = bind(([127, 0, 0, 1], 0).into()).await.unwrap();
        Self {
            server: bound.with_limits(limits).serve(router),
            permits,
            entered,
        }
    }

    fn ask(&self, path: &str) -> tokio::task::JoinHandle<u16> {
        let client = client_builder().build().unwrap();
        let url = format!("{}{path}", self.server.url());
        tokio::spawn(async move { client.get(url).send().await.unwrap().status().as_u16() })
    }

    /// Waits until so many requests have reached the handler since the last call.
    async fn reached(&self, count: u32) {
        self.entered.acquire_many(count).await.unwrap().forget();
    }
}

#[tokio::test]
async fn requests_beyond_the_limit_wait_and_those_beyond_the_waiting_room_are_refused() {
    let requests = RequestLimits {
        concurrent: 1,
        outstanding: 2,
        excess: StatusCode::TOO_MANY_REQUESTS,
    };
    let everywhere = Limits {
        requests,
        ..Limits::default()
    };
    for (limits, gate) in [(everywhere, None), (Limits::default(), Some(requests))] {
        let waiting = Waiting::start(limits, gate).await;
        let first = waiting.ask("/wait");
        waiting.reached(1).await;
        // Two more: one waits, whichever it is, and the other one is refused.
        let mut others =
            futures::stream::FuturesUnordered::from_iter([waiting.ask("/wait"), waiting.ask("/wait")]);
        let refused = futures::StreamExt::next(&mut others).await.unwrap().unwrap();
        assert_eq!(refused, 429);
        assert_eq!(waiting.ask("/health").await.unwrap(), 200);
        assert_eq!(waiting.ask("/control/own").await.unwrap(), 200);
        waiting.permits.add_permits(1);
        assert_eq!(first.await.unwrap(), 200);
        waiting.reached(1).await;
        waiting.permits.add_permits(1);
        assert_eq!(futures::StreamExt::next(&mut others).await.unwrap().unwrap(), 200);
    }
}

#[tokio::test]
async fn a_server_that_stops_answers_what_is_under_way() {
    let waiting = Waiting::start(Limits::default(), None).await;
    let under_way = waiting.ask("/wait");
    waiting.reached(1).await;
    let permits = Arc::clone(&waiting.permits);
    let stopping = tokio::spawn(waiting.server.stop());
    permits.add_permits(1);
    assert_eq!(under_way.await.unwrap(), 200);
    stopping.await.unwrap().unwrap();
}

#[tokio::test]
async fn a_server_that_stops_does_not_wait_for_ever() {
    let limits = Limits {
        farewell: SHORT,
        ..Limits::default()
    };
    let waiting = Waiting::start(limits, None).await;
    let under_way = waiting.ask("/wait");
    waiting.reached(1).await;
    waiting.server.stop().await.unwrap();
    assert!(under_way.await.is_err(), "the request was answered");
}

#[tokio::test]
async fn a_stopped_server_closes_connections_that_are_idle() {
    let part = part(Limits::default()).await;
    let mut idle = part.connect().await;
    assert_eq!(part.status("/work").await, 200);
    part.stop().await;
    assert_eq!(everything(&mut idle).await, "");
}

#[tokio::test]
async fn a_handler_that_panics_answers_500_without_a_word_and_the_server_goes_on() {
    let panics = async |body: Bytes| {
        assert!(body.is_empty(), "a secret: {body:?}");
        "calm"
    };
    let router = Router::new().route("/", put(panics));
    let server = testbed::serve::serve(([127, 0, 0, 1], 0).into(), router)
        .await
        .unwrap();
    let client = client_builder().build().unwrap();
    let answer = client.put(server.url()).body("01234567").send().await.unwrap();
    assert_eq!(answer.status(), 500);
    assert_eq!(answer.text().await.unwrap(), "");
    let answer = client.put(server.url()).send().await.unwrap();
    assert_eq!(answer.text().await.unwrap(), "calm");
}
