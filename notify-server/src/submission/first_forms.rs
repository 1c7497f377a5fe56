//! V1 and V2: one invalid key refuses all.
//!
//! Key data that is no 16 bytes in base64 is invalid here. In the real server it passed, used the number up at HER-SYS
//! and then broke the server, or was exported; [`ServerState::number_used_before_check`] brings the first back.

use exposure_notification::{ENIntervalNumber, INTERVALS_PER_DAY, TemporaryExposureKey};
use jiff::Timestamp;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{Envelope, is_blank, key_data, stored_period};
use crate::error::Refusal;
use crate::state::{
    FutureStarts, HIGHEST_TRANSMISSION_LEVEL, RepeatedSubmission, RollingPeriods, ServerState,
    TransmissionLevel,
};
use crate::store::{ReceivedKey, Resubmission};
use crate::window::oldest_accepted;

/// The body of `PUT /api/diagnosis` and `PUT /api/v2/diagnosis`; the second has no `userUuid`. The `submissionNumber`
/// of COCOA v1.0.0 is passed over.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({
    "userUuid": "0f8fad5bd9cb469fa16570867728950e637592420000000000",
    "keys": [{
        "keyData": "AQEBAQEBAQEBAQEBAQEBAQ==",
        "rollingStartNumber": 2_706_048,
        "rollingPeriod": 144,
        "transmissionRisk": 0,
    }],
    "regions": ["440"],
    "platform": "android",
    "deviceVerificationPayload": "attestation",
    "appPackageName": "jp.go.mhlw.covid19radar",
    "verificationPayload": "01234567",
    "padding": "cGFkZGluZw==",
}))]
pub(crate) struct DiagnosisSubmission {
    #[serde(flatten)]
    pub(crate) envelope: Envelope,
    /// V1 only.
    #[serde(default)]
    pub(crate) user_uuid: Option<String>,
    #[serde(default)]
    padding: Option<String>,
    keys: Vec<SubmittedKey>,
}

/// A key of V1 or V2.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct SubmittedKey {
    /// Base64 of 16 bytes.
    #[serde(default)]
    key_data: Option<String>,
    /// In intervals of 10 minutes since 1970.
    #[serde(default)]
    rolling_start_number: u32,
    /// In intervals of 10 minutes; 0 counts as 144.
    #[serde(default)]
    rolling_period: u32,
    /// V1 only.
    #[serde(default)]
    transmission_risk: i32,
}

/// The keys of a submission that is valid.
pub(crate) enum ValidKeys {
    /// As they are to be stored.
    Storable(Vec<ReceivedKey>),
    /// One is no key data, and the server of the day finds out when it stores them.
    Unstorable,
}

impl DiagnosisSubmission {
    /// The keys as they are to be stored, if all are valid.
    pub(crate) fn valid_keys(&self, state: &ServerState, now: Timestamp) -> Result<ValidKeys, Refusal> {
        if !self.keys.iter().all(|key| key.is_valid(state, now)) {
            return Err(Refusal::InvalidParameter);
        }
        let keys = self.keys.iter().map(|key| key.received(state));
        match keys.collect() {
            Some(keys) => Ok(ValidKeys::Storable(keys)),
            None if state.number_used_before_check => Ok(ValidKeys::Unstorable),
            None => Err(Refusal::InvalidParameter),
        }
    }

    /// What a log that keeps the device's payload keeps of it (COCOA v1.4.0, `V2DiagnosisApi`).
    pub(crate) fn device_payload(&self) -> String {
        let padding = self.padding.as_deref().unwrap_or_default();
        format!("{}, padding: {padding}", self.envelope.device_payload())
    }
}

impl SubmittedKey {
    /// Whether the real server would go on with it.
    ///
    /// In one point this is stricter than the real server, and nothing that is tested depends on it: a passed-through
    /// level that no phone accepts is refused here; there it went into the file of all others and made phones refuse
    /// it.
    fn is_valid(&self, state: &ServerState, now: Timestamp) -> bool {
        let period_is_valid = match state.rolling_periods {
            RollingPeriods::WholeDay => [0, INTERVALS_PER_DAY].contains(&self.rolling_period),
            RollingPeriods::UpToWholeDay => self.rolling_period <= INTERVALS_PER_DAY,
        };

        // 0 is accepted, never exported, and gone with the next deletion, as in the real server.
        let rolling_start = ENIntervalNumber(self.rolling_start_number);
        let is_too_old = rolling_start.0 != 0 && rolling_start < oldest_accepted(state, now);
        let is_in_future = rolling_start > ENIntervalNumber::from_unix_seconds(now.as_second());
        let start_is_valid = !is_too_old && (!is_in_future || state.future_starts == FutureStarts::Accepted);

        let level_is_valid = self.level(state).is_some();
        !is_blank(self.key_data.as_deref()) && period_is_valid && start_is_valid && level_is_valid
    }

    /// The level to be stored.
    fn level(&self, state: &ServerState) -> Option<u8> {
        match state.transmission_level {
            TransmissionLevel::Fixed(level) => Some(level),
            TransmissionLevel::PassThrough => u8::try_from(self.transmission_risk)
                .ok()
                .filter(|level| *level <= HIGHEST_TRANSMISSION_LEVEL),
        }
    }

    /// The key as it is to be stored, `None` if its data is not 16 bytes in base64.
    fn received(&self, state: &ServerState) -> Option<ReceivedKey> {
        let key = TemporaryExposureKey {
            key_data: key_data(self.key_data.as_deref())?,
            rolling_start: ENIntervalNumber(self.rolling_start_number),
            rolling_period: stored_period(self.rolling_period),
        };
        Some(ReceivedKey {
            key,
            transmission_risk_level: self.level(state)?,
            diagnosis: None,
            resubmission: match state.repeated_submission {
                RepeatedSubmission::KeptBeside => Resubmission::KeptBeside,
                RepeatedSubmission::SameKeysOnce => Resubmission::KeptOnce,
            },
        })
    }
}
