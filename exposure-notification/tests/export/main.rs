//! Export files: what is written is read, and what phones refuse is refused.

#![expect(clippy::unwrap_used, reason = "what a fixture cannot make fails the test")]

mod fixture;
mod inspect_refused;
mod inspect_robust;
mod inspected;
mod keys_out_of_range;
mod public_keys;
mod refused_archives;
mod refused_keys;
mod refused_signatures;
mod written;
