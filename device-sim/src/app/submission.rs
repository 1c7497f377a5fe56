//! The form in which number and keys are sent.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use exposure_notification::{Platform, TemporaryExposureKey};
use jiff::Zoned;
use rand::Rng;
use serde::Serialize;
use testbed::dotnet;
use testbed::seed::Seed;

use super::behaviour::{AndroidRollingPeriod, AttestedKeys, SubmissionApi};
use super::operation_log::entry::Entry;
use super::{RegisteredUser, Release};

/// COCOA's identifier in both stores.
pub(super) const APP_PACKAGE_NAME: &str = "jp.go.mhlw.covid19radar";

/// The transmission risk level that both operating systems put on a key unless the app sets another.
const DEFAULT_TRANSMISSION_RISK: u8 = 0;

/// Padding before base64: 768 to 1535 bytes, so that the length of a request tells nothing about its keys.
const SHORTEST_PADDING_BYTES: u64 = 768;

/// What a submission is made of.
pub(super) struct Form<'a> {
    pub release: &'a Release,
    pub platform: Platform,
    /// As whom, where the release asks for one.
    pub user: Option<&'a RegisteredUser>,
    pub processing_number: &'a str,
    /// Whether there are symptoms.
    pub symptoms: bool,
    /// 00:00 of the day of onset or test where the phone is.
    pub onset: Option<Zoned>,
    pub padding_seed: Seed,
}

/// The body of a submission. It has no `Debug`: it holds the number and the keys.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Submission {
    #[serde(skip)]
    api: SubmissionApi,
    #[serde(rename = "submissionNumber", skip_serializing_if = "Option::is_none")]
    number_of_first_release: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    user_uuid: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    has_symptom: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    onset_of_symptom_or_test_date: Option<String>,
    keys: Vec<SubmittedKey>,
    regions: &'static [&'static str],
    platform: &'static str,
    device_verification_payload: String,
    app_package_name: &'static str,
    verification_payload: String,
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

impl SubmittedKey {
    fn covered_text(&self, attested: AttestedKeys) -> String {
        let text = format!(
            "{}.{}.{}",
            self.key_data, self.rolling_start_number, self.rolling_period
        );
        match attested {
            AttestedKeys::WithoutTransmissionRisk => text,
            AttestedKeys::WithTransmissionRisk => {
                format!(
                    "{text}.{}",
                    self.transmission_risk.unwrap_or(DEFAULT_TRANSMISSION_RISK)
                )
            }
        }
    }
}

/// A platform in the bodies that the app sends.
pub(super) fn platform_name(platform: Platform) -> &'static str {
    match platform {
        Platform::Ios => "ios",
        Platform::Android => "android",
    }
}

impl Form<'_> {
    /// The submission, still without what vouches for the phone; `None` without a user where the release asks for one.
    pub(super) fn fill_in(&self, keys: &[TemporaryExposureKey]) -> Option<Submission> {
        let api = self.release.submission;
        let is_first = matches!(api, SubmissionApi::V1WithSubmissionNumber | SubmissionApi::V1);
        let user_uuid = if is_first {
            Some(self.user?.user_uuid.clone())
        } else {
            None
        };
        let rolling_period = |key: &TemporaryExposureKey| match self.release.android_rolling_period {
            AndroidRollingPeriod::Zero if self.platform == Platform::Android => 0,
            AndroidRollingPeriod::Zero | AndroidRollingPeriod::AsItIs => key.rolling_period,
        };
        let keys = keys.iter().map(|key| SubmittedKey {
            key_data: STANDARD.encode(key.key_data),
            rolling_start_number: key.rolling_start.0,
            rolling_period: rolling_period(key),
            transmission_risk: is_first.then_some(DEFAULT_TRANSMISSION_RISK),
        });
        let tells_symptoms = api == SubmissionApi::V2WithSymptoms;
        let onset = self.onset.as_ref().filter(|_| tells_symptoms);
        Some(Submission {
            api,
            number_of_first_release: (api == SubmissionApi::V1WithSubmissionNumber)
                .then(|| self.processing_number.to_owned()),
            user_uuid,
            has_symptom: tells_symptoms.then_some(self.symptoms),
            onset_of_symptom_or_test_date: onset
                .map(|onset| onset.strftime("%Y-%m-%dT%H:%M:%S.000%:z").to_string()),
            keys: keys.collect(),
            regions: self.release.regions.codes(),
            platform: platform_name(self.platform),
            device_verification_payload: String::new(),
            app_package_name: APP_PACKAGE_NAME,
            verification_payload: self.processing_number.to_owned(),
            padding: padding(self.padding_seed),
        })
    }
}

impl Submission {
    /// What an attestation of the phone covers (COCOA v1.0.0 `AndroidExtensions`, v2.0.1 `DeviceVerifierUtils`):
    /// package, keys by their data, regions, number.
    pub(super) fn covered_text(&self, attested: AttestedKeys) -> String {
        let mut keys: Vec<&SubmittedKey> = self.keys.iter().collect();
        keys.sort_by(|left, right| dotnet::compare(&left.key_data, &right.key_data));
        let keys: Vec<String> = keys.into_iter().map(|key| key.covered_text(attested)).collect();
        let mut regions: Vec<String> = self.regions.iter().map(|region| region.to_uppercase()).collect();
        regions.sort_by(|left, right| dotnet::compare(left, right));
        [
            self.app_package_name,
            &keys.join(","),
            &regions.join(","),
            &self.verification_payload,
        ]
        .join("|")
    }

    /// Adds what vouches for the phone.
    pub(super) fn vouched_for_by(mut self, payload: String) -> Self {
        self.device_verification_payload = payload;
        self
    }

    /// Where it goes.
    pub(super) fn path(&self) -> &'static str {
        match self.api {
            SubmissionApi::V1WithSubmissionNumber | SubmissionApi::V1 => "/api/diagnosis",
            SubmissionApi::V2 | SubmissionApi::V2WithSymptoms => "/api/v2/diagnosis",
        }
    }

    /// As whom it is sent, if as anybody.
    pub(super) fn sender<'a>(&self, user: Option<&'a RegisteredUser>) -> Option<&'a RegisteredUser> {
        user.filter(|_| self.user_uuid.is_some())
    }

    /// How many keys it holds.
    pub(super) fn key_count(&self) -> usize {
        self.keys.len()
    }

    /// What the operation log says of it.
    pub(super) fn entries(&self) -> Vec<Entry> {
        let key = |key: &SubmittedKey| Entry::KeySent {
            rolling_start: key.rolling_start_number,
            rolling_period: key.rolling_period,
            transmission_risk: key.transmission_risk,
        };
        self.keys.iter().map(key).collect()
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
    use serde::Deserialize;

    use super::*;

    #[derive(Deserialize)]
    struct Vectors {
        registrations: Vec<Vector>,
    }

    #[derive(Deserialize)]
    struct Vector {
        name: String,
        form: String,
        submission: VectorSubmission,
        nonce_text: String,
    }

    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct VectorSubmission {
        keys: Vec<VectorKey>,
        regions: Vec<String>,
        app_package_name: String,
        verification_payload: String,
    }

    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct VectorKey {
        key_data: String,
        rolling_start_number: u32,
        rolling_period: u32,
        transmission_risk: Option<u8>,
    }

    fn submission(vector: VectorSubmission) -> Submission {
        let regions: Vec<&'static str> = vector.regions.into_iter().map(|region| &*region.leak()).collect();
        Submission {
            api: SubmissionApi::V2,
            number_of_first_release: None,
            user_uuid: None,
            has_symptom: None,
            onset_of_symptom_or_test_date: None,
            keys: vector
                .keys
                .into_iter()
                .map(|key| SubmittedKey {
                    key_data: key.key_data,
                    rolling_start_number: key.rolling_start_number,
                    rolling_period: key.rolling_period,
                    transmission_risk: key.transmission_risk,
                })
                .collect(),
            regions: regions.leak(),
            platform: "android",
            device_verification_payload: String::new(),
            app_package_name: vector.app_package_name.leak(),
            verification_payload: vector.verification_payload,
            padding: String::new(),
        }
    }

    #[test]
    fn the_app_covers_what_cocoa_covered() {
        let json = include_str!("../../../testbed/vectors/cocoa-device-verification.json");
        let vectors: Vectors = serde_json::from_str(json).unwrap();
        let mut count = 0;
        for vector in vectors.registrations {
            let attested = match vector.form.as_str() {
                "v1" => AttestedKeys::WithTransmissionRisk,
                "v2" => AttestedKeys::WithoutTransmissionRisk,
                // No released app used it.
                _ => continue,
            };
            count += 1;
            let text = submission(vector.submission).covered_text(attested);
            assert_eq!(text, vector.nonce_text, "{}", vector.name);
        }
        assert_eq!(count, 6);
    }

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
