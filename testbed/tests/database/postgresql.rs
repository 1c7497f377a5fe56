//! What only a server can do: go away, and repeat what it was given.

use postgres::{Client, NoTls};
use testbed::database::{DatabaseAddress, DatabaseError};
use testbed::postgres_for_tests::fresh_database;

use crate::{add, ids, notes};

/// A connection beside the database layer.
fn connect(address: &DatabaseAddress) -> Client {
    let DatabaseAddress::PostgreSql(url) = address else {
        panic!("{address} is no PostgreSQL database");
    };
    Client::connect(url, NoTls).unwrap()
}

/// Lets the server end every connection to the database but the one that asks for it, and waits until it has.
fn end_connections(address: &DatabaseAddress) {
    let end = "SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity \
               WHERE application_name = current_setting('application_name') AND pid <> pg_backend_pid()";
    let ended = connect(address).query(end, &[]).unwrap();
    assert!(!ended.is_empty() && ended.iter().all(|row| row.get(0)));
}

#[test]
fn a_connection_that_the_server_ended_is_made_anew() {
    let Some(address) = fresh_database() else { return };
    let database = notes(&address);
    database.transaction(|transaction| add(transaction, 1)).unwrap();
    end_connections(&address);
    database.transaction(|transaction| add(transaction, 2)).unwrap();
    assert_eq!(ids(&database), [1, 2]);
}

#[test]
fn nothing_is_kept_of_a_transaction_whose_connection_was_lost() {
    let Some(address) = fresh_database() else { return };
    let database = notes(&address);
    let lost: Result<(), DatabaseError> = database.transaction(|transaction| {
        add(transaction, 1)?;
        end_connections(&address);
        add(transaction, 2)?;
        Ok(())
    });
    assert!(matches!(lost, Err(DatabaseError::Failed { .. })), "{lost:?}");
    database.transaction(|transaction| add(transaction, 3)).unwrap();
    assert_eq!(ids(&database), [3]);
}

#[test]
fn an_error_does_not_repeat_the_values_of_the_statement() {
    let Some(address) = fresh_database() else { return };
    let refused = notes(&address).transaction(|transaction| {
        add(transaction, 48_151_623)?;
        add(transaction, 48_151_623)
    });
    let error = refused.unwrap_err().to_string();
    assert!(
        error.contains("duplicate key") && error.contains("23505"),
        "{error}"
    );
    assert!(!error.contains("48151623"), "{error}");
}

#[test]
fn what_is_committed_is_on_the_disk() {
    let Some(address) = fresh_database() else { return };
    for setting in ["fsync", "synchronous_commit"] {
        let row = connect(&address)
            .query_one(&format!("SHOW {setting}"), &[])
            .unwrap();
        assert_eq!(row.get::<_, String>(0), "on", "{setting}");
    }
}

#[tokio::test]
async fn a_database_may_be_given_up_where_nothing_may_block() {
    let Some(address) = fresh_database() else { return };
    let opened = tokio::task::spawn_blocking(move || notes(&address)).await;
    drop(opened.unwrap());
}
