//! When apps check, with which parameters, and what happens to files that fail.

use exposure_notification::v1::ExposureConfiguration;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use crate::support::{
    NEXT_DAY, Phones, START, StandIn, contacts, meet_closely, production_configuration, register_and_publish,
};

const THREE_DAYS_LATER: &str = "2021-06-17T02:00:00Z";

/// A and B have met closely, and A's keys are published on [`NEXT_DAY`]. Nobody has opened B's app.
async fn after_publication(server: &StandIn, platform: &str, release: &str) -> Phones {
    let phones = Phones::start(server).await;
    phones.add("A", "iOS", release).await;
    phones.add("B", platform, release).await;
    meet_closely(&phones, "A", "B").await;
    phones.move_to(NEXT_DAY).await;
    register_and_publish(&phones, server, "A", 4).await;
    phones
}

fn digest(configuration: Value) -> String {
    serde_json::from_value::<ExposureConfiguration>(configuration)
        .unwrap()
        .digest()
}

#[tokio::test]
async fn android_up_to_1_2_2_learns_nothing_while_nobody_opens_the_app() {
    let server = StandIn::start().await;
    let phones = after_publication(&server, "Android", "1.2.2").await;
    phones.move_to(THREE_DAYS_LATER).await;
    assert!(phones.notifications("B").await.is_empty());
    phones.open("B").await;
    assert_eq!(phones.notifications("B").await.len(), 1);
}

#[tokio::test]
async fn android_1_2_4_checks_every_six_hours_from_its_installation() {
    let server = StandIn::start().await;
    let phones = after_publication(&server, "Android", "1.2.4").await;
    phones.move_to(THREE_DAYS_LATER).await;
    let notifications = phones.notifications("B").await;
    assert_eq!(notifications.len(), 1);
    // Installed at 01:00 UTC: 07:00, 13:00, 19:00, 01:00; published at 02:00 the next day.
    assert_eq!(notifications[0]["at"], "2021-06-15T07:00:00Z");
    assert_eq!(notifications[0]["source"], "os");
}

#[tokio::test]
async fn iphones_check_within_a_day_with_every_release() {
    for release in ["1.1.4", "1.2.2", "1.2.4"] {
        let server = StandIn::start().await;
        let phones = after_publication(&server, "iOS", release).await;
        phones.move_to(THREE_DAYS_LATER).await;
        let notifications = phones.notifications("B").await;
        assert_eq!(notifications.len(), 1, "{release}");
        let at: Timestamp = notifications[0]["at"].as_str().unwrap().parse().unwrap();
        let published: Timestamp = NEXT_DAY.parse().unwrap();
        assert!(
            at > published && at <= published + SignedDuration::from_hours(24),
            "{release}: {at}"
        );
    }
}

#[tokio::test]
async fn the_clock_says_when_the_next_phone_checks() {
    let server = StandIn::start().await;
    let phones = Phones::start(&server).await;
    phones.add("A", "Android", "1.2.2").await;
    assert_eq!(phones.move_to(START).await, Value::Null);
    phones.add("B", "Android", "1.2.4").await;
    assert_eq!(phones.move_to(START).await, "2021-06-14T07:00:00Z");
    assert_eq!(
        phones.move_to("2021-06-14T07:00:00Z").await,
        "2021-06-14T13:00:00Z"
    );
    phones.delete_app("B").await;
    assert_eq!(phones.move_to("2021-06-14T08:00:00Z").await, Value::Null);
}

#[tokio::test]
async fn a_contact_is_notified_once_and_listed_once() {
    for release in ["1.1.4", "1.2.2", "1.2.4"] {
        let server = StandIn::start().await;
        let phones = after_publication(&server, "iOS", release).await;
        for _ in 0..3 {
            phones.open("B").await;
        }
        phones.move_to(THREE_DAYS_LATER).await;
        assert_eq!(phones.notifications("B").await.len(), 1, "{release}");
        assert_eq!(
            contacts(&phones, "B").await,
            [("2021-06-14".to_owned(), 1)],
            "{release}"
        );
    }
}

#[tokio::test]
async fn a_key_in_two_files_of_one_check_counts_once() {
    for platform in ["iOS", "Android"] {
        let server = StandIn::start().await;
        let phones = after_publication(&server, platform, "1.2.4").await;
        server.publish(server.submissions()[0].keys(4));
        phones.open("B").await;
        assert_eq!(
            contacts(&phones, "B").await,
            [("2021-06-14".to_owned(), 1)],
            "{platform}"
        );
    }
}

#[tokio::test]
async fn with_notifications_off_nothing_appears_and_the_app_shows_the_contact() {
    let server = StandIn::start().await;
    let phones = after_publication(&server, "Android", "1.2.4").await;
    phones.change("B", json!({"os_notifications": false})).await;
    phones.open("B").await;
    assert!(phones.notifications("B").await.is_empty());
    assert_eq!(contacts(&phones, "B").await, [("2021-06-14".to_owned(), 1)]);
    let places = phones.places("B").await;
    assert!(!places["notification_shown"]);
    assert!(places["contact_displayed"]);
}

#[tokio::test]
async fn a_file_that_fails_is_lost_up_to_1_2_2_and_tried_again_by_1_2_4() {
    for (release, found) in [("1.2.2", 0), ("1.2.4", 1)] {
        for broken in [None, Some(b"no zip at all".to_vec())] {
            let server = StandIn::start().await;
            let phones = Phones::start(&server).await;
            phones.add("A", "iOS", release).await;
            phones.add("B", "Android", release).await;
            meet_closely(&phones, "A", "B").await;
            phones.move_to(NEXT_DAY).await;
            phones.register("A", json!({"onset_date": "2021-06-14"})).await;
            server.publish_file(broken.clone());
            assert_eq!(phones.open("B").await["title"], "ホーム", "the app goes on");
            assert!(!phones.places("B").await["files_accepted"]);
            assert_eq!(
                phones.state("B").await["parameters_used"],
                json!([]),
                "nothing was judged"
            );

            server.repair_file(1, server.export(server.submissions()[0].keys(4)));
            phones.open("B").await;
            assert_eq!(
                phones.notifications("B").await.len(),
                found,
                "{release}, broken: {broken:?}"
            );
        }
    }
}

#[tokio::test]
async fn a_broken_file_does_not_stop_later_ones() {
    for release in ["1.2.2", "1.2.4"] {
        let server = StandIn::start().await;
        let phones = Phones::start(&server).await;
        phones.add("B", "iOS", release).await;
        server.publish_file(Some(vec![0; 10]));
        phones.open("B").await;
        server.repair_file(1, server.export(Vec::new()));
        server.publish(Vec::new());
        phones.open("B").await;
        assert!(phones.places("B").await["files_accepted"], "{release}");
    }
}

#[tokio::test]
async fn what_the_operating_system_judged_with_is_on_record() {
    let server = StandIn::start().await;
    let phones = after_publication(&server, "Android", "1.2.4").await;
    phones.open("B").await;
    phones.open("B").await;
    let expected = json!([{"at": NEXT_DAY, "api_version": 1, "digest": digest(production_configuration())}]);
    assert_eq!(phones.state("B").await["parameters_used"], expected);
}

#[tokio::test]
async fn a_configuration_that_was_downloaded_is_kept_when_the_next_download_fails() {
    let mut tuned = production_configuration();
    tuned["MinimumRiskScore"] = json!(1);
    let server = StandIn::start().await;
    server.set_configuration(Some(tuned.clone()));
    let phones = after_publication(&server, "Android", "1.2.4").await;
    phones.open("B").await;
    server.set_configuration(None);
    server.publish(Vec::new());
    phones.open("B").await;
    let used = phones.state("B").await["parameters_used"].clone();
    let digests: Vec<&str> = used
        .as_array()
        .unwrap()
        .iter()
        .map(|used| used["digest"].as_str().unwrap())
        .collect();
    assert_eq!(digests, [digest(tuned.clone()), digest(tuned)]);
}

#[tokio::test]
async fn an_unattended_check_downloads_a_configuration_only_if_there_never_was_one() {
    let mut tuned = production_configuration();
    tuned["MinimumRiskScore"] = json!(1);
    let server = StandIn::start().await;
    server.set_configuration(Some(tuned.clone()));
    let phones = after_publication(&server, "Android", "1.2.4").await;
    server.set_configuration(Some(production_configuration()));
    // The checks before the publication downloaded the tuned one.
    phones.move_to("2021-06-15T07:00:00Z").await;
    assert_eq!(
        phones.state("B").await["parameters_used"][0]["digest"],
        digest(tuned)
    );
}

#[tokio::test]
async fn without_a_download_the_app_judges_with_what_is_compiled_into_it() {
    // 1.1.3: minimum 1 and attenuation scores 0 up to 34 dB; later releases: the production parameters.
    let mut early = production_configuration();
    early["MinimumRiskScore"] = json!(1);
    early["AttenuationScores"] = json!([0, 0, 0, 0, 1, 1, 1, 1]);
    for (release, expected) in [("1.1.3", early), ("1.1.4", production_configuration())] {
        let server = StandIn::start().await;
        server.set_configuration(None);
        let phones = after_publication(&server, "iOS", release).await;
        phones.open("B").await;
        assert_eq!(
            phones.state("B").await["parameters_used"][0]["digest"],
            digest(expected),
            "{release}"
        );
    }
}

#[tokio::test]
async fn only_1_2_4_forgets_a_contact_after_fifteen_days() {
    for (release, left) in [("1.2.2", 1), ("1.2.4", 0)] {
        let server = StandIn::start().await;
        let phones = after_publication(&server, "iOS", release).await;
        phones.open("B").await;
        // The contact is dated 2021-06-14 00:00 UTC.
        phones.move_to("2021-06-29T00:00:00Z").await;
        assert_eq!(contacts(&phones, "B").await.len(), 1, "{release}");
        phones.move_to("2021-06-29T00:00:01Z").await;
        assert_eq!(contacts(&phones, "B").await.len(), left, "{release}");
    }
}
