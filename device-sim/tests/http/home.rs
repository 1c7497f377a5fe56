//! Home, and what lies over it. The expectations are those of COCOA's history from v1.1.1 to v2.0.1.

use reqwest::Method;
use serde_json::json;

use crate::support::{NEXT_DAY, Phones, StandIn, meet_closely, register_and_publish};

#[tokio::test]
async fn home_says_that_contacts_cannot_be_confirmed_from_1_4_0_on() {
    for (release, said) in [("1.2.6", false), ("1.4.0", true), ("2.0.0", true)] {
        let server = StandIn::start().await;
        let phones = Phones::start(&server).await;
        phones.add("B", "iOS", release).await;
        server.set_list_answer(500);
        let home = phones.open("B").await["texts"].to_string();
        assert_eq!(
            home.contains("接触有無を確認できません"),
            said,
            "{release}: {home}"
        );
        server.set_list_answer(200);
        let home = phones.open("B").await["texts"].to_string();
        assert!(!home.contains("接触有無を確認できません"), "{release}: {home}");
    }
}

#[tokio::test]
async fn home_says_why_it_is_stopped() {
    let server = StandIn::start().await;
    for (release, changed, said) in [
        ("1.4.1", json!({"bluetooth": false}), "Bluetooth"),
        (
            "1.4.1",
            json!({"exposure_notification": false}),
            "接触通知の機能がオフ",
        ),
        (
            "1.4.1",
            json!({"bluetooth": false, "location": false}),
            "位置情報",
        ),
        (
            "2.0.0",
            json!({"exposure_notification": "unauthorized"}),
            "許可されていない",
        ),
        ("1.2.5", json!({"bluetooth": false}), "Bluetooth"),
    ] {
        let phones = Phones::start(&server).await;
        let device =
            json!({"name": "B", "platform": "Android", "os_version": "Android 10", "release": release});
        phones.add_as(device).await;
        assert!(!phones.open("B").await["texts"].to_string().contains("停止中"));
        phones.change("B", changed).await;
        let home = phones.open("B").await["texts"].to_string();
        assert!(home.contains(said), "{release}: {home}");
        assert_eq!(home.contains("停止中"), release != "1.2.5", "{release}: {home}");
    }
}

#[tokio::test]
async fn a_newer_version_is_told_of_when_the_app_is_opened() {
    let server = StandIn::start().await;
    server.set_document(
        "/version.json",
        json!({"version": "1.1.3", "ios": "2.1.0", "android": "1.0.0"}),
    );
    for (release, platform, told) in [
        ("1.1.1", "iOS", false),
        ("1.1.2", "iOS", true),
        ("1.2.0", "iOS", false),
        ("2.0.1", "iOS", true),
        ("2.0.1", "Android", false),
    ] {
        let phones = Phones::start(&server).await;
        phones.add("B", platform, release).await;
        let home = phones.open("B").await["texts"].to_string();
        assert_eq!(
            home.contains("新しいバージョン"),
            told,
            "{release} {platform}: {home}"
        );
    }
}

#[tokio::test]
async fn the_last_screen_can_be_looked_at_and_drawn() {
    let server = StandIn::start().await;
    let phones = Phones::start(&server).await;
    phones.add("B", "iOS", "1.2.4").await;
    phones.open("B").await;
    let path = "/control/devices/B/screen";
    let (_, screen) = phones.call(Method::GET, path, None).await;
    assert_eq!(screen["title"], "ホーム");
    phones.exposures("B").await;
    let (_, screen) = phones.call(Method::GET, path, None).await;
    assert_eq!(screen["title"], "過去14日間の接触");
    let svg = phones.text("/control/devices/B/screen.svg").await;
    assert!(
        svg.starts_with("<svg") && svg.contains("過去14日間の接触"),
        "{svg}"
    );
}

#[tokio::test]
async fn version_2_confirms_only_with_new_keys() {
    for (release, confirmed) in [("1.4.1", true), ("2.0.0", false)] {
        let server = StandIn::start().await;
        let phones = Phones::start(&server).await;
        phones.add("B", "iOS", release).await;
        let home = phones.open("B").await["texts"].to_string();
        assert_eq!(home.contains("最終確認　"), confirmed, "{release}: {home}");
        server.publish(Vec::new());
        let home = phones.open("B").await["texts"].to_string();
        // 01:00 UTC is 10:00 in Japan.
        assert!(home.contains("最終確認　2021-06-14 10:00"), "{release}: {home}");
    }
}

#[tokio::test]
async fn the_list_counts_in_the_word_of_the_release() {
    for (release, word) in [("1.1.1", "1件の接触"), ("1.1.2", "1個の接触")] {
        let server = StandIn::start().await;
        let phones = Phones::start(&server).await;
        phones.add("A", "iOS", "1.2.4").await;
        phones.add("B", "iOS", release).await;
        meet_closely(&phones, "A", "B").await;
        phones.move_to(NEXT_DAY).await;
        register_and_publish(&phones, &server, "A", 4).await;
        phones.open("B").await;
        phones.exposures("B").await;
        let (_, list) = phones.call(Method::GET, "/control/devices/B/screen", None).await;
        assert_eq!(list["title"], "過去14日間の接触一覧");
        assert!(list["texts"].to_string().contains(word), "{release}: {list}");
    }
}
