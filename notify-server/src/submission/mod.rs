//! What an app submits, and whether it is what a submission must be.
//!
//! Members that are missing count as blank or 0, further members are passed over, as in the real server; a missing
//! list of keys or a number out of its type's range makes the whole body unreadable there and here.

mod first_forms;
mod third_form;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use exposure_notification::{INTERVALS_PER_DAY, SignedApps};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub(crate) use self::first_forms::{DiagnosisSubmission, ValidKeys};
pub(crate) use self::third_form::{JudgedSubmission, ThirdForm, V3Submission};
use crate::error::Refusal;
use crate::regions::Regions;

/// What all forms have in common.
///
/// It is never stored, logged or printed as a whole: it holds the processing number.
#[derive(Clone, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Envelope {
    /// One that is supported suffices: `440`.
    #[serde(default)]
    regions: Option<Vec<String>>,
    /// `android` or `ios`.
    #[serde(default)]
    platform: Option<String>,
    /// What vouches for the device.
    #[serde(default)]
    device_verification_payload: Option<String>,
    #[serde(default)]
    app_package_name: Option<String>,
    /// The processing number.
    #[serde(default)]
    verification_payload: Option<String>,
}

impl Envelope {
    /// Every member says something, and there is a region.
    pub(crate) fn check_members(&self) -> Result<(), Refusal> {
        let members = [
            &self.verification_payload,
            &self.platform,
            &self.device_verification_payload,
            &self.app_package_name,
        ];
        let has_regions = self.regions.as_ref().is_some_and(|regions| !regions.is_empty());
        if has_regions && !members.into_iter().any(|member| is_blank(member.as_deref())) {
            Ok(())
        } else {
            Err(Refusal::InvalidParameter)
        }
    }

    /// One supported region suffices.
    pub(crate) fn check_regions(&self, supported: &Regions) -> Result<(), Refusal> {
        if supported.support_any(self.regions()) {
            Ok(())
        } else {
            Err(Refusal::RegionsNotSupported)
        }
    }

    /// With the device check switched off the platform's name is still looked at.
    pub(crate) fn check_device(&self) -> Result<(), Refusal> {
        if is_platform(self.platform.as_deref()) {
            Ok(())
        } else {
            Err(Refusal::InvalidDevice)
        }
    }

    /// The package must be the app's on its platform.
    pub(crate) fn check_package(&self, app: &SignedApps) -> Result<(), Refusal> {
        let expected = match self.platform.as_deref() {
            Some("ios") => &app.app_bundle_id,
            _ => &app.android_package,
        };
        if self.app_package_name.as_ref() == Some(expected) {
            Ok(())
        } else {
            Err(Refusal::InvalidDevice)
        }
    }

    /// Every region named, served or not.
    fn regions(&self) -> &[String] {
        self.regions.as_deref().unwrap_or_default()
    }

    /// What the log of the day keeps of a registration beside its padding.
    fn device_payload(&self) -> String {
        let text = |member: &Option<String>| member.clone().unwrap_or_default();
        format!(
            "regions: {}, platform: {}, deviceVerificationPayload: {}, appPackageName: {}",
            self.regions().join(", "),
            text(&self.platform),
            text(&self.device_verification_payload),
            text(&self.app_package_name)
        )
    }

    /// Takes the number and the attestation out.
    fn forget_secrets(&mut self) {
        self.verification_payload = None;
        self.device_verification_payload = None;
    }

    /// The number the user typed.
    pub(crate) fn processing_number(&self) -> &str {
        self.verification_payload.as_deref().unwrap_or_default()
    }
}

/// Whether the device check, switched off, lets a platform of this name pass.
pub(crate) fn is_platform(name: Option<&str>) -> bool {
    matches!(name, Some("android" | "ios"))
}

/// Missing, empty, or white space only.
pub(crate) fn is_blank(text: Option<&str>) -> bool {
    text.is_none_or(|text| text.trim().is_empty())
}

/// The 16 bytes of a key in base64, `None` if it is not that.
fn key_data(base64: Option<&str>) -> Option<[u8; 16]> {
    STANDARD.decode(base64?).ok()?.try_into().ok()
}

/// The rolling period as it is stored.
fn stored_period(submitted: u32) -> u32 {
    if submitted == 0 {
        INTERVALS_PER_DAY
    } else {
        submitted
    }
}
