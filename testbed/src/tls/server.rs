//! The side that answers.

use std::sync::Arc;

use rustls::ServerConfig;
use rustls::server::WebPkiClientVerifier;
use tokio_rustls::TlsAcceptor;

use super::pem::{authorities, certificates, private_key};
use super::{TlsError, provider, unusable};

/// What a server shows of itself, and whom it answers. It has no `Debug`: it holds a private key.
#[derive(Clone)]
pub struct ServerTls(Arc<ServerConfig>);

impl ServerTls {
    /// Shows the certificate of a PEM file, followed by those of its issuers, with the private key of another. With
    /// authorities, answers only who shows a certificate that one of them issued.
    pub fn from_pem(
        certificate_pem: &[u8],
        key_pem: &[u8],
        client_authorities_pem: Option<&[u8]>,
    ) -> Result<Self, TlsError> {
        let builder = ServerConfig::builder_with_provider(provider())
            .with_safe_default_protocol_versions()
            .map_err(|error| unusable("TLS", &error))?;
        let builder = match client_authorities_pem {
            None => builder.with_no_client_auth(),
            Some(pem) => {
                const WHAT: &str = "the file of authorities for clients' certificates";
                let trusted = Arc::new(authorities(WHAT, pem)?);
                let verifier = WebPkiClientVerifier::builder_with_provider(trusted, provider())
                    .build()
                    .map_err(|error| unusable(WHAT, &error))?;
                builder.with_client_cert_verifier(verifier)
            }
        };
        let chain = certificates("the server's certificate", certificate_pem)?;
        let key = private_key("the server's key file", key_pem)?;
        let config = builder.with_single_cert(chain, key);
        let config = config.map_err(|error| unusable("the server's certificate with its key", &error))?;
        Ok(Self(Arc::new(config)))
    }

    pub(crate) fn acceptor(&self) -> TlsAcceptor {
        TlsAcceptor::from(Arc::clone(&self.0))
    }
}
