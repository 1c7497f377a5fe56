//! What the app is told about itself: the newest version, and since when the terms are as they are.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::DateTime;
use serde::Deserialize;
use serde_json::Value;
use testbed::japan;

use super::NotifyServer;

/// How long the app waits for the terms (COCOA v1.2.0 `TermsUpdateService`).
const TERMS_TIMEOUT: Duration = Duration::from_secs(5);

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

/// When each of the texts was last changed, where that is known.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::app) struct TermsChanges {
    pub terms_of_service: Option<Timestamp>,
    pub privacy_policy: Option<Timestamp>,
}

impl NotifyServer {
    /// A member of `version.json`; `None` when it cannot be had.
    pub(in crate::app) async fn newest_version(&self, member: &str) -> Option<String> {
        let versions: BTreeMap<String, Value> = self.json("/version.json").await.ok()?;
        versions.get(member)?.as_str().map(str::to_owned)
    }

    /// When the terms were last changed, as the file of a language says. What cannot be had has not changed.
    pub(in crate::app) async fn terms_changes(&self, locale: &str) -> TermsChanges {
        let language = ["en", "zh"]
            .into_iter()
            .find(|language| locale.starts_with(language));
        let url = format!("{}/{}/terms_update.json", self.url, language.unwrap_or("ja"));
        let request = self.client.get(url).timeout(TERMS_TIMEOUT);
        let changed_at = |text: Option<TextUpdate>| {
            let changed_at = text?.update_date.to_zoned(japan::time_zone()).ok()?;
            Some(changed_at.timestamp())
        };
        match self.json_of::<TermsUpdate>(request).await {
            Ok(update) => TermsChanges {
                terms_of_service: changed_at(update.terms_of_service),
                privacy_policy: changed_at(update.privacy_policy),
            },
            Err(_) => TermsChanges::default(),
        }
    }
}
