//! What outlives a restart, on both kinds of database.

use mock_hersys::Config;
use reqwest::Method;
use serde_json::json;
use testbed::database::DatabaseAddress;
use testbed::postgres_for_tests::{fresh_database, run_this_suite_on_postgres};

use crate::support::{Hersys, config};

#[test]
fn the_whole_suite_runs_on_postgresql_too() {
    run_this_suite_on_postgres("the_whole_suite_runs_on_postgresql_too");
}

fn kept_in(address: &DatabaseAddress) -> Config {
    Config {
        database: address.clone(),
        ..config()
    }
}

async fn outlives_a_restart(address: &DatabaseAddress) {
    let hersys = Hersys::start_with(kept_in(address)).await;
    let number = hersys.issued_number("090-0000-0001").await;
    let not_yet_positive = hersys.register_case("090-0000-0002").await;
    hersys.put("/control/validity", json!({"hours": 24})).await;
    hersys.put("/control/issuing", json!({"manual": "stopped"})).await;
    let kept = [
        "/control/cases",
        "/control/processing-numbers",
        "/control/outbox",
        "/control/issuing",
        "/control/validity",
        "/control/audit-trail",
        "/control/health-centres",
    ];
    let mut before = Vec::new();
    for path in kept {
        before.push(hersys.get(path).await);
    }
    hersys.server.stop().await.unwrap();

    let hersys = Hersys::start_with(kept_in(address)).await;
    for (path, before) in kept.iter().zip(before) {
        assert_eq!(hersys.get(path).await, before, "{path}");
    }
    assert_eq!(hersys.verify(&number).await, "valid");
    hersys.put("/control/issuing", json!({"manual": "open"})).await;
    hersys.report_positive(&not_yet_positive).await;
    assert_eq!(hersys.issue(&not_yet_positive).await.status(), 201);
    assert_ne!(
        hersys.latest_number("090-0000-0002").await,
        number,
        "no number comes twice"
    );
}

#[tokio::test]
async fn a_file_outlives_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    outlives_a_restart(&DatabaseAddress::File(folder.path().join("hersys.sqlite"))).await;
}

#[tokio::test]
async fn a_postgresql_database_outlives_a_restart() {
    if let Some(address) = fresh_database() {
        outlives_a_restart(&address).await;
    }
}

#[tokio::test]
async fn a_used_number_stays_used_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let address = DatabaseAddress::File(folder.path().join("hersys.sqlite"));
    let mut config = kept_in(&address);
    config.verification.used = Some("used".to_owned());
    let contract = config.verification.clone();
    let hersys = Hersys::start_with(config).await;
    let number = hersys.issued_number("090-0000-0001").await;
    hersys.verify(&number).await;
    hersys.server.stop().await.unwrap();

    let hersys = Hersys::start_with(Config {
        verification: contract,
        ..kept_in(&address)
    })
    .await;
    assert_eq!(hersys.verify(&number).await, "used");
    let path = format!("/control/processing-numbers/{number}");
    let answer = hersys.request(Method::DELETE, &path).send().await.unwrap();
    assert_eq!(answer.status(), 404);
}
