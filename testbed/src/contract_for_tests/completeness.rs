//! Whether a description says everything that it should.

use std::collections::BTreeSet;

use axum::Router;
use axum::http::Method;
use serde_json::Value;

use super::schema::{example_of, pointed_at, validator};
use super::{Contract, Operation};
use crate::openapi::{CONTROL, PUBLIC};

/// The paths of a router. A router tells them nowhere but in its form for debugging.
pub fn paths_of(router: &Router) -> BTreeSet<String> {
    let text = format!("{router:?}");
    let numbered = text.split("RouteId(").skip(1);
    let quoted = numbered.filter_map(|route| {
        let (_, rest) = route.split_once("): \"")?;
        rest.split_once('"').map(|(path, _)| path.to_owned())
    });
    // What answers for all paths that there are not is no call; axum keeps it under `/` and under a wildcard.
    let is_call = |path: &String| path.starts_with('/') && path != "/" && !path.contains("{*");
    quoted.filter(is_call).collect()
}

impl Contract {
    /// Every path that is described.
    pub fn paths(&self) -> BTreeSet<String> {
        self.operations()
            .iter()
            .map(|operation| operation.path.clone())
            .collect()
    }

    /// The methods that a described path does not have.
    pub fn methods_beside(&self, path: &str) -> Vec<Method> {
        let all = [
            Method::GET,
            Method::PUT,
            Method::POST,
            Method::PATCH,
            Method::DELETE,
        ];
        let is_described = |method: &Method| {
            let mut operations = self.operations().iter();
            operations.any(|operation| operation.path == path && operation.method == *method)
        };
        all.into_iter().filter(|method| !is_described(method)).collect()
    }

    /// What the description leaves out or says wrongly of an operation, one sentence each.
    pub fn shortcomings(&self) -> Vec<String> {
        let mut names = BTreeSet::new();
        let mut found = Vec::new();
        for operation in self.operations() {
            let mut complain = |reason: String| {
                found.push(format!("{} {}: {reason}", operation.method, operation.path));
            };
            let described = &operation.description;
            if !names.insert(described["operationId"].as_str()) {
                complain("its name is that of another operation".to_owned());
            }
            if described["summary"].as_str().is_none_or(str::is_empty) {
                complain("no word on what it does".to_owned());
            }
            let tag = if operation.path.starts_with("/control") {
                CONTROL
            } else {
                PUBLIC
            };
            if described["tags"] != Value::from(vec![tag]) {
                complain(format!("its tags are {}, not {tag}", described["tags"]));
            }
            for (place, schema) in self.schemas_of(operation) {
                if let Err(reason) = self.check_example(schema) {
                    complain(format!(
                        "the example of {place} is not what it is to be: {reason}"
                    ));
                }
            }
        }
        found
    }

    /// The schemas of what is sent and answered as JSON, each with its place.
    fn schemas_of<'a>(&'a self, operation: &'a Operation) -> Vec<(String, &'a Value)> {
        let body = pointed_at(self.description(), &operation.description["requestBody"]);
        let mut contents = vec![("the body".to_owned(), body)];
        let responses = operation.description["responses"]
            .as_object()
            .into_iter()
            .flatten();
        contents.extend(responses.map(|(status, response)| (format!("the answer {status}"), response)));
        let mut schemas = Vec::new();
        for (place, content) in contents {
            for (media_type, content) in content["content"].as_object().into_iter().flatten() {
                if media_type.ends_with("json") {
                    schemas.push((place.clone(), &content["schema"]));
                }
            }
        }
        schemas
    }

    fn check_example(&self, schema: &Value) -> Result<(), String> {
        let description = self.description();
        let example = example_of(description, schema);
        let validator = validator(schema, &description["components"]);
        validator
            .validate(&example)
            .map_err(|error| format!("{error} in {example}"))
    }
}
