//! COCOA 2 with version 2 of the API. By its production parameters a day is told of from a score of 1350 and 900 seconds
//! on; near scans weigh 2.5, medium 1.3, others 0.01.

use exposure_notification::v2::Parameters;
use serde_json::{Value, json};

use crate::support::{NEXT_DAY, Phones, START, StandIn, meet_closely, register_and_publish};

const CONFIGURATION: &str = "/c19r/exposure_configuration/configuration.json";
const RISK: &str = "/c19r/exposure_configuration/risk_calculation_configuration.json";

/// Phones A (positive) and B; both meet as described, and A's keys are published on [`NEXT_DAY`].
async fn after_publication(server: &StandIn, platform: &str, release: &str, contact: Value) -> Phones {
    let phones = Phones::start(server).await;
    phones.add("A", "iOS", "2.0.1").await;
    phones.add("B", platform, release).await;
    let mut encounter = json!({"devices": ["A", "B"], "starts_at": START});
    encounter
        .as_object_mut()
        .unwrap()
        .extend(contact.as_object().unwrap().clone());
    phones.meet(encounter).await;
    phones.move_to(NEXT_DAY).await;
    register_and_publish(&phones, server, "A", 4).await;
    phones
}

/// Heard every five minutes for as long as stated, at an attenuation that never changes.
fn exact(attenuation_db: u8, seconds: u32) -> Value {
    let heard: Vec<u32> = (0..=seconds / 300).map(|scan| scan * 300).collect();
    json!({"duration_seconds": seconds, "attenuation_db": attenuation_db, "heard_after_seconds": heard})
}

fn parameters() -> (Value, Value) {
    let parameters = Parameters::cocoa_default();
    (
        serde_json::to_value(&parameters.exposure_configuration).unwrap(),
        serde_json::to_value(&parameters.risk_calculation).unwrap(),
    )
}

#[tokio::test]
async fn half_an_hour_near_is_told_of_and_half_an_hour_far_is_not() {
    for platform in ["iOS", "Android"] {
        for (attenuation_db, told) in [(55, true), (80, false)] {
            let server = StandIn::start().await;
            let phones = after_publication(&server, platform, "2.0.1", exact(attenuation_db, 1800)).await;
            phones.open("B").await;
            let notifications = phones.notifications("B").await;
            assert_eq!(
                notifications.len(),
                usize::from(told),
                "{platform}, {attenuation_db} dB"
            );
            let exposures = phones.exposures("B").await;
            let contacts = exposures["contacts"].as_array().unwrap();
            assert_eq!(
                contacts.len(),
                usize::from(told),
                "{platform}, {attenuation_db} dB"
            );
            if told {
                assert_eq!(notifications[0]["source"], "app");
                assert_eq!(contacts[0]["date"], "2021-06-14");
                // Between 30 and 35 minutes: six or seven scans of five minutes, the first perhaps of two.
                let minutes = contacts[0]["minutes"].as_u64().unwrap();
                assert!((30..=35).contains(&minutes), "{minutes}");
            } else {
                assert_eq!(exposures["screen"]["title"], "接触の確認結果");
            }
            let places = phones.places("B").await;
            assert_eq!(places["close_contact_judged"], told);
        }
    }
}

#[tokio::test]
async fn the_journal_says_with_which_score_and_limits_a_day_was_judged() {
    let server = StandIn::start().await;
    // One scan at least and two at most, of five minutes each: at most 600 seconds and 1500.
    let phones = after_publication(&server, "Android", "2.0.1", exact(55, 300)).await;
    phones.open("B").await;
    let journal = phones.journal().await;
    let judged: Vec<&Value> = journal
        .as_array()
        .unwrap()
        .iter()
        .filter(|event| event["subject"] == "B" && event["place"] == "close_contact_judged")
        .collect();
    assert_eq!(judged.len(), 1);
    let detail = judged[0]["detail"].as_str().unwrap();
    for expected in [
        "2021-06-14のスコアの合計",
        "条件は1350以上",
        "条件は900以上",
        "濃厚接触とは判定しなかった",
    ] {
        assert!(detail.contains(expected), "{detail}");
    }
    assert!(!detail.ends_with('。'), "{detail}");
}

#[tokio::test]
async fn what_it_judged_with_is_on_record() {
    let server = StandIn::start().await;
    let phones = after_publication(&server, "iOS", "2.0.0", exact(55, 1800)).await;
    phones.open("B").await;
    let expected =
        json!([{"at": NEXT_DAY, "api_version": 2, "digest": Parameters::cocoa_default().digest()}]);
    assert_eq!(phones.state("B").await["parameters_used"], expected);
}

#[tokio::test]
async fn the_rule_is_downloaded_anew_for_every_decision() {
    let server = StandIn::start().await;
    let (_, mut risk) = parameters();
    risk["DailySummary_DaySummary_ScoreSum"]["value"] = json!(1_000_000.0);
    server.set_document(RISK, risk.clone());
    let phones = after_publication(&server, "Android", "2.0.1", exact(55, 1800)).await;
    phones.open("B").await;
    assert!(phones.notifications("B").await.is_empty());
    // The screens judge by the same copy.
    assert_eq!(phones.exposures("B").await["contacts"], json!([]));
    let before = server.times_requested(RISK);
    server.publish(Vec::new());
    phones.open("B").await;
    assert_eq!(server.times_requested(RISK), before + 1);
    let mut altered = Parameters::cocoa_default();
    altered.risk_calculation = serde_json::from_value(risk).unwrap();
    assert_eq!(
        phones.state("B").await["parameters_used"][0]["digest"],
        altered.digest()
    );
}

#[tokio::test]
async fn a_configuration_is_good_for_two_days() {
    let server = StandIn::start().await;
    server.set_document(CONFIGURATION, parameters().0);
    let phones = Phones::start(&server).await;
    phones.add("B", "iOS", "2.0.0").await;
    for (now, times) in [
        (START, 1),
        ("2021-06-15T01:00:00Z", 1),
        ("2021-06-16T00:59:59Z", 1),
        ("2021-06-16T01:00:00Z", 2),
    ] {
        phones.move_to(now).await;
        server.publish(Vec::new());
        phones.open("B").await;
        assert_eq!(server.times_requested(CONFIGURATION), times, "{now}");
    }
}

#[tokio::test]
async fn contacts_of_before_and_after_the_update_stand_side_by_side() {
    let server = StandIn::start().await;
    let phones = Phones::start(&server).await;
    for name in ["A", "C"] {
        phones.add(name, "iOS", "1.4.1").await;
    }
    phones.add("B", "Android", "1.4.1").await;
    meet_closely(&phones, "A", "B").await;
    phones.move_to(NEXT_DAY).await;
    register_and_publish(&phones, &server, "A", 4).await;
    phones.open("B").await;

    phones.install("B", json!({"release": "2.0.1"})).await;
    let mut encounter = exact(55, 1800);
    encounter["devices"] = json!(["C", "B"]);
    encounter["starts_at"] = json!("2021-06-15T03:00:00Z");
    phones.meet(encounter).await;
    phones.move_to("2021-06-16T02:00:00Z").await;
    register_and_publish(&phones, &server, "C", 4).await;
    phones.open("B").await;

    let exposures = phones.exposures("B").await;
    let contacts = exposures["contacts"].as_array().unwrap();
    assert_eq!(contacts.len(), 2, "{contacts:?}");
    assert_eq!(
        (&contacts[0]["date"], &contacts[0]["count"]),
        (&json!("2021-06-14"), &json!(1))
    );
    assert_eq!(contacts[0].get("minutes"), None);
    assert_eq!(contacts[1]["date"], "2021-06-15");
    assert!(contacts[1]["minutes"].as_u64().unwrap() >= 30);
    let texts = exposures["screen"]["texts"].to_string();
    assert!(texts.contains("2021-06-14までの記録"), "{texts}");
    assert!(texts.contains("2021-06-15からの記録"), "{texts}");
}

#[tokio::test]
async fn home_of_2_0_1_speaks_of_limits_and_of_notifications_that_are_off() {
    for (release, speaks) in [("2.0.0", false), ("2.0.1", true)] {
        let server = StandIn::start().await;
        let phones = Phones::start(&server).await;
        phones.add("B", "Android", release).await;
        server.publish_file(None);
        let texts = phones.open("B").await["texts"].to_string();
        assert!(
            texts.contains("接触有無を確認できません") && !texts.contains("上限"),
            "{texts}"
        );
        server.repair_file(1, server.export(Vec::new()));
        let mut home = Value::Null;
        // Six calls a day (Google: window mode); the seventh is refused.
        for _ in 0..7 {
            assert!(
                !home.to_string().contains("接触有無を確認できません"),
                "{release}"
            );
            server.publish(Vec::new());
            home = phones.open("B").await;
        }
        let texts = home["texts"].to_string();
        assert!(texts.contains("接触有無を確認できません"), "{release}: {texts}");
        assert_eq!(texts.contains("上限"), speaks, "{release}: {texts}");

        phones.change("B", json!({"app_notifications": false})).await;
        let texts = phones.open("B").await["texts"].to_string();
        assert_eq!(
            texts.contains("通知が許可されていません"),
            speaks,
            "{release}: {texts}"
        );
    }
}

#[tokio::test]
async fn a_contact_is_told_of_once() {
    let server = StandIn::start().await;
    let phones = after_publication(&server, "Android", "2.0.1", exact(55, 1800)).await;
    phones.open("B").await;
    // Another file: Android tells the windows of all keys so far again.
    server.publish(Vec::new());
    phones.open("B").await;
    phones.move_to("2021-06-17T02:00:00Z").await;
    assert_eq!(phones.notifications("B").await.len(), 1);
}

/// The contacts that B displays who has been near A and C for ten minutes each on one day, published on two; C at this
/// attenuation, A at 55 dB. Nothing is told of either.
async fn displayed_of_twice_ten_minutes(second_attenuation_db: u8) -> Value {
    let server = StandIn::start().await;
    let phones = Phones::start(&server).await;
    for name in ["A", "C"] {
        phones.add(name, "iOS", "2.0.1").await;
    }
    phones.add("B", "Android", "2.0.1").await;
    // Each: a first scan of 120 s and two of 300 s, near: 720 s and a score of 1800.
    for (name, starts_at, attenuation_db) in [
        ("A", START, 55),
        ("C", "2021-06-14T05:00:00Z", second_attenuation_db),
    ] {
        let mut encounter = exact(attenuation_db, 600);
        encounter["devices"] = json!([name, "B"]);
        encounter["starts_at"] = json!(starts_at);
        phones.meet(encounter).await;
    }
    phones.move_to(NEXT_DAY).await;
    register_and_publish(&phones, &server, "A", 4).await;
    phones.open("B").await;
    assert_eq!(phones.exposures("B").await["contacts"], json!([]));

    phones.move_to("2021-06-16T02:00:00Z").await;
    register_and_publish(&phones, &server, "C", 4).await;
    phones.open("B").await;
    assert!(phones.notifications("B").await.is_empty());
    phones.exposures("B").await["contacts"].clone()
}

#[tokio::test]
async fn twice_ten_minutes_published_on_two_days_are_displayed_and_not_told_of() {
    // 1440 s are 24 minutes; but of these 720 were new, and 900 are asked for.
    let expected = json!([{"date": "2021-06-14", "count": 1, "minutes": 24}]);
    assert_eq!(displayed_of_twice_ten_minutes(54).await, expected);
}

#[tokio::test]
async fn two_contacts_that_were_heard_alike_are_one() {
    // The same attenuation in the same rhythm: equal windows, 720 s.
    assert_eq!(displayed_of_twice_ten_minutes(55).await, json!([]));
}

#[tokio::test]
async fn only_2_0_1_lets_the_user_save_the_data() {
    let server = StandIn::start().await;
    for (release, saves) in [("2.0.0", false), ("2.0.1", true)] {
        let phones = Phones::start(&server).await;
        phones.add("B", "iOS", release).await;
        let actions = phones.exposures("B").await["screen"]["actions"].to_string();
        assert_eq!(actions.contains("保存"), saves, "{release}: {actions}");
    }
}
