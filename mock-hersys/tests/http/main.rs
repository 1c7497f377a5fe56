//! HER-SYS as the notification server, a health centre and a person see it: over HTTP alone.

#![expect(
    clippy::unwrap_used,
    reason = "a helper that cannot do its work fails the test"
)]

mod audit_trail;
mod behaviour;
mod cases;
mod control;
mod delivery;
mod description;
mod gates;
mod hostile;
mod issuing;
mod lifetime;
mod page;
mod persistence;
mod search;
mod support;
mod verification;
mod verification_codes;
