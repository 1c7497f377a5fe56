//! What a server of the test bed does, over HTTP.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod contract;
mod control;
mod exchanges;
mod fault_rules;
mod faults;
mod limits;
mod support;
mod tls;
mod unexpected;
