//! What the notification server sees, and whether the part is up.

pub(crate) mod health;
pub(crate) mod verification;
