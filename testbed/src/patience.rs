//! How long a caller waits, told to whom it calls.
//!
//! Virtual time does not pass during a call, so nobody would ever wait in vain. A caller of the test bed therefore
//! says in the header [`HEADER`] how long it would wait, and a part that is to answer later than that hangs up: to
//! the caller this is what the end of its own patience is, no answer.

use std::time::Duration;

use axum::http::{HeaderMap, HeaderName, HeaderValue};

/// The name of the header.
pub const HEADER: HeaderName = HeaderName::from_static("x-ichiren-patience-milliseconds");

/// What the header holds for a caller that waits so long.
pub fn header_value(patience: Duration) -> HeaderValue {
    HeaderValue::from(u64::try_from(patience.as_millis()).unwrap_or(u64::MAX))
}

/// How long the caller waits; `None` where it does not say, and so waits for ever.
pub fn told_in(headers: &HeaderMap) -> Option<Duration> {
    let milliseconds = headers.get(HEADER)?.to_str().ok()?.parse().ok()?;
    Some(Duration::from_millis(milliseconds))
}
