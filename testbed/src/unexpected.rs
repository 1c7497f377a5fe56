//! Calls that nobody expected: to a path or with a method that the part's public interface does not have.
//!
//! A caller that asks for what is not there is a defect of the chain that no answer shows: the app hides it from its
//! user. The method and the path are kept, never a query, a header or a body.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::extract::{Request, State};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How many different calls are kept; a hostile caller must not fill the memory.
const MOST: usize = 1000;
/// The longest path that is kept, in characters.
const LONGEST: usize = 200;

/// A call that nobody expected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct UnexpectedCall {
    /// `GET`, `PUT` …
    pub method: String,
    /// The path without its query, at most 200 characters of it.
    pub path: String,
    /// How often it was called.
    pub times: u64,
}

/// The calls that nobody expected, shared by all clones.
#[derive(Debug, Clone, Default)]
pub struct UnexpectedCalls(Arc<Mutex<Vec<UnexpectedCall>>>);

/// The answer to a call that the interface does not have: 404, or 405 where only the method is wrong. A handler gives
/// it where the interface of the day does not have what the router has.
#[derive(Debug, Clone, Copy)]
pub enum NoSuchCall {
    /// There is nothing at this path.
    Path,
    /// What is at this path is called with another method.
    Method,
}

impl IntoResponse for NoSuchCall {
    fn into_response(self) -> Response {
        let status = match self {
            Self::Path => StatusCode::NOT_FOUND,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
        };
        let mut response = status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl UnexpectedCalls {
    /// The calls, in the order in which each was first made.
    pub fn get(&self) -> Vec<UnexpectedCall> {
        self.lock().clone()
    }

    fn add(&self, method: &Method, path: &str) {
        let path: String = path.chars().take(LONGEST).collect();
        let mut calls = self.lock();
        let known = calls
            .iter_mut()
            .find(|call| call.method == method.as_str() && call.path == path);
        if let Some(call) = known {
            call.times += 1;
        } else if calls.len() < MOST {
            calls.push(UnexpectedCall {
                method: method.to_string(),
                path,
                times: 1,
            });
        }
    }

    fn lock(&self) -> MutexGuard<'_, Vec<UnexpectedCall>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The middleware that writes them down.
pub(crate) async fn record_unexpected(
    State(calls): State<UnexpectedCalls>,
    request: Request,
    next: Next,
) -> Response {
    let (method, uri) = (request.method().clone(), request.uri().clone());
    let response = next.run(request).await;
    if response.extensions().get::<NoSuchCall>().is_some() {
        calls.add(&method, uri.path());
    }
    response
}
