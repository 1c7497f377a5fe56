//! The part over HTTP, with a small stand-in for the notification server.

#![expect(
    clippy::unwrap_used,
    reason = "a helper of a test may fail like the test itself"
)]

mod checking;
mod control;
mod judging;
mod operating_system;
mod radio;
mod recording;
mod registration;
mod support;
mod unpublished;
