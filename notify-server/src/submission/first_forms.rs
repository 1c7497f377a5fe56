//! V1 and V2: one invalid key refuses all.

use exposure_notification::{ENIntervalNumber, INTERVALS_PER_DAY, TemporaryExposureKey};
use jiff::Timestamp;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{Envelope, key_data, stored_period};
use crate::device_check::{Covered, CoveredKey};
use crate::error::Refusal;
use crate::state::{
    FutureStarts, HIGHEST_TRANSMISSION_LEVEL, RollingPeriods, ServerState, TransmissionLevel,
};
use crate::store::ReceivedKey;
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

impl DiagnosisSubmission {
    /// The keys as they are to be stored, if all are valid.
    pub(crate) fn valid_keys(
        &self,
        state: &ServerState,
        now: Timestamp,
    ) -> Result<Vec<ReceivedKey>, Refusal> {
        let keys = self.keys.iter().map(|key| key.validate(state, now));
        keys.collect::<Option<_>>().ok_or(Refusal::InvalidParameter)
    }

    /// The texts that the attestation covers. Only V1 covers the transmission risk (COCOA v1.2.2, `AndroidExtensions`,
    /// `V1AndroidExtensions`).
    pub(crate) fn covered(&self, with_transmission_risk: bool) -> Covered {
        let keys = self.keys.iter().map(|key| {
            let mut numbers = vec![i64::from(key.rolling_start_number), i64::from(key.rolling_period)];
            if with_transmission_risk {
                numbers.push(i64::from(key.transmission_risk));
            }
            CoveredKey {
                key_data: key.key_data.as_deref().unwrap_or_default(),
                numbers,
            }
        });
        self.envelope.covered(&[], &[], keys.collect())
    }
}

impl SubmittedKey {
    /// The key as it is to be stored, `None` if it is invalid.
    ///
    /// In one point this is stricter than the real server, and nothing that is tested depends on it: a passed-through
    /// level that no phone accepts is refused here; there it went into the file of all others and made phones refuse
    /// it.
    fn validate(&self, state: &ServerState, now: Timestamp) -> Option<ReceivedKey> {
        let key_data = key_data(self.key_data.as_deref())?;

        let period_is_valid = match state.rolling_periods {
            RollingPeriods::WholeDay => [0, INTERVALS_PER_DAY].contains(&self.rolling_period),
            RollingPeriods::UpToWholeDay => self.rolling_period <= INTERVALS_PER_DAY,
        };

        // 0 is accepted, never exported, and gone with the next deletion, as in the real server.
        let rolling_start = ENIntervalNumber(self.rolling_start_number);
        let is_too_old = rolling_start.0 != 0 && rolling_start < oldest_accepted(state, now);
        let is_in_future = rolling_start > ENIntervalNumber::from_unix_seconds(now.as_second());
        let start_is_valid = !is_too_old && (!is_in_future || state.future_starts == FutureStarts::Accepted);

        let transmission_risk_level = match state.transmission_level {
            TransmissionLevel::Fixed(level) => level,
            TransmissionLevel::PassThrough => u8::try_from(self.transmission_risk)
                .ok()
                .filter(|level| *level <= HIGHEST_TRANSMISSION_LEVEL)?,
        };

        (period_is_valid && start_is_valid).then(|| ReceivedKey {
            key: TemporaryExposureKey {
                key_data,
                rolling_start,
                rolling_period: stored_period(self.rolling_period),
            },
            transmission_risk_level,
            diagnosis: None,
            resubmission_id: None,
        })
    }
}
