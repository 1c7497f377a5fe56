//! Starting the program as its users do.

#![allow(dead_code, reason = "every test file uses a part of it")]
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

pub(crate) mod suite;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

/// The folder that holds features, requirements, releases and parameters.
pub(crate) fn home() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The program in an empty folder, with the product's own folders unless the arguments name others.
pub(crate) fn ichiren(arguments: &[&str]) -> Output {
    ichiren_in(TempDir::new().unwrap().path(), &home(), arguments)
}

/// The program in a folder.
pub(crate) fn ichiren_in(folder: &Path, home: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_ichiren"))
        .current_dir(folder)
        .args(arguments)
        .arg("--home")
        .arg(home)
        .output()
        .unwrap()
}

/// What the program printed as JSON.
pub(crate) fn json(output: &Output) -> Value {
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}{}", stderr(output)))
}

/// What the program said on stderr.
pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// The outcome of a requirement on a platform.
pub(crate) fn outcome(judgement: &Value, requirement: &str, platform: &str) -> String {
    let rows = judgement["requirements"].as_array().unwrap();
    let row = rows
        .iter()
        .find(|row| row["id"] == requirement && row["platform"] == platform);
    row.unwrap_or_else(|| panic!("no row {requirement} {platform}"))["outcome"]
        .as_str()
        .unwrap()
        .to_owned()
}
