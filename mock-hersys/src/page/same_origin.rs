//! A form is taken from this page alone: no other site that the same browser shows can act here.
//!
//! Browsers say where a form came from: `Sec-Fetch-Site`, and `Origin` with every `POST`. What says neither is no
//! browser, and has `/control`.

use axum::extract::Request;
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};

use super::layout;

pub(super) async fn check(request: Request, next: Next) -> Response {
    if *request.method() == Method::GET
        || *request.method() == Method::HEAD
        || is_from_here(request.headers())
    {
        return next.run(request).await;
    }
    (
        StatusCode::FORBIDDEN,
        Html(layout::from_elsewhere().into_string()),
    )
        .into_response()
}

fn is_from_here(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let origin = text(header::ORIGIN);
    let site = headers
        .get("sec-fetch-site")
        .map(|site| site.as_bytes() == b"same-origin");
    let host = origin.map(|origin| {
        let origin = origin
            .strip_prefix("http://")
            .or_else(|| origin.strip_prefix("https://"));
        origin.is_some() && origin == text(header::HOST)
    });
    match (site, host) {
        (None, None) => false,
        (site, host) => site.unwrap_or(true) && host.unwrap_or(true),
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let pair = |(name, value): &(&'static str, &'static str)| {
            (
                header::HeaderName::from_static(name),
                HeaderValue::from_static(value),
            )
        };
        pairs.iter().map(pair).collect()
    }

    #[test]
    fn a_form_of_this_page_is_told_from_a_form_of_another_site() {
        let host = ("host", "127.0.0.1:8081");
        for from_here in [
            &[host, ("origin", "http://127.0.0.1:8081")][..],
            &[host, ("sec-fetch-site", "same-origin")],
            &[
                host,
                ("origin", "https://127.0.0.1:8081"),
                ("sec-fetch-site", "same-origin"),
            ],
        ] {
            assert!(is_from_here(&headers(from_here)), "{from_here:?}");
        }
        for from_elsewhere in [
            &[host][..],
            &[host, ("origin", "http://127.0.0.1:9999")],
            &[host, ("origin", "null")],
            &[host, ("origin", "http://127.0.0.1:8081.example.jp")],
            &[host, ("sec-fetch-site", "cross-site")],
            &[host, ("sec-fetch-site", "same-site")],
            &[host, ("sec-fetch-site", "none")],
            &[
                host,
                ("origin", "http://127.0.0.1:8081"),
                ("sec-fetch-site", "cross-site"),
            ],
            &[
                host,
                ("origin", "http://evil.example"),
                ("sec-fetch-site", "same-origin"),
            ],
        ] {
            assert!(!is_from_here(&headers(from_elsewhere)), "{from_elsewhere:?}");
        }
    }
}
