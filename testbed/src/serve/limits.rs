//! How much a server takes on at once, and for how long it waits for those who ask.

use std::time::Duration;

use axum::http::StatusCode;

/// The limits of a server. The defaults are far from what any scenario meets; they keep a part answering where
/// somebody opens connections without end, or sends so slowly that a connection would never be free again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Connections open at once. Those beyond it wait until one is closed.
    pub connections: usize,
    /// Requests at once, over all connections.
    pub requests: RequestLimits,
    /// How long a client may take for the head of a request, for the handshake of TLS, and between two requests of
    /// one connection, before the connection is closed.
    pub header_read_timeout: Duration,
    /// How long a client may take for the whole body of a request before it is answered with 408.
    pub body_read_timeout: Duration,
    /// The longest body of a request in bytes; a longer one is answered with 413.
    pub body_size: u64,
    /// How long a server that is to stop goes on with what is under way.
    pub farewell: Duration,
}

/// How many requests are answered at once. Requests for `/control` and `/health` are not counted, so that a part under
/// load can still be asked how it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RequestLimits {
    /// Requests that are worked on at once; the others wait.
    pub concurrent: usize,
    /// Requests that are worked on or wait.
    pub outstanding: usize,
    /// What a request beyond them is answered.
    pub excess: StatusCode,
}

impl RequestLimits {
    /// The host of the real notification server (COCOA `Covid19Radar.Api/host.json`).
    pub const FUNCTIONS_HOST: Self = Self {
        concurrent: 25,
        outstanding: 200,
        excess: StatusCode::TOO_MANY_REQUESTS,
    };
}

impl Default for RequestLimits {
    fn default() -> Self {
        Self {
            concurrent: 512,
            outstanding: 4096,
            excess: StatusCode::SERVICE_UNAVAILABLE,
        }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 4096,
            requests: RequestLimits::default(),
            header_read_timeout: Duration::from_secs(30),
            body_read_timeout: Duration::from_mins(1),
            // More than the longest body that a part knows: an event log of 10 MiB, which has its own answer.
            body_size: 32 * 1024 * 1024,
            farewell: Duration::from_secs(8),
        }
    }
}
