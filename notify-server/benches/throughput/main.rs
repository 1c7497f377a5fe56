//! How many registrations and downloads a second the server answers, and how long each takes, beside what the machine
//! allows: how often it can bring a page to the disk, and how many requests a second go over the loopback interface.
//!
//! The server is a process of its own; the load comes from this one and shares the machine with it.

mod limits;
mod load;
#[expect(clippy::unwrap_used, reason = "shared with tests, which fail where it fails")]
#[path = "../../tests/kill/program.rs"]
mod program;
mod server;

use std::io::Write as _;

use self::load::Measured;
use self::server::{EXPORT_KEYS, Server};

const CONNECTIONS: [usize; 3] = [1, 8, 64];

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    say("| what | connections | a second | p50 ms | p95 ms | p99 ms |")?;
    say("| --- | --- | --- | --- | --- | --- |")?;
    report(
        "4 KiB written and brought to the disk",
        1,
        &limits::disk(folder.path())?,
    )?;
    let (_trivial, url) = limits::trivial_server().await?;
    for connections in CONNECTIONS {
        let measured = load::download(&url, connections).await?;
        report("a server that does nothing", connections, &measured)?;
    }

    let file = folder.path().join("keys.sqlite").display().to_string();
    measure("SQLite", Server::start(folder, &file).await?).await
}

async fn measure(database: &str, server: Server) -> anyhow::Result<()> {
    for connections in CONNECTIONS {
        let measured = load::register(&server.url, connections).await?;
        report(
            &format!("registration of 14 keys, {database}"),
            connections,
            &measured,
        )?;
    }
    let zip = server.publish().await?;
    for connections in CONNECTIONS {
        let measured = load::download(&zip, connections).await?;
        report(
            &format!("download of a file of {EXPORT_KEYS} keys"),
            connections,
            &measured,
        )?;
    }
    Ok(())
}

fn report(what: &str, connections: usize, measured: &Measured) -> anyhow::Result<()> {
    let milliseconds = |share| measured.percentile(share).as_secs_f64() * 1000.0;
    say(&format!(
        "| {what} | {connections} | {:.0} | {:.2} | {:.2} | {:.2} |",
        measured.per_second(),
        milliseconds(50),
        milliseconds(95),
        milliseconds(99)
    ))
}

fn say(line: &str) -> anyhow::Result<()> {
    Ok(writeln!(std::io::stdout(), "{line}")?)
}
