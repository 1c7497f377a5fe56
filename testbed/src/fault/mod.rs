//! Faults as values: which request is answered wrongly or not at all, how, and how often.
//!
//! Rules are tried in their order and the first that holds for a request wins. They apply to the public interface of
//! a part alone; the control interface stays reachable, otherwise no scenario could end a fault.
//!
//! Under the system's clock a late answer is late. Virtual time stands still during a call, so there it comes at once,
//! or, for a caller whose [`patience`](crate::patience) would have ended, not at all.

mod apply;
mod body;
mod rules;

use std::time::Duration;

use axum::http::{HeaderValue, Method, StatusCode};
use serde::{Deserialize, Serialize};
use thiserror::Error;
use utoipa::ToSchema;

pub(crate) use apply::apply_faults;
pub use rules::{FaultGuard, FaultInForce, FaultRules};

/// Requests to be answered wrongly.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"path": "/", "fault": {"status": 503}, "remaining": 1}))]
pub struct FaultRule {
    /// `PUT`, `GET` …; `None`: every method.
    #[serde(default)]
    pub method: Option<String>,
    /// The beginning of the path; `/` holds for every request.
    pub path: String,
    /// How many requests are still answered rightly before the first wrong answer. They count for no later rule.
    #[serde(default)]
    pub after: u32,
    /// How many requests are still answered wrongly; `None`: until the rule is removed.
    #[serde(default)]
    pub remaining: Option<u32>,
    /// What happens instead.
    pub fault: Fault,
}

/// What happens to a request instead of a good answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// The work begins late. A caller whose patience ends before finds nothing done.
    Delay {
        /// How late.
        milliseconds: u64,
    },
    /// The connection is closed at once; the body is not read and nothing is done.
    Refuse,
    /// The request is read and nothing is done; the connection is closed without an answer.
    DropBefore,
    /// The work is done; the connection is closed without an answer.
    DropAfter,
    /// A status with an empty body; nothing is done.
    Status(u16),
    /// The work is done; the connection is closed after so much of the answer's body. A shorter one arrives whole.
    Truncate {
        /// How many bytes of the body leave.
        bytes: usize,
    },
    /// 200 with this body, said to be JSON; nothing is done.
    WrongJson(String),
    /// The work is done, and its answer is said to be of this type.
    WrongContentType(String),
    /// The work is done, and the body of its answer leaves byte after byte.
    SlowBytes {
        /// How long after one byte the next one leaves.
        milliseconds_per_byte: u64,
    },
    /// 200 with a body that is not what the contract says, said to be HTML; nothing is done.
    Nonsense(String),
    /// 200 with other bytes than those asked for (a forged or cut file); nothing is done.
    Bytes(Vec<u8>),
}

/// Why a rule cannot be put into force.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum FaultRuleError {
    /// No request has such a method.
    #[error("{0:?} is no HTTP method; write GET, PUT …, or leave it out for every method")]
    Method(String),
    /// No answer has such a status.
    #[error("{0} is no HTTP status of an answer; use one from 200 to 599")]
    Status(u16),
    /// No header can hold this.
    #[error("{0:?} cannot be sent as a content type; write one like text/html")]
    ContentType(String),
    /// No path begins so.
    #[error("the path {0:?} does not begin with `/`; `/` alone holds for every request")]
    Path(String),
}

impl FaultRule {
    /// Every request whose path begins so, until the rule is removed.
    pub fn always(path: impl Into<String>, fault: Fault) -> Self {
        Self {
            method: None,
            path: path.into(),
            after: 0,
            remaining: None,
            fault,
        }
    }

    /// The next request whose path begins so.
    pub fn once(path: impl Into<String>, fault: Fault) -> Self {
        Self {
            remaining: Some(1),
            ..Self::always(path, fault)
        }
    }

    /// Whether anything can ever come of the rule.
    pub fn check(&self) -> Result<(), FaultRuleError> {
        if let Some(method) = &self.method {
            let known = Method::from_bytes(method.as_bytes())
                .is_ok_and(|known| known.as_str().bytes().all(|byte| byte.is_ascii_uppercase()));
            if !known {
                return Err(FaultRuleError::Method(method.clone()));
            }
        }
        if !self.path.starts_with('/') {
            return Err(FaultRuleError::Path(self.path.clone()));
        }
        match &self.fault {
            Fault::Status(status) if !(200..=599).contains(status) => Err(FaultRuleError::Status(*status)),
            Fault::WrongContentType(text) if HeaderValue::from_str(text).is_err() => {
                Err(FaultRuleError::ContentType(text.clone()))
            }
            _ => Ok(()),
        }
    }
}

impl Fault {
    /// [`Fault::Delay`] by so much.
    pub fn delay(by: Duration) -> Self {
        Self::Delay {
            milliseconds: u64::try_from(by.as_millis()).unwrap_or(u64::MAX),
        }
    }

    /// [`Fault::Status`].
    pub fn status(status: StatusCode) -> Self {
        Self::Status(status.as_u16())
    }
}
