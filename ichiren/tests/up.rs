//! The environment for use by hand.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod support;

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};

#[test]
fn one_line_of_json_names_the_three_parts() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_ichiren"))
        .args(["up", "--home"])
        .arg(support::home())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    let urls: serde_json::Value = serde_json::from_str(&line).unwrap();
    for part in ["mock_hersys", "notify_server", "device_sim"] {
        let url = urls[part].as_str().unwrap();
        let address = url.strip_prefix("http://").unwrap();
        std::net::TcpStream::connect(address).unwrap_or_else(|error| panic!("{part} at {url}: {error}"));
    }
    child.kill().unwrap();
    child.wait().unwrap();
}
