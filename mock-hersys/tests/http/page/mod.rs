//! The page for people who test by hand.

mod persons;
mod switches;
mod web;

use reqwest::header::{CONTENT_TYPE, LOCATION, ORIGIN};
use reqwest::redirect::Policy;
use reqwest::{Method, Response};
use testbed::http::client_builder;

use crate::support::Hersys;

const TELEPHONE: &str = "090-0000-0001";
const FORM: &str = "application/x-www-form-urlencoded";

/// Sends a form as a browser does that shows the page.
async fn press(hersys: &Hersys, path: &str, form: &[(&str, &str)]) -> Response {
    press_from(hersys, &hersys.server.url(), path, form).await
}

async fn press_from(hersys: &Hersys, origin: &str, path: &str, form: &[(&str, &str)]) -> Response {
    let client = client_builder().redirect(Policy::none()).build().unwrap();
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
    let answer = hersys.undescribed(Method::GET, path).send().await.unwrap();
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
