//! What the app is told about itself: the newest version, and since when the terms are as they are.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::DateTime;
use serde::Deserialize;
use serde_json::Value;
use testbed::japan;

use super::NotifyServer;

/// `terms_update.json` (COCOA v1.2.0 `TermsUpdateInfoModel`).
#[derive(Deserialize)]
struct TermsUpdate {
    terms_of_service: Option<TextUpdate>,
    privacy_policy: Option<TextUpdate>,
}

#[derive(Deserialize)]
struct TextUpdate {
    /// In Japan's time.
    update_date: DateTime,
}

impl NotifyServer {
    /// A member of `version.json`; `None` when it cannot be had.
    pub(in crate::app) async fn newest_version(&self, member: &str) -> Option<String> {
        let versions: BTreeMap<String, Value> = self.json("/version.json").await.ok()?;
        versions.get(member)?.as_str().map(str::to_owned)
    }

    /// When the terms of service or the privacy policy were last changed, as the texts of a language say; `None` when
    /// that cannot be had.
    pub(in crate::app) async fn terms_changed_at(&self, locale: &str) -> Option<Timestamp> {
        let language = ["en", "zh"]
            .into_iter()
            .find(|language| locale.starts_with(language));
        let path = format!("/{}/terms_update.json", language.unwrap_or("ja"));
        let update: TermsUpdate = self.json(&path).await.ok()?;
        [update.terms_of_service, update.privacy_policy]
            .into_iter()
            .flatten()
            .filter_map(|text| text.update_date.to_zoned(japan::time_zone()).ok())
            .map(|changed| changed.timestamp())
            .max()
    }
}
