//! What a mock HER-SYS is started with.

use std::net::SocketAddr;

use testbed::clock::Clock;
use testbed::seed::Seed;
use testbed::tls::ServerTls;

use crate::StartError;

/// Everything that distinguishes one HER-SYS from another.
pub struct Config {
    /// Where it listens; port 0 takes any free port.
    pub listen: SocketAddr,
    /// The only source of the time.
    pub clock: Clock,
    /// The only source of chance: the same seed issues the same numbers.
    pub seed: Seed,
    /// Whether `/control` answers.
    pub test_instance: bool,
    /// The interface that the notification server calls.
    pub verification: VerificationContract,
    /// With which certificate it answers, and whom; `None`: without TLS.
    pub tls: Option<ServerTls>,
}

/// The verification call. None of these values is publicly known, so each can be set.
#[derive(Clone)]
pub struct VerificationContract {
    /// The path of the call, beginning with `/`.
    pub path: String,
    /// The name of the one member of the request body.
    pub parameter_name: String,
    /// The result code for a number that was issued and not yet used.
    pub valid: String,
    /// The result code for every other number.
    pub refused: String,
    /// What the header `Ocp-Apim-Subscription-Key` must hold; `None`: the header is not looked at.
    pub subscription_key: Option<String>,
}

impl Default for VerificationContract {
    fn default() -> Self {
        Self {
            path: "/verification".to_owned(),
            parameter_name: "processingNumber".to_owned(),
            valid: "valid".to_owned(),
            refused: "refused".to_owned(),
            subscription_key: None,
        }
    }
}

impl VerificationContract {
    /// A path that the router could not tell from its own routes or patterns is refused before it is used.
    pub(crate) fn check_path(&self) -> Result<(), StartError> {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "/-_.~".contains(c);
        let is_ours = self.path == "/health" || self.path.starts_with("/control");
        if self.path.starts_with('/') && self.path.chars().all(is_plain) && !is_ours {
            Ok(())
        } else {
            Err(StartError::VerificationPath {
                path: self.path.clone(),
            })
        }
    }
}
