use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

use testbed::database::{Database, DatabaseError};

use crate::{add, ids, notes, on_databases_that_last, on_every_database};

#[test]
fn what_was_committed_is_there_afterwards() {
    on_every_database(|address| {
        let database = notes(address);
        let added: Result<_, DatabaseError> = database.transaction(|transaction| {
            add(transaction, 1)?;
            add(transaction, 2)
        });
        assert_eq!(added, Ok(1));
        assert_eq!(ids(&database), [1, 2]);
    });
}

#[test]
fn what_was_committed_is_there_for_who_opens_it_next() {
    on_databases_that_last(|address| {
        notes(address)
            .transaction(|transaction| add(transaction, 1))
            .unwrap();
        assert_eq!(ids(&notes(address)), [1]);
    });
}

#[test]
fn nothing_is_kept_of_a_transaction_that_ends_in_an_error() {
    on_every_database(|address| {
        let database = notes(address);
        let refused: Result<(), DatabaseError> = database.transaction(|transaction| {
            add(transaction, 1)?;
            Err(DatabaseError::Address)
        });
        assert_eq!(refused, Err(DatabaseError::Address));
        assert_eq!(ids(&database), [0; 0]);
    });
}

#[test]
fn nothing_is_kept_of_a_transaction_that_panics_and_the_next_one_works() {
    on_every_database(|address| {
        let database = notes(address);
        let panicked = catch_unwind(AssertUnwindSafe(|| {
            database.transaction(|transaction| {
                add(transaction, 1)?;
                panic!("as a defect in the program would");
                #[expect(unreachable_code, reason = "it names the error's type")]
                Ok::<_, DatabaseError>(())
            })
        }));
        assert!(panicked.is_err());
        database.transaction(|transaction| add(transaction, 2)).unwrap();
        assert_eq!(ids(&database), [2]);
    });
}

#[test]
fn nothing_is_kept_where_the_error_of_a_statement_is_passed_over() {
    on_every_database(|address| {
        let database = notes(address);
        let ended: Result<(), DatabaseError> = database.transaction(|transaction| {
            add(transaction, 1)?;
            assert!(add(transaction, 1).is_err(), "there is such a note");
            assert_eq!(add(transaction, 2), Err(DatabaseError::AfterFailure));
            Ok(())
        });
        assert_eq!(ended, Err(DatabaseError::AfterFailure));
        assert_eq!(ids(&database), [0; 0]);
    });
}

/// Adds the note after the last one, 25 times.
fn count_up(database: &Database) -> Result<(), DatabaseError> {
    for _ in 0..25 {
        database.transaction(|transaction| {
            let row = transaction.query_one("SELECT COALESCE(MAX(id), 0) AS last FROM notes", &[])?;
            add(transaction, row.get::<i64>("last")? + 1)
        })?;
    }
    Ok(())
}

#[test]
fn threads_that_share_a_database_work_one_after_the_other() {
    on_every_database(|address| {
        let database = notes(address);
        thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| count_up(&database).unwrap());
            }
        });
        assert_eq!(ids(&database), (1..=100).collect::<Vec<_>>());
    });
}

#[test]
fn programs_that_opened_the_same_database_work_one_after_the_other() {
    on_databases_that_last(|address| {
        thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| count_up(&notes(address)).unwrap());
            }
        });
        assert_eq!(ids(&notes(address)), (1..=100).collect::<Vec<_>>());
    });
}
