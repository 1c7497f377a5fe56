use testbed::database::{Database, DatabaseError, Migration};

use crate::{NOTES, add, ids, notes, on_databases_that_last};

const WITH_AUTHORS: [Migration; 2] = [
    NOTES[0],
    Migration {
        version: 2,
        sql: "ALTER TABLE notes ADD COLUMN author TEXT; CREATE TABLE authors (name TEXT PRIMARY KEY);",
    },
];

#[test]
fn a_newer_program_adds_what_is_missing_and_keeps_what_is_there() {
    on_databases_that_last(|address| {
        notes(address)
            .transaction(|transaction| add(transaction, 1))
            .unwrap();
        for _ in 0..2 {
            let database = Database::open(address, &WITH_AUTHORS).unwrap();
            let authors =
                database.transaction(|transaction| transaction.query("SELECT author FROM notes", &[]));
            assert_eq!(authors.unwrap()[0].get("author"), Ok(None::<String>));
            assert_eq!(ids(&database), [1]);
        }
    });
}

#[test]
fn an_older_program_refuses_the_database_of_a_newer_one() {
    on_databases_that_last(|address| {
        Database::open(address, &WITH_AUTHORS).unwrap();
        let refused = Database::open(address, &NOTES).err().unwrap();
        assert!(
            matches!(
                refused,
                DatabaseError::NewerSchema {
                    found: 2,
                    known: 1,
                    ..
                }
            ),
            "{refused}"
        );
        assert!(refused.to_string().contains(&address.to_string()), "{refused}");
    });
}

#[test]
fn a_step_that_fails_leaves_nothing_behind() {
    on_databases_that_last(|address| {
        let half = "CREATE TABLE authors (name TEXT PRIMARY KEY); CREATE TABLE notes (id BIGINT)";
        let broken = [
            NOTES[0],
            Migration {
                version: 2,
                sql: half,
            },
        ];
        assert!(
            Database::open(address, &broken).is_err(),
            "there are notes already"
        );
        let database = Database::open(address, &WITH_AUTHORS).unwrap();
        assert_eq!(ids(&database), [0; 0]);
    });
}
