//! What every part of the environment shares to be testable.
//!
//! * [`clock`] — the only source of the time; virtual in a test instance, moved by a scenario alone.
//! * [`search`] — looking for texts in everything that a part keeps.
//! * [`seed`] — the only source of chance; one seed per scenario, derived by name for each use.
//! * [`serve`] — binding to an address, answering within limits, and stopping again.
//! * [`control`] — the `/control` interface that every part offers when started as a test instance.
//! * [`database`] — SQLite or PostgreSQL, with one SQL for both.
//! * [`dotnet`] — how COCOA's app and server, both on .NET, put texts in order.
//! * [`fault`] — faults as values: which request is to be answered wrongly, and how often.
//! * [`patience`] — how long a caller would wait, where time stands still.
//! * [`switch`] — tables of behaviour whose columns can be switched one by one.
//! * [`unexpected`] — calls to what a public interface does not have.
//! * [`http`] — the one place where HTTP clients are made.
//! * [`tls`] — TLS on both sides of a connection.
//! * [`production_lock`] — addresses and keys that a test environment never touches.
//! * `certificates_for_tests` — certificates from an authority made on the spot (feature `test-support`).
//! * [`japan`] — the calendar of the people in the scenarios.
//! * [`journal`] — what happened where in the chain, so that a failure can name its place.
//! * [`openapi`] — the description of a part's interfaces, and what all of them have in common.
//! * `contract_for_tests` — whether a part answers what its description says (feature `test-support`).
//! * `hostile_for_tests` — requests of bad will, made of a description (feature `test-support`).
//! * `postgres_for_tests` — a PostgreSQL that ends with the test that started it (feature `test-support`).
//! * [`problem`] — problem details (RFC 9457) for the control interface.
//! * [`program`] — running a part as a program of its own.
//!
//! Nothing here knows a part: the parts depend on this crate, never the other way round.

#[cfg(feature = "test-support")]
#[expect(
    clippy::expect_used,
    reason = "a helper that cannot do its work fails the test"
)]
pub mod certificates_for_tests;
pub mod clock;
#[cfg(feature = "test-support")]
#[expect(
    clippy::expect_used,
    reason = "a helper that cannot do its work fails the test"
)]
pub mod contract_for_tests;
pub mod control;
pub mod database;
pub mod dotnet;
pub mod fault;
#[cfg(feature = "test-support")]
#[expect(
    clippy::expect_used,
    reason = "a helper that cannot do its work fails the test"
)]
pub mod hostile_for_tests;
pub mod http;
pub mod japan;
pub mod journal;
pub mod openapi;
pub mod patience;
#[cfg(all(feature = "test-support", unix))]
#[expect(
    clippy::expect_used,
    reason = "a helper that cannot do its work fails the test"
)]
pub mod postgres_for_tests;
pub mod problem;
pub mod production_lock;
pub mod program;
pub mod search;
pub mod seed;
pub mod serve;
pub mod switch;
pub mod tls;
pub mod unexpected;
