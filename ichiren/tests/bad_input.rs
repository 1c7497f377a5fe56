//! Wrong input ends with exit code 2 and one message that says what, where and what to do.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod support;

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};

use support::{home, ichiren_in, stderr};
use tempfile::TempDir;

/// The product's folders, copied so that they can be spoilt.
struct Copy(TempDir);

impl Copy {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        for name in ["features", "requirements", "releases", "parameters"] {
            copy(&home().join(name), &folder.path().join(name));
        }
        Self(folder)
    }

    /// Gives the line at which the file is now wrong.
    fn spoil(&self, file: &str, from: &str, to: &str) -> usize {
        let path = self.0.path().join(file);
        let text = fs::read_to_string(&path).unwrap();
        let place = text.find(from).unwrap_or_else(|| panic!("{file}: {from}"));
        fs::write(path, text.replacen(from, to, 1)).unwrap();
        text[..place].matches('\n').count() + 1
    }

    /// What the program says of it.
    fn complaint(&self, arguments: &[&str]) -> String {
        let output = ichiren_in(self.0.path(), self.0.path(), arguments);
        assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
        assert!(output.stdout.is_empty());
        stderr(&output)
    }
}

fn copy(from: &Path, to: &PathBuf) {
    fs::create_dir(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

const FEATURE: &str = "features/ウ-判定/濃厚接触.feature";

#[test]
fn an_unknown_tag() {
    let copy = Copy::new();
    let line = copy.spoil(FEATURE, "@要件-ウ1", "@要件-ウ77");
    let complaint = copy.complaint(&[]);
    assert!(
        complaint.contains(&format!("濃厚接触.feature:{line}: unknown tag @要件-ウ77")),
        "{complaint}"
    );
}

#[test]
fn an_undefined_step() {
    let copy = Copy::new();
    let line = copy.spoil(FEATURE, "もし 翌朝になる", "もし 夕方になる");
    let complaint = copy.complaint(&["judge"]);
    assert!(
        complaint.contains(&format!(
            "濃厚接触.feature:{line}: no step is defined for 「夕方になる」"
        )),
        "{complaint}"
    );
}

#[test]
fn a_japanese_rule() {
    let copy = Copy::new();
    let line = copy.spoil(FEATURE, "  @要件-ウ1", "  ルール: 名前\n  @要件-ウ1");
    let complaint = copy.complaint(&["judge"]);
    assert!(
        complaint.contains(&format!("濃厚接触.feature:{line}:")) && complaint.contains("Rule:"),
        "{complaint}"
    );
}

#[test]
fn a_scenario_without_a_check() {
    let copy = Copy::new();
    copy.spoil(
        "features/ア-処理番号/発行.feature",
        "    ならば 処理番号が発行されている\n    かつ 利用者Aに届いた処理番号は8桁の数字である\n",
        "",
    );
    let complaint = copy.complaint(&["judge"]);
    assert!(
        complaint.contains("発行.feature:8:") && complaint.contains("ならば"),
        "{complaint}"
    );
}

#[test]
fn a_release_file_with_an_unknown_version() {
    let copy = Copy::new();
    copy.spoil(
        "releases/1.1.4.toml",
        "version = \"1.1.4\"",
        "version = \"1.1.44\"",
    );
    let complaint = copy.complaint(&["judge", "--release", "1.1.4"]);
    assert!(
        complaint.contains("1.1.4.toml:") && complaint.contains("unknown app version 1.1.44"),
        "{complaint}"
    );
}

#[test]
fn a_parameter_file_with_a_missing_table() {
    let copy = Copy::new();
    copy.spoil(
        "parameters/2020-09-24.toml",
        "AttenuationScores",
        "# AttenuationScores",
    );
    let complaint = copy.complaint(&["judge"]);
    assert!(
        complaint.contains("2020-09-24.toml:") && complaint.contains("AttenuationScores"),
        "{complaint}"
    );
}

#[test]
fn an_unknown_release() {
    let complaint = Copy::new().complaint(&["judge", "--release", "0.0.1"]);
    assert!(
        complaint.contains("no release 0.0.1; known releases: 1.0.0, 1.1.0, 1.1.1"),
        "{complaint}"
    );
}

#[test]
fn a_folder_that_cannot_be_read() {
    let complaint = Copy::new().complaint(&["judge", "--features", "nowhere"]);
    assert!(complaint.contains("nowhere: cannot be read"), "{complaint}");
}

#[test]
fn a_catalogue_with_a_mistake() {
    let copy = Copy::new();
    copy.spoil("requirements/ウ-判定.toml", "id = \"ウ1\"", "id = \"ウ一\"");
    let complaint = copy.complaint(&["judge"]);
    assert!(complaint.contains("ウ-判定.toml:"), "{complaint}");
}

#[test]
fn a_port_in_use() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let complaint = Copy::new().complaint(&["up", "--notify-server", &address]);
    assert!(complaint.contains(&format!("{address} is in use")), "{complaint}");
}

#[test]
fn a_minimum_out_of_range() {
    let complaint = Copy::new().complaint(&["judge", "--minimum-risk-score", "0"]);
    assert!(complaint.contains("--minimum-risk-score"), "{complaint}");
}

#[test]
fn no_folders_at_all() {
    let empty = TempDir::new().unwrap();
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_ichiren"))
        .current_dir(empty.path())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("--home"), "{}", stderr(&output));
}
