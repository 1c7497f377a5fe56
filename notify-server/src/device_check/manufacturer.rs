//! The way to a manufacturer.

use reqwest::{Client, RequestBuilder, Url};
use std::time::Duration;
use testbed::clock::Clock;
use testbed::http::client_builder;
use testbed::patience;

use super::settings::DeviceCheckSettingsError;

/// How long a manufacturer is waited for: .NET's default, because the real server sets none.
const TIMEOUT: Duration = Duration::from_secs(100);

/// One call of a manufacturer.
pub(super) struct Manufacturer {
    client: Client,
    url: Url,
    /// Whether it is told how long it is waited for: only where time stands still, the real server did not.
    tells_patience: bool,
}

impl Manufacturer {
    /// The call under this URL, with a key where there is one.
    pub(super) fn new(url: &str, key: Option<&str>, clock: &Clock) -> Result<Self, DeviceCheckSettingsError> {
        let mut parsed = Url::parse(url).map_err(|error| DeviceCheckSettingsError::Url {
            url: url.to_owned(),
            reason: error.to_string(),
        })?;
        if let Some(key) = key {
            parsed.query_pairs_mut().append_pair("key", key);
        }
        Ok(Self {
            // A stand-in for a manufacturer, never the real one: production is out of reach (判8).
            client: client_builder().timeout(TIMEOUT).build()?,
            url: parsed,
            tells_patience: clock.is_virtual(),
        })
    }

    /// A call to be made.
    pub(super) fn call(&self) -> RequestBuilder {
        let request = self.client.post(self.url.clone());
        if self.tells_patience {
            request.header(patience::HEADER, patience::header_value(TIMEOUT))
        } else {
            request
        }
    }
}
