use std::io::Read;

use exposure_notification::Platform;
use exposure_notification::v1::{ExposureInformation, ExposureSummary};
use zip::ZipArchive;

use super::entry::Call;
use super::*;

const PHONE: Environment = Environment {
    platform: Platform::Android,
    platform_version: "11",
    model: "Pixel 4",
    app_version: "1.2.4",
};

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn names(log: &OperationLog) -> Vec<String> {
    log.files().map(|(name, _)| name).collect()
}

/// One entry of each kind.
fn entries() -> Vec<Entry> {
    let exposure = ExposureInformation {
        date: 1_623_542_400,
        duration_minutes: 20,
        attenuation_value: 40,
        transmission_risk_level: 4,
        total_risk_score: 28,
        attenuation_durations_seconds: [1200, 0, 0],
        ..ExposureInformation::default()
    };
    let mut entries = vec![
        Entry::AppStarted,
        Entry::NotAnswered { call: Call::File },
        Entry::NewFile {
            created: 1_612_018_808_311,
        },
        Entry::NothingNew,
        Entry::ExposureNotificationStatus {
            enabled: true,
            active: false,
        },
        Entry::Refused { code: 39_508 },
        Entry::Summary(ExposureSummary {
            matched_key_count: 2,
            maximum_risk_score: 28,
            ..ExposureSummary::default()
        }),
        Entry::Exposure(exposure),
        Entry::Windows { count: 3 },
        Entry::DailySummary {
            date: 1_623_542_400,
            maximum_score: 900.0,
            score_sum: 1350.5,
        },
        Entry::NotificationPosted,
        Entry::NumberChecked { valid: true },
        Entry::KeysSelected {
            given: 14,
            selected: 5,
        },
        Entry::KeySent {
            rolling_start: 2_705_904,
            rolling_period: 144,
            transmission_risk: Some(0),
        },
        Entry::KeySent {
            rolling_start: 2_706_048,
            rolling_period: 144,
            transmission_risk: None,
        },
        Entry::DeviceVerification { empty: false },
    ];
    let calls = [
        Call::Register,
        Call::List,
        Call::File,
        Call::Configuration,
        Call::Submit,
        Call::InquiryLog,
    ];
    entries.extend(calls.map(|call| Entry::Answered { call, status: 200 }));
    entries
}

#[test]
fn a_day_in_japan_has_one_file() {
    let mut log = OperationLog::default();
    for moment in [
        "2021-06-13T14:59:59Z",
        "2021-06-13T15:00:00Z",
        "2021-06-14T14:59:59Z",
    ] {
        log.write(at(moment), &Entry::NothingNew, &PHONE);
    }
    assert_eq!(names(&log), ["cocoa_log_20210613.csv", "cocoa_log_20210614.csv"]);
    let lines: Vec<usize> = log.files().map(|(_, content)| content.lines().count()).collect();
    assert_eq!(lines, [2, 3], "a heading and the entries");
}

#[test]
fn fourteen_files_are_kept() {
    let mut log = OperationLog::default();
    for day in 1..=20 {
        log.write(
            at(&format!("2021-06-{day:02}T03:00:00Z")),
            &Entry::NothingNew,
            &PHONE,
        );
    }
    let names = names(&log);
    assert_eq!(names.len(), 14);
    assert_eq!(names.first().unwrap(), "cocoa_log_20210607.csv");
    assert_eq!(names.last().unwrap(), "cocoa_log_20210620.csv");
}

#[test]
fn a_file_goes_after_fourteen_days_although_nothing_is_written() {
    let mut log = OperationLog::default();
    log.write(at("2021-06-01T03:00:00Z"), &Entry::NothingNew, &PHONE);
    log.rotate("2021-06-14".parse().unwrap());
    assert_eq!(names(&log).len(), 1, "the fourteenth day");
    log.rotate("2021-06-15".parse().unwrap());
    assert_eq!(names(&log).len(), 0);
}

#[test]
fn an_entry_holds_neither_text_nor_bytes() {
    // A `Copy` type cannot own a `String` or a `Vec`; the fields are numbers and choices.
    fn is_copy<T: Copy>() {}
    is_copy::<Entry>();
    for entry in entries() {
        let message = entry.message();
        // Nothing that looks like an address of mail, network or host, or like 16 bytes in hexadecimal or base64.
        assert!(
            !message.contains(['@', '/', '=']) && !message.contains("::"),
            "{message}"
        );
        let longest = message
            .split(|c: char| !c.is_ascii_alphanumeric())
            .map(str::len)
            .max();
        assert!(longest < Some(22), "{message}");
    }
}

#[test]
fn what_helps_to_find_a_defect_is_in_the_log() {
    // 実施した処理内容、処理時刻、成功・失敗、参照した情報、結果.
    let messages: Vec<String> = entries().iter().map(Entry::message).collect();
    let all = messages.join("\n");
    for expected in [
        "Matched keys: 2, days since last exposure: 0, maximum risk score: 28",
        "duration: 20, attenuation: 40, total risk score: 28, transmission risk level: 4",
        "created: 1612018808311",
        "rolling start: 2705904, rolling period: 144, transmission risk: 0",
        "rolling start: 2706048, rolling period: 144\n",
        "score sum: 1350.5",
        "Status: 200",
        "Exposure Notification error: 39508",
    ] {
        assert!(all.contains(expected), "{expected}");
    }
}

#[test]
fn a_failure_is_written_as_an_error() {
    let answered = |status| Entry::Answered {
        call: Call::Submit,
        status,
    };
    assert_eq!((answered(204).level(), answered(406).level()), ("Info", "Error"));
    assert_eq!(Entry::NotAnswered { call: Call::List }.level(), "Error");
    assert_eq!(Entry::Refused { code: 13 }.level(), "Error");
    assert!(entries().iter().all(|entry| !entry.method().is_empty()));
}

#[test]
fn the_zip_holds_every_file_as_it_is() {
    let mut log = OperationLog::default();
    for (day, entry) in (1..=3).zip(entries()) {
        log.write(at(&format!("2021-06-0{day}T03:00:00Z")), &entry, &PHONE);
    }
    let packed = log.pack(&Seed::from_number(1)).unwrap();
    assert_eq!(packed.file_name, format!("cocoa_log_{}.zip", packed.log_id));
    let mut archive = ZipArchive::new(Cursor::new(&packed.bytes)).unwrap();
    assert_eq!(archive.len(), 3);
    for (name, content) in log.files() {
        let mut unpacked = String::new();
        archive
            .by_name(&name)
            .unwrap()
            .read_to_string(&mut unpacked)
            .unwrap();
        assert_eq!(unpacked, content);
    }
}

#[test]
fn the_same_log_and_seed_give_the_same_bytes_and_another_seed_another_identifier() {
    let mut log = OperationLog::default();
    log.write(at("2021-06-01T03:00:00Z"), &Entry::AppStarted, &PHONE);
    let pack = |number| log.pack(&Seed::from_number(number)).unwrap();
    assert_eq!(pack(1), pack(1));
    assert_ne!(pack(1).log_id, pack(2).log_id);
}

#[test]
fn nothing_is_left_after_erasing() {
    let mut log = OperationLog::default();
    log.write(at("2021-06-01T03:00:00Z"), &Entry::AppStarted, &PHONE);
    log.erase();
    assert_eq!(log, OperationLog::default());
}
