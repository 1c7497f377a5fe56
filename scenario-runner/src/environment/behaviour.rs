//! Telling the parts what they do otherwise than they are made to, before anything happens.

use reqwest::Method;
use serde_json::{Map, Value, json};

use super::Urls;
use super::part::{Part, PartError};
use crate::release::Release;

/// Nobody is asked anything where nothing is switched.
pub(super) async fn switch(urls: &Urls, release: &Release) -> Result<(), PartError> {
    let behaviour = &release.behaviour;
    let tables: [(&'static str, &str, &str, &Map<String, Value>); 3] = [
        (
            "HER-SYS",
            &urls.mock_hersys,
            "/control/behaviour",
            &behaviour.hersys,
        ),
        ("端末", &urls.device_sim, "/control/app-behaviour", &behaviour.app),
        ("端末", &urls.device_sim, "/control/os-behaviour", &behaviour.os),
    ];
    for (name, url, path, columns) in tables {
        if !columns.is_empty() {
            let body = json!({ "columns": columns });
            Part::reach(name, url)?
                .tell(Method::PUT, path, Some(&body))
                .await?;
        }
    }
    Ok(())
}
