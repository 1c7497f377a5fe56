//! What a mock HER-SYS is started with.

use std::fmt;
use std::net::SocketAddr;
use std::time::Duration;

use testbed::clock::Clock;
use testbed::database::DatabaseAddress;
use testbed::seed::Seed;
use testbed::tls::ServerTls;

use crate::StartError;

/// The longest validity of a number that can be set, in hours: a year.
pub const LONGEST_VALIDITY_HOURS: u32 = 8760;

/// Everything that distinguishes one HER-SYS from another.
pub struct Config {
    /// Where it listens; port 0 takes any free port.
    pub listen: SocketAddr,
    /// The only source of the time.
    pub clock: Clock,
    /// The only source of chance: the same seed issues the same numbers.
    pub seed: Seed,
    /// Whether `/control` and the page at `/` answer.
    pub test_instance: bool,
    /// The interface that the notification server calls.
    pub verification: VerificationContract,
    /// With which certificate it answers, and whom; `None`: without TLS.
    pub tls: Option<ServerTls>,
    /// Where cases, numbers, messages and the audit trail are kept.
    pub database: DatabaseAddress,
    /// Whether a positive result at once issues a number, until `PUT /control/issuing` says otherwise.
    pub issues_at_positive_result: bool,
    /// How many hours a number lives, until `PUT /control/validity` says otherwise; `None`: until it is used or
    /// revoked. The real validity was never published.
    pub validity_hours: Option<u32>,
    /// Who sends SMS; `None`: they arrive in the outbox at once.
    pub sms_gateway: Option<Gateway>,
    /// Who sends mails; `None`: they arrive in the outbox at once.
    pub mail_gateway: Option<Gateway>,
}

impl Config {
    /// A test instance on a free port of loopback that keeps everything in memory.
    pub fn in_memory(clock: Clock, seed: Seed) -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            clock,
            seed,
            test_instance: true,
            verification: VerificationContract::default(),
            database: DatabaseAddress::Memory,
            issues_at_positive_result: false,
            validity_hours: None,
            tls: None,
            sms_gateway: None,
            mail_gateway: None,
        }
    }
}

/// Somebody who sends messages on: each is POSTed as JSON, as the module `gateway` says.
#[derive(Clone)]
pub struct Gateway {
    /// Where messages are posted: `http` or `https`.
    pub url: String,
    /// Sent as `Authorization: Bearer …`; `None`: no such header.
    pub token: Option<String>,
    /// How long an answer is waited for.
    pub timeout: Duration,
}

/// The token shows itself to no log.
impl fmt::Debug for Gateway {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Gateway({})", self.url)
    }
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
    /// The result code for every other number, unless one of the next four says otherwise.
    pub refused: String,
    /// The result code for a number that was never issued, or of which nothing was kept.
    pub never_issued: Option<String>,
    /// The result code for a number that was used.
    pub used: Option<String>,
    /// The result code for a number that was revoked.
    pub revoked: Option<String>,
    /// The result code for a number that was not used in time.
    pub expired: Option<String>,
    /// The secret key under which digests (HMAC-SHA-256) of numbers that are gone are kept. They are kept only if
    /// `used`, `revoked` or `expired` is set; without them, a number that is gone looks as if it had never been issued.
    /// `None`: a key that comes from the seed, which is no secret.
    pub gone_numbers_key: Option<String>,
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
            never_issued: None,
            used: None,
            revoked: None,
            expired: None,
            gone_numbers_key: None,
            subscription_key: None,
        }
    }
}

impl VerificationContract {
    /// Whether somebody must remember what became of a number that is gone.
    pub(crate) fn tells_gone_numbers_apart(&self) -> bool {
        self.used.is_some() || self.revoked.is_some() || self.expired.is_some()
    }

    /// A path that the router could not tell from its own routes or patterns is refused before it is used.
    pub(crate) fn check_path(&self) -> Result<(), StartError> {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "/-_.~".contains(c);
        let is_ours = ["/", "/health", "/openapi.json"].contains(&self.path.as_str())
            || self.path.starts_with("/control")
            || self.path.starts_with("/page");
        if self.path.starts_with('/') && self.path.chars().all(is_plain) && !is_ours {
            Ok(())
        } else {
            Err(StartError::VerificationPath {
                path: self.path.clone(),
            })
        }
    }
}
