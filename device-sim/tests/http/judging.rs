//! Who is notified of what, by release, operating system and level: 報告書 2(4), worked out by hand.
//!
//! Production parameters: score = transmission × duration × days × attenuation, minimum 21. Level 0: 7 on iOS, 1 on
//! Android; level 4: 7 on both. Duration: 0 up to 15 minutes, 1 above. Attenuation: 3 from 63 to 52 dB, 2 from 73 to
//! 64 dB.

use serde_json::{Value, json};

use crate::support::{NEXT_DAY, Phones, START, StandIn, contacts, meet_closely, register_and_publish};

/// A (positive, iOS) meets B as stated from [`START`] on; the next day A registers, and B opens the app. Whether B was
/// notified, and how many contacts B's list shows.
async fn judge(contact: Value, platform: &str, release: &str, level: u8) -> (bool, u64) {
    let server = StandIn::start().await;
    let phones = Phones::start(&server).await;
    phones.add("A", "iOS", release).await;
    phones.add("B", platform, release).await;
    let mut encounter = json!({"devices": ["A", "B"], "starts_at": START});
    encounter
        .as_object_mut()
        .unwrap()
        .extend(contact.as_object().unwrap().clone());
    phones.meet(encounter).await;
    phones.move_to(NEXT_DAY).await;
    register_and_publish(&phones, &server, "A", level).await;
    phones.open("B").await;
    let listed = contacts(&phones, "B").await.iter().map(|(_, count)| count).sum();
    (!phones.notifications("B").await.is_empty(), listed)
}

fn close() -> Value {
    json!({"duration_seconds": 1800, "distance_metres": 1.0})
}

/// Heard at 0, 4, 8 minutes and last at `last`, at an attenuation that never changes.
fn exact(attenuation_db: u8, last: u32) -> Value {
    json!({
        "duration_seconds": last, "attenuation_db": attenuation_db, "heard_after_seconds": [0, 240, 480, last],
    })
}

#[tokio::test]
async fn a_close_contact_with_level_0_is_notified_on_ios_and_not_on_android() {
    assert_eq!(judge(close(), "iOS", "1.1.4", 0).await, (true, 1));
    assert_eq!(judge(close(), "Android", "1.1.4", 0).await, (false, 0));
}

#[tokio::test]
async fn a_close_contact_with_level_4_is_notified_on_both() {
    for release in ["1.1.4", "1.2.2", "1.2.4"] {
        for platform in ["iOS", "Android"] {
            assert_eq!(
                judge(close(), platform, release, 4).await,
                (true, 1),
                "{release} {platform}"
            );
        }
    }
}

#[tokio::test]
async fn release_1_1_3_pushes_for_a_mere_contact_which_only_android_lists() {
    // 180 + 300 s is reported as 10 minutes: score 0.
    let mere = json!({"duration_seconds": 180, "attenuation_db": 51, "heard_after_seconds": [0, 180]});
    assert_eq!(judge(mere.clone(), "iOS", "1.1.3", 0).await, (true, 0));
    assert_eq!(judge(mere.clone(), "Android", "1.1.3", 0).await, (true, 1));
    for platform in ["iOS", "Android"] {
        assert_eq!(
            judge(mere.clone(), platform, "1.1.4", 4).await,
            (false, 0),
            "{platform}"
        );
    }
}

#[tokio::test]
async fn fifteen_reported_minutes_are_not_enough_and_twenty_are() {
    // 750 + 300 = 1050 s is exactly half way between 15 and 20 minutes and rounds down; 1051 s rounds up.
    for platform in ["iOS", "Android"] {
        assert_eq!(
            judge(exact(63, 750), platform, "1.2.4", 4).await,
            (false, 0),
            "{platform}"
        );
        assert_eq!(
            judge(exact(63, 751), platform, "1.2.4", 4).await,
            (true, 1),
            "{platform}"
        );
    }
}

#[tokio::test]
async fn up_to_63_db_a_contact_is_close_and_at_64_it_is_not() {
    // 7 × 1 × 1 × 3 = 21 and 7 × 1 × 1 × 2 = 14.
    for platform in ["iOS", "Android"] {
        assert_eq!(
            judge(exact(63, 900), platform, "1.2.4", 4).await,
            (true, 1),
            "{platform}"
        );
        assert_eq!(
            judge(exact(64, 900), platform, "1.2.4", 4).await,
            (false, 0),
            "{platform}"
        );
    }
}

#[tokio::test]
async fn ten_metres_are_not_close_however_long() {
    // 51 + 25 = 76 dB.
    let far = json!({"duration_seconds": 3600, "distance_metres": 10.0});
    for platform in ["iOS", "Android"] {
        assert_eq!(
            judge(far.clone(), platform, "1.2.4", 4).await,
            (false, 0),
            "{platform}"
        );
    }
}

/// B meets A closely and C merely; both register and are published together. How many contacts B lists.
async fn listed_of_a_close_and_a_mere_contact(platform: &str, release: &str) -> u64 {
    let server = StandIn::start().await;
    let phones = Phones::start(&server).await;
    for name in ["A", "C"] {
        phones.add(name, "iOS", release).await;
    }
    phones.add("B", platform, release).await;
    meet_closely(&phones, "A", "B").await;
    phones
        .meet(json!({
            "devices": ["C", "B"], "starts_at": START, "duration_seconds": 180,
            "attenuation_db": 51, "heard_after_seconds": [0, 180],
        }))
        .await;
    phones.move_to(NEXT_DAY).await;
    for name in ["A", "C"] {
        register_and_publish(&phones, &server, name, 4).await;
    }
    phones.open("B").await;
    contacts(&phones, "B").await.iter().map(|(_, count)| count).sum()
}

#[tokio::test]
async fn before_1_2_2_android_lists_a_mere_contact_beside_a_close_one() {
    assert_eq!(listed_of_a_close_and_a_mere_contact("Android", "1.1.4").await, 2);
    assert_eq!(listed_of_a_close_and_a_mere_contact("iOS", "1.1.4").await, 1);
    assert_eq!(listed_of_a_close_and_a_mere_contact("Android", "1.2.2").await, 1);
    assert_eq!(listed_of_a_close_and_a_mere_contact("iOS", "1.2.2").await, 1);
}

#[tokio::test]
async fn the_journal_says_where_the_chain_ended_on_android() {
    let server = StandIn::start().await;
    let phones = Phones::start(&server).await;
    phones.add("A", "iOS", "1.1.4").await;
    phones.add("B", "Android", "1.1.4").await;
    meet_closely(&phones, "A", "B").await;
    phones.move_to(NEXT_DAY).await;
    register_and_publish(&phones, &server, "A", 0).await;
    phones.open("B").await;
    let places = phones.places("B").await;
    for passed in [
        "contact_recorded",
        "files_downloaded",
        "files_accepted",
        "keys_matched",
        "risk_scored",
    ] {
        assert_eq!(places.get(passed), Some(&true), "{passed}");
    }
    assert_eq!(places.get("close_contact_judged"), Some(&false));
    assert_eq!(places.get("notification_shown"), None);
}
