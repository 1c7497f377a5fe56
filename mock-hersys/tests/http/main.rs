//! HER-SYS as the notification server, a health centre and a person see it: over HTTP alone.

mod audit_trail;
mod cases;
mod control;
mod delivery;
mod gates;
mod issuing;
mod lifetime;
mod persistence;
mod search;
mod support;
mod verification;
mod verification_codes;
