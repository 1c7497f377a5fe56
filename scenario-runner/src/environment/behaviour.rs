//! Telling the parts what they do otherwise than they are made to, before anything happens.

use reqwest::Method;
use serde_json::{Map, Value, json};

use super::Urls;
use super::part::{Part, PartError};
use crate::release::Release;

/// Nobody is asked anything where nothing is switched.
pub(super) async fn switch(urls: &Urls, release: &Release) -> Result<(), PartError> {
    let behaviour = &release.behaviour;
    let (hersys, phones) = (&urls.mock_hersys, &urls.device_sim);
    let of = |columns: &Map<String, Value>| json!({ "columns": columns });
    if !behaviour.hersys.is_empty() {
        let part = Part::reach("HER-SYS", hersys)?;
        part.tell(Method::PUT, "/control/behaviour", Some(&of(&behaviour.hersys)))
            .await?;
    }
    let phones = Part::reach("端末", phones)?;
    if !behaviour.app.is_empty() {
        // The release alone: the apps of other versions that a scenario brings in are as they were.
        let body = json!({ "columns": behaviour.app, "version": release.app.to_string() });
        phones
            .tell(Method::PUT, "/control/app-behaviour", Some(&body))
            .await?;
    }
    if !behaviour.os.is_empty() {
        phones
            .tell(Method::PUT, "/control/os-behaviour", Some(&of(&behaviour.os)))
            .await?;
    }
    Ok(())
}
