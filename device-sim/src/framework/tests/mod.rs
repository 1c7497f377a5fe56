//! The operating system by itself, without an app.

mod air;
mod fixture;
mod key_release;
mod quotas;
mod states;
mod versions;
mod windows;
