//! Checks and notifications of every era. The expectations are those of COCOA's history from v1.0.0 to v2.0.1.

use serde_json::{Value, json};

use crate::support::{NEXT_DAY, Phones, StandIn, contacts, meet_closely, register_and_publish};

/// A and B have met closely, and A's keys are published on [`NEXT_DAY`]. Nobody has opened B's app.
async fn after_publication(server: &StandIn, platform: &str, release: &str) -> Phones {
    let phones = Phones::start(server).await;
    phones.add("A", "iOS", "1.2.4").await;
    phones.add("B", platform, release).await;
    meet_closely(&phones, "A", "B").await;
    phones.move_to(NEXT_DAY).await;
    register_and_publish(&phones, server, "A", 4).await;
    phones
}

async fn sources(phones: &Phones, name: &str) -> Vec<String> {
    let notifications = phones.notifications(name).await;
    let source = |notification: &Value| notification["source"].as_str().unwrap().to_owned();
    notifications.iter().map(source).collect()
}

#[tokio::test]
async fn who_notifies_of_a_close_contact() {
    for (release, expected) in [
        ("1.0.0", &["os"][..]),
        ("1.1.1", &["os"]),
        ("1.1.3", &["os"]),
        ("1.1.5", &["os"]),
        ("1.2.1", &["os"]),
        ("1.2.5", &["os"]),
        ("1.2.6", &["os", "app"]),
        ("1.4.0", &["os", "app"]),
        ("1.4.1", &["os", "app"]),
        ("2.0.0", &["app"]),
        ("2.0.1", &["app"]),
        ("3.0.0", &[]),
    ] {
        for platform in ["iOS", "Android"] {
            let server = StandIn::start().await;
            let phones = after_publication(&server, platform, release).await;
            phones.move_to("2021-06-17T02:00:00Z").await;
            phones.open("B").await;
            assert_eq!(sources(&phones, "B").await, expected, "{release} {platform}");
        }
    }
}

#[tokio::test]
async fn the_first_release_notifies_itself_only_who_wished_it() {
    for (opted_in, expected) in [(false, &["os"][..]), (true, &["os", "app"])] {
        let server = StandIn::start().await;
        let phones = Phones::start(&server).await;
        phones.add("A", "iOS", "1.2.4").await;
        let device = json!({"name": "B", "platform": "Android", "release": "1.0.0", "app_installed": false});
        phones.add_as(device).await;
        phones
            .install("B", json!({"notifications_opted_in": opted_in}))
            .await;
        // A mere contact: 180 s.
        phones
            .meet(json!({
                "devices": ["A", "B"], "starts_at": crate::support::START, "duration_seconds": 180,
                "attenuation_db": 51, "heard_after_seconds": [0, 180],
            }))
            .await;
        phones.move_to(NEXT_DAY).await;
        register_and_publish(&phones, &server, "A", 4).await;
        phones.open("B").await;
        assert_eq!(sources(&phones, "B").await, expected);
    }
}

#[tokio::test]
async fn opening_the_first_release_checks_on_android_alone() {
    for (platform, notified) in [("Android", 1), ("iOS", 0)] {
        let server = StandIn::start().await;
        let phones = after_publication(&server, platform, "1.0.0").await;
        phones.open("B").await;
        assert_eq!(phones.notifications("B").await.len(), notified, "{platform}");
    }
}

#[tokio::test]
async fn the_first_release_asks_no_second_region_when_the_first_has_nothing() {
    let server = StandIn::start().await;
    let phones = Phones::start(&server).await;
    phones.add("B", "Android", "1.0.0").await;
    phones.open("B").await;
    assert_eq!(server.times_requested("/c19r/441/list.json"), 0);
    server.publish(Vec::new());
    phones.open("B").await;
    assert_eq!(server.times_requested("/c19r/441/list.json"), 1);
    // What the second region lacks does not undo what the first had.
    assert!(phones.places("B").await["files_downloaded"]);
}

#[tokio::test]
async fn without_permission_only_the_operating_system_notifies() {
    for (release, expected) in [("1.2.6", &["os"][..]), ("2.0.0", &[])] {
        let server = StandIn::start().await;
        let phones = after_publication(&server, "iOS", release).await;
        phones.change("B", json!({"app_notifications": false})).await;
        phones.open("B").await;
        assert_eq!(sources(&phones, "B").await, expected, "{release}");
        assert_eq!(
            phones.places("B").await["notification_shown"],
            !expected.is_empty(),
            "{release}"
        );
        assert_eq!(contacts(&phones, "B").await.len(), 1, "{release}");
    }
}

#[tokio::test]
async fn with_bluetooth_off_1_x_checks_and_2_x_waits_for_its_return() {
    for (release, before) in [("1.1.4", 1), ("1.2.5", 1), ("2.0.0", 0), ("2.0.1", 0)] {
        let server = StandIn::start().await;
        let phones = after_publication(&server, "Android", release).await;
        phones.change("B", json!({"bluetooth": false})).await;
        phones.open("B").await;
        assert_eq!(phones.notifications("B").await.len(), before, "{release}");
        phones.change("B", json!({"bluetooth": true})).await;
        phones.open("B").await;
        assert_eq!(phones.notifications("B").await.len(), 1, "{release}");
    }
}

#[tokio::test]
async fn with_exposure_notification_off_nothing_is_downloaded() {
    for release in ["1.1.4", "1.4.1", "2.0.1"] {
        let server = StandIn::start().await;
        let phones = after_publication(&server, "Android", release).await;
        phones.change("B", json!({"exposure_notification": false})).await;
        phones.open("B").await;
        let places = phones.places("B").await;
        assert_eq!(places.get("files_downloaded"), Some(&false), "{release}");
        assert_eq!(places.get("files_accepted"), None, "{release}");
    }
}

/// When the app of B checks next, after the checks up to `now`.
async fn next_check(phones: &Phones, now: &str) -> Value {
    phones.move_to(now).await
}

#[tokio::test]
async fn a_failed_check_is_repeated_after_one_hour_and_two_from_1_2_6_on() {
    // Installed at 01:00 UTC. A file that cannot be had is handed over empty by 1.2.x, and refused.
    for (release, second, third) in [
        ("1.2.5", "13:00", "13:00"),
        ("1.2.6", "08:00", "10:00"),
        ("1.4.1", "08:00", "10:00"),
    ] {
        let server = StandIn::start().await;
        let phones = Phones::start(&server).await;
        phones.add("B", "Android", release).await;
        server.publish_file(None);
        let at = |time: &str| json!(format!("2021-06-14T{time}:00Z"));
        assert_eq!(
            next_check(&phones, "2021-06-14T07:00:00Z").await,
            at(second),
            "{release}"
        );
        assert_eq!(
            next_check(&phones, "2021-06-14T08:00:00Z").await,
            at(third),
            "{release}"
        );
        server.repair_file(1, server.export(Vec::new()));
        phones.move_to("2021-06-14T10:00:00Z").await;
        let places = phones.places("B").await;
        assert_eq!(places["files_accepted"], release != "1.2.5", "{release}");
    }
}

#[tokio::test]
async fn repetitions_come_at_the_latest_after_five_hours() {
    let server = StandIn::start().await;
    server.set_list_answer(503);
    let phones = Phones::start(&server).await;
    phones.add("B", "Android", "1.4.1").await;
    // First at 07:00 UTC; then after 1, 2, 3, 4, 5 and 5 hours.
    for (run, next) in [
        ("14T07", "14T08"),
        ("14T08", "14T10"),
        ("14T10", "14T13"),
        ("14T13", "14T17"),
        ("14T17", "14T22"),
        ("14T22", "15T03"),
        ("15T03", "15T08"),
    ] {
        let at = |time: &str| format!("2021-06-{time}:00:00Z");
        assert_eq!(next_check(&phones, &at(run)).await, at(next));
    }
}

#[tokio::test]
async fn version_2_repeats_only_what_the_network_failed() {
    // Every four hours from 01:00. A file that is not there is no failure of the network.
    let server = StandIn::start().await;
    let phones = Phones::start(&server).await;
    phones.add("B", "Android", "2.0.0").await;
    server.publish_file(None);
    assert_eq!(
        next_check(&phones, "2021-06-14T05:00:00Z").await,
        "2021-06-14T09:00:00Z"
    );
    server.hang_up();
    assert_eq!(
        next_check(&phones, "2021-06-14T09:00:00Z").await,
        "2021-06-14T10:00:00Z"
    );
}

#[tokio::test]
async fn an_app_opened_while_it_checks_loses_its_data_up_to_1_2_1() {
    // Notifications; contacts left; start of use; whether the tutorial comes again.
    for (release, notified, left, start, tutorial) in [
        ("1.1.4", 2, 0, "2021-06-15", true),
        ("1.2.1", 2, 0, "2021-06-15", true),
        ("1.2.2", 1, 1, "2021-06-14", false),
        ("1.2.6", 2, 1, "2021-06-14", false),
        ("2.0.0", 1, 1, "2021-06-14", false),
    ] {
        let server = StandIn::start().await;
        let phones = after_publication(&server, "iOS", release).await;
        phones
            .app("B", "open", json!({"during_unattended_check": true}))
            .await;
        let pages = phones.pages("B").await;
        assert_eq!(
            pages.contains(&"はじめに".to_owned()),
            tutorial,
            "{release}: {pages:?}"
        );
        assert_eq!(phones.notifications("B").await.len(), notified, "{release}");
        assert_eq!(phones.state("B").await["start_of_use"], start, "{release}");
        assert_eq!(contacts(&phones, "B").await.len(), left, "{release}");
    }
}

#[tokio::test]
async fn a_list_that_cannot_be_had_is_a_failure_in_1_4_alone() {
    // Installed at 01:00 UTC; every six hours, in 2.x every four.
    for (release, first, next) in [
        ("1.2.6", "07:00", "13:00"),
        ("1.4.0", "07:00", "08:00"),
        ("2.0.0", "05:00", "09:00"),
    ] {
        let server = StandIn::start().await;
        server.set_list_answer(503);
        let phones = Phones::start(&server).await;
        phones.add("B", "Android", release).await;
        let at = |time: &str| format!("2021-06-14T{time}:00Z");
        assert_eq!(phones.move_to(&at(first)).await, at(next), "{release}");
    }
}

#[tokio::test]
async fn what_there_is_of_a_file_goes_to_the_system_before_1_4_0() {
    for (release, handed_over) in [
        ("1.1.4", true),
        ("1.2.6", true),
        ("1.4.0", false),
        ("2.0.0", false),
    ] {
        let server = StandIn::start().await;
        let phones = Phones::start(&server).await;
        phones.add("B", "iOS", release).await;
        server.publish_file(None);
        phones.open("B").await;
        let places = phones.places("B").await;
        assert_eq!(places.contains_key("files_accepted"), handed_over, "{release}");
    }
}

#[tokio::test]
async fn a_list_with_the_newest_first_loses_a_contact_doubles_it_or_does_no_harm() {
    // The keys in the first file or the second; contacts after two checks.
    for (release, in_older, in_newer) in [("1.2.2", 0, 1), ("1.2.4", 1, 2), ("2.0.0", 1, 1)] {
        for (keys_in_older, listed) in [(true, in_older), (false, in_newer)] {
            let server = StandIn::start().await;
            let phones = Phones::start(&server).await;
            phones.add("A", "iOS", "1.2.4").await;
            phones.add("B", "Android", release).await;
            meet_closely(&phones, "A", "B").await;
            phones.move_to(NEXT_DAY).await;
            phones.register("A", json!({"onset_date": "2021-06-14"})).await;
            let keys = server.submissions()[0].keys(4);
            let (older, newer) = if keys_in_older {
                (keys, vec![])
            } else {
                (vec![], keys)
            };
            server.publish(older);
            server.publish(newer);
            server.reverse_list();
            phones.open("B").await;
            phones.open("B").await;
            let count: u64 = contacts(&phones, "B").await.iter().map(|(_, count)| count).sum();
            assert_eq!(
                count, listed,
                "{release}, keys in the older file: {keys_in_older}"
            );
            // 1.2.4 hands the newer file over a second time.
            let judged = phones.state("B").await["parameters_used"]
                .as_array()
                .unwrap()
                .len();
            assert_eq!(judged, if release == "1.2.4" { 2 } else { 1 }, "{release}");
        }
    }
}
