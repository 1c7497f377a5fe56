//! Mistakes in release and parameter files are named by file, line and cause.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

use std::fs;
use std::path::Path;

use scenario_runner::ReleaseFolders;
use tempfile::TempDir;

/// The folders of the product, copied so that they can be spoilt.
fn copy() -> (TempDir, ReleaseFolders) {
    let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let folder = TempDir::new().unwrap();
    for name in ["releases", "parameters"] {
        fs::create_dir(folder.path().join(name)).unwrap();
        for entry in fs::read_dir(home.join(name)).unwrap() {
            let entry = entry.unwrap();
            fs::copy(entry.path(), folder.path().join(name).join(entry.file_name())).unwrap();
        }
    }
    let folders = ReleaseFolders {
        releases: folder.path().join("releases"),
        parameters: folder.path().join("parameters"),
    };
    (folder, folders)
}

fn spoil(path: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(path).unwrap();
    assert!(text.contains(from), "{from}");
    fs::write(path, text.replace(from, to)).unwrap();
}

fn error(folders: &ReleaseFolders) -> String {
    folders.release("1.2.4").unwrap_err().to_string()
}

#[test]
fn the_production_parameters_are_those_of_the_report() {
    // 報告書 2(4)②: minimum 21, transmission score 7; duration 0 up to 15 minutes and 1 from there.
    let (_folder, folders) = copy();
    let production = folders.release("1.1.4").unwrap().production;
    assert_eq!(production.v1.minimum_risk_score, 21);
    assert_eq!(production.v1.transmission_risk_scores, [7; 8]);
    assert_eq!(production.v1.duration_scores, [0, 0, 0, 0, 1, 1, 1, 1]);
    assert_eq!(production.v1.attenuation_scores, [1, 2, 3, 4, 5, 6, 7, 8]);
}

#[test]
fn the_parameters_of_2_0_0_are_those_compiled_into_the_app() {
    // COCOA v2.0.0: the static files agree with the values built in.
    let (_folder, folders) = copy();
    let production = folders.release("2.0.0").unwrap().production;
    assert_eq!(
        production.v2,
        Some(exposure_notification::v2::Parameters::cocoa_default())
    );
}

#[test]
fn a_release_on_version_2_needs_its_parameters() {
    let (_folder, folders) = copy();
    spoil(
        &folders.releases.join("1.2.4.toml"),
        "[exposure_notification_api]\nversion = 1",
        "[exposure_notification_api]\nversion = 2",
    );
    assert!(
        error(&folders).contains("[exposure_configuration_v2]"),
        "{}",
        error(&folders)
    );
}

#[test]
fn an_unknown_operating_system_is_named_with_those_known() {
    let (_folder, folders) = copy();
    spoil(
        &folders.releases.join("1.2.4.toml"),
        "os = \"iOS 14\"",
        "os = \"iOS 99\"",
    );
    let error = error(&folders);
    assert!(
        error.contains("unknown operating system iOS 99") && error.contains("iOS 13.7"),
        "{error}"
    );
}

#[test]
fn a_release_for_one_operating_system_is_judged_there_alone() {
    let (_folder, folders) = copy();
    let release = folders.release("1.2.3").unwrap();
    assert_eq!(release.judged_platforms(), [evidence::ScenarioPlatform::Android]);
    assert_eq!(
        release.phones[&exposure_notification::Platform::Ios]
            .app
            .to_string(),
        "1.2.2"
    );
}

#[test]
fn an_unknown_app_version_is_named_with_its_line() {
    let (_folder, folders) = copy();
    spoil(
        &folders.releases.join("1.2.4.toml"),
        "version = \"1.2.4\"",
        "version = \"9.9.9\"",
    );
    let error = error(&folders);
    assert!(
        error.contains("1.2.4.toml:17:1: unknown app version 9.9.9; the phones know 1.0.0"),
        "{error}"
    );
}

#[test]
fn an_unknown_server_state_is_named() {
    let (_folder, folders) = copy();
    spoil(
        &folders.releases.join("1.2.4.toml"),
        "state = \"2021-06\"",
        "state = \"1999-01\"",
    );
    let error = error(&folders);
    assert!(
        error.contains("1.2.4.toml:23:1") && error.contains("1999-01"),
        "{error}"
    );
}

#[test]
fn a_missing_table_is_named() {
    let (_folder, folders) = copy();
    spoil(
        &folders.parameters.join("2020-09-24.toml"),
        "DurationScores =",
        "# DurationScores =",
    );
    let error = error(&folders);
    assert!(
        error.contains("2020-09-24.toml:") && error.contains("DurationScores"),
        "{error}"
    );
}

#[test]
fn a_score_table_of_the_wrong_length_is_named_with_its_line() {
    let (_folder, folders) = copy();
    spoil(
        &folders.parameters.join("2020-09-24.toml"),
        "[0, 0, 0, 0, 1, 1, 1, 1]",
        "[0, 0, 0, 0, 1, 1, 1]",
    );
    let error = error(&folders);
    assert!(
        error.contains("2020-09-24.toml:17:18: invalid length 7"),
        "{error}"
    );
}

#[test]
fn a_missing_parameter_file_is_named() {
    let (_folder, folders) = copy();
    fs::remove_file(folders.parameters.join("2020-09-24.toml")).unwrap();
    assert!(error(&folders).contains("2020-09-24.toml"));
}

#[test]
fn an_unknown_release_names_the_known_ones() {
    let (_folder, folders) = copy();
    let error = folders.release("7.7.7").unwrap_err().to_string();
    assert!(error.contains("7.7.7") && error.contains("1.1.4"), "{error}");
}

#[test]
fn exactly_one_release_is_the_default() {
    let (_folder, folders) = copy();
    assert_eq!(folders.default_release().unwrap().name, "1.2.4");
    spoil(
        &folders.releases.join("1.2.4.toml"),
        "default = true",
        "default = false",
    );
    assert!(folders.default_release().is_err());
}

#[test]
fn an_altered_minimum_is_said_and_the_production_one_kept() {
    let (_folder, folders) = copy();
    let mut release = folders.release("1.2.4").unwrap();
    release.alter_minimum_risk_score(1).unwrap();
    assert_eq!(release.served.v1.minimum_risk_score, 1);
    assert_eq!(release.production.v1.minimum_risk_score, 21);
    let altered = release.altered_parameters();
    assert_eq!(
        (altered[0].production.as_str(), altered[0].used.as_str()),
        ("21", "1")
    );
}

#[test]
fn the_release_before_must_be_one_there_is_a_file_for() {
    let (_folder, folders) = copy();
    let path = folders.releases.join("1.2.4.toml");
    for wrong in ["1.2.4", "9.9.9"] {
        let named = format!("previous = \"{wrong}\"");
        spoil(&path, "previous = \"1.2.3\"", &named);
        let message = error(&folders);
        assert!(
            message.contains("1.2.4.toml:3:1: the release before must be another one")
                && message.contains("1.2.3"),
            "{message}"
        );
        spoil(&path, &named, "previous = \"1.2.3\"");
    }
}

#[test]
fn a_release_knows_the_one_before_and_what_it_changes() {
    let (_folder, folders) = copy();
    let release = folders.release("1.1.4").unwrap();
    assert_eq!(folders.previous(&release).unwrap().unwrap().name, "1.1.3");
    let first = folders.release("1.0.0").unwrap();
    assert!(folders.previous(&first).unwrap().is_none());
    let identity = release.identity();
    assert!(identity.changes.contains(&evidence::ChangeKind::App));
    // What was announced of 1.1.4, and nothing of what it did to close contacts on Android.
    let changes: Vec<_> = identity
        .expected_changes
        .iter()
        .map(|expected| expected.change)
        .collect();
    assert_eq!(changes, [evidence::NotificationChange::FewerOthers; 2]);
    let os: Vec<&str> = identity.phones.iter().map(|phones| phones.os.as_str()).collect();
    assert_eq!(os, ["iOS 14", "Android 10"]);
}

#[test]
fn an_unknown_kind_of_change_is_named_with_its_line() {
    let (_folder, folders) = copy();
    spoil(
        &folders.releases.join("1.2.4.toml"),
        "kinds = [\"app\", \"server\"]",
        "kinds = [\"nothing\"]",
    );
    let error = error(&folders);
    assert!(
        error.contains("1.2.4.toml:14:") && error.contains("nothing") && error.contains("text_only"),
        "{error}"
    );
}

/// The file of 1.2.4 with an expected change.
fn with_expected(platform: &str, change: &str, reason: &str) -> String {
    let (_folder, folders) = copy();
    let path = folders.releases.join("1.2.4.toml");
    let entry = format!(
        "\n[[expected_change]]\nplatform = \"{platform}\"\nchange = \"{change}\"\nreason = \"{reason}\"\n"
    );
    let once = fs::read_to_string(&path).unwrap() + &entry;
    fs::write(&path, &once).unwrap();
    if platform == "iOS" && change == "fewer_others" && !reason.trim().is_empty() {
        folders.release("1.2.4").unwrap();
        fs::write(&path, once + &entry).unwrap();
    }
    error(&folders)
}

#[test]
fn an_expected_change_that_explains_nothing_is_refused_with_its_line() {
    for (platform, change, reason, line, words) in [
        ("iOS", "fewer_others", "理由", 41, "is expected already"),
        (
            "iOS",
            "fewer_others",
            " ",
            37,
            "a change without a reason explains nothing",
        ),
        (
            "both",
            "fewer_others",
            "理由",
            35,
            "belongs to one operating system",
        ),
        ("iOS", "less", "理由", 36, "unknown variant `less`"),
    ] {
        let error = with_expected(platform, change, reason);
        assert!(
            error.contains(&format!("1.2.4.toml:{line}:")) && error.contains(words),
            "{error}"
        );
    }
}

#[test]
fn a_change_is_expected_against_a_release_before_and_where_the_release_came_out() {
    let (_folder, folders) = copy();
    spoil(&folders.releases.join("1.1.4.toml"), "previous = \"1.1.3\"", "");
    let message = folders.release("1.1.4").unwrap_err().to_string();
    assert!(message.contains("name that with `previous = "), "{message}");
    spoil(
        &folders.releases.join("1.2.3.toml"),
        "platform = \"Android\"",
        "platform = \"iOS\"",
    );
    let message = folders.release("1.2.3").unwrap_err().to_string();
    assert!(
        message.contains("on which the release came out: Android"),
        "{message}"
    );
}
