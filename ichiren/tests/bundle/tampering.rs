//! Every kind of tampering is refused, and named.

use std::fs;

use evidence::Record;
use evidence::bundle::{BundleContents, BundleFile, Judging, ProgramIdentity, SigningKey};
use jiff::Timestamp;
use serde_json::{Value, json};

use crate::judged::Folder;
use crate::support::stderr;

fn edit_json(path: &std::path::Path, change: impl FnOnce(&mut Value)) {
    let mut value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    change(&mut value);
    fs::write(path, serde_json::to_string_pretty(&value).unwrap()).unwrap();
}

#[test]
fn what_nobody_touched_is_intact_and_complete() {
    let folder = Folder::judged();
    let (verification, code) = folder.verify(&[]);
    assert_eq!(
        (code, &verification["intact"]),
        (0, &json!(true)),
        "{verification:#}"
    );
    assert_eq!(verification["bundles"].as_array().unwrap().len(), 2);
    for file in [
        "record.json",
        "judgement.json",
        "report.html",
        "release.toml",
        "parameters.toml",
        "features/ア-処理番号/発行.feature",
        "requirements/defects.toml",
        "logs/0001.log",
    ] {
        assert!(folder.bundle(file).is_file(), "{file}");
    }
    let log = fs::read_to_string(folder.bundle("logs/0001.log")).unwrap();
    assert!(log.starts_with("# ア-処理番号/発行.feature:"), "{log}");
    assert!(log.contains("シナリオを終える outcome=Passed"), "{log}");
    let seal: Value = serde_json::from_str(&fs::read_to_string(folder.bundle("seal.json")).unwrap()).unwrap();
    let parts = seal["program"]["parts"].as_array().unwrap();
    let names: Vec<_> = parts.iter().map(|part| part["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["mock-hersys", "notify-server", "device-sim"]);
    assert_eq!(seal["program"]["sha256"].as_str().unwrap().len(), 64);
    let text = String::from_utf8(folder.ichiren(&["verify"]).stdout).unwrap();
    assert!(text.contains("改変は見つかりませんでした"), "{text}");
    // Without a key it proves less, and says so.
    assert!(text.contains("公開鍵が示されていない"), "{text}");
}

#[test]
fn a_changed_byte() {
    let folder = Folder::judged();
    let report = fs::read_to_string(folder.bundle("report.html")).unwrap();
    fs::write(folder.bundle("report.html"), report.replacen("無効", "有効", 1)).unwrap();
    folder.assert_altered("file_altered", "report.html");
}

#[test]
fn a_removed_scenario() {
    let folder = Folder::judged();
    let mut id = Value::Null;
    edit_json(&folder.bundle("record.json"), |record| {
        id = record["plan"].as_array_mut().unwrap().remove(2)["id"].take();
        record["results"].as_array_mut().unwrap().remove(2);
    });
    folder.assert_altered("scenario_removed", id.as_str().unwrap());
}

#[test]
fn a_swapped_parameter_file() {
    let folder = Folder::judged();
    let other = folder.path("home/parameters/2020-06-19.toml");
    fs::copy(other, folder.bundle("parameters.toml")).unwrap();
    folder.assert_altered("parameter_file_swapped", "parameters.toml");
}

#[test]
fn an_edited_verdict() {
    let folder = Folder::judged();
    edit_json(&folder.bundle("judgement.json"), |judgement| {
        judgement["verdict"] = json!("GO");
    });
    folder.assert_altered("verdict_edited", "judgement.json");
}

#[test]
fn a_removed_register_line_and_lines_in_another_order() {
    let folder = Folder::judged();
    let lines = folder.register();
    folder.set_register(&[&lines[..1], &lines[2..]].concat());
    folder.assert_altered("register_line_removed", "sequence 2");
    let mut swapped = lines;
    swapped.swap(1, 2);
    folder.set_register(&swapped);
    folder.assert_altered("register_line_reordered", "line 3");
}

#[test]
fn who_signed_and_what_was_cut_off_is_told_from_outside() {
    let (folder, other) = (Folder::judged(), Folder::unjudged());
    other.judge(&[]);
    let key = folder.path("ichiren-output/signing-key.pub");
    assert_eq!(folder.verify(&["--public-key", key.to_str().unwrap()]).1, 0);
    let key = other.path("ichiren-output/signing-key.pub");
    let (verification, code) = folder.verify(&["--public-key", key.to_str().unwrap()]);
    assert_eq!(code, 1);
    assert_eq!(verification["alterations"][0]["kind"], "register_of_another_key");

    let head = folder.verify(&[]).0["head"].as_str().unwrap().to_owned();
    folder.set_register(&folder.register()[..2]);
    fs::remove_dir_all(folder.path("ichiren-output/000002-1.2.4")).unwrap();
    assert_eq!(folder.verify(&[]).1, 0, "nothing in the folder shows it");
    let (verification, code) = folder.verify(&["--head", &head]);
    assert_eq!(
        (code, &verification["alterations"][0]["kind"]),
        (1, &json!("register_cut_off"))
    );
}

/// Who holds the key can seal what they like, but not what the record does not say.
#[test]
fn a_verdict_that_does_not_follow_from_the_record_is_found_although_it_is_sealed() {
    let folder = Folder::judged();
    let output = folder.path("ichiren-output");
    let record = Record::read(&folder.bundle("record.json")).unwrap();
    let mut judgement: Value =
        serde_json::from_str(&fs::read_to_string(folder.bundle("judgement.json")).unwrap()).unwrap();
    judgement["verdict"] = json!("GO");
    let requirements = fs::read_dir(folder.bundle("requirements")).unwrap().map(|entry| {
        let path = entry.unwrap().path();
        let name = format!("requirements/{}", path.file_name().unwrap().to_str().unwrap());
        BundleFile::text(name, fs::read_to_string(path).unwrap())
    });
    let mut files: Vec<BundleFile> = requirements.collect();
    let parameters = fs::read_to_string(folder.bundle("parameters.toml")).unwrap();
    let parameters = parameters.replace("MinimumRiskScore = 21", "MinimumRiskScore = 1");
    files.push(BundleFile::text("parameters.toml", parameters));
    let (key, _) = SigningKey::read_or_make(&output).unwrap();
    let judging = Judging::begin(&output, &key, "1.2.4", None, Timestamp::UNIX_EPOCH).unwrap();
    let contents = BundleContents {
        record: &record,
        judgement: &judgement,
        verdict: "GO",
        program: ProgramIdentity {
            version: "0.1.0".to_owned(),
            sha256: String::new(),
            parts: Vec::new(),
        },
        files,
    };
    judging.seal(&key, contents, Timestamp::UNIX_EPOCH).unwrap();
    folder.assert_altered("verdict_not_reproduced", "judgement.json");
    folder.assert_altered("parameters_not_those_of_the_record", "parameters.toml");
}

#[test]
fn one_bundle_is_verified_by_its_folder() {
    let folder = Folder::judged();
    let (verification, code) = folder.verify(&["ichiren-output/000002-1.2.4"]);
    assert_eq!(code, 0, "{verification:#}");
    assert_eq!(verification["bundles"].as_array().unwrap().len(), 1);
    assert_eq!(verification["bundles"][0]["number"], 2);
}

#[test]
fn what_is_no_evidence_cannot_be_verified() {
    let folder = Folder::unjudged();
    fs::create_dir(folder.path("empty")).unwrap();
    for arguments in [
        ["verify", "nowhere"].as_slice(),
        &["verify", "home"],
        &["verify", "--output", "nowhere"],
        &["verify", "--output", "empty"],
        &["verify", "--public-key", "home/releases/1.2.4.toml"],
    ] {
        let output = folder.ichiren(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?} {}", stderr(&output));
        assert!(stderr(&output).starts_with("error: "), "{}", stderr(&output));
    }
}
