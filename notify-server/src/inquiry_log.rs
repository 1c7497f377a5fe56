//! Tickets for sending in a log (動作情報), as the shared access signatures of the real server (COCOA v1.2.1,
//! `InquiryLogBlobService`): whoever holds one may make new files for ten minutes, and neither read, list, replace nor
//! delete any.
//!
//! A ticket says when it ends and is signed; the server keeps nothing of it.

use axum::http::HeaderMap;
use jiff::{SignedDuration, Timestamp};
use rand::Rng;
use ring::hmac;
use testbed::seed::Seed;

use crate::server::holds;

const VALID_FOR: SignedDuration = SignedDuration::from_mins(10);

/// The permission: create.
const PERMISSION: &str = "c";

/// Gives tickets out and looks at them.
pub(crate) struct InquiryLogDesk {
    api_key: Option<String>,
    signing_key: hmac::Key,
}

/// A ticket does not allow what is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TicketRefused;

impl InquiryLogDesk {
    pub(crate) fn new(api_key: Option<String>, seed: &Seed) -> Self {
        let mut secret = [0; 32];
        seed.derive("tickets for inquiry logs")
            .rng()
            .fill_bytes(&mut secret);
        Self {
            api_key,
            signing_key: hmac::Key::new(hmac::HMAC_SHA256, &secret),
        }
    }

    /// Whether the header `x-api-key` holds what it must hold.
    pub(crate) fn is_allowed(&self, headers: &HeaderMap) -> bool {
        holds(headers, "x-api-key", self.api_key.as_deref())
    }

    /// A ticket that is valid from now on, as the query of an upload's URL.
    pub(crate) fn ticket(&self, now: Timestamp) -> Option<String> {
        let end = now.checked_add(VALID_FOR).ok()?.as_second();
        let signature = hmac::sign(&self.signing_key, signed_text(end).as_bytes());
        Some(format!(
            "sr=c&sp={PERMISSION}&se={end}&sig={}",
            hex::encode(signature)
        ))
    }

    /// Looks at the ticket in the query of an upload's URL.
    pub(crate) fn check(&self, query: &str, now: Timestamp) -> Result<(), TicketRefused> {
        let member = |name: &str| {
            let mut members = query.split('&').filter_map(|member| member.split_once('='));
            members
                .find(|(found, _value)| *found == name)
                .map(|(_name, value)| value)
        };
        let end: i64 = member("se")
            .and_then(|end| end.parse().ok())
            .ok_or(TicketRefused)?;
        let signature = member("sig")
            .and_then(|text| hex::decode(text).ok())
            .ok_or(TicketRefused)?;
        hmac::verify(&self.signing_key, signed_text(end).as_bytes(), &signature)
            .map_err(|_| TicketRefused)?;
        if now.as_second() < end {
            Ok(())
        } else {
            Err(TicketRefused)
        }
    }
}

fn signed_text(end: i64) -> String {
    format!("{PERMISSION} {end}")
}
