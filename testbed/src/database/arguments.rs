//! The part of a command line that names the database: the same for every part.

use std::fs;
use std::path::PathBuf;

use clap::Args;
use thiserror::Error;

use super::{DatabaseAddress, DatabaseError};

/// Where to keep what is kept. One of them must be given: what is lost with the program is lost because somebody said so.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub struct DatabaseArguments {
    /// Keep everything in this SQLite file, or in a PostgreSQL database: postgres://USER@HOST:PORT/DATABASE
    #[arg(long, value_name = "FILE OR URL", value_parser = without_password)]
    database: Option<DatabaseAddress>,
    /// A file that holds the PostgreSQL URL, with its password
    #[arg(long, value_name = "FILE", env = "DATABASE_URL_FILE")]
    database_url_file: Option<PathBuf>,
    /// Keep everything in memory, and forget it at the end
    #[arg(long)]
    in_memory: bool,
}

/// Why the command line names no database.
#[derive(Debug, Error)]
pub enum DatabaseArgumentsError {
    /// The file with the URL cannot be read.
    #[error("the database's URL cannot be read from {file}: {source}")]
    File {
        /// The file.
        file: String,
        /// The reason.
        source: std::io::Error,
    },
    /// The file holds something else.
    #[error("{file} holds no URL of a database: {source}")]
    Address {
        /// The file.
        file: String,
        /// The reason.
        source: DatabaseError,
    },
}

impl DatabaseArguments {
    /// The database that was named.
    pub fn address(&self) -> Result<DatabaseAddress, DatabaseArgumentsError> {
        let Some(path) = &self.database_url_file else {
            return Ok(self.database.clone().unwrap_or(DatabaseAddress::Memory));
        };
        let file = path.display().to_string();
        let text = fs::read_to_string(path).map_err(|source| DatabaseArgumentsError::File {
            file: file.clone(),
            source,
        })?;
        let address = text.trim().parse();
        address.map_err(|source| DatabaseArgumentsError::Address { file, source })
    }
}

/// Every user of a machine sees the arguments of its programs.
fn without_password(text: &str) -> Result<DatabaseAddress, String> {
    let address: DatabaseAddress = text.parse().map_err(|error: DatabaseError| error.to_string())?;
    if address.has_password() {
        return Err(
            "a password is no argument; write the URL into a file, and name it with --database-url-file"
                .to_owned(),
        );
    }
    Ok(address)
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Debug, Parser)]
    struct Program {
        #[command(flatten)]
        database: DatabaseArguments,
    }

    fn parse(arguments: &[&str]) -> Result<DatabaseArguments, String> {
        let program = Program::try_parse_from([&["program"], arguments].concat());
        program
            .map(|program| program.database)
            .map_err(|error| error.to_string())
    }

    #[test]
    fn a_file_a_url_and_memory_can_be_named() {
        let address = |arguments: &[&str]| parse(arguments).unwrap().address().unwrap();
        assert_eq!(address(&["--in-memory"]), DatabaseAddress::Memory);
        assert_eq!(
            address(&["--database", "keys.sqlite"]),
            DatabaseAddress::File("keys.sqlite".into())
        );
        let url = "postgres://clerk@host/keys";
        assert_eq!(
            address(&["--database", url]),
            DatabaseAddress::PostgreSql(url.to_owned())
        );
    }

    #[test]
    fn nothing_is_kept_in_memory_unless_somebody_says_so() {
        let refused = parse(&[]).unwrap_err();
        for argument in ["--database", "--database-url-file", "--in-memory"] {
            assert!(refused.contains(argument), "{refused}");
        }
        assert!(parse(&["--in-memory", "--database", "keys.sqlite"]).is_err());
    }

    #[test]
    fn a_url_with_a_password_comes_from_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let (file, url) = (folder.path().join("url"), "postgres://clerk:geheim@host/keys");
        fs::write(&file, format!("{url}\n")).unwrap();
        let named = parse(&["--database-url-file", file.to_str().unwrap()]).unwrap();
        assert_eq!(
            named.address().unwrap(),
            DatabaseAddress::PostgreSql(url.to_owned())
        );

        let refused = parse(&["--database", url]).unwrap_err();
        assert!(refused.contains("--database-url-file"), "{refused}");
    }

    #[test]
    fn a_file_without_a_url_is_named_and_its_content_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("url");
        fs::write(&file, "mysql://clerk:geheim@host/keys").unwrap();
        let named = parse(&["--database-url-file", file.to_str().unwrap()]).unwrap();
        let error = named.address().unwrap_err().to_string();
        assert!(
            error.contains(file.to_str().unwrap()) && !error.contains("geheim"),
            "{error}"
        );
    }
}
