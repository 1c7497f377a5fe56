//! Version 2 of the API, with windows, scores and levels worked out by hand.

#![expect(clippy::unwrap_used, reason = "what a fixture cannot make fails the test")]

mod daily_summaries;
mod data_mapping;
mod fixture;
mod infectiousness;
mod parameters;
mod risk_level;
mod validation;
mod windows;
