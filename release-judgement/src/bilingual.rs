//! Sentences in the two languages of a judgement.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The same sentence twice. What comes from features and parts exists in Japanese alone and stands so in both, in
/// quotation marks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Bilingual {
    /// In Japanese.
    pub ja: String,
    /// In English.
    pub en: String,
}

impl Bilingual {
    pub(crate) fn new(ja: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            ja: ja.into(),
            en: en.into(),
        }
    }

    /// The sentences of each language by themselves, Japanese first.
    pub(crate) fn separated(sentences: Vec<Self>) -> (Vec<String>, Vec<String>) {
        sentences
            .into_iter()
            .map(|sentence| (sentence.ja, sentence.en))
            .unzip()
    }
}
