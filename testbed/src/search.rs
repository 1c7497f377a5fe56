//! Searching everything that a part keeps for texts that must not be there: a processing number, an address, a key.
//!
//! `POST /control/search` of every part takes a [`SearchRequest`] and answers with a list of [`Place`]s. The part walks
//! through what it keeps and shows each value to a [`Search`], which says nothing of the value itself.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use thiserror::Error;
use utoipa::ToSchema;

use crate::journal::ChainEvent;

/// The body of `POST /control/search`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"texts": ["01234567"]}))]
pub struct SearchRequest {
    /// What is searched for; upper and lower case are the same.
    pub texts: Vec<String>,
}

/// Where a text was found.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
pub struct Place {
    /// The index of the text in the request.
    pub text: usize,
    /// `table T, column C`, `file F`, `log`, `journal` or `outbox`.
    pub place: String,
}

/// Why there is nothing to search for.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SearchError {
    /// An empty text is in everything.
    #[error("text {index} is empty, and would be found everywhere; leave it out")]
    EmptyText {
        /// The index of the text in the request.
        index: usize,
    },
}

/// A search under way: what is looked for, and where it was found so far.
#[derive(Debug)]
pub struct Search {
    /// In lower case.
    texts: Vec<String>,
    found: BTreeSet<Place>,
}

impl Search {
    /// A search that has not looked anywhere yet.
    pub fn new(request: &SearchRequest) -> Result<Self, SearchError> {
        if let Some(index) = request.texts.iter().position(String::is_empty) {
            return Err(SearchError::EmptyText { index });
        }
        Ok(Self {
            texts: request.texts.iter().map(|text| text.to_lowercase()).collect(),
            found: BTreeSet::new(),
        })
    }

    /// Looks into a text that is kept at a place.
    pub fn look(&mut self, place: &str, value: &str) {
        let value = value.to_lowercase();
        for (text, wanted) in self.texts.iter().enumerate() {
            if value.contains(wanted) {
                self.found.insert(Place {
                    text,
                    place: place.to_owned(),
                });
            }
        }
    }

    /// Looks into bytes that are kept at a place. What is no UTF-8 hides no text around it.
    pub fn look_into_bytes(&mut self, place: &str, bytes: &[u8]) {
        self.look(place, &String::from_utf8_lossy(bytes));
    }

    /// Looks into a part's journal.
    pub fn look_into_journal(&mut self, events: &[ChainEvent]) {
        for event in events {
            self.look("journal", &event.subject);
            self.look("journal", &event.detail);
        }
    }

    /// Every place at which a text was found, once, in order.
    pub fn found(self) -> Vec<Place> {
        self.found.into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::journal::{ChainPlace, Journal};

    fn search(texts: &[&str]) -> Search {
        let texts = texts.iter().map(|text| (*text).to_owned()).collect();
        Search::new(&SearchRequest { texts }).unwrap()
    }

    fn place(text: usize, place: &str) -> Place {
        Place {
            text,
            place: place.to_owned(),
        }
    }

    #[test]
    fn a_text_is_found_in_the_midst_of_a_value_and_in_any_case() {
        let mut search = search(&["A@Example.jp", "12345678"]);
        search.look("log", r#"{"to":"a@eXample.JP"}"#);
        search.look("outbox", "nothing of it");
        search.look("table keys, column key_data", "0123456789");
        assert_eq!(
            search.found(),
            [place(0, "log"), place(1, "table keys, column key_data")]
        );
    }

    #[test]
    fn bytes_that_are_no_text_hide_nothing() {
        let mut search = search(&["処理番号"]);
        search.look_into_bytes(
            "file 1.zip",
            &[b"\xff\xe5".as_slice(), "処理番号".as_bytes(), b"\x80"].concat(),
        );
        assert_eq!(search.found(), [place(0, "file 1.zip")]);
    }

    #[test]
    fn a_place_is_named_once() {
        let mut search = search(&["090"]);
        search.look("log", "090 090");
        search.look("log", "090");
        assert_eq!(search.found(), [place(0, "log")]);
    }

    #[test]
    fn a_journal_is_searched_in_subject_and_detail() {
        let journal = Journal::default();
        journal.passed(Timestamp::UNIX_EPOCH, ChainPlace::NumberIssued, "A", "発行した");
        for text in ["a", "発行"] {
            let mut search = search(&[text]);
            search.look_into_journal(&journal.events());
            assert_eq!(search.found(), [place(0, "journal")], "{text}");
        }
    }

    #[test]
    fn an_empty_text_is_refused_by_its_index() {
        let request = SearchRequest {
            texts: vec!["a".to_owned(), String::new()],
        };
        assert_eq!(
            Search::new(&request).unwrap_err(),
            SearchError::EmptyText { index: 1 }
        );
    }
}
