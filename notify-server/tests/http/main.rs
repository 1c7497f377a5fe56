//! The notification server as apps see it: over HTTP alone, beside a HER-SYS that answers what a test says.

#![expect(
    clippy::unwrap_used,
    reason = "a helper that cannot do its work fails the test"
)]

mod control;
mod export;
mod order_of_keys;
mod persistence;
mod privacy;
mod refusals;
mod registration;
mod retention;
mod support;
mod users;
mod validity;
mod verification;
