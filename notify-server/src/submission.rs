//! What an app submits, and whether it is what a submission must be.
//!
//! Members that are missing count as blank or 0, further members are passed over, as in the real server; a missing
//! list of keys or a number out of its type's range makes the whole body unreadable there and here.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use exposure_notification::{ENIntervalNumber, INTERVALS_PER_DAY, TemporaryExposureKey};
use jiff::Timestamp;
use serde::Deserialize;

use crate::error::Refusal;
use crate::server::REGION;
use crate::state::{FutureStarts, RollingPeriods, ServerState, TransmissionLevel};
use crate::store::ReceivedKey;
use crate::window::oldest_interval;

/// No phone accepts a file with a level above this one.
const HIGHEST_TRANSMISSION_LEVEL: i32 = 8;

/// The body of `PUT /api/diagnosis` and `PUT /api/v2/diagnosis`; the second has no `userUuid`.
///
/// It is never stored, logged or printed as a whole: it holds the processing number.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct DiagnosisSubmission {
    #[serde(default)]
    pub(crate) user_uuid: Option<String>,
    keys: Vec<SubmittedKey>,
    #[serde(default)]
    regions: Option<Vec<String>>,
    #[serde(default)]
    platform: Option<String>,
    #[serde(default)]
    device_verification_payload: Option<String>,
    #[serde(default)]
    app_package_name: Option<String>,
    /// The processing number.
    #[serde(default)]
    verification_payload: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SubmittedKey {
    #[serde(default)]
    key_data: Option<String>,
    #[serde(default)]
    rolling_start_number: u32,
    #[serde(default)]
    rolling_period: u32,
    /// V1 only.
    #[serde(default)]
    transmission_risk: i32,
}

impl DiagnosisSubmission {
    /// The keys as they are to be stored, if envelope and keys are valid. One invalid key refuses all.
    pub(crate) fn valid_keys(
        &self,
        state: &ServerState,
        now: Timestamp,
    ) -> Result<Vec<ReceivedKey>, Refusal> {
        let envelope = [
            &self.verification_payload,
            &self.platform,
            &self.device_verification_payload,
            &self.app_package_name,
        ];
        let has_regions = self.regions.as_ref().is_some_and(|regions| !regions.is_empty());
        if envelope.into_iter().any(|member| is_blank(member.as_deref())) || !has_regions {
            return Err(Refusal::InvalidParameter);
        }
        let keys = self.keys.iter().map(|key| key.validate(state, now));
        keys.collect::<Option<_>>().ok_or(Refusal::InvalidParameter)
    }

    /// One supported region suffices.
    pub(crate) fn check_regions(&self) -> Result<(), Refusal> {
        let regions = self.regions.as_deref().unwrap_or_default();
        if regions.iter().any(|region| region == REGION) {
            Ok(())
        } else {
            Err(Refusal::RegionsNotSupported)
        }
    }

    /// With the device check switched off the platform's name is still looked at.
    pub(crate) fn check_device(&self) -> Result<(), Refusal> {
        match self.platform.as_deref() {
            Some("android" | "ios") => Ok(()),
            _ => Err(Refusal::InvalidDevice),
        }
    }

    /// The number the user typed.
    pub(crate) fn processing_number(&self) -> &str {
        self.verification_payload.as_deref().unwrap_or_default()
    }
}

impl SubmittedKey {
    /// The key as it is to be stored, `None` if it is invalid.
    ///
    /// In two points this is stricter than the real server, and in both nothing that is tested depends on it. Key
    /// data that is not 16 bytes in base64 is refused here; there it passed, used the number up at HER-SYS and then
    /// failed with 500, or was exported. A passed-through level that no phone accepts is refused here; there it went
    /// into the file of all others and made phones refuse it.
    fn validate(&self, state: &ServerState, now: Timestamp) -> Option<ReceivedKey> {
        let key_data: [u8; 16] = STANDARD.decode(self.key_data.as_deref()?).ok()?.try_into().ok()?;

        let period_is_valid = match state.rolling_periods {
            RollingPeriods::WholeDay => [0, INTERVALS_PER_DAY].contains(&self.rolling_period),
            RollingPeriods::UpToWholeDay => self.rolling_period <= INTERVALS_PER_DAY,
        };

        // 0 is accepted, never exported, and gone with the next deletion, as in the real server.
        let rolling_start = ENIntervalNumber(self.rolling_start_number);
        let is_too_old = rolling_start.0 != 0 && rolling_start < oldest_interval(now);
        let is_in_future = rolling_start > ENIntervalNumber::from_unix_seconds(now.as_second());
        let start_is_valid = !is_too_old && (!is_in_future || state.future_starts == FutureStarts::Accepted);

        let transmission_risk_level = match state.transmission_level {
            TransmissionLevel::Fixed(level) => level,
            TransmissionLevel::PassThrough => {
                let in_range = (0..=HIGHEST_TRANSMISSION_LEVEL).contains(&self.transmission_risk);
                in_range
                    .then_some(self.transmission_risk)
                    .and_then(|level| u8::try_from(level).ok())?
            }
        };

        if !period_is_valid || !start_is_valid {
            return None;
        }
        let rolling_period = if self.rolling_period == 0 {
            INTERVALS_PER_DAY
        } else {
            self.rolling_period
        };
        Some(ReceivedKey {
            key: TemporaryExposureKey {
                key_data,
                rolling_start,
                rolling_period,
            },
            transmission_risk_level,
        })
    }
}

/// Missing, empty, or white space only.
pub(crate) fn is_blank(text: Option<&str>) -> bool {
    text.is_none_or(|text| text.trim().is_empty())
}
