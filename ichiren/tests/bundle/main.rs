//! The evidence of a judgement with the real program: filed, altered, broken off, shown.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod breaking_off;
mod judged;
mod showing;
#[path = "../support/mod.rs"]
mod support;
mod tampering;
