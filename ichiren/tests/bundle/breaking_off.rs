//! A judgement that did not get to its end is INVALID, and says so wherever one looks.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::judged::Folder;
use crate::support::{home, stderr};

fn read(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn killed_in_the_middle() {
    let folder = Folder::unjudged();
    // Every scenario, so that there is a middle.
    let mut judge = Command::new(env!("CARGO_BIN_EXE_ichiren"))
        .current_dir(folder.path(""))
        .args(["judge", "--monitoring", "monitoring.json", "--home"])
        .arg(home())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let patience = Instant::now() + Duration::from_mins(2);
    while !folder.path("monitoring.json").is_file() {
        assert!(Instant::now() < patience, "no judgement began");
        assert!(
            judge.try_wait().unwrap().is_none(),
            "it ended before it was killed"
        );
        std::thread::yield_now();
    }
    judge.kill().unwrap();
    judge.wait().unwrap();

    folder.assert_altered("never_ended", "000001-1.2.4");
    assert_eq!(folder.verify(&[]).0["bundles"][0]["verdict"], "INVALID");
    let shown = folder.ichiren(&["show", "1"]);
    assert_eq!(shown.status.code(), Some(2));
    assert!(stderr(&shown).contains("never ended"), "{}", stderr(&shown));
    let list = String::from_utf8(folder.ichiren(&["show", "--list"]).stdout).unwrap();
    assert!(
        list.contains("INVALID") && list.contains("終わっていません"),
        "{list}"
    );
    assert_eq!(read(&folder.path("monitoring.json"))["state"], "running");
}

/// No file may get longer than 8 KiB: the register can be written, the evidence cannot.
#[cfg(unix)]
#[test]
fn out_of_disk() {
    let folder = Folder::unjudged();
    let output = Command::new("sh")
        .current_dir(folder.path(""))
        .args(["-c", "trap '' XFSZ; ulimit -f 16; exec \"$0\" \"$@\""])
        .arg(env!("CARGO_BIN_EXE_ichiren"))
        .args([
            "judge",
            "--format",
            "json",
            "--monitoring",
            "monitoring.json",
            "--home",
            "home",
        ])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(
        String::from_utf8(output.stdout.clone()).unwrap(),
        "",
        "no verdict"
    );
    assert!(
        stderr(&output).contains("cannot be written"),
        "{}",
        stderr(&output)
    );
    folder.assert_altered("never_ended", "000001-1.2.4");
    let monitoring = read(&folder.path("monitoring.json"));
    assert_eq!(
        (
            &monitoring["state"],
            &monitoring["verdict"],
            &monitoring["exit_code"]
        ),
        (&json!("ended"), &json!("INVALID"), &json!(2))
    );
    assert!(
        monitoring["error"]
            .as_str()
            .unwrap()
            .contains("cannot be written")
    );
}

#[test]
fn nowhere_to_write() {
    let folder = Folder::unjudged();
    fs::write(folder.path("file"), "").unwrap();
    let output = folder.ichiren(&["judge", "--output", "file"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        stderr(&output).contains("file cannot be made"),
        "{}",
        stderr(&output)
    );
    let output = folder.ichiren(&["judge", "--signing-key", "home/releases/1.2.4.toml"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("Ed25519"), "{}", stderr(&output));
}

#[test]
fn the_last_success_outlives_a_failure() {
    let folder = Folder::unjudged();
    let judge = |arguments: &[&str], home: &Path| {
        let arguments = [&["judge", "--monitoring", "monitoring.json"], arguments].concat();
        crate::support::ichiren_in(&folder.path(""), home, &arguments)
            .status
            .code()
    };
    assert_eq!(judge(&["--judged-by", "定点観測"], &home()), Some(0));
    let monitoring = read(&folder.path("monitoring.json"));
    assert_eq!(
        (
            &monitoring["state"],
            &monitoring["verdict"],
            &monitoring["last_success"]["number"]
        ),
        (&json!("ended"), &json!("GO"), &json!(1))
    );
    assert!(monitoring["duration_milliseconds"].as_u64().unwrap() > 0);
    let success = monitoring["last_success"].clone();

    assert_eq!(judge(&["--release", "0.0.1"], &home()), Some(2));
    let monitoring = read(&folder.path("monitoring.json"));
    assert_eq!(monitoring["verdict"], "INVALID");
    assert!(monitoring["error"].as_str().unwrap().contains("no release 0.0.1"));
    assert_eq!(monitoring["last_success"], success);
    // The judgement that could not begin took no number.
    assert_eq!(folder.verify(&[]).1, 0);
    assert_eq!(read(&folder.bundle("seal.json"))["judged_by"], "定点観測");
    assert_eq!(
        read(&folder.bundle("record.json"))["volatile"]["judged_by"],
        "定点観測"
    );
}
