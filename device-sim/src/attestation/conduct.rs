//! What Google states instead of the truth, and how often.

use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};

/// What Google states about a phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum GoogleConduct {
    /// The truth.
    #[default]
    Genuine,
    /// Nothing: the call fails on the phone.
    NoAnswer,
    /// That something went wrong: a signed statement with the claim `error` and no nonce.
    ErrorClaim,
    /// The truth about another request.
    WrongNonce,
    /// That another app asked, which COCOA's server does not look at.
    OtherApp,
    /// That the phone was tampered with, which COCOA's server does not look at either.
    TamperedPhone,
}

/// What is stated until further notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Conduct {
    /// What.
    pub google: GoogleConduct,
    /// How many statements are still made so, then the truth again; `None`: until it is changed.
    #[serde(default)]
    pub remaining: Option<u32>,
}

/// The conduct in force.
#[derive(Debug, Default)]
pub(super) struct ConductInForce(Mutex<Conduct>);

impl ConductInForce {
    pub(super) fn set(&self, conduct: Conduct) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = conduct;
    }

    pub(super) fn get(&self) -> Conduct {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is stated now, counted down where it is counted.
    pub(super) fn take(&self) -> GoogleConduct {
        let mut conduct = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if conduct.remaining == Some(0) {
            *conduct = Conduct::default();
        }
        conduct.remaining = conduct.remaining.map(|count| count - 1);
        conduct.google
    }
}
