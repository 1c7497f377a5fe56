//! What every part of the environment shares to be testable.
//!
//! * [`clock`] — the only source of the time; virtual in a test instance, moved by a scenario alone.
//! * [`seed`] — the only source of chance; one seed per scenario, derived by name for each use.
//! * [`serve`] — binding to an address and stopping again.
//! * [`control`] — the `/control` interface that every part offers when started as a test instance.
//! * [`dotnet`] — how COCOA's app and server, both on .NET, put texts in order.
//! * [`fault`] — faults as values: which request is to be answered wrongly, and how often.
//! * [`japan`] — the calendar of the people in the scenarios.
//! * [`journal`] — what happened where in the chain, so that a failure can name its place.
//! * [`problem`] — problem details (RFC 9457) for the control interface.
//! * [`program`] — running a part as a program of its own.
//!
//! Nothing here knows a part: the parts depend on this crate, never the other way round.

pub mod clock;
pub mod control;
pub mod dotnet;
pub mod fault;
pub mod japan;
pub mod journal;
pub mod problem;
pub mod program;
pub mod seed;
pub mod serve;
