//! Reading a request's body up to a limit. No limit but that of event logs is the real server's own code; what follows
//! is what its host has (Azure Functions).

use std::error::Error;

use axum::body::{Bytes, to_bytes};
use axum::extract::Request;
use http_body_util::LengthLimitError;

use crate::error::Refusal;

/// In bytes: the host's limit for every request, 100 MB in its documentation.
pub(crate) const HOST_LIMIT: usize = 104_857_600;

/// The body, unless it is larger than the limit or breaks off.
pub(crate) async fn read(request: Request, limit: usize) -> Result<Bytes, Refusal> {
    let body = to_bytes(request.into_body(), limit).await;
    body.map_err(|error| {
        if error
            .source()
            .is_some_and(|source| source.is::<LengthLimitError>())
        {
            Refusal::TooLarge
        } else {
            Refusal::Unreadable
        }
    })
}
