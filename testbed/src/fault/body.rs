//! Bodies that break off or trickle.

use std::io;
use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::http::{HeaderValue, header, response};
use axum::response::Response;
use futures::stream::{self, Stream};
use tokio::time::sleep;

use crate::serve::HangUp;

/// The whole answer. One that breaks by itself cannot be made worse.
pub(super) async fn collect(response: Response) -> Result<(response::Parts, Bytes), HangUp> {
    let (mut parts, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX).await.map_err(|_| HangUp)?;
    // The length that was promised is that of the whole body, whatever becomes of it.
    parts
        .headers
        .insert(header::CONTENT_LENGTH, HeaderValue::from(body.len()));
    Ok((parts, body))
}

/// The first bytes, and then the end of the connection.
pub(super) fn cut(body: &Bytes, bytes: usize) -> Body {
    let Some(beginning) = body.get(..bytes) else {
        return Body::from(body.clone());
    };
    let beginning = Bytes::copy_from_slice(beginning);
    Body::from_stream(stream::unfold(Some(beginning), async |beginning| {
        if let Some(bytes) = beginning {
            return Some((Ok(bytes), None));
        }
        // The connection is closed with whatever is still unsent: the beginning must leave first.
        tokio::task::yield_now().await;
        Some((Err(io::Error::from(io::ErrorKind::ConnectionAborted)), None))
    }))
}

/// Byte after byte.
pub(super) fn trickle(body: Bytes, pause: Duration) -> impl Stream<Item = io::Result<Bytes>> + Send {
    stream::unfold(body, move |mut rest| async move {
        if rest.is_empty() {
            return None;
        }
        let byte = rest.split_to(1);
        sleep(pause).await;
        Some((Ok(byte), rest))
    })
}
