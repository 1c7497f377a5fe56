use testbed::database::{DatabaseError, Row, StoredValue, Value};

use crate::{add, notes, on_every_database};

const ADD: &str = "INSERT INTO notes (text, id, done) VALUES ($2, $1, $3)";

#[test]
fn every_value_is_read_as_it_was_written() {
    on_every_database(|address| {
        let written = [
            (i64::MAX, Some("日次鍵 'quoted' \"twice\" $1 ?"), Some(true)),
            (0, None, None),
            (i64::MIN, Some(""), Some(false)),
        ];
        let read = notes(address).transaction(|transaction| {
            for (id, text, done) in written {
                transaction.execute(ADD, &[id.into(), text.into(), done.into()])?;
            }
            let rows = transaction.query("SELECT id, text, done FROM notes ORDER BY id DESC", &[])?;
            let note = |row: &Row| Ok((row.get("id")?, row.get("text")?, row.get("done")?));
            rows.iter()
                .map(note)
                .collect::<Result<Vec<(i64, Option<String>, Option<bool>)>, DatabaseError>>()
        });
        let expected = written.map(|(id, text, done)| (id, text.map(str::to_owned), done));
        assert_eq!(read.unwrap(), expected);
    });
}

#[test]
fn a_placeholder_may_stand_more_than_once() {
    on_every_database(|address| {
        let found = notes(address).transaction(|transaction| {
            transaction.execute(ADD, &[7.into(), "seven".into(), Value::Null])?;
            transaction.query("SELECT text FROM notes WHERE id <= $1 AND id >= $1", &[7.into()])
        });
        assert_eq!(found.unwrap()[0].get("text"), Ok("seven".to_owned()));
    });
}

#[test]
fn too_few_and_too_many_values_are_refused() {
    on_every_database(|address| {
        let database = notes(address);
        for values in [
            &[1.into()][..],
            &[1.into(), Value::Null, Value::Null, Value::Null],
        ] {
            let refused = database.transaction(|transaction| transaction.execute(ADD, values));
            let (expected, given) = (3, values.len());
            assert_eq!(refused, Err(DatabaseError::Placeholders { expected, given }));
        }
    });
}

#[test]
fn a_changed_row_says_what_it_has_become() {
    on_every_database(|address| {
        let changed = notes(address).transaction(|transaction| {
            add(transaction, 1)?;
            transaction
                .query_one("UPDATE notes SET id = id + 1 RETURNING id", &[])?
                .get("id")
        });
        assert_eq!(changed, Ok(2_i64));
    });
}

#[test]
fn where_one_row_must_be_there_are_neither_none_nor_two() {
    on_every_database(|address| {
        let database = notes(address);
        for found in [0, 2] {
            let refused =
                database.transaction(|transaction| transaction.query_one("SELECT id FROM notes", &[]));
            assert_eq!(refused.err(), Some(DatabaseError::NotOneRow { found }));
            let added = database.transaction(|transaction| add(transaction, 1).and(add(transaction, 2)));
            assert!(added.is_ok() == (found == 0));
        }
    });
}

#[test]
fn a_column_that_holds_something_else_is_named() {
    on_every_database(|address| {
        let read = notes(address).transaction(|transaction| {
            transaction.execute(ADD, &[300.into(), "three".into(), Value::Null])?;
            transaction.query("SELECT id, text, done FROM notes", &[])
        });
        let row = &read.unwrap()[0];
        let column = |result: Result<(), DatabaseError>| match result.unwrap_err() {
            DatabaseError::Column { column, .. } => column,
            other => panic!("{other}"),
        };
        assert_eq!(column(row.get::<i64>("text").map(drop)), "text");
        assert_eq!(column(row.get::<String>("id").map(drop)), "id");
        assert_eq!(
            column(row.get::<u8>("id").map(drop)),
            "id",
            "300 has no place in 8 bits"
        );
        assert_eq!(column(row.get::<bool>("done").map(drop)), "done");
        assert_eq!(
            column(row.get::<i64>("no_such_column").map(drop)),
            "no_such_column"
        );
    });
}

#[test]
fn the_character_nul_is_refused() {
    on_every_database(|address| {
        let refused = notes(address)
            .transaction(|transaction| transaction.execute(ADD, &[1.into(), "a\0b".into(), Value::Null]));
        assert_eq!(refused, Err(DatabaseError::NulCharacter));
    });
}

#[test]
fn every_value_of_every_table_is_shown_with_its_place() {
    on_every_database(|address| {
        let database = notes(address);
        database
            .transaction(|transaction| transaction.execute(ADD, &[12.into(), "twelve".into(), Value::Null]))
            .unwrap();
        let stored = |table: &str, column: &str, text: &str| StoredValue {
            table: table.to_owned(),
            column: column.to_owned(),
            text: text.to_owned(),
        };
        let expected = [
            stored("notes", "id", "12"),
            stored("notes", "text", "twelve"),
            stored("schema_versions", "version", "1"),
        ];
        assert_eq!(database.every_value().unwrap(), expected);
    });
}
