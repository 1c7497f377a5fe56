//! The one place where HTTP clients are made.
//!
//! A client of a test environment
//! * reaches no host of production, whoever names it: the configuration, a list of files, a redirection
//!   ([`crate::production_lock`]);
//! * uses no proxy of the machine that it runs on;
//! * speaks TLS by rustls with ring, and trusts the authorities that it is given and no others. So it can be made in
//!   an image that holds nothing but the program; reqwest's own default fails there, for want of certificates.
//!
//! A crate that makes its reqwest clients itself can be handed one of these. object_store takes it through its trait
//! `HttpConnector`, by `with_http_connector` of each of its builders; over https to a provider of clouds with
//! [`ClientTls::trusting_the_system`].

use std::time::Duration;

use reqwest::ClientBuilder;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use crate::production_lock::refuse_production_host;
use crate::tls::ClientTls;

/// How long a connection is kept for the next request: less than a server of the test bed waits for one
/// ([`crate::serve::Limits::header_read_timeout`]), so that no request meets a connection that is just being closed.
const IDLE: Duration = Duration::from_secs(20);

/// A client for http, and for no https: it trusts no authority.
pub fn client_builder() -> ClientBuilder {
    client_builder_with(ClientTls::default())
}

/// A client for http and, with these authorities and this certificate, for https.
pub fn client_builder_with(tls: ClientTls) -> ClientBuilder {
    disallowed_builder()
        .no_proxy()
        .pool_idle_timeout(IDLE)
        .dns_resolver(TestHostsOnly)
        .tls_backend_preconfigured(tls.into_config())
}

#[expect(
    clippy::disallowed_methods,
    reason = "this is what all others are to use instead"
)]
fn disallowed_builder() -> ClientBuilder {
    reqwest::Client::builder()
}

/// Resolves names as the system does, but for those of production.
#[derive(Debug)]
struct TestHostsOnly;

impl Resolve for TestHostsOnly {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let host = name.as_str();
            refuse_production_host("a request", host).inspect_err(|error| tracing::error!(%error))?;
            let addresses: Vec<_> = tokio::net::lookup_host((host, 0)).await?.collect();
            Ok(Box::new(addresses.into_iter()) as Addrs)
        })
    }
}
