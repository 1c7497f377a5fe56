//! What apps are told about themselves: which version there is, and since when the terms are as they are. It stood on
//! a web site beside the server (COCOA v1.2.0, `CheckVersionService`, `TermsUpdateService`).

use jiff::civil::{DateTime, date};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The file `version.json`: the newest version of the app.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"version": "1.4.1", "ios": "2.0.1", "android": "2.0.1"}))]
pub struct AppVersions {
    /// What apps of 2020 and 2021 look at.
    pub version: String,
    /// What COCOA v2.0.1 looks at on iOS.
    pub ios: String,
    /// What COCOA v2.0.1 looks at on Android.
    pub android: String,
}

impl Default for AppVersions {
    /// The first version, so that no app asks its user for an update.
    fn default() -> Self {
        let first = || "1.0.0".to_owned();
        Self {
            version: first(),
            ios: first(),
            android: first(),
        }
    }
}

/// The file `terms_update.json`: the last change of the two texts that a user agrees to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "terms_of_service": {"text": "利用規約を改定しました。", "update_date": "2022-04-07T00:00:00"},
    "privacy_policy": {"text": "改定はありません。", "update_date": "2020-06-01T00:00:00"},
}))]
pub struct TermsUpdate {
    /// Of the terms of use (利用規約).
    pub terms_of_service: TextUpdate,
    /// Of the privacy policy (プライバシーポリシー).
    pub privacy_policy: TextUpdate,
}

/// The last change of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TextUpdate {
    /// What the user is told about the change.
    pub text: String,
    /// When it was made, in Japan's time. Who agreed before is asked again.
    #[schema(value_type = String, examples("2022-04-07T00:00:00"))]
    pub update_date: DateTime,
}

impl Default for TextUpdate {
    /// Before the first release, so that nobody is asked again.
    fn default() -> Self {
        Self {
            text: "改定はありません。".to_owned(),
            update_date: date(2020, 6, 1).at(0, 0, 0, 0),
        }
    }
}

/// What is announced now.
pub(crate) struct Announcements {
    pub(crate) app_versions: AppVersions,
    pub(crate) terms_update: TermsUpdate,
}
