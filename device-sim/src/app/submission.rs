//! The form in which number and keys are sent.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use exposure_notification::{Platform, TemporaryExposureKey};
use rand::Rng;
use serde::Serialize;
use testbed::seed::Seed;

use super::behaviour::SubmissionApi;
use super::notify_server::{REGION, RegisteredUser};

/// COCOA's identifier in both stores.
const APP_PACKAGE_NAME: &str = "jp.go.mhlw.covid19radar";

/// What stands for the attestation of the device: a simulated phone has none to give, and servers under test have
/// the check switched off or answered by a mock.
const DEVICE_VERIFICATION_PAYLOAD: &str = "simulated-device";

/// The transmission risk level that both operating systems put on a key unless the app sets another.
const DEFAULT_TRANSMISSION_RISK: u8 = 0;

/// Padding before base64: 768 to 1535 bytes, so that the length of a request tells nothing about its keys.
const SHORTEST_PADDING_BYTES: u64 = 768;

/// The body of a submission. It has no `Debug`: it holds the number and the keys.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Submission<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    user_uuid: Option<&'a str>,
    keys: Vec<SubmittedKey>,
    regions: [&'static str; 1],
    platform: &'static str,
    device_verification_payload: &'static str,
    app_package_name: &'static str,
    verification_payload: &'a str,
    padding: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SubmittedKey {
    key_data: String,
    rolling_start_number: u32,
    rolling_period: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    transmission_risk: Option<u8>,
}

impl SubmissionApi {
    /// Where the submission goes.
    pub(super) fn path(self) -> &'static str {
        match self {
            Self::V1 => "/api/diagnosis",
            Self::V2 => "/api/v2/diagnosis",
        }
    }

    /// The user as whom it is sent, where the API asks for one.
    pub(super) fn sender(self, user: Option<&RegisteredUser>) -> Option<&RegisteredUser> {
        match self {
            Self::V1 => user,
            Self::V2 => None,
        }
    }

    /// The body.
    pub(super) fn body<'a>(
        self,
        platform: Platform,
        sender: Option<&'a RegisteredUser>,
        keys: &[TemporaryExposureKey],
        processing_number: &'a str,
        padding_seed: Seed,
    ) -> Submission<'a> {
        let transmission_risk = match self {
            Self::V1 => Some(DEFAULT_TRANSMISSION_RISK),
            Self::V2 => None,
        };
        let keys = keys.iter().map(|key| SubmittedKey {
            key_data: STANDARD.encode(key.key_data),
            rolling_start_number: key.rolling_start.0,
            rolling_period: key.rolling_period,
            transmission_risk,
        });
        Submission {
            user_uuid: sender.map(|user| user.user_uuid.as_str()),
            keys: keys.collect(),
            regions: [REGION],
            platform: match platform {
                Platform::Ios => "ios",
                Platform::Android => "android",
            },
            device_verification_payload: DEVICE_VERIFICATION_PAYLOAD,
            app_package_name: APP_PACKAGE_NAME,
            verification_payload: processing_number,
            padding: padding(padding_seed),
        }
    }
}

fn padding(seed: Seed) -> String {
    let mut rng = seed.rng();
    let length = SHORTEST_PADDING_BYTES + rng.next_u64() % SHORTEST_PADDING_BYTES;
    let mut bytes = vec![0; usize::try_from(length).unwrap_or_default()];
    rng.fill_bytes(&mut bytes);
    STANDARD.encode(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn padding_has_768_to_1535_bytes_and_varies() {
        let lengths: Vec<usize> = (0..200)
            .map(|number| STANDARD.decode(padding(Seed::from_number(number))).unwrap().len())
            .collect();
        assert!(
            lengths.iter().all(|length| (768..=1535).contains(length)),
            "{lengths:?}"
        );
        assert!(lengths.iter().any(|length| *length != lengths[0]));
    }
}
