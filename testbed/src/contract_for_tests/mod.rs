//! Whether a part answers what its description says: every answer that a test sees is held against `/openapi.json`.
//!
//! * [`Contract`] — the description, and what it says of one answer;
//! * [`CheckedClient`] — a client whose every answer is checked;
//! * `completeness` — whether the description says everything of every route.
//!
//! Two answers need no description: 404 for a path and 405 for a method that there is not. A refusal (400 and above)
//! may be empty where its description has a body.

mod client;
mod completeness;
mod schema;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::http::{Method, StatusCode};
use jsonschema::Validator;
use serde_json::Value;

pub use self::client::{CheckedClient, CheckedRequest};
pub use self::completeness::paths_of;
pub use self::schema::{example_of, pointed_at};

/// An answer as a caller sees it.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The value of `Content-Type`.
    pub content_type: Option<String>,
    /// The whole body.
    pub body: Vec<u8>,
}

/// A description, read.
pub struct Contract {
    description: Value,
    operations: Vec<Operation>,
    /// What a body must be, by place of the operation, status and media type.
    validators: Mutex<BTreeMap<(usize, String, String), Arc<Validator>>>,
}

/// One operation of a description.
#[derive(Debug, Clone)]
pub struct Operation {
    /// `GET`, `PUT` and so on.
    pub method: Method,
    /// The path with its parameters in braces.
    pub path: String,
    /// What the description says of it.
    pub description: Value,
}

impl Contract {
    /// Reads a description. The same text is read once for all tests of a program.
    pub fn read(text: &str) -> Arc<Self> {
        static KNOWN: Mutex<BTreeMap<String, Arc<Contract>>> = Mutex::new(BTreeMap::new());
        let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(contract) = known.get(text) {
            return Arc::clone(contract);
        }
        let contract = Arc::new(Self::parse(text));
        known.insert(text.to_owned(), Arc::clone(&contract));
        contract
    }

    fn parse(text: &str) -> Self {
        let description: Value = serde_json::from_str(text).expect("a description is JSON");
        let paths = description["paths"].as_object().expect("a description has paths");
        let mut operations = Vec::new();
        for (path, item) in paths {
            for (method, described) in item.as_object().into_iter().flatten() {
                let method = method.to_uppercase().parse().expect("a method has a name");
                operations.push(Operation {
                    method,
                    path: path.clone(),
                    description: described.clone(),
                });
            }
        }
        // Where a path has a name and a parameter in the same place, the name goes first, as in the router.
        operations.sort_by_key(|operation| operation.path.matches('{').count());
        Self {
            description,
            operations,
            validators: Mutex::default(),
        }
    }

    /// Everything that is described.
    pub fn operations(&self) -> &[Operation] {
        &self.operations
    }

    /// The whole description.
    pub fn description(&self) -> &Value {
        &self.description
    }

    /// What the description says of the answer to a request; the error says where they differ.
    pub fn check(&self, method: &Method, path: &str, answer: &Answer) -> Result<(), String> {
        let status = answer.status;
        let at_path = || self.operations.iter().filter(|operation| operation.matches(path));
        if at_path().next().is_none() {
            let is_missing = status == StatusCode::NOT_FOUND;
            return is_missing
                .then_some(())
                .ok_or_else(|| format!("{method} {path}: {status}, but no such path is described"));
        }
        // The router answers HEAD as GET without the body.
        let asked = if method == Method::HEAD {
            &Method::GET
        } else {
            method
        };
        let Some(operation) = at_path().find(|operation| operation.method == *asked) else {
            let is_refused = status == StatusCode::METHOD_NOT_ALLOWED;
            return is_refused
                .then_some(())
                .ok_or_else(|| format!("{method} {path}: {status}, but no such method is described"));
        };
        self.check_operation(operation, method == Method::HEAD, answer)
            .map_err(|reason| format!("{method} {} ({path}): {status}, {reason}", operation.path))
    }

    fn check_operation(&self, operation: &Operation, is_head: bool, answer: &Answer) -> Result<(), String> {
        let status = answer.status.as_u16().to_string();
        let responses = &operation.description["responses"];
        let Some(response) = responses.get(&status) else {
            let body = String::from_utf8_lossy(&answer.body);
            return Err(format!("a status that is not described (body: {body:.200})"));
        };
        let media_type = answer
            .content_type
            .as_deref()
            .map(|value| value.split(';').next().unwrap_or_default().trim().to_owned());
        match (response.get("content").and_then(Value::as_object), media_type) {
            (None, _) if answer.body.is_empty() => Ok(()),
            (None, _) => Err("a body where none is described".to_owned()),
            (Some(_), None) if answer.body.is_empty() && answer.status.as_u16() >= 400 => Ok(()),
            (Some(_), None) => Err("no content type".to_owned()),
            (Some(content), Some(media_type)) => {
                if !content.contains_key(&media_type) {
                    return Err(format!("a content type that is not described, {media_type}"));
                }
                if is_head || !media_type.ends_with("json") {
                    return Ok(());
                }
                self.check_json(operation, &status, &media_type, &answer.body)
            }
        }
    }

    fn check_json(
        &self,
        operation: &Operation,
        status: &str,
        media_type: &str,
        body: &[u8],
    ) -> Result<(), String> {
        let json: Value = serde_json::from_slice(body).map_err(|error| format!("no JSON: {error}"))?;
        let validator = self.validator(operation, status, media_type);
        let wrong: Vec<String> = validator
            .iter_errors(&json)
            .map(|error| format!("{error} at {:?}", error.instance_path().to_string()))
            .collect();
        if wrong.is_empty() {
            Ok(())
        } else {
            Err(format!("a body that is not described: {}", wrong.join("; ")))
        }
    }

    fn validator(&self, operation: &Operation, status: &str, media_type: &str) -> Arc<Validator> {
        let place = self
            .operations
            .iter()
            .position(|known| known.path == operation.path && known.method == operation.method)
            .expect("the operation is one of this contract");
        let key = (place, status.to_owned(), media_type.to_owned());
        let mut validators = self.validators.lock().unwrap_or_else(PoisonError::into_inner);
        let known = validators.entry(key).or_insert_with(|| {
            let schema = &operation.description["responses"][status]["content"][media_type]["schema"];
            Arc::new(schema::answer_validator(&self.description, schema))
        });
        Arc::clone(known)
    }
}

impl Operation {
    /// Whether a path is one of this operation's.
    fn matches(&self, path: &str) -> bool {
        let (mut described, mut asked) = (self.path.split('/'), path.split('/'));
        loop {
            match (described.next(), asked.next()) {
                (None, None) => return true,
                (Some(described), Some(asked)) => {
                    let is_parameter = described.starts_with('{') && !asked.is_empty();
                    if !is_parameter && described != asked {
                        return false;
                    }
                }
                _ => return false,
            }
        }
    }
}
