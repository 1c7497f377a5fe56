//! The part over HTTP, with a small stand-in for the notification server.

#![expect(
    clippy::unwrap_used,
    reason = "a helper of a test may fail like the test itself"
)]

mod attestation;
mod behaviour;
mod checking;
mod checking_by_release;
mod control;
mod evidence;
mod home;
mod judging;
mod leaving;
mod operating_system;
mod radio;
mod recording;
mod registration;
mod registration_by_release;
mod registration_in_2_x;
mod support;
mod unpublished;
mod updating;
mod version_2;
mod waiting;
