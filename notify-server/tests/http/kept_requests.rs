//! What servers of some months kept of a registration beside its keys, and that a search finds it (ア6, イ4).

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Answer, Server, TODAY, key, submission, with};

const NUMBER: &str = "48151623";
const ATTESTATION: &str = "attestation";

/// A server of the state that has accepted a registration of the first form.
async fn registered(state: &str) -> Server {
    let server = Server::start(state).await;
    if state == "2020-06" {
        server.hersys.answers(Answer::Result("ok"));
    }
    server.register_keys(&[key(1, TODAY - 144, 144)]).await;
    server
}

async fn logged(server: &Server) -> Vec<String> {
    let entries = server.get_json("/control/log").await;
    let text = |entry: &Value| {
        assert_eq!(entry["at"], "2021-06-14T03:00:00Z");
        entry["text"].as_str().unwrap().to_owned()
    };
    entries.as_array().unwrap().iter().map(text).collect()
}

/// COCOA v1.2.0 and v1.2.1.
#[tokio::test]
async fn until_november_2020_the_number_was_kept_in_a_table_and_in_the_log_for_good() {
    for state in ["2020-06", "2020-07", "2020-09", "2020-11"] {
        let server = registered(state).await;
        let places = ["log", "table diagnoses, column processing_number"];
        assert_eq!(server.search(NUMBER).await, places, "{state}");
        server.move_clock("2021-07-14T16:00:00Z").await;
        assert!(server.keys().await.is_empty(), "{state}: the deletion ran");
        assert_eq!(server.search(NUMBER).await, places, "{state}: after the deletion");
    }
    for state in [
        "2020-12", "2021-02", "2021-06", "2021-07", "2021-09", "2021-11", "2022-04", "2022-06",
    ] {
        let server = registered(state).await;
        assert_eq!(server.search(NUMBER).await, [""; 0], "{state}");
        let in_table = server.search(&"01".repeat(16)).await;
        assert_eq!(
            in_table,
            ["table temporary_exposure_keys, column key_data"],
            "{state}: it searches"
        );
    }
}

/// COCOA v1.4.0 to v2.0.1.
#[tokio::test]
async fn attestations_were_logged_from_november_2021_to_june_2022() {
    for state in ["2021-11", "2022-04", "2022-06"] {
        let server = registered(state).await;
        let expected = "regions: 440, platform: android, deviceVerificationPayload: attestation, appPackageName: \
                        jp.go.mhlw.covid19radar, padding: cGFkZGluZw==";
        assert_eq!(logged(&server).await, [expected], "{state}");
        server.submit_v2(submission(&[key(2, TODAY, 144)])).await;
        assert_eq!(logged(&server).await.len(), 2, "{state}: V2 too");
        assert_eq!(server.search(ATTESTATION).await, ["log"], "{state}");
    }
    for state in ["2020-12", "2021-02", "2021-06", "2021-07", "2021-09"] {
        assert_eq!(logged(&registered(state).await).await, [""; 0], "{state}");
    }
    let server = Server::start("2022-11").await;
    assert_eq!(
        server.submit_v2(submission(&[key(1, TODAY, 144)])).await.status(),
        406
    );
    assert_eq!(logged(&server).await, [""; 0]);
}

#[tokio::test]
async fn the_third_form_was_never_logged() {
    let server = Server::start("2022-06").await;
    let body = with(
        submission(&[key(1, TODAY, 144)]),
        "onsetOfSymptomOrTestDate",
        json!("2021-06-13T00:00:00.000+09:00"),
    );
    let request = server.request(Method::PUT, "/api/v3/diagnosis").json(&body);
    assert_eq!(request.send().await.unwrap().status(), 200);
    assert_eq!(logged(&server).await, [""; 0]);
}

/// The log was written before anything was checked.
#[tokio::test]
async fn a_refused_registration_was_logged_and_its_number_not_stored() {
    let server = Server::start("2020-11").await;
    server.hersys.answers(Answer::Result("1"));
    let response = server.submit(submission(&[key(1, TODAY, 144)])).await;
    assert_eq!(response.status(), 406);
    assert_eq!(server.search(NUMBER).await, ["log"]);
}

#[tokio::test]
async fn both_defects_can_be_brought_back() {
    let server = Server::start("2021-06").await;
    server
        .switch(&json!({"keeps_processing_number": true, "logs_requests": "whole_body"}))
        .await;
    server.submit_v2(submission(&[key(1, TODAY, 144)])).await;
    // V2 has no user, so the number stands for itself in the table.
    let places = [
        "log",
        "table diagnoses, column id",
        "table diagnoses, column processing_number",
    ];
    assert_eq!(server.search(NUMBER).await, places);
    let found = server.get_json("/control/stored-numbers").await;
    assert_eq!(found, json!([NUMBER, NUMBER, NUMBER]));
}

#[tokio::test]
async fn a_search_looks_into_files_and_what_is_packed_in_them_and_into_the_journal() {
    let server = registered("2021-06").await;
    server.move_clock("2021-06-14T15:00:00Z").await;
    let ticket = server.get_json("/api/inquirylog").await["sas_token"]
        .as_str()
        .unwrap()
        .to_owned();
    let upload = server.request(Method::PUT, &format!("/inquiry-logs/cocoa_log_1.txt?{ticket}"));
    assert_eq!(
        upload.body("Mail: A@Example.JP").send().await.unwrap().status(),
        201
    );

    assert_eq!(server.search("EK Export v1").await, ["file c19r/440/1.zip"]);
    assert_eq!(
        server.search("a@example.jp").await,
        ["file inquiry-logs/cocoa_log_1.txt"]
    );
    assert_eq!(server.search("\"created\"").await, ["file c19r/440/list.json"]);
    assert_eq!(server.search("HER-SYSが処理番号を認めた").await, ["journal"]);
    assert_eq!(server.search("nothing of it").await, [""; 0]);
    let empty = server
        .request(Method::POST, "/control/search")
        .json(&json!({"texts": [""]}));
    assert_eq!(empty.send().await.unwrap().status(), 422);
}
