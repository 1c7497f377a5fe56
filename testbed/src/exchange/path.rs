//! A path without what identifies somebody.

use axum::extract::MatchedPath;
use axum::http::{Extensions, Uri};

/// How many letters and digits, a digit among them, may tell one person from all others: a processing number has eight.
const IDENTIFYING: usize = 8;

/// The path that was asked for: of a route as the route writes it, its parameters filled in where they identify nobody.
pub(super) fn path_of(uri: &Uri, extensions: &Extensions) -> String {
    let asked = uri.path().split('/');
    let Some(route) = extensions.get::<MatchedPath>() else {
        let shown = asked.map(|segment| if may_identify(segment) { "…" } else { segment });
        return shown.collect::<Vec<_>>().join("/");
    };
    let shown = asked.zip(route.as_str().split('/'));
    let shown = shown.map(|(segment, of_route)| if may_identify(segment) { of_route } else { segment });
    shown.collect::<Vec<_>>().join("/")
}

/// Whether a text may be a number, a key or an identifier of somebody.
pub(super) fn may_identify(text: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_ascii_alphanumeric());
    let is_identifying =
        |word: &str| word.len() >= IDENTIFYING && word.bytes().any(|byte| byte.is_ascii_digit());
    !text.is_ascii() || text.contains('%') || text.len() > 60 || words.any(is_identifying)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_somebodys_is_left_out() {
        let masked = |path: &str| path_of(&path.parse().unwrap(), &Extensions::new());
        assert_eq!(masked("/c19r/440/12.zip?number=01234567"), "/c19r/440/12.zip");
        assert_eq!(masked("/api/v3/diagnosis"), "/api/v3/diagnosis");
        assert_eq!(masked("/api/v3/01234567"), "/api/v3/…");
        assert_eq!(
            masked("/api/OptOut/1e7d4b9a-93c4-4f4c-8b1a-0d5c0a3d7f11.A"),
            "/api/OptOut/…"
        );
        assert_eq!(masked("/logs/%E5%88%A9"), "/logs/…");
    }
}
