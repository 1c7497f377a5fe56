//! The side that asks.

use rustls::{ClientConfig, RootCertStore};

use super::pem::{authorities, certificates, private_key};
use super::{TlsError, install_provider, provider, unusable};

/// Whom a client trusts, and what it shows of itself. It has no `Debug`: it may hold a private key.
#[derive(Clone)]
pub struct ClientTls(ClientConfig);

impl Default for ClientTls {
    /// Trusts nobody, shows nothing.
    fn default() -> Self {
        install_provider();
        let builder = ClientConfig::builder().with_root_certificates(RootCertStore::empty());
        Self(builder.with_no_client_auth())
    }
}

impl ClientTls {
    /// Trusts whom this system trusts, or whom the file trusts that `SSL_CERT_FILE` names; nobody in an image without
    /// such authorities. Shows nothing.
    pub fn trusting_the_system() -> Self {
        install_provider();
        let mut trusted = RootCertStore::empty();
        trusted.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        let builder = ClientConfig::builder().with_root_certificates(trusted);
        Self(builder.with_no_client_auth())
    }

    /// Trusts the authorities of a PEM file alone; `None`: nobody. Shows the certificate of a PEM file, followed by
    /// those of its issuers, with the private key of another; `None`: nothing.
    pub fn from_pem(
        authorities_pem: Option<&[u8]>,
        certificate_and_key_pem: Option<(&[u8], &[u8])>,
    ) -> Result<Self, TlsError> {
        let trusted = match authorities_pem {
            Some(pem) => authorities("the file of authorities for the server's certificate", pem)?,
            None => RootCertStore::empty(),
        };
        let builder = ClientConfig::builder_with_provider(provider())
            .with_safe_default_protocol_versions()
            .map_err(|error| unusable("TLS", &error))?
            .with_root_certificates(trusted);
        let Some((certificate, key)) = certificate_and_key_pem else {
            return Ok(Self(builder.with_no_client_auth()));
        };
        let chain = certificates("the client's certificate", certificate)?;
        let key = private_key("the client's key file", key)?;
        let config = builder.with_client_auth_cert(chain, key);
        config
            .map(Self)
            .map_err(|error| unusable("the client's certificate with its key", &error))
    }

    pub(crate) fn into_config(self) -> ClientConfig {
        self.0
    }
}
