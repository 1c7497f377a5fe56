//! The notification server as apps see it: over HTTP alone, beside a HER-SYS that answers what a test says. All of it
//! runs with the database in memory, and once more on PostgreSQL.

#![expect(
    clippy::unwrap_used,
    reason = "a helper that cannot do its work fails the test"
)]

mod atomicity;
mod chaff;
mod control;
mod end_of_service;
mod event_log;
mod export;
mod file_stores;
mod files_for_apps;
mod form_v3;
mod inquiry_log;
mod order_of_keys;
mod persistence;
mod postgresql;
mod privacy;
mod refusals;
mod registration;
mod retention;
mod support;
mod switching;
mod users;
mod validity;
mod verification;
