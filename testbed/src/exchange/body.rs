//! A body that is looked at as it passes. Nothing waits for it: what is read late, or never, is seen late or never.

use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes};
use hyper::body::{Body as _, Frame, SizeHint};

/// No body of the chain is longer; of one that is, no form is made.
const LONGEST: usize = 4 << 20;

/// Told what passed, once: at the end of the body, or when nobody reads on. `None`: it was too long to be looked at.
type Told = Box<dyn FnOnce(Option<&[u8]>) + Send>;

pub(super) struct WatchedBody {
    body: Body,
    seen: Option<Vec<u8>>,
    told: Option<Told>,
}

impl WatchedBody {
    pub(super) fn watch(body: Body, told: impl FnOnce(Option<&[u8]>) + Send + 'static) -> Body {
        let mut watched = Self {
            body,
            seen: Some(Vec::new()),
            told: Some(Box::new(told)),
        };
        if watched.body.is_end_stream() {
            watched.tell();
            return std::mem::take(&mut watched.body);
        }
        Body::new(watched)
    }

    fn see(&mut self, data: &[u8]) {
        if let Some(seen) = &mut self.seen {
            if seen.len() + data.len() > LONGEST {
                self.seen = None;
            } else {
                seen.extend_from_slice(data);
            }
        }
    }

    fn tell(&mut self) {
        if let Some(told) = self.told.take() {
            told(self.seen.as_deref());
            self.seen = None;
        }
    }
}

impl hyper::body::Body for WatchedBody {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let this = self.get_mut();
        let Poll::Ready(frame) = Pin::new(&mut this.body).poll_frame(context) else {
            return Poll::Pending;
        };
        if let Some(Ok(frame)) = &frame
            && let Some(data) = frame.data_ref()
        {
            this.see(data);
        }
        // Before the last of it goes on, so that who has an answer finds it written down.
        if frame.is_none() || this.body.is_end_stream() {
            this.tell();
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl Drop for WatchedBody {
    fn drop(&mut self) {
        self.tell();
    }
}
