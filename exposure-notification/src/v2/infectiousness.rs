//! How infectious a person was on a day, from the days since the onset of symptoms.

use std::str::FromStr;

use thiserror::Error;

/// How infectious a person was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Infectiousness {
    /// Not at all: the contact is dropped.
    None = 0,
    /// As usual.
    Standard = 1,
    /// More than usual.
    High = 2,
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
        let entry = |index: usize| match bits >> (2 * index) & 3 {
            0 => Ok(Infectiousness::None),
            1 => Ok(Infectiousness::Standard),
            2 => Ok(Infectiousness::High),
            _ => Err(InfectiousnessMapError::UnknownInfectiousness(index)),
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
