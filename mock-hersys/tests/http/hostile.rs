//! HER-SYS under requests of bad will.

use testbed::hostile_for_tests::{PanicCount, attack, follow_examples, grown_while_sending};
use testbed::seed::Seed;

use crate::support::Hersys;

/// Far more than any body that HER-SYS reads.
const LARGE: u64 = 512 * 1024 * 1024;

/// What everything that runs beside this test may take meanwhile.
const GROWTH: u64 = 128 * 1024 * 1024;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn hostile_requests_are_answered_as_described() {
    let panics = PanicCount::start();
    let hersys = Hersys::start().await;
    let contract = hersys.contract().await;
    let address = hersys.server.address();

    assert_eq!(follow_examples(address, &contract).await, Vec::<String>::new());
    let wrong = attack(address, &contract, &Seed::from_number(1), 1_500).await;

    assert!(wrong.is_empty(), "{} answers:\n{}", wrong.len(), wrong.join("\n"));
    assert_eq!(panics.since(), 0);
    assert_eq!(hersys.get("/health").await["part"], "mock-hersys");
}

#[tokio::test]
async fn a_body_without_end_is_not_kept() {
    let hersys = Hersys::start().await;
    for path in ["/verification", "/control/cases"] {
        let sent = grown_while_sending(hersys.server.address(), "POST", path, LARGE).await;
        // Where the system does not tell how much memory there was, there is nothing to see.
        let Some((grown, first_line)) = sent else { return };
        assert!(grown < GROWTH, "{path}: {grown} bytes more");
        assert!(
            first_line.is_empty() || first_line.starts_with("HTTP/1.1 413"),
            "{path}: {first_line}"
        );
    }
    assert_eq!(hersys.get("/health").await["part"], "mock-hersys");
}
