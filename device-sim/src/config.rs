//! What the part must be told to start.

use std::net::SocketAddr;

use exposure_notification::VerificationKey;
use testbed::clock::Clock;
use testbed::seed::Seed;

use crate::attestation::Manufacturers;

/// The configuration of the part. It has no `Debug`: the functions key is a secret.
#[derive(Clone)]
pub struct Config {
    /// Where to listen; port 0 takes a free one.
    pub listen: SocketAddr,
    /// The clock. With the system's clock, what fell due is played when somebody next calls.
    pub clock: Clock,
    /// From which everything random derives.
    pub seed: Seed,
    /// Whether the control interface answers.
    pub test_instance: bool,
    /// The notification server that the apps talk to, without a trailing slash.
    pub notify_server_url: String,
    /// What the apps send as `x-functions-key`, if anything.
    pub functions_key: Option<String>,
    /// What the apps send as `x-api-key` with logs, if anything.
    pub api_key: Option<String>,
    /// With which key the operating systems verify export files.
    pub verification_key: VerificationKey,
    /// Who vouches for the phones.
    pub manufacturers: Manufacturers,
}
