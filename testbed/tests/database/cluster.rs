//! The cluster for tests ends with the process that started it.

use std::env;
use std::io::{self, BufRead as _, BufReader, Read as _};
use std::process::{Command, Stdio};

use postgres::{Client, NoTls};
use testbed::database::DatabaseAddress;
use testbed::postgres_for_tests::fresh_database;

const HOLDER: &str = "cluster::holds_a_cluster_until_it_is_killed";

const PREFIX: &str = "database at ";

#[test]
#[ignore = "a program of its own for the test below, which kills it"]
fn holds_a_cluster_until_it_is_killed() {
    if let Some(DatabaseAddress::PostgreSql(url)) = fresh_database() {
        println!("{PREFIX}{url}");
        io::stdin().read_to_end(&mut Vec::new()).unwrap();
    }
}

#[test]
fn a_cluster_ends_with_its_test_however_that_ends() {
    if fresh_database().is_none() {
        return;
    }
    let mut holder = Command::new(env::current_exe().unwrap())
        .args(["--ignored", "--exact", "--nocapture", HOLDER])
        // A cluster of its own, also where this suite was given a server.
        .env_remove("ICHIREN_TEST_POSTGRES")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(holder.stdout.take().unwrap()).lines();
    let mut urls = lines.map_while(Result::ok).filter_map(|line| {
        let (_, url) = line.split_once(PREFIX)?;
        Some(url.to_owned())
    });
    let mut client = Client::connect(&urls.next().unwrap(), NoTls).unwrap();

    // SIGKILL: nothing in the process runs any more.
    holder.kill().unwrap();
    holder.wait().unwrap();

    let waited = client.batch_execute("SELECT pg_sleep(60)");
    assert!(waited.is_err(), "the server went on without its test");
}
