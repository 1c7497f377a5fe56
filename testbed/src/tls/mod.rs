//! TLS on both sides of a connection, by rustls with ring.
//!
//! The real notification server shows HER-SYS a certificate of its own (COCOA v1.1.2, `CustomVerificationService`,
//! `VerificationPayloadPfx`), so that HER-SYS answers nobody else. Certificates and keys come as PEM.

mod client;
mod pem;
mod server;

use std::sync::{Arc, Once};

use rustls::crypto::{CryptoProvider, ring};
use thiserror::Error;

pub use client::ClientTls;
pub use server::ServerTls;

/// Why certificates or keys cannot be used. Nothing of a key is ever in it.
#[derive(Debug, Error)]
pub enum TlsError {
    /// There is no certificate where one should be.
    #[error("{what} holds no certificate; give it in PEM, between BEGIN CERTIFICATE and END CERTIFICATE")]
    NoCertificate {
        /// Which one.
        what: &'static str,
    },
    /// There is no private key where one should be.
    #[error(
        "{what} holds no private key that can be read; give it in PEM, not encrypted (PKCS#8, SEC1 or PKCS#1)"
    )]
    NoPrivateKey {
        /// Which one.
        what: &'static str,
    },
    /// They are there and do not fit, or are no certificates.
    #[error("{what} cannot be used: {reason}")]
    Unusable {
        /// Which one.
        what: &'static str,
        /// What is wrong.
        reason: String,
    },
}

/// Makes ring the provider of every TLS connection of this program, also of those that other crates make by
/// themselves. What is chosen already stays.
pub fn install_provider() {
    static INSTALLED: Once = Once::new();
    INSTALLED.call_once(|| {
        // Somebody was faster: then there is a provider.
        let _ = ring::default_provider().install_default();
    });
}

fn provider() -> Arc<CryptoProvider> {
    Arc::new(ring::default_provider())
}

fn unusable(what: &'static str, reason: &impl ToString) -> TlsError {
    TlsError::Unusable {
        what,
        reason: reason.to_string(),
    }
}
