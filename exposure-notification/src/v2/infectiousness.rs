//! How infectious a person was on a day, from the days since the onset of symptoms.

use std::collections::BTreeMap;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// How infectious a person was. In JSON its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub enum Infectiousness {
    /// Not at all: the contact is dropped.
    None = 0,
    /// As usual.
    Standard = 1,
    /// More than usual.
    High = 2,
}

impl From<Infectiousness> for u8 {
    fn from(infectiousness: Infectiousness) -> Self {
        infectiousness as Self
    }
}

impl TryFrom<u8> for Infectiousness {
    type Error = String;

    fn try_from(number: u8) -> Result<Self, Self::Error> {
        match number {
            0 => Ok(Self::None),
            1 => Ok(Self::Standard),
            2 => Ok(Self::High),
            other => Err(format!(
                "infectiousness {other} does not exist; 0 is none, 1 standard, 2 high"
            )),
        }
    }
}

/// The infectiousness of each day from −14 to +14, and of a key without an onset.
///
/// Written as in the settings of EN Express: a hexadecimal number of two bits an entry. The lowest pair is day −14,
/// pair 28 is day +14, pair 29 is the entry for a missing onset.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InfectiousnessMap {
    by_day: [Infectiousness; 29],
    when_missing: Infectiousness,
}

/// Why a text is no infectiousness map.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum InfectiousnessMapError {
    /// It is no number.
    #[error("the infectiousness map {0:?} is not 0x followed by up to 16 hexadecimal digits")]
    NotHexadecimal(String),
    /// An entry is 3.
    #[error("entry {0} of the infectiousness map is 3; 0 is none, 1 standard, 2 high")]
    UnknownInfectiousness(usize),
    /// There is something above the 30 entries.
    #[error("the infectiousness map has more than 30 entries")]
    TooManyEntries,
}

impl InfectiousnessMap {
    /// The map of these days; a day that is not among them has no infectiousness.
    pub fn new(by_day: &BTreeMap<i32, Infectiousness>, when_missing: Infectiousness) -> Self {
        let days = std::array::from_fn(|index| i32::try_from(index).unwrap_or(i32::MAX) - 14);
        Self {
            by_day: days.map(|day| by_day.get(&day).copied().unwrap_or(Infectiousness::None)),
            when_missing,
        }
    }

    /// The infectiousness on a day. A day beyond ±14 counts as a missing onset.
    pub fn infectiousness(&self, days_since_onset: Option<i32>) -> Infectiousness {
        days_since_onset
            .and_then(|days| usize::try_from(days.checked_add(14)?).ok())
            .and_then(|index| self.by_day.get(index).copied())
            .unwrap_or(self.when_missing)
    }
}

impl FromStr for InfectiousnessMap {
    type Err = InfectiousnessMapError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let bits = text
            .strip_prefix("0x")
            .filter(|digits| !digits.starts_with('+'))
            .and_then(|digits| u64::from_str_radix(digits, 16).ok())
            .ok_or_else(|| InfectiousnessMapError::NotHexadecimal(text.to_owned()))?;
        if bits >> 60 != 0 {
            return Err(InfectiousnessMapError::TooManyEntries);
        }
        let entry = |index: usize| {
            let [number, ..] = (bits >> (2 * index) & 3).to_le_bytes();
            Infectiousness::try_from(number).map_err(|_| InfectiousnessMapError::UnknownInfectiousness(index))
        };
        let mut by_day = [Infectiousness::None; 29];
        for (index, day) in by_day.iter_mut().enumerate() {
            *day = entry(index)?;
        }
        Ok(Self {
            by_day,
            when_missing: entry(29)?,
        })
    }
}
