//! Who calls, told to whom it calls.
//!
//! Every phone of the test bed reaches a server from the same address, and says nowhere in what it sends whose it is;
//! a record that shows who said what to whom must know all the same. So a caller of the test bed names itself in the
//! header [`HEADER`]. A part writes it down with the exchange ([`crate::exchange`]) and lets it decide nothing.

use axum::http::{HeaderMap, HeaderName, HeaderValue};

/// The name of the header.
pub const HEADER: HeaderName = HeaderName::from_static("x-ichiren-caller");

/// The longest name that is written down, in characters.
const LONGEST: usize = 40;

/// What the header holds; `None` for a name that no header can hold.
pub fn header_value(name: &str) -> Option<HeaderValue> {
    HeaderValue::from_bytes(name.as_bytes()).ok()
}

/// Who calls; `None` where the caller does not say.
pub fn told_in(headers: &HeaderMap) -> Option<String> {
    let name = std::str::from_utf8(headers.get(HEADER)?.as_bytes()).ok()?;
    Some(name.chars().take(LONGEST).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_japanese_name_arrives_as_it_was_told() {
        let headers = HeaderMap::from_iter([(HEADER, header_value("利用者A").unwrap())]);
        assert_eq!(told_in(&headers).as_deref(), Some("利用者A"));
        assert_eq!(told_in(&HeaderMap::new()), None);
        assert!(header_value("A\n").is_none());
    }
}
