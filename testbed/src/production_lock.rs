//! The lock between a test environment and production (判8, 報告書 4(1)①).
//!
//! A test environment tells of contacts that never were. Its numbers, keys and files must not reach a real phone, and
//! a real person's must not reach it. So no part is configured with an address of production, no client of
//! [`crate::http`] resolves one wherever it got it from, and no file is signed under the identifier that real phones
//! trust.
//!
//! The addresses are those of COCOA's public history: its interface, its content network and its web site of 2020
//! (`settings.json` and the pipelines of its repository), its ministry, and the endpoints of Apple and Google that
//! judged real devices. An address that is not among them is not refused: no list can name every test environment.

use std::net::IpAddr;

use thiserror::Error;
use url::{Host, Url};

/// Names of production, each with everything below it.
const PRODUCTION: [&str; 6] = [
    "covid19radar.azurefd.net",
    "covid19radar-jpn-prod.azureedge.net",
    "covid19radarjpnprod.z11.web.core.windows.net",
    "mhlw.go.jp",
    "api.devicecheck.apple.com",
    "www.googleapis.com",
];

/// Names that can never be anything public (RFC 2606, RFC 6761).
const RESERVED: [&str; 4] = ["test", "example", "invalid", "localhost"];

/// The mobile country code of Japan, under which every real phone knows the real key.
const PRODUCTION_SIGNING_KEY_ID: &str = "440";

/// What a test environment must not touch.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ProductionLockError {
    /// An address of production.
    #[error(
        "{setting} leads to {host}, which is production: what is made up for a test must not reach it, nor real \
         persons' data come from it (報告書 4(1)①); name an address of the test environment"
    )]
    Address {
        /// What was to be set, or done.
        setting: &'static str,
        /// The host, as it is resolved.
        host: String,
    },
    /// An address of which nobody can say where it leads.
    #[error(
        "{setting} is no address, so that it cannot be told from production (報告書 4(1)①); give it as \
         http://HOST:PORT/PATH"
    )]
    NoAddress {
        /// What was to be set.
        setting: &'static str,
    },
    /// The identifier of the key with which production signs.
    #[error(
        "the signing key has the identifier {PRODUCTION_SIGNING_KEY_ID:?}, under which real phones know the key of \
         production: a file of a test must not pass for one of production (報告書 4(1)①); choose another one, for \
         instance \"440-test\""
    )]
    SigningKeyId,
}

/// Refuses an address of production. Any text that names a host is understood: a URL of any scheme, or the host alone.
pub fn refuse_production_address(setting: &'static str, address: &str) -> Result<(), ProductionLockError> {
    let hosts = hosts_of(address).ok_or(ProductionLockError::NoAddress { setting })?;
    hosts
        .iter()
        .try_for_each(|host| refuse_production_host(setting, host))
}

/// Refuses the identifier under which real phones know the key of production.
pub fn refuse_production_signing_key_id(id: &str) -> Result<(), ProductionLockError> {
    if id == PRODUCTION_SIGNING_KEY_ID {
        return Err(ProductionLockError::SigningKeyId);
    }
    Ok(())
}

/// Refuses a host of production.
pub(crate) fn refuse_production_host(setting: &'static str, host: &str) -> Result<(), ProductionLockError> {
    let host = normalised(host);
    if is_production(&host) {
        return Err(ProductionLockError::Address { setting, host });
    }
    Ok(())
}

/// Every host that a text can be understood to name; `None` where it must name one and does not.
fn hosts_of(address: &str) -> Option<Vec<String>> {
    let read = |text: &str| Some(Url::parse(text).ok()?.host_str()?.to_owned());
    let mut hosts = Vec::from_iter(read(address));
    if !address.contains("://") {
        // `host:443/path` is read as a URL of the scheme `host`, so the same is tried with a scheme before it.
        hosts.extend(read(&format!("http://{address}")));
    }
    hosts.retain(|host| !host.is_empty());
    let is_of_this_machine = |url: Url| matches!(url.scheme(), "file" | "memory");
    (!hosts.is_empty() || Url::parse(address).is_ok_and(is_of_this_machine)).then_some(hosts)
}

/// As a name is resolved: small letters, ASCII, nothing escaped, no dot at its end.
fn normalised(host: &str) -> String {
    // In a URL of an unknown scheme the host is left as it was written.
    let host = Host::parse(host).map_or_else(|_| host.to_lowercase(), |host| host.to_string());
    host.trim_end_matches('.').to_owned()
}

fn is_production(host: &str) -> bool {
    let is_below = |name: &str| {
        host.strip_suffix(name)
            .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    };
    if RESERVED.into_iter().any(is_below) || is_address_or_single_label(host) {
        return false;
    }
    let after_the_name = host.split_once("covid19radar").map(|(_, after)| after);
    PRODUCTION.into_iter().any(is_below) || after_the_name.is_some_and(|after| after.contains("prod"))
}

/// A number, or the name of a container or of a machine nearby.
fn is_address_or_single_label(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    bare.parse::<IpAddr>().is_ok() || !host.contains('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(address: &str) -> bool {
        match refuse_production_address("the verification URL", address) {
            Ok(()) => false,
            Err(ProductionLockError::Address { .. }) => true,
            Err(other) => panic!("{address}: {other}"),
        }
    }

    #[test]
    fn every_known_address_of_production_is_refused_and_everything_below_it() {
        for host in [
            "covid19radar.azurefd.net",
            "covid19radar-jpn-prod.azureedge.net",
            "covid19radarjpnprod.z11.web.core.windows.net",
            "mhlw.go.jp",
            "www.mhlw.go.jp",
            "www.cov19.mhlw.go.jp",
            "api.devicecheck.apple.com",
            "www.googleapis.com",
            "covid19radarjpnprod.blob.core.windows.net",
            "covid19radar-api-production.azurewebsites.net",
        ] {
            assert!(refused(&format!("https://{host}/api")), "{host}");
            assert!(refused(&format!("https://any.{host}:8443")), "any.{host}");
        }
    }

    #[test]
    fn no_way_to_write_an_address_gets_past_the_lock() {
        for address in [
            "https://COVID19RADAR.AzureFD.net/api",
            "https://covid19radar.azurefd.net./api",
            "https://127.0.0.1@covid19radar.azurefd.net/api",
            "https://user:pass@covid19radar.azurefd.net/api",
            "https://localhost:80@covid19radar.azurefd.net:443/api",
            "https://covid19radar%2Eazurefd%2Enet/api",
            "https://covid19radar。azurefd。net/api",
            "https://ｃｏｖｉｄ19radar.azurefd.net/api",
            "https:\\\\covid19radar.azurefd.net\\api",
            "https:covid19radar.azurefd.net",
            " https://covid19radar.azurefd.net ",
            "https://covid19\nradar.azurefd.net",
            "covid19radar.azurefd.net",
            "covid19radar.azurefd.net:443/api",
            "//covid19radar.azurefd.net/api",
            "ftp://covid19radar.azurefd.net",
            "abfss://c19r@COVID19RADARjpnprod.dfs.core.windows.net/files",
            "az://covid19radarjpnprod%2Eblob%2Ecore%2Ewindows%2Enet/c19r",
        ] {
            assert!(refused(address), "{address}");
        }
    }

    #[test]
    fn what_is_not_production_is_not_refused() {
        for address in [
            "http://127.0.0.1:8081/verification",
            "http://[::1]:8081",
            "http://10.1.2.3/",
            "http://localhost:8082",
            "http://hersys:8081/verification",
            "http://covid19radar-jpn-prod:80",
            "https://hersys.test/verification",
            "https://covid19radar-jpn-prod.example",
            "https://covid19radarjpnstg.z11.web.core.windows.net",
            "https://covid19radar.azurefd.net@127.0.0.1/",
            "https://127.0.0.1/covid19radar.azurefd.net",
            "https://notmhlw.go.jp",
            "https://mhlw.go.jp.evil.example.org",
            "https://api.development.devicecheck.apple.com",
            "s3://files/c19r",
            "file:///var/files",
            "memory:///",
        ] {
            assert!(!refused(address), "{address}");
        }
    }

    #[test]
    fn what_names_no_host_cannot_be_told_from_production() {
        for address in ["", "http://", "https://a b/", "s3:///c19r"] {
            let setting = "the verification URL";
            assert_eq!(
                refuse_production_address(setting, address),
                Err(ProductionLockError::NoAddress { setting }),
                "{address}"
            );
        }
    }

    #[test]
    fn a_refusal_says_what_why_and_what_to_do() {
        let error = refuse_production_address("the public URL", "https://WWW.mhlw.go.jp/x?number=01234567");
        let text = error.unwrap_err().to_string();
        for part in [
            "the public URL",
            "www.mhlw.go.jp",
            "報告書 4(1)①",
            "name an address of the test environment",
        ] {
            assert!(text.contains(part), "{text}");
        }
        assert!(!text.contains("01234567"), "{text}");
    }

    #[test]
    fn only_the_identifier_of_productions_key_is_refused() {
        assert_eq!(
            refuse_production_signing_key_id("440"),
            Err(ProductionLockError::SigningKeyId)
        );
        for id in ["440-test", "441", "4400", ""] {
            assert_eq!(refuse_production_signing_key_id(id), Ok(()), "{id}");
        }
    }
}
