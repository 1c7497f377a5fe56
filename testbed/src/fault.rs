//! Faults as values: which request is answered wrongly, how, and how often.
//!
//! Rules are tried in their order and the first match wins. They apply to the public interface of a part alone; the
//! control interface stays reachable, otherwise no scenario could end a fault.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A request to be answered wrongly.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"path": "/", "fault": {"status": 503}, "remaining": 1}))]
pub struct FaultRule {
    /// The beginning of the path; `/` matches every request.
    pub path: String,
    /// What is answered instead.
    pub fault: Fault,
    /// How many requests are still answered so; `None`: until the rule is removed.
    #[serde(default)]
    pub remaining: Option<u32>,
}

/// What a part answers instead of doing its work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// A status with an empty body; nothing is done.
    Status(u16),
    /// 200 with a body that is not what the contract says; nothing is done.
    Nonsense(String),
    /// 200 with other bytes than those asked for (a forged or truncated file); nothing is done.
    Bytes(Vec<u8>),
}

/// The rules in force, shared by all clones.
#[derive(Debug, Clone, Default)]
pub struct FaultRules(Arc<Mutex<Vec<FaultRule>>>);

impl FaultRules {
    /// Replaces all rules.
    pub fn set(&self, rules: Vec<FaultRule>) {
        *self.lock() = rules;
    }

    /// The rules in force.
    pub fn get(&self) -> Vec<FaultRule> {
        self.lock().clone()
    }

    /// The fault for a request, counted down where the rule counts.
    fn take(&self, path: &str) -> Option<Fault> {
        let mut rules = self.lock();
        let matching = |rule: &&mut FaultRule| path.starts_with(&rule.path) && rule.remaining != Some(0);
        let rule = rules.iter_mut().find(matching)?;
        rule.remaining = rule.remaining.map(|count| count - 1);
        Some(rule.fault.clone())
    }

    fn lock(&self) -> MutexGuard<'_, Vec<FaultRule>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The middleware that puts the rules into force: `axum::middleware::from_fn_with_state(rules, apply_faults)`.
pub async fn apply_faults(State(rules): State<FaultRules>, request: Request, next: Next) -> Response {
    match rules.take(request.uri().path()) {
        None => next.run(request).await,
        Some(Fault::Status(status)) => StatusCode::from_u16(status)
            .unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
            .into_response(),
        Some(Fault::Nonsense(body)) => with_type("text/html", body),
        Some(Fault::Bytes(bytes)) => with_type("application/octet-stream", bytes),
    }
}

fn with_type(content_type: &'static str, body: impl IntoResponse) -> Response {
    (
        [(header::CONTENT_TYPE, HeaderValue::from_static(content_type))],
        body,
    )
        .into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(path: &str, remaining: Option<u32>, status: u16) -> FaultRule {
        FaultRule {
            path: path.to_owned(),
            fault: Fault::Status(status),
            remaining,
        }
    }

    #[test]
    fn the_first_matching_rule_wins() {
        let rules = FaultRules::default();
        rules.set(vec![rule("/api/register", None, 500), rule("/", None, 503)]);
        assert_eq!(rules.take("/api/register"), Some(Fault::Status(500)));
        assert_eq!(rules.take("/c19r/440/list.json"), Some(Fault::Status(503)));
    }

    #[test]
    fn a_counted_rule_ends() {
        let rules = FaultRules::default();
        rules.set(vec![rule("/", Some(1), 503)]);
        assert_eq!(rules.take("/verification"), Some(Fault::Status(503)));
        assert_eq!(rules.take("/verification"), None);
    }
}
