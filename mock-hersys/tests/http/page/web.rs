//! What the page is as a page: closed to others, readable, whole.

use reqwest::Method;
use reqwest::header::CONTENT_TYPE;
use serde_json::json;

use super::{FORM, TELEPHONE, encoded, press_from, registered, text};
use crate::support::{Hersys, config};

#[tokio::test]
async fn a_form_of_another_site_does_nothing() {
    let hersys = Hersys::start().await;
    let case = [
        ("health_centre_id", "1"),
        ("channel", "sms"),
        ("address", TELEPHONE),
    ];
    for origin in ["https://evil.example", "null", "http://127.0.0.1:1"] {
        let answer = press_from(&hersys, origin, "/page/cases", &case).await;
        assert_eq!(answer.status(), 403, "{origin}");
    }
    let request = hersys
        .undescribed(Method::POST, "/page/cases")
        .header(CONTENT_TYPE, FORM);
    let nobody = request.body(encoded(&case)).send().await.unwrap();
    assert_eq!(nobody.status(), 403, "no browser leaves out where it comes from");
    assert_eq!(hersys.get("/control/cases").await, json!([]));
}

#[tokio::test]
async fn every_field_has_a_label_and_every_button_a_name_of_its_own() {
    let hersys = Hersys::start().await;
    registered(&hersys).await;
    hersys.register_case("090-0000-0002").await;
    let page = text(&hersys, "/").await;
    let attribute = |tag: &str, name: &str| {
        let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
        Some(rest.split_once('"')?.0.to_owned())
    };
    let tags = |name: &str| {
        let start = format!("<{name} ");
        let tags: Vec<String> = page
            .split(&start)
            .skip(1)
            .map(|rest| format!(" {}", rest.split_once('>').unwrap().0))
            .collect();
        tags
    };
    let mut checked = 0;
    for tag in tags("input").iter().chain(&tags("select")) {
        let kind = attribute(tag, "type").unwrap_or_default();
        // Radio buttons and boxes stand inside their labels.
        if ["hidden", "radio", "checkbox"].contains(&kind.as_str()) {
            continue;
        }
        let id = attribute(tag, "id").unwrap_or_else(|| panic!("no label can name {tag}"));
        assert!(
            page.contains(&format!("<label for=\"{id}\">")),
            "{tag} has no label"
        );
        checked += 1;
    }
    assert!(checked >= 6, "only {checked} fields were found");
    let mut ids: Vec<&str> = page
        .split(" id=\"")
        .skip(1)
        .map(|rest| rest.split_once('"').unwrap().0)
        .collect();
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count, "an id stands twice");
}

#[tokio::test]
async fn the_page_needs_no_network_and_no_script() {
    let hersys = Hersys::start().await;
    let answer = hersys.undescribed(Method::GET, "/").send().await.unwrap();
    let policy = answer.headers()["content-security-policy"]
        .to_str()
        .unwrap()
        .to_owned();
    assert!(
        policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"),
        "{policy}"
    );
    let page = answer.text().await.unwrap();
    for loaded in ["<script", " src=", "<link", "@import", "url("] {
        assert!(!page.contains(loaded), "the page loads something: {loaded}");
    }
}

#[tokio::test]
async fn only_a_test_instance_has_the_page_and_no_fault_touches_it() {
    let mut public = config();
    public.test_instance = false;
    let hersys = Hersys::start_with(public).await;
    for (method, path) in [(Method::GET, "/"), (Method::POST, "/page/cases")] {
        let answer = hersys.undescribed(method, path).send().await.unwrap();
        assert_eq!(answer.status(), 404, "{path}");
    }
    let hersys = Hersys::start().await;
    let everything = json!([{"path": "/", "fault": {"status": 503}}]);
    assert_eq!(hersys.put("/control/faults", everything).await, 204);
    text(&hersys, "/").await;
}
