//! The notification server as apps see it: over HTTP alone, beside a HER-SYS that answers what a test says. All of it
//! runs with the database in memory, and once more on PostgreSQL.

#![expect(
    clippy::unwrap_used,
    reason = "a helper that cannot do its work fails the test"
)]

mod atomicity;
mod chaff;
mod control;
mod description;
mod device_check_android;
mod device_check_apple;
mod end_of_service;
mod event_log;
mod event_log_order;
mod export;
mod export_faults;
mod file_stores;
mod files_for_apps;
mod form_v3;
mod front_door;
mod hostile;
mod inquiry_log;
mod kept_requests;
mod keys_api;
mod opt_out;
mod order_of_checks;
mod order_of_keys;
mod persistence;
mod postgresql;
mod privacy;
mod production;
mod refusals;
mod regions;
mod registration;
mod retention;
mod signing_keys;
mod support;
mod switched_registration;
mod switching;
mod tls;
mod users;
mod validity;
mod verification;
