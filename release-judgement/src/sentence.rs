//! A sentence in the two languages of a judgement.

use serde::{Deserialize, Serialize};

/// The same sentence twice. Reasons that people wrote in Japanese stand so in both, in quotation marks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sentence {
    /// In Japanese.
    pub ja: String,
    /// In English.
    pub en: String,
}

impl Sentence {
    pub(crate) fn new(ja: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            ja: ja.into(),
            en: en.into(),
        }
    }
}
