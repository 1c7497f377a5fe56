//! The server of every day under requests of bad will.

use notify_server::ServerState;
use testbed::hostile_for_tests::{PanicCount, attack, follow_examples, grown_while_sending};
use testbed::seed::Seed;

use crate::support::Server;

/// For the server of one day.
const REQUESTS: usize = 250;

/// Far more than any body that the server reads.
const LARGE: u64 = 512 * 1024 * 1024;

/// What everything that runs beside this test may take meanwhile.
const GROWTH: u64 = 128 * 1024 * 1024;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn hostile_requests_are_answered_as_described() {
    let panics = PanicCount::start();
    for (number, state) in (1..).zip(ServerState::names()) {
        let server = Server::start(state).await;
        let (contract, address) = (server.contract().await, server.running.address());

        let mut wrong = follow_examples(address, &contract).await;
        wrong.extend(attack(address, &contract, &Seed::from_number(number), REQUESTS).await);

        assert!(
            wrong.is_empty(),
            "{state}: {} answers:\n{}",
            wrong.len(),
            wrong.join("\n")
        );
        assert_eq!(panics.since(), 0, "{state}");
        assert_eq!(server.get("/health").await.status(), 200, "{state}");
    }
}

#[tokio::test]
async fn a_path_that_is_no_text_is_not_found() {
    let server = Server::start("2022-06").await;
    for path in ["/c19r/440/%FF", "/%FF/terms_update.json"] {
        assert_eq!(server.get(path).await.status(), 404, "{path}");
    }
}

#[tokio::test]
async fn a_body_without_end_is_not_kept() {
    let server = Server::start("2022-06").await;
    let calls = [
        ("PUT", "/api/v2/diagnosis"),
        ("PUT", "/api/v1/event_log"),
        ("PUT", "/inquiry-logs/large.zip"),
        ("POST", "/api/register"),
        ("PATCH", "/control/state"),
    ];
    for (method, path) in calls {
        let sent = grown_while_sending(server.running.address(), method, path, LARGE).await;
        // Where the system does not tell how much memory there was, there is nothing to see.
        let Some((grown, _first_line)) = sent else { return };
        assert!(grown < GROWTH, "{method} {path}: {grown} bytes more");
    }
    assert_eq!(server.get("/health").await.status(), 200);
}
