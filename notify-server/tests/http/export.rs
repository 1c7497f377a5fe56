//! How registered keys become signed files that every phone can download (イ5, イ8).

use exposure_notification::{SigningKey, TemporaryExposureKeyExport, read_export};
use notify_server::{EmptyList, ExportStart, Files};
use serde_json::{Value, json};

use crate::support::{Answer, OLDEST_DAY, Server, TODAY, key};

/// 2021-06-14T15:00:00Z in Unix milliseconds.
const FIRST_EXPORT: i64 = 1_623_682_800_000;

/// First byte of the key data, rolling start, rolling period and level of every key, sorted.
fn content(export: &TemporaryExposureKeyExport) -> Vec<(u8, u32, u32, u8)> {
    let of = |key: &exposure_notification::DiagnosisKey| {
        (
            key.key.key_data[0],
            key.key.rolling_start.0,
            key.key.rolling_period,
            key.transmission_risk_level,
        )
    };
    let mut keys: Vec<_> = export.keys.iter().map(of).collect();
    keys.sort_unstable();
    keys
}

#[tokio::test]
async fn nothing_is_published_before_15_00_utc() {
    let server = Server::start("2021-06").await;
    server.register_keys(&[key(1, TODAY - 144, 144)]).await;
    let clock = server.move_clock("2021-06-14T14:59:59Z").await;
    assert_eq!(clock["next_due"], "2021-06-14T15:00:00Z");
    assert_eq!(server.get("/c19r/440/list.json").await.status(), 404);
    assert_eq!(server.get("/c19r/440/1.zip").await.status(), 404);
}

#[tokio::test]
async fn at_15_00_utc_every_day_of_keys_becomes_one_listed_file() {
    let server = Server::start("2021-06").await;
    // Two persons; the second one's phone was new on the first day.
    server
        .register_keys(&[key(1, TODAY - 288, 144), key(2, TODAY - 144, 144)])
        .await;
    server
        .register_keys(&[key(3, TODAY - 288 + 60, 84), key(4, TODAY - 144, 0)])
        .await;

    let clock = server.move_clock("2021-06-14T15:00:00Z").await;

    assert_eq!(
        clock,
        json!({"now": "2021-06-14T15:00:00Z", "next_due": "2021-06-15T14:45:00Z"})
    );
    let url = server.running.url();
    let entry = |number: i64| {
        json!({
            "region": "440",
            "url": format!("{url}/c19r/440/{number}.zip"),
            "created": FIRST_EXPORT + number - 1,
        })
    };
    assert_eq!(server.list().await, [entry(1), entry(2), entry(3)]);
    assert_eq!(content(&server.export(1).await), [(1, TODAY - 288, 144, 4)]);
    assert_eq!(content(&server.export(2).await), [(3, TODAY - 228, 84, 4)]);
    assert_eq!(
        content(&server.export(3).await),
        [(2, TODAY - 144, 144, 4), (4, TODAY - 144, 144, 4)]
    );
    assert!(server.keys().await.iter().all(|key| key["exported"] == true));
    let published = ("export_published".to_owned(), true);
    assert_eq!(server.journal().await.pop(), Some(published));
}

#[tokio::test]
async fn a_file_covers_the_day_of_its_keys() {
    let server = Server::start("2021-06").await;
    server.register_keys(&[key(1, TODAY - 144 + 60, 84)]).await;
    server.move_clock("2021-06-14T15:00:00Z").await;

    let export = server.export(1).await;

    // 2021-06-13T10:00:00Z, the key's start, and 24 hours later.
    assert_eq!(
        (export.start_timestamp, export.end_timestamp),
        (1_623_578_400, 1_623_664_800)
    );
    assert_eq!(
        (export.region.as_str(), export.batch_num, export.batch_size),
        ("440", 1, 1)
    );
    assert_eq!(export.revised_keys, []);
    assert_eq!(
        (
            export.keys[0].report_type,
            export.keys[0].days_since_onset_of_symptoms
        ),
        (None, None)
    );
}

#[tokio::test]
async fn the_level_of_2020_goes_out_as_it_came_in() {
    let server = Server::start("2020-09").await;
    server.register_keys(&[key(1, TODAY, 144)]).await;
    server.move_clock("2021-06-14T15:00:00Z").await;
    assert_eq!(content(&server.export(1).await), [(1, TODAY, 144, 0)]);
}

#[tokio::test]
async fn a_file_is_refused_by_a_phone_that_knows_another_key() {
    let server = Server::start("2021-06").await;
    server.register_keys(&[key(1, TODAY, 144)]).await;
    server.move_clock("2021-06-14T15:00:00Z").await;

    let zip = server.get("/c19r/440/1.zip").await;
    let zip = zip.bytes().await.unwrap();
    let forged = SigningKey::generate("440-test", "v1").unwrap().verification_key();
    assert!(read_export(&zip, &[forged]).is_err());
}

/// COCOA v3.0.0 named the types; before, files had the store's default.
#[tokio::test]
async fn files_have_a_content_type_of_their_own_since_november_2022() {
    for (state, zip, list) in [
        ("2021-06", "application/octet-stream", "application/octet-stream"),
        ("2022-06", "application/octet-stream", "application/octet-stream"),
        ("2022-11", "application/zip", "application/json"),
    ] {
        let server = Server::start(state).await;
        server.switch(&json!({"end_of_service": false})).await;
        server.register_keys(&[key(1, TODAY, 144)]).await;
        server.move_clock("2021-06-14T15:00:00Z").await;
        let type_of = async |path: &str| server.get(path).await.headers()["content-type"].clone();
        assert_eq!(type_of("/c19r/440/1.zip").await, zip, "{state}");
        assert_eq!(type_of("/c19r/440/list.json").await, list, "{state}");
    }
}

#[tokio::test]
async fn no_key_is_exported_twice_and_created_only_grows() {
    let server = Server::start("2021-06").await;
    server.register_keys(&[key(1, TODAY - 144, 144)]).await;
    server.move_clock("2021-06-15T03:00:00Z").await;
    server.register_keys(&[key(2, TODAY - 144, 144)]).await;

    // Two exports in one move: each runs at its own time, and the second has nothing new.
    server.move_clock("2021-06-16T16:00:00Z").await;

    let created: Vec<_> = server
        .list()
        .await
        .iter()
        .map(|entry| entry["created"].clone())
        .collect();
    assert_eq!(created, [json!(FIRST_EXPORT), json!(FIRST_EXPORT + 86_400_000)]);
    assert_eq!(content(&server.export(1).await), [(1, TODAY - 144, 144, 4)]);
    assert_eq!(content(&server.export(2).await), [(2, TODAY - 144, 144, 4)]);
    let published = ("export_published".to_owned(), true);
    assert_eq!(
        server
            .journal()
            .await
            .into_iter()
            .filter(|event| *event == published)
            .count(),
        2
    );
}

#[tokio::test]
async fn a_key_of_the_oldest_day_is_accepted_and_never_exported() {
    let server = Server::start("2021-06").await;
    server
        .register_keys(&[
            key(1, OLDEST_DAY, 144),
            key(2, OLDEST_DAY + 144, 144),
            key(3, 0, 144),
        ])
        .await;
    server.move_clock("2021-06-14T15:00:00Z").await;
    assert_eq!(server.list().await.len(), 1);
    assert_eq!(content(&server.export(1).await), [(2, OLDEST_DAY + 144, 144, 4)]);
}

#[tokio::test]
async fn a_server_that_compares_otherwise_exports_the_oldest_day() {
    let server = Server::start_with("2021-06", |config| {
        config.state.export_start = ExportStart::AtOrAfter;
    })
    .await;
    server.register_keys(&[key(1, OLDEST_DAY, 144)]).await;
    server.move_clock("2021-06-14T15:00:00Z").await;
    assert_eq!(content(&server.export(1).await), [(1, OLDEST_DAY, 144, 4)]);
}

#[tokio::test]
async fn a_server_that_empties_its_list_has_one_before_the_first_key() {
    let server = Server::start_with("2021-06", |config| {
        config.state.empty_list = EmptyList::EmptyArray;
    })
    .await;
    server.move_clock("2021-06-14T15:00:00Z").await;
    assert_eq!(server.list().await, [Value::Null; 0]);
    assert_eq!(server.journal().await, [], "nothing was exported");
}

#[tokio::test]
async fn the_list_names_the_address_that_the_public_knows() {
    let public_url = Some("https://cdn.example.jp".to_owned());
    let server = Server::start_with("2021-06", |config| config.public_url = public_url).await;
    server.register_keys(&[key(1, TODAY, 144)]).await;
    server.move_clock("2021-06-14T15:00:00Z").await;
    assert_eq!(
        server.list().await[0]["url"],
        "https://cdn.example.jp/c19r/440/1.zip"
    );
}

#[tokio::test]
async fn keys_whose_export_failed_go_out_with_the_next_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_owned();
    let server = Server::start_with("2021-06", |config| config.files = Files::Folder(path)).await;
    server.register_keys(&[key(1, TODAY - 144, 144)]).await;

    // A file stands where the folder of the export files must be made.
    let obstacle = folder.path().join("c19r");
    std::fs::write(&obstacle, "").unwrap();
    server.move_clock("2021-06-14T15:00:00Z").await;
    assert_eq!(server.keys().await[0]["exported"], false);
    assert_eq!(
        server.journal().await.pop(),
        Some(("export_published".to_owned(), false))
    );

    std::fs::remove_file(&obstacle).unwrap();
    server.move_clock("2021-06-15T15:00:00Z").await;
    // The number of the failed file stays unused.
    assert_eq!(content(&server.export(2).await), [(1, TODAY - 144, 144, 4)]);
    assert_eq!(server.list().await.len(), 1);
}

/// `created` and URL of every entry.
async fn entries(server: &Server) -> Vec<(i64, String)> {
    let url = format!("{}/c19r/440/", server.running.url());
    let of = |entry: &Value| {
        let file = entry["url"]
            .as_str()
            .unwrap()
            .strip_prefix(&url)
            .unwrap()
            .to_owned();
        (entry["created"].as_i64().unwrap(), file)
    };
    server.list().await.iter().map(of).collect()
}

/// COCOA v1.1.1: seconds, and the same ones for all files of a run, so that apps took the first alone.
#[tokio::test]
async fn until_july_2020_all_files_of_a_run_had_the_same_second() {
    let server = Server::start("2020-07").await;
    server
        .register_keys(&[key(1, TODAY - 288, 144), key(2, TODAY - 144, 144)])
        .await;
    // Every hour: 2021-06-14T04:00:00Z.
    server.move_clock("2021-06-14T04:00:00Z").await;
    let created = 1_623_643_200;
    let expected = [(created, "1.zip".to_owned()), (created, "2.zip".to_owned())];
    assert_eq!(entries(&server).await, expected);

    server.register_keys(&[key(3, TODAY - 144, 144)]).await;
    server.move_clock("2021-06-14T05:00:00Z").await;
    assert_eq!(entries(&server).await[2], (created + 3600, "3.zip".to_owned()));
}

/// COCOA v1.1.0: every file replaced the one before.
#[tokio::test]
async fn in_june_2020_every_file_was_called_1_zip() {
    let server = Server::start("2020-07").await;
    server.switch(&json!({"file_names": "always_one"})).await;
    server
        .register_keys(&[key(1, TODAY - 288, 144), key(2, TODAY - 144, 144)])
        .await;
    server.move_clock("2021-06-14T04:00:00Z").await;
    let files: Vec<_> = entries(&server)
        .await
        .into_iter()
        .map(|(_created, file)| file)
        .collect();
    assert_eq!(files, ["1.zip", "1.zip"]);
    assert_eq!(content(&server.export(1).await), [(2, TODAY - 144, 144, 0)]);
    assert_eq!(server.get("/c19r/440/2.zip").await.status(), 404);
}

/// COCOA v1.0.0 wrote the file's number and the count of its keys where phones read the place in a batch.
#[tokio::test]
async fn the_first_server_wrote_the_number_and_the_count_of_keys() {
    let server = Server::start("2020-06").await;
    server.hersys.answers(Answer::Result("ok"));
    let keys = [
        key(1, TODAY - 288, 144),
        key(2, TODAY - 288, 144),
        key(3, TODAY - 144, 144),
    ];
    server.register_keys(&keys).await;
    server.move_clock("2021-06-15T00:00:00Z").await;
    let first = server.export(1).await;
    assert_eq!((first.batch_num, first.batch_size), (1, 2));
    let second = server.get("/c19r/440/2.zip").await.bytes().await.unwrap();
    let error = read_export(&second, &[server.verification_key().await]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "file 2 of a batch of 1 is impossible; number from 1 to the size"
    );
}

/// Until COCOA v1.1.4 a key's period separated files, and the file ended with its keys.
#[tokio::test]
async fn files_were_once_separated_by_period() {
    for (groups, expected) in [
        ("start_and_period", vec![(1, vec![1]), (24, vec![2])]),
        ("start", vec![(24, vec![1, 2])]),
    ] {
        let server = Server::start("2021-06").await;
        server.switch(&json!({"file_groups": groups})).await;
        server
            .register_keys(&[key(1, TODAY - 144, 6), key(2, TODAY - 144, 144)])
            .await;
        server.move_clock("2021-06-14T15:00:00Z").await;
        let mut files = Vec::new();
        for number in 1..=expected.len() {
            let export = server.export(u32::try_from(number).unwrap()).await;
            let bytes: Vec<u8> = content(&export).iter().map(|key| key.0).collect();
            files.push(((export.end_timestamp - export.start_timestamp) / 3600, bytes));
        }
        assert_eq!(files, expected, "{groups}");
    }
}

/// `>=` only since COCOA v3.0.0.
#[tokio::test]
async fn no_state_before_the_last_exports_the_oldest_day() {
    for state in [
        "2020-09", "2020-11", "2021-02", "2021-09", "2021-11", "2022-04", "2022-06",
    ] {
        let server = Server::start(state).await;
        server.register_keys(&[key(1, OLDEST_DAY, 144)]).await;
        server.move_clock("2021-06-14T15:00:00Z").await;
        assert_eq!(server.get("/c19r/440/1.zip").await.status(), 404, "{state}");
    }
}
