//! Several regions (`SupportRegions`): one served region suffices, and every key is published in all of them.

use exposure_notification::{TemporaryExposureKeyExport, read_export};
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Server, TODAY, key, submission, with};

/// 2021-06-14T07:00:00Z in Unix milliseconds: the first of five exports a day.
const FIRST_EXPORT: i64 = 1_623_654_000_000;

async fn serving(regions: &str) -> Server {
    Server::start_with("2022-06", |config| config.regions = regions.parse().unwrap()).await
}

fn in_regions(regions: &[&str]) -> Value {
    with(submission(&[key(1, TODAY - 144, 144)]), "regions", json!(regions))
}

async fn export(server: &Server, path: &str) -> TemporaryExposureKeyExport {
    let zip = server.get(path).await.bytes().await.unwrap();
    read_export(&zip, &[server.verification_key().await]).unwrap()
}

#[tokio::test]
async fn one_served_region_suffices() {
    let server = serving("440,441").await;
    for (regions, status) in [
        (vec!["441"], 204),
        (vec!["999", "440"], 204),
        (vec!["999"], 400),
        (vec!["440,441"], 400),
    ] {
        let response = server.submit_v2(in_regions(&regions)).await;
        assert_eq!(response.status(), status, "{regions:?}");
    }
}

#[tokio::test]
async fn every_key_is_published_in_every_region_with_a_list_of_its_own() {
    let server = serving("440,441").await;
    assert_eq!(server.submit_v2(in_regions(&["441"])).await.status(), 204);
    server.move_clock("2021-06-14T15:00:00Z").await;

    let url = server.running.url();
    for (region, created) in [("440", FIRST_EXPORT), ("441", FIRST_EXPORT + 1)] {
        let list = server.get_json(&format!("/c19r/{region}/list.json")).await;
        let file = format!("{url}/c19r/{region}/1.zip");
        let expected = json!([{"region": region, "url": file, "created": created}]);
        assert_eq!(list, expected);
        let export = export(&server, &format!("/c19r/{region}/1.zip")).await;
        assert_eq!(export.region, region);
        assert_eq!(export.keys.len(), 1, "{region}");
    }
    assert_eq!(server.get("/c19r/999/list.json").await.status(), 404);

    // Both files end at 2021-06-14T00:00:00Z.
    server.move_clock("2021-06-29T15:00:00Z").await;
    for region in ["440", "441"] {
        let file = format!("/c19r/{region}/1.zip");
        assert_eq!(server.get(&file).await.status(), 404, "{region}");
        let list = server.get_json(&format!("/c19r/{region}/list.json")).await;
        assert_eq!(list, json!([]), "{region}");
    }
}

/// The real server made its folders in small letters and named regions in URLs as configured.
#[tokio::test]
async fn a_region_in_capitals_is_listed_where_it_is_not() {
    let server = serving("JP").await;
    assert_eq!(server.submit_v2(in_regions(&["JP"])).await.status(), 204);
    server.move_clock("2021-06-14T15:00:00Z").await;
    let list = server.get_json("/c19r/jp/list.json").await;
    let url = list[0]["url"].as_str().unwrap();
    assert_eq!(url, format!("{}/c19r/JP/1.zip", server.running.url()));
    assert_eq!(server.get("/c19r/JP/1.zip").await.status(), 404);
    assert_eq!(export(&server, "/c19r/jp/1.zip").await.region, "JP");
}

/// COCOA v2.0.0, `V3DiagnosisApi`: a copy for every region named, and all copies in one file.
#[tokio::test]
async fn the_third_form_keeps_a_copy_for_every_region_named() {
    let server = serving("440").await;
    let body = with(
        in_regions(&["440", "999", "440"]),
        "idempotency_key",
        json!("visit"),
    );
    let body = with(
        body,
        "onsetOfSymptomOrTestDate",
        json!("2021-06-13T00:00:00.000+09:00"),
    );
    let submit = async || {
        let request = server.request(Method::PUT, "/api/v3/diagnosis").json(&body);
        request.send().await.unwrap().status()
    };
    assert_eq!(submit().await, 200);
    assert_eq!(server.keys().await.len(), 2);
    assert_eq!(submit().await, 200);
    assert_eq!(server.keys().await.len(), 2, "the same visit replaces its copies");
    server.move_clock("2021-06-14T15:00:00Z").await;
    let export = server.export(1).await;
    assert_eq!(export.keys.len(), 2, "twice in the file");
    assert_eq!(export.keys[0], export.keys[1]);
}
