//! What was said to a part's public interface, and what it answered: the form of it, never a value.
//!
//! A test instance keeps it for the evidence of a scenario (`GET /control/exchanges`). Processing numbers, keys and
//! addresses pass through these requests, so nothing of a body is kept but its [`form`], and nothing of a path that could
//! tell one person from another ([`path`]).

mod body;
mod form;
mod path;
mod record;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub(crate) use record::record_exchange;

/// How many exchanges are kept: more than any scenario has, and a fleet of phones must not fill the memory.
const MOST: usize = 10_000;

/// A request and its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Exchange {
    /// When it was asked, in the part's time.
    pub at: Timestamp,
    /// Who asked, where the caller said so.
    #[schema(examples("A"))]
    pub caller: Option<String>,
    /// `GET`, `PUT` …
    pub method: String,
    /// The path, without a query and without what identifies somebody.
    #[schema(examples("/c19r/{region}/list.json"))]
    pub path: String,
    /// The status of the answer; `null` where the connection was closed without one.
    pub status: Option<u16>,
    /// The form of the request's body; `null` without a body.
    #[schema(examples("{\"keys\": [2 × {\"keyData\": <text>}]}"))]
    pub request: Option<String>,
    /// The form of the answer's body.
    pub response: Option<String>,
}

/// The exchanges of a part, in the order in which they began; shared by all clones.
#[derive(Debug, Clone, Default)]
pub struct Exchanges(Arc<Mutex<Vec<Exchange>>>);

impl Exchanges {
    /// All of them.
    pub fn get(&self) -> Vec<Exchange> {
        self.lock().clone()
    }

    /// Writes down that one begins; its place, unless there is no more room.
    fn begin(&self, exchange: Exchange) -> Option<usize> {
        let mut exchanges = self.lock();
        if exchanges.len() == MOST {
            return None;
        }
        exchanges.push(exchange);
        Some(exchanges.len() - 1)
    }

    fn update(&self, place: usize, change: impl FnOnce(&mut Exchange)) {
        if let Some(exchange) = self.lock().get_mut(place) {
            change(exchange);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Exchange>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
