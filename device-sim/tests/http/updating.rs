//! What an update, a change of the phone, or a phone that is too old does to the app.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::support::{NEXT_DAY, Phones, START, StandIn, contacts, meet_closely, register_and_publish};

const CANNOT_OPEN: &str = "アプリを開けない";

async fn update(phones: &Phones, release: &str) {
    phones.install("B", json!({"release": release})).await;
}

/// Whether the app comes to life on a phone that had these releases one after the other, each opened or not.
async fn starts_after(releases: &[(&str, bool)], terms_changed_on: Option<&str>) -> bool {
    let server = StandIn::start().await;
    if let Some(date) = terms_changed_on {
        let text = json!({"text": "", "update_date": date});
        let update = json!({"terms_of_service": text, "privacy_policy": text});
        server.set_document("/ja/terms_update.json", update);
    }
    let phones = Phones::start(&server).await;
    phones.add("B", "Android", releases[0].0).await;
    phones.move_to(NEXT_DAY).await;
    let mut home = Value::Null;
    for (release, opened) in releases {
        update(&phones, release).await;
        if *opened {
            home = phones.open("B").await;
        }
    }
    let starts = phones.state("B").await["app_starts"].as_bool().unwrap();
    assert_eq!(home["title"] != CANNOT_OPEN, starts);
    starts
}

#[tokio::test]
async fn release_1_4_0_does_not_start_for_who_never_agreed_to_changed_terms() {
    // START is 2021-06-14 10:00 in Japan.
    let changed = Some("2021-06-14T12:00:00");
    let long_ago = Some("2020-06-01T00:00:00");
    for (releases, terms, starts) in [
        (&[("1.1.5", true), ("1.4.0", true)][..], None, false),
        (&[("1.1.5", true), ("1.4.0", true)], changed, false),
        (
            &[("1.1.5", true), ("1.2.6", false), ("1.4.0", true)],
            changed,
            false,
        ),
        (
            &[("1.1.5", true), ("1.2.6", true), ("1.4.0", true)],
            long_ago,
            false,
        ),
        (
            &[("1.1.5", true), ("1.2.6", true), ("1.4.0", true)],
            changed,
            true,
        ),
        (&[("1.2.0", true), ("1.4.0", true)], None, true),
        (&[("1.4.0", true)], None, true),
        (&[("1.1.5", true), ("1.4.1", true)], None, true),
        (&[("1.1.5", true), ("2.0.0", true)], None, true),
        (&[("1.1.5", true), ("1.4.0", true), ("1.4.1", true)], None, true),
    ] {
        assert_eq!(
            starts_after(releases, terms).await,
            starts,
            "{releases:?}, {terms:?}"
        );
    }
}

#[tokio::test]
async fn an_app_that_does_not_start_does_nothing_until_the_next_release() {
    let server = StandIn::start().await;
    let phones = Phones::start(&server).await;
    phones.add("A", "iOS", "1.2.4").await;
    phones.add("B", "Android", "1.1.5").await;
    meet_closely(&phones, "A", "B").await;
    phones.move_to(NEXT_DAY).await;
    register_and_publish(&phones, &server, "A", 4).await;
    phones.delete_app("A").await;

    update(&phones, "1.4.0").await;
    assert_eq!(phones.move_to("2021-06-17T02:00:00Z").await, Value::Null);
    assert_eq!(phones.register("B", json!({})).await["result"], "app_closed");
    assert_eq!(phones.exposures("B").await["screen"]["title"], CANNOT_OPEN);
    assert!(phones.notifications("B").await.is_empty());

    update(&phones, "1.4.1").await;
    assert_eq!(
        phones.move_to("2021-06-17T02:00:00Z").await,
        "2021-06-17T08:00:00Z",
        "the work is set up by the process"
    );
    phones.move_to("2021-06-17T08:00:00Z").await;
    assert_eq!(contacts(&phones, "B").await, [("2021-06-14".to_owned(), 1)]);
    assert_eq!(phones.state("B").await["start_of_use"], "2021-06-14");
}

#[tokio::test]
async fn changed_terms_are_agreed_to_when_the_app_is_opened() {
    let server = StandIn::start().await;
    let changed = json!({"text": "", "update_date": "2021-06-14T12:00:00"});
    server.set_document("/ja/terms_update.json", json!({"terms_of_service": changed}));
    let phones = Phones::start(&server).await;
    phones.add("B", "iOS", "1.2.0").await;
    assert_eq!(
        phones.open("B").await["title"],
        "ホーム",
        "the change is of the future"
    );
    phones.move_to(NEXT_DAY).await;
    phones.open("B").await;
    assert_eq!(phones.pages("B").await, ["利用規約の改定", "ホーム"]);
    phones.open("B").await;
    assert_eq!(phones.pages("B").await, ["ホーム"]);
}

#[tokio::test]
async fn the_first_release_always_began_today() {
    let server = StandIn::start().await;
    let phones = Phones::start(&server).await;
    phones.add("B", "iOS", "1.0.0").await;
    phones.move_to("2021-06-17T01:00:00Z").await;
    assert_eq!(phones.state("B").await["start_of_use"], "2021-06-17");
    let home = phones.open("B").await["texts"].to_string();
    assert!(home.contains("2021-06-17") && !home.contains("日間"), "{home}");
}

#[tokio::test]
async fn another_language_costs_the_start_of_use_from_1_2_2_to_1_2_6() {
    for (release, start) in [
        ("1.2.1", "2021-06-14"),
        ("1.2.2", "2021-06-17"),
        ("1.2.6", "2021-06-17"),
        ("1.4.1", "2021-06-14"),
        ("2.0.1", "2021-06-14"),
    ] {
        let server = StandIn::start().await;
        let phones = Phones::start(&server).await;
        phones.add("B", "iOS", release).await;
        phones.move_to("2021-06-17T01:00:00Z").await;
        phones.change("B", json!({"locale": "en"})).await;
        phones.open("B").await;
        assert_eq!(phones.state("B").await["start_of_use"], start, "{release}");
    }
}

#[tokio::test]
async fn work_of_1_2_3_waits_for_the_app_to_be_opened_after_the_update() {
    let server = StandIn::start().await;
    let phones = Phones::start(&server).await;
    phones.add("B", "Android", "1.2.2").await;
    assert_eq!(phones.move_to(START).await, Value::Null);
    update(&phones, "1.2.3").await;
    assert_eq!(phones.move_to(START).await, Value::Null);
    phones.open("B").await;
    assert_eq!(phones.move_to(START).await, "2021-06-14T07:00:00Z");
    phones.move_to("2021-06-14T02:00:00Z").await;
    // Kept by the next release and by opening.
    update(&phones, "1.2.4").await;
    phones.open("B").await;
    assert_eq!(
        phones.move_to("2021-06-14T02:00:00Z").await,
        "2021-06-14T07:00:00Z"
    );
    // New with the next name, without opening.
    update(&phones, "1.2.6").await;
    assert_eq!(
        phones.move_to("2021-06-14T02:00:00Z").await,
        "2021-06-14T08:00:00Z"
    );
}

#[tokio::test]
async fn a_store_offers_only_what_was_made_for_the_phone() {
    let server = StandIn::start().await;
    let phones = Phones::start(&server).await;
    let old = json!({"name": "B", "platform": "iOS", "os_version": "iOS 13.6", "release": "1.4.1"});
    assert_eq!(phones.add_as(old).await.0, StatusCode::CREATED);
    for (release, word) in [("2.0.0", "iOS 13.7"), ("1.2.3", "Android only")] {
        let path = "/control/devices/B/app";
        let (status, problem) = phones
            .call(Method::POST, path, Some(json!({"release": release})))
            .await;
        assert_eq!(status, StatusCode::CONFLICT, "{release}");
        assert!(problem["detail"].as_str().unwrap().contains(word), "{problem}");
    }
    assert_eq!(phones.state("B").await["release"], "1.4.1");
    assert_eq!(phones.open("B").await["title"], "ホーム");
}

#[tokio::test]
async fn a_phone_that_cannot_judge_says_so_and_never_that_there_was_no_contact() {
    let server = StandIn::start().await;
    server.set_register_answer(500);
    for device in [
        json!({"platform": "iOS", "os_version": "iOS 13.4", "release": "1.4.1"}),
        json!({"platform": "Android", "os_version": "Android 5", "release": "1.2.4"}),
        json!({"platform": "Android", "google_services": false, "release": "2.0.1"}),
    ] {
        let phones = Phones::start(&server).await;
        let mut device = device;
        device["name"] = json!("B");
        assert_eq!(
            phones.add_as(device.clone()).await.0,
            StatusCode::CREATED,
            "nobody is registered"
        );
        let title = "この端末では利用できません";
        assert_eq!(phones.open("B").await["title"], title, "{device}");
        let exposures = phones.exposures("B").await;
        assert_eq!(exposures["screen"]["title"], title, "{device}");
        assert_eq!(exposures["contacts"], json!([]));
        assert_eq!(phones.register("B", json!({})).await["result"], "not_supported");
        let state = phones.state("B").await;
        assert_eq!(
            (&state["start_of_use"], &state["app_installed"]),
            (&Value::Null, &json!(true))
        );
    }
}

#[tokio::test]
async fn after_an_update_of_the_system_the_app_begins() {
    let server = StandIn::start().await;
    let phones = Phones::start(&server).await;
    let device = json!({"name": "B", "platform": "iOS", "os_version": "iOS 13.4", "release": "1.4.1"});
    phones.add_as(device).await;
    phones.move_to(NEXT_DAY).await;
    phones.change("B", json!({"os_version": "iOS 14"})).await;
    phones.open("B").await;
    assert_eq!(phones.pages("B").await, ["はじめに", "ホーム"]);
    assert_eq!(phones.state("B").await["start_of_use"], "2021-06-15");
}
