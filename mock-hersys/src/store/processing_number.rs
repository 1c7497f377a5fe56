//! The processing number (処理番号): eight digits, random, without meaning, temporary (規約2条十).

use std::fmt;

use rand::RngExt;
use serde::Serialize;
use testbed::seed::Seed;
use utoipa::ToSchema;

/// A processing number, issued or typed. It shows itself to nobody but the outbox and the control interface.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(transparent)]
#[schema(examples("01234567"))]
pub(crate) struct ProcessingNumber(String);

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

    /// Whether HER-SYS could have issued it.
    pub(crate) fn is_well_formed(&self) -> bool {
        self.0.len() == 8 && self.0.bytes().all(|byte| byte.is_ascii_digit())
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
        assert!(numbers.iter().all(ProcessingNumber::is_well_formed));
        // A tenth of them; the odds of none among 1,000 are 0.9^1000.
        assert!(numbers.iter().any(|number| number.as_str().starts_with('0')));
    }

    #[test]
    fn what_is_not_eight_digits_was_never_issued() {
        for text in [
            "",
            "1234567",
            "123456789",
            "1234567a",
            "１２３４５６７８",
            "1234567\0",
        ] {
            assert!(!ProcessingNumber::typed(text).is_well_formed(), "{text}");
        }
        assert!(ProcessingNumber::typed("00000001").is_well_formed());
    }

    #[test]
    fn a_number_does_not_show_itself_in_a_log() {
        let number = ProcessingNumber::typed("12345678");
        assert!(!format!("{number:?}").contains("12345678"));
    }
}
