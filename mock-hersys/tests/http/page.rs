//! The page for people who test by hand.

use reqwest::header::{CONTENT_TYPE, LOCATION, ORIGIN};
use reqwest::redirect::Policy;
use reqwest::{Client, Method, Response};
use serde_json::{Value, json};

use crate::support::{Hersys, config};

const TELEPHONE: &str = "090-0000-0001";
const FORM: &str = "application/x-www-form-urlencoded";

/// Sends a form as a browser does that shows the page.
async fn press(hersys: &Hersys, path: &str, form: &[(&str, &str)]) -> Response {
    press_from(hersys, &hersys.server.url(), path, form).await
}

async fn press_from(hersys: &Hersys, origin: &str, path: &str, form: &[(&str, &str)]) -> Response {
    let client = Client::builder().redirect(Policy::none()).build().unwrap();
    let request = client
        .post(format!("{}{path}", hersys.server.url()))
        .header(ORIGIN, origin);
    request
        .header(CONTENT_TYPE, FORM)
        .body(encoded(form))
        .send()
        .await
        .unwrap()
}

/// A form's body, with every byte but letters and digits percent-encoded.
fn encoded(form: &[(&str, &str)]) -> String {
    let escaped = |text: &str| {
        text.bytes().fold(String::new(), |mut escaped, byte| {
            if byte.is_ascii_alphanumeric() || b"_-.".contains(&byte) {
                escaped.push(char::from(byte));
            } else {
                escaped.extend(['%', digit(byte >> 4), digit(byte & 15)]);
            }
            escaped
        })
    };
    let pairs: Vec<String> = form
        .iter()
        .map(|(name, value)| format!("{}={}", escaped(name), escaped(value)))
        .collect();
    pairs.join("&")
}

fn digit(value: u8) -> char {
    char::from_digit(value.into(), 16).unwrap()
}

/// Sends a form that is taken, and gives the page to which it leads.
async fn pressed(hersys: &Hersys, path: &str, form: &[(&str, &str)]) -> String {
    let answer = press(hersys, path, form).await;
    let status = answer.status();
    let location = answer
        .headers()
        .get(LOCATION)
        .map(|location| location.to_str().unwrap().to_owned());
    let Some(location) = location else {
        panic!(
            "{path} was answered with {status}: {}",
            answer.text().await.unwrap()
        );
    };
    assert_eq!(status, 303, "{path}");
    text(hersys, location.split('#').next().unwrap()).await
}

async fn text(hersys: &Hersys, path: &str) -> String {
    let answer = hersys.request(Method::GET, path).send().await.unwrap();
    assert_eq!(answer.status(), 200, "{path}");
    assert_eq!(answer.headers()[CONTENT_TYPE], "text/html; charset=utf-8");
    answer.text().await.unwrap()
}

async fn registered(hersys: &Hersys) {
    let case = [
        ("health_centre_id", "1"),
        ("channel", "sms"),
        ("address", TELEPHONE),
    ];
    pressed(hersys, "/page/cases", &case).await;
    let result = [("symptomatic", "true"), ("date", "2021-06-12")];
    pressed(hersys, "/page/cases/1/positive", &result).await;
}

#[tokio::test]
async fn a_person_is_led_from_registration_to_a_message_on_the_telephone() {
    let hersys = Hersys::start().await;
    let empty = text(&hersys, "/").await;
    assert!(
        empty.contains("<html lang=\"ja\">") && empty.contains("まだ登録されていません"),
        "{empty}"
    );

    registered(&hersys).await;
    let waiting = text(&hersys, "/").await;
    assert!(
        waiting.contains("処理番号：未発行") && waiting.contains("症状あり・発症日 2021-06-12"),
        "{waiting}"
    );

    let issued = pressed(&hersys, "/page/cases/1/processing-number", &[]).await;
    let number = hersys.latest_number(TELEPHONE).await;
    let message = format!("処理番号は {number} です");
    assert!(
        issued.contains(&message) && issued.contains("送信済み"),
        "{issued}"
    );
    assert!(issued.contains("処理番号を発行しました。"), "{issued}");

    assert_eq!(hersys.verify(&number).await, "valid");
    let used = text(&hersys, "/").await;
    assert!(used.contains("処理番号：使用済み・失効"), "{used}");
}

#[tokio::test]
async fn a_number_is_revoked_by_a_button_and_never_stands_in_an_address() {
    let hersys = Hersys::start().await;
    registered(&hersys).await;
    pressed(&hersys, "/page/cases/1/processing-number", &[]).await;
    let number = hersys.latest_number(TELEPHONE).await;
    let page = text(&hersys, "/").await;
    assert!(
        !page.contains(&format!("/{number}")) && !page.contains(&format!("={number}")),
        "{page}"
    );

    let form = [("processing_number", number.as_str())];
    pressed(&hersys, "/page/processing-numbers/revoke", &form).await;
    assert_eq!(hersys.verify(&number).await, "refused");
    assert_eq!(
        press(&hersys, "/page/processing-numbers/revoke", &form)
            .await
            .status(),
        404
    );
}

#[tokio::test]
async fn what_cannot_be_done_is_said_in_japanese_on_the_page() {
    let hersys = Hersys::start().await;
    registered(&hersys).await;
    for (path, form, status, told) in [
        (
            "/page/cases",
            &[
                ("health_centre_id", "1"),
                ("channel", "sms"),
                ("address", "<b>x</b>"),
            ][..],
            422,
            "携帯電話番号は10桁から15桁",
        ),
        (
            "/page/cases",
            &[("health_centre_id", "1"), ("channel", "mail"), ("address", "x")],
            422,
            "メールアドレスを正しく",
        ),
        (
            "/page/cases",
            &[
                ("health_centre_id", "9"),
                ("channel", "sms"),
                ("address", TELEPHONE),
            ],
            404,
            "その保健所はありません",
        ),
        ("/page/cases", &[], 422, "送られた内容を読み取れません"),
        (
            "/page/cases/1/positive",
            &[("symptomatic", "true"), ("date", "2021-06-12")],
            409,
            "報告済み",
        ),
        (
            "/page/cases/1/positive",
            &[("symptomatic", "true"), ("date", "")],
            422,
            "発症日または検査日",
        ),
        ("/page/cases/7/processing-number", &[], 404, "登録されていません"),
        ("/page/health-centres", &[("name", "試験保健所")], 409, "同じ名前"),
        ("/page/validity", &[("hours", "0")], 422, "有効時間は1から8760"),
        ("/page/issuing", &[("button", "shut_down")], 422, "確認に印"),
        (
            "/page/clock",
            &[("to", "2021-06-14T11:59")],
            409,
            "時計は戻せません",
        ),
        (
            "/page/clock",
            &[("minutes", "9223372036854775807")],
            422,
            "日時を選んで",
        ),
        ("/page/faults", &[("fault", "flood")], 422, "読み取れません"),
        ("/page/outbox/1/resend", &[], 404, "そのメッセージはありません"),
    ] {
        let answer = press(&hersys, path, form).await;
        assert_eq!(answer.status(), status, "{path} {form:?}");
        let page = answer.text().await.unwrap();
        assert!(
            page.contains("できませんでした：") && page.contains(told),
            "{path}: {page}"
        );
        assert!(
            !page.contains("<b>x</b>"),
            "what was typed is no part of the page"
        );
    }
    assert_eq!(hersys.get("/control/cases").await.as_array().unwrap().len(), 1);
}

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
        .request(Method::POST, "/page/cases")
        .header(CONTENT_TYPE, FORM);
    let nobody = request.body(encoded(&case)).send().await.unwrap();
    assert_eq!(nobody.status(), 403, "no browser leaves out where it comes from");
    assert_eq!(hersys.get("/control/cases").await, json!([]));
}

#[tokio::test]
async fn gates_and_validity_are_set_by_forms() {
    let hersys = Hersys::start().await;
    for (button, member, value) in [
        ("stop_manual", "manual", json!("stopped")),
        ("resume_manual", "manual", json!("open")),
        ("stop_automatic", "automatic", json!("stopped")),
        ("resume_automatic", "automatic", json!("open")),
        ("use_automatic", "at_positive_result", json!(true)),
        ("leave_automatic", "at_positive_result", json!(false)),
    ] {
        pressed(&hersys, "/page/issuing", &[("button", button)]).await;
        assert_eq!(hersys.get("/control/issuing").await[member], value, "{button}");
    }
    pressed(&hersys, "/page/validity", &[("hours", "24")]).await;
    assert_eq!(hersys.get("/control/validity").await, json!({"hours": 24}));
    pressed(&hersys, "/page/validity", &[("hours", "")]).await;
    assert_eq!(hersys.get("/control/validity").await, Value::Null);

    let confirmed = [("button", "shut_down"), ("confirmed", "yes")];
    let page = pressed(&hersys, "/page/issuing", &confirmed).await;
    assert_eq!(hersys.get("/control/issuing").await["state"], "shut_down");
    assert!(
        !page.contains("発行を終了する"),
        "what is done cannot be done again: {page}"
    );
}

#[tokio::test]
async fn a_fault_is_set_and_removed_by_one_button() {
    let hersys = Hersys::start().await;
    let number = hersys.issued_number(TELEPHONE).await;
    let page = pressed(&hersys, "/page/faults", &[("fault", "down")]).await;
    assert!(page.contains("発生中"), "{page}");
    assert_eq!(hersys.ask(&number).await.status(), 503);

    pressed(&hersys, "/page/faults", &[("fault", "nonsense")]).await;
    let answer = hersys.ask(&number).await;
    assert_eq!(answer.status(), 200);
    assert!(answer.text().await.unwrap().contains("メンテナンス中"));

    let page = pressed(&hersys, "/page/faults", &[("fault", "none")]).await;
    assert!(!page.contains("発生中"), "{page}");
    assert_eq!(hersys.verify(&number).await, "valid");
}

#[tokio::test]
async fn the_clock_is_moved_and_what_falls_due_happens() {
    let hersys = Hersys::start().await;
    hersys.put("/control/validity", json!({"hours": 1})).await;
    hersys.issued_number(TELEPHONE).await;
    pressed(&hersys, "/page/clock", &[("minutes", "60")]).await;
    assert_eq!(hersys.get("/control/processing-numbers").await, json!([]));
    // 18:30 in Japan.
    let page = pressed(&hersys, "/page/clock", &[("to", "2021-06-14T18:30")]).await;
    assert_eq!(hersys.get("/control/clock").await["now"], "2021-06-14T09:30:00Z");
    assert!(page.contains("2021年6月14日 18:30"), "{page}");
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
    let answer = hersys.request(Method::GET, "/").send().await.unwrap();
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
        let answer = hersys.request(method, path).send().await.unwrap();
        assert_eq!(answer.status(), 404, "{path}");
    }
    let hersys = Hersys::start().await;
    let everything = json!([{"path": "/", "fault": {"status": 503}}]);
    assert_eq!(hersys.put("/control/faults", everything).await, 204);
    text(&hersys, "/").await;
}
