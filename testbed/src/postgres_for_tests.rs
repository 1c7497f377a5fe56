//! A PostgreSQL for tests: a cluster that is thrown away with the process that started it, and databases in it.
//!
//! Where no PostgreSQL is installed a test says so on standard error and is skipped; with `ICHIREN_NOTHING_SKIPPED=1`
//! that fails it.
//!
//! A suite that runs in memory runs on PostgreSQL too by one test of its own, [`run_this_suite_on_postgres`], and takes
//! its databases from [`database_of_this_run`].

mod cluster;

use std::env;
use std::io::{self, Write as _};
use std::process::Command;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

use postgres::{Client, NoTls};

use self::cluster::Cluster;
use crate::database::DatabaseAddress;

/// Names the server that a suite is to run on, as a URL without a database.
const SERVER: &str = "ICHIREN_TEST_POSTGRES";

/// `1`: a test that is skipped fails.
const NOTHING_SKIPPED: &str = "ICHIREN_NOTHING_SKIPPED";

/// A new, empty database, whose connections bear an application name of their own; `None`, and a line on standard error, where no PostgreSQL is installed.
pub fn fresh_database() -> Option<DatabaseAddress> {
    server().map(|url| new_database(&url))
}

/// What a suite that runs on both databases starts a part with: memory, or a new PostgreSQL database.
pub fn database_of_this_run() -> DatabaseAddress {
    env::var(SERVER).map_or(DatabaseAddress::Memory, |url| new_database(&url))
}

/// Runs all tests of this program but the calling one, whose name is given, on PostgreSQL. Fails with what they say if
/// they fail.
pub fn run_this_suite_on_postgres(calling_test: &str) {
    let Some(server) = server() else {
        return;
    };
    let suite = env::current_exe().expect("a test knows its own program");
    let run = Command::new(suite)
        .args(["--skip", calling_test])
        .env(SERVER, server)
        .output()
        .expect("a test can start its own program");
    let said = String::from_utf8_lossy(&run.stdout);
    assert!(
        run.status.success(),
        "on PostgreSQL:\n{said}{}",
        String::from_utf8_lossy(&run.stderr)
    );
    assert!(
        !said.contains("running 0 tests"),
        "nothing ran on PostgreSQL:\n{said}"
    );
}

/// The server for tests, as a URL without a database.
fn server() -> Option<String> {
    static CLUSTER: OnceLock<Option<Cluster>> = OnceLock::new();
    if let Ok(url) = env::var(SERVER) {
        return Some(url);
    }
    let cluster = CLUSTER.get_or_init(Cluster::start);
    if cluster.is_none() {
        skipped("no PostgreSQL is installed (initdb was not found)");
    }
    cluster.as_ref().map(Cluster::url)
}

/// A schema of its own, which is empty and costs little; a database would be eight megabytes of files.
fn new_database(server: &str) -> DatabaseAddress {
    static NUMBER: AtomicU32 = AtomicU32::new(1);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let name = format!("test_{}_{number}", std::process::id());
    let create = || {
        let mut client = Client::connect(&format!("{server}/postgres"), NoTls)?;
        client.batch_execute(&format!("CREATE SCHEMA {name}"))
    };
    // A test may run on a thread that drives a runtime, where nothing may block.
    let created = thread::scope(|scope| scope.spawn(create).join());
    created
        .expect("the thread that makes a schema ends")
        .expect("a schema can be made");
    let settings = format!("application_name={name}&options=-csearch_path%3D{name}");
    DatabaseAddress::PostgreSql(format!("{server}/postgres?{settings}"))
}

/// Says that the calling test is skipped, past the capture of its output; fails it where nothing may be skipped.
fn skipped(reason: &str) {
    let name = thread::current().name().unwrap_or("a test").to_owned();
    assert!(
        env::var(NOTHING_SKIPPED).as_deref() != Ok("1"),
        "{name} cannot run: {reason}; install it, or take {NOTHING_SKIPPED}=1 away"
    );
    // Nothing can be done about a standard error that is closed.
    let _ = io::stderr().write_all(format!("{name}: skipped, because {reason}\n").as_bytes());
}
