//! Every alteration of filed evidence is found, and called by its name.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod bundles;
mod register;
mod retention;
mod support;
