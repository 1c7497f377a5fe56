//! A notification server on a free port beside a HER-SYS, and what an app sends to it.
#![expect(
    clippy::unwrap_used,
    reason = "a helper that cannot do its work fails the test"
)]

mod azure;
pub(crate) mod google;
mod hersys;
mod s3;
mod server;
mod submission;

pub(crate) use self::azure::AzureBlob;
pub(crate) use self::hersys::{Answer, HerSys};
pub(crate) use self::s3::S3;
pub(crate) use self::server::{Server, config, exposure_configuration};
pub(crate) use self::submission::{OLDEST_DAY, TODAY, key, key_data, submission, with};
