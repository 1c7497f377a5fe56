//! Where a database is.

use std::fmt::{self, Debug, Display, Formatter};
use std::path::PathBuf;
use std::str::FromStr;

use postgres::config::Host;

use super::DatabaseError;

/// Where a database is. Neither `Debug` nor `Display` shows a password.
#[derive(Clone, PartialEq, Eq)]
pub enum DatabaseAddress {
    /// In memory, for as long as somebody holds it.
    Memory,
    /// In this SQLite file, which is made if it is missing.
    File(PathBuf),
    /// On a PostgreSQL server, `postgres://USER:PASSWORD@HOST:PORT/DATABASE`.
    PostgreSql(String),
}

impl DatabaseAddress {
    /// Whether whoever reads the address reads a password.
    pub(super) fn has_password(&self) -> bool {
        let Self::PostgreSql(url) = self else {
            return false;
        };
        let config = url.parse::<postgres::Config>();
        config.is_ok_and(|config| config.get_password().is_some())
    }
}

impl FromStr for DatabaseAddress {
    type Err = DatabaseError;

    /// Reads `memory`, `postgres://…`, `postgresql://…`, `sqlite:PATH`, or the path of a SQLite file.
    fn from_str(text: &str) -> Result<Self, DatabaseError> {
        if text == "memory" {
            return Ok(Self::Memory);
        }
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            let _readable: postgres::Config = text.parse().map_err(|_| DatabaseError::Address)?;
            return Ok(Self::PostgreSql(text.to_owned()));
        }
        match text.strip_prefix("sqlite:").unwrap_or(text) {
            "" => Err(DatabaseError::Address),
            // Another database's URL, and no path that anybody means.
            path if path.contains("://") => Err(DatabaseError::Address),
            path => Ok(Self::File(path.into())),
        }
    }
}

impl Display for DatabaseAddress {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Memory => f.write_str("the database in memory"),
            Self::File(path) => write!(f, "the database {}", path.display()),
            Self::PostgreSql(url) => match url.parse::<postgres::Config>() {
                Ok(config) => write!(f, "the PostgreSQL database {}", place(&config)),
                Err(_) => f.write_str("a PostgreSQL database"),
            },
        }
    }
}

impl Debug for DatabaseAddress {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "DatabaseAddress({self})")
    }
}

/// Name, hosts and user.
fn place(config: &postgres::Config) -> String {
    let user = config.get_user().unwrap_or("?");
    let name = config.get_dbname().unwrap_or(user);
    let hosts: Vec<String> = config.get_hosts().iter().map(host_name).collect();
    let ports: Vec<String> = config.get_ports().iter().map(u16::to_string).collect();
    let port = if ports.is_empty() {
        String::new()
    } else {
        format!(" port {}", ports.join(","))
    };
    format!("{name} at {}{port}, as user {user}", hosts.join(","))
}

fn host_name(host: &Host) -> String {
    match host {
        Host::Tcp(name) => name.clone(),
        #[cfg(unix)]
        Host::Unix(folder) => folder.display().to_string(),
    }
}
