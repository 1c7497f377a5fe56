//! The processing number (処理番号): eight digits, random, without meaning, temporary (規約2条十).

use std::fmt;

use jiff::Timestamp;
use rand::RngExt;
use serde::Serialize;
use testbed::seed::Seed;
use utoipa::ToSchema;

/// A processing number, issued or typed. It shows itself to nobody but the outbox and the control interface.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(transparent)]
#[schema(examples("01234567"))]
pub(crate) struct ProcessingNumber(String);

/// To whom and when a number was issued.
#[derive(Clone)]
pub(crate) struct IssuedNumber {
    pub(crate) case_id: String,
    pub(crate) issued_at: Timestamp,
}

impl ProcessingNumber {
    /// The number at a place of the seed's sequence. Leading zeros belong to it.
    pub(crate) fn draw(seed: &Seed, place: u64) -> Self {
        let mut rng = seed.derive(&format!("processing number {place}")).rng();
        Self(format!("{:08}", rng.random_range(0..100_000_000)))
    }

    /// What somebody asks about; it need not be a number at all.
    pub(crate) fn typed(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for ProcessingNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ProcessingNumber(********)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_has_eight_digits_and_some_begin_with_nought() {
        let seed = Seed::from_number(1);
        let numbers: Vec<_> = (1..=1000)
            .map(|place| ProcessingNumber::draw(&seed, place))
            .collect();
        let is_well_formed = |number: &ProcessingNumber| {
            number.as_str().len() == 8 && number.as_str().bytes().all(|byte| byte.is_ascii_digit())
        };
        assert!(numbers.iter().all(is_well_formed));
        // A tenth of them; the odds of none among 1,000 are 0.9^1000.
        assert!(numbers.iter().any(|number| number.as_str().starts_with('0')));
    }

    #[test]
    fn a_number_does_not_show_itself_in_a_log() {
        let number = ProcessingNumber::typed("12345678");
        assert!(!format!("{number:?}").contains("12345678"));
    }
}
