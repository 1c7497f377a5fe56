//! The judgement, tested on records built by hand.

#![expect(
    clippy::unwrap_used,
    reason = "all of this is test code; clippy sees that only in the test functions"
)]

mod catalogue;
mod changes;
mod comparison;
mod deviations;
mod documents;
mod formats;
mod in_force;
mod json_contract;
mod judgement;
mod locks;
mod plan_and_results;
mod production_parameters;
mod proof;
mod repetitions;
mod report;
mod report_language;
mod schemas;
mod support;
