//! How a phone is carried, and what that costs: guidance of the Corona-Warn-App project has a person in between double
//! the apparent distance, which is 7 dB; pockets and bags lie between that and nothing.

use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

/// How a phone is carried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Carrying {
    /// In the hand or on a table.
    #[default]
    Hand,
    /// In a pocket.
    Pocket,
    /// In a bag.
    Bag,
    /// On the far side of its owner's body.
    BodyBetween,
}

impl Carrying {
    /// The least and the most that it costs, in dB, for what is sent and for what is received.
    pub(super) fn loss_db(self) -> RangeInclusive<f64> {
        match self {
            Self::Hand => 0.0..=0.0,
            Self::Pocket => 3.0..=6.0,
            Self::Bag => 6.0..=10.0,
            Self::BodyBetween => 7.0..=15.0,
        }
    }
}
