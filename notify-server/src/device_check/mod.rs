//! Whether a submission comes from the app on a real phone (COCOA v1.0.0 to v3.0.0, `DeviceValidationService`).
//!
//! | file | idea |
//! | --- | --- |
//! | [`settings`] | what a deployment says of it |
//! | [`covered`] | the texts that bind an attestation to a submission |
//! | [`android`], [`jws`] | Google's statement, checked here |
//! | [`google`] | the same, checked by Google (until COCOA v1.2.3) |
//! | [`manufacturer`] | the way to either |
//! | [`apple`] | a token of an iPhone, checked by Apple |
//!
//! Whether it is checked at all is the deployment's: both flags of the real server were off unless set, and what
//! production had set is not public. How it is checked is a matter of the day, so of [`ServerState`]. A platform that
//! is neither `android` nor `ios` is refused even where nothing is checked.
//!
//! Google's statement also tells of the app's package and of a phone that was tampered with. The real server had code
//! to look at both, and never the settings that would have switched it on (`ConfigAuthorizedAppRepository`); so they
//! are not looked at here either. Nor is it asked whether Google took a certificate back, which .NET did.

mod android;
mod apple;
mod covered;
mod google;
mod jws;
mod manufacturer;
mod settings;

use jiff::Timestamp;
use testbed::clock::Clock;

pub(crate) use self::covered::{Covered, CoveredKey};
pub use self::settings::{
    AndroidCheckSettings, DeviceCheckSettings, DeviceCheckSettingsError, IosCheckSettings,
};

use self::android::{Attestation, AttestationFault};
use self::apple::AppleDeviceCheck;
use self::google::GoogleVerification;
use crate::state::{
    AndroidDeviceCheck, AppleFailures, AppleTransaction, IosDeviceCheck, MalformedAttestation, ServerState,
};

/// Whether there is such a platform; its name is looked at even where nothing is checked.
pub(crate) fn is_platform(name: Option<&str>) -> bool {
    matches!(name, Some("android" | "ios"))
}

/// The checks that are switched on.
pub(crate) struct DeviceCheck {
    android: Option<AndroidCheck>,
    ios: Option<AppleDeviceCheck>,
}

struct AndroidCheck {
    attestation: Attestation,
    google: GoogleVerification,
}

/// Why a submission is not taken for one of the app on a real phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DeviceFailure {
    /// It is not.
    Invalid,
    /// Nobody knows: an exception that the real server does not catch.
    Exception,
}

impl DeviceCheck {
    pub(crate) fn new(
        settings: &DeviceCheckSettings,
        clock: &Clock,
    ) -> Result<Self, DeviceCheckSettingsError> {
        let android = settings.android.as_ref().map(|settings| {
            Ok::<_, DeviceCheckSettingsError>(AndroidCheck {
                attestation: Attestation::new(&settings.google_root_certificate)?,
                google: GoogleVerification::new(settings, clock)?,
            })
        });
        let ios = settings
            .ios
            .as_ref()
            .map(|settings| AppleDeviceCheck::new(settings, clock));
        Ok(Self {
            android: android.transpose()?,
            ios: ios.transpose()?,
        })
    }

    /// Checks what vouches for a phone, `payload`, against the texts of the submission.
    pub(crate) async fn check(
        &self,
        state: &ServerState,
        platform: Option<&str>,
        payload: &str,
        covered: &Covered,
        now: Timestamp,
    ) -> Result<(), DeviceFailure> {
        match (platform, &self.android, &self.ios) {
            (Some("android"), Some(check), _) => check.check(state, payload, covered, now).await,
            (Some("ios"), _, Some(check)) if state.ios_device_check == IosDeviceCheck::On => {
                let transaction = match state.apple_transaction {
                    AppleTransaction::KeyData => covered.key_data(),
                    AppleTransaction::AllParts => Some(covered.transaction()),
                };
                let transaction = transaction.ok_or(DeviceFailure::Exception)?;
                let is_confirmed = check.ask(payload, transaction, now).await;
                let is_confirmed = is_confirmed.map_err(|_unanswered| DeviceFailure::Exception)?;
                if is_confirmed || state.apple_failures == AppleFailures::Accepted {
                    Ok(())
                } else {
                    Err(DeviceFailure::Invalid)
                }
            }
            (name, _, _) if is_platform(name) => Ok(()),
            _ => Err(DeviceFailure::Invalid),
        }
    }
}

impl AndroidCheck {
    async fn check(
        &self,
        state: &ServerState,
        payload: &str,
        covered: &Covered,
        now: Timestamp,
    ) -> Result<(), DeviceFailure> {
        let checked = match state.android_device_check {
            AndroidDeviceCheck::Off => return Ok(()),
            AndroidDeviceCheck::Offline => self.attestation.check(payload, covered.nonce(), now),
            // The form is looked at first, then Google is asked, then the rest is checked here.
            AndroidDeviceCheck::Online => match self.attestation.read(payload) {
                Err(fault) => Err(fault),
                Ok(_) if !self.google.confirms(payload).await => Err(AttestationFault::Unconfirmed),
                Ok(statement) => self.attestation.check_statement(&statement, covered.nonce(), now),
            },
        };
        checked.map_err(|fault| failure(state.malformed_attestation, fault))
    }
}

/// What becomes of a statement of Google that does not vouch.
fn failure(rule: MalformedAttestation, fault: AttestationFault) -> DeviceFailure {
    match (rule, fault) {
        (_, AttestationFault::OtherSubmission)
        | (MalformedAttestation::Refused400, _)
        | (
            MalformedAttestation::OnlyShapelessError500,
            AttestationFault::Untrusted | AttestationFault::Unconfirmed,
        ) => DeviceFailure::Invalid,
        (MalformedAttestation::Error500, _)
        | (MalformedAttestation::OnlyShapelessError500, AttestationFault::Shapeless) => {
            DeviceFailure::Exception
        }
    }
}
