use std::path::PathBuf;

use testbed::database::{Database, DatabaseAddress, DatabaseError};

const URL: &str = "postgres://clerk:geheim%2Fsecret@database.invalid:5433/notes";

#[test]
fn an_address_is_memory_a_file_or_a_server() {
    let read = |text: &str| text.parse::<DatabaseAddress>();
    let file = |path: &str| Ok(DatabaseAddress::File(PathBuf::from(path)));
    assert_eq!(read("memory"), Ok(DatabaseAddress::Memory));
    assert_eq!(read("notes.sqlite"), file("notes.sqlite"));
    assert_eq!(read("/var/lib/notes"), file("/var/lib/notes"));
    assert_eq!(read("sqlite:memory"), file("memory"));
    for url in [URL, "postgresql://localhost/notes"] {
        assert_eq!(read(url), Ok(DatabaseAddress::PostgreSql(url.to_owned())));
    }
}

#[test]
fn what_is_no_address_is_refused_without_being_repeated() {
    for text in [
        "",
        "sqlite:",
        "mysql://clerk:geheim@host/notes",
        "postgres://clerk:geheim@host:port/notes",
    ] {
        let refused = text.parse::<DatabaseAddress>().unwrap_err();
        assert_eq!(refused, DatabaseError::Address);
        assert!(!refused.to_string().contains("geheim"));
    }
}

#[test]
fn an_address_is_shown_without_its_password() {
    let address: DatabaseAddress = URL.parse().unwrap();
    let shown = "the PostgreSQL database notes at database.invalid port 5433, as user clerk";
    assert_eq!(address.to_string(), shown);
    assert_eq!(format!("{address:?}"), format!("DatabaseAddress({shown})"));
}

#[test]
fn a_server_that_cannot_be_reached_is_named_without_the_password() {
    // Nothing listens on port 1.
    let address = DatabaseAddress::PostgreSql("postgres://clerk:geheim@127.0.0.1:1/notes".to_owned());
    let error = Database::open(&address, &[]).err().unwrap().to_string();
    assert!(
        error.contains("notes at 127.0.0.1 port 1, as user clerk"),
        "{error}"
    );
    assert!(error.contains("refused"), "{error}");
    assert!(error.contains("start the server"), "{error}");
    assert!(!error.contains("geheim"), "{error}");
}

#[test]
fn a_file_that_cannot_be_made_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("no-such-folder").join("notes.sqlite");
    let error = Database::open(&DatabaseAddress::File(path.clone()), &[])
        .err()
        .unwrap();
    assert!(matches!(error, DatabaseError::Open { .. }), "{error}");
    assert!(error.to_string().contains(path.to_str().unwrap()), "{error}");
}

#[test]
fn a_file_that_is_no_database_is_named_and_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("notes.txt");
    let text = "this is no database, whatever its first bytes say";
    std::fs::write(&path, text).unwrap();
    let error = Database::open(&DatabaseAddress::File(path.clone()), &[])
        .err()
        .unwrap();
    assert!(error.to_string().contains(path.to_str().unwrap()), "{error}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
}
