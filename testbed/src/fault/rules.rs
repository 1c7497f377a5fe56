//! The rules in force.

use std::borrow::Cow;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::http::Method;
use serde::{Deserialize, Serialize};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use super::{Fault, FaultRule};

/// The rules in force, shared by all clones.
#[derive(Debug, Clone, Default)]
pub struct FaultRules(Arc<Mutex<Rules>>);

#[derive(Debug, Default)]
struct Rules {
    last_id: u64,
    in_force: Vec<FaultInForce>,
}

/// A rule in force, its counts as they are now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FaultInForce {
    /// Under which it can be removed; never given twice by one part.
    pub id: u64,
    /// How many requests it has been applied to.
    pub applied: u64,
    /// What it says, `after` and `remaining` counted down.
    #[serde(flatten)]
    pub rule: FaultRule,
}

/// A rule closes its members, so that this one is no sum of schemas: it is a rule's with two members more.
impl PartialSchema for FaultInForce {
    fn schema() -> RefOr<Schema> {
        let mut schema = FaultRule::schema();
        if let RefOr::T(Schema::Object(object)) = &mut schema {
            object.example = None;
            for name in ["id", "applied"] {
                object.properties.insert(name.to_owned(), u64::schema());
                object.required.push(name.to_owned());
            }
        }
        schema
    }
}

impl ToSchema for FaultInForce {
    fn name() -> Cow<'static, str> {
        "FaultInForce".into()
    }

    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        FaultRule::schemas(schemas);
    }
}

/// Keeps a rule in force until it is dropped.
#[derive(Debug)]
#[must_use = "the rule is removed when the guard is dropped"]
pub struct FaultGuard {
    rules: FaultRules,
    id: u64,
}

impl FaultRules {
    /// Replaces all rules.
    pub fn set(&self, rules: Vec<FaultRule>) {
        self.lock().in_force.clear();
        for rule in rules {
            self.add(rule);
        }
    }

    /// The rules in force, `after` and `remaining` counted down.
    pub fn get(&self) -> Vec<FaultRule> {
        self.in_force()
            .into_iter()
            .map(|in_force| in_force.rule)
            .collect()
    }

    /// The rules in force, with their identifiers and how often each was applied.
    pub fn in_force(&self) -> Vec<FaultInForce> {
        self.lock().in_force.clone()
    }

    /// Adds a rule behind the others; gives the identifier to remove it with.
    pub fn add(&self, rule: FaultRule) -> u64 {
        let mut rules = self.lock();
        rules.last_id += 1;
        let id = rules.last_id;
        rules.in_force.push(FaultInForce { id, applied: 0, rule });
        id
    }

    /// Removes a rule; whether it was in force.
    pub fn remove(&self, id: u64) -> bool {
        let mut rules = self.lock();
        let before = rules.in_force.len();
        rules.in_force.retain(|in_force| in_force.id != id);
        rules.in_force.len() < before
    }

    /// Adds a rule behind the others for as long as the guard is kept.
    pub fn install(&self, rule: FaultRule) -> FaultGuard {
        FaultGuard {
            id: self.add(rule),
            rules: self.clone(),
        }
    }

    /// The fault for a request, counted.
    pub(super) fn take(&self, method: &Method, path: &str) -> Option<Fault> {
        let mut rules = self.lock();
        rules
            .in_force
            .iter_mut()
            .filter(|in_force| in_force.rule.holds_for(method, path))
            .find_map(FaultInForce::take)
    }

    fn lock(&self) -> MutexGuard<'_, Rules> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl FaultInForce {
    fn take(&mut self) -> Option<Fault> {
        if self.rule.after > 0 {
            self.rule.after -= 1;
            return None;
        }
        self.rule.remaining = match self.rule.remaining {
            Some(0) => return None,
            remaining => remaining.map(|count| count - 1),
        };
        self.applied += 1;
        Some(self.rule.fault.clone())
    }
}

impl FaultRule {
    fn holds_for(&self, method: &Method, path: &str) -> bool {
        self.method.as_deref().is_none_or(|only| only == method.as_str()) && path.starts_with(&self.path)
    }
}

impl FaultGuard {
    /// The identifier of the rule.
    pub fn id(&self) -> u64 {
        self.id
    }
}

impl Drop for FaultGuard {
    fn drop(&mut self) {
        self.rules.remove(self.id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn take(rules: &FaultRules, method: &Method, path: &str) -> Option<u16> {
        rules.take(method, path).map(|fault| match fault {
            Fault::Status(status) => status,
            other => panic!("{other:?}"),
        })
    }

    #[test]
    fn the_first_rule_that_holds_wins() {
        let rules = FaultRules::default();
        rules.set(vec![
            FaultRule::always("/api/register", Fault::Status(500)),
            FaultRule::always("/", Fault::Status(503)),
        ]);
        assert_eq!(take(&rules, &Method::GET, "/api/register"), Some(500));
        assert_eq!(take(&rules, &Method::GET, "/c19r/440/list.json"), Some(503));
    }

    #[test]
    fn a_counted_rule_ends_and_leaves_the_request_to_the_next() {
        let rules = FaultRules::default();
        rules.set(vec![
            FaultRule::once("/", Fault::Status(500)),
            FaultRule::once("/", Fault::Status(503)),
        ]);
        let taken: Vec<_> = (0..3).map(|_| take(&rules, &Method::GET, "/x")).collect();
        assert_eq!(taken, [Some(500), Some(503), None]);
    }

    #[test]
    fn a_rule_waits_for_as_many_requests_as_it_says() {
        let rules = FaultRules::default();
        rules.add(FaultRule {
            after: 2,
            ..FaultRule::once("/", Fault::Status(503))
        });
        let taken: Vec<_> = (0..4).map(|_| take(&rules, &Method::GET, "/x")).collect();
        assert_eq!(taken, [None, None, Some(503), None]);
        assert_eq!(rules.in_force()[0].applied, 1);
    }

    #[test]
    fn requests_of_other_methods_and_paths_count_for_nothing() {
        let rules = FaultRules::default();
        rules.add(FaultRule {
            method: Some("PUT".to_owned()),
            ..FaultRule::once("/api", Fault::Status(503))
        });
        assert_eq!(take(&rules, &Method::GET, "/api/x"), None);
        assert_eq!(take(&rules, &Method::PUT, "/x"), None);
        assert_eq!(take(&rules, &Method::PUT, "/api/x"), Some(503));
    }

    #[test]
    fn a_rule_ends_with_its_guard_and_leaves_the_others() {
        let rules = FaultRules::default();
        rules.add(FaultRule::always("/a", Fault::Refuse));
        let guard = rules.install(FaultRule::always("/b", Fault::Refuse));
        assert_eq!(rules.get().len(), 2);
        drop(guard);
        assert_eq!(rules.get(), [FaultRule::always("/a", Fault::Refuse)]);
    }

    #[test]
    fn an_identifier_is_never_given_twice() {
        let rules = FaultRules::default();
        let first = rules.add(FaultRule::always("/", Fault::Refuse));
        assert!(rules.remove(first));
        assert!(!rules.remove(first));
        assert_ne!(rules.add(FaultRule::always("/", Fault::Refuse)), first);
    }
}
