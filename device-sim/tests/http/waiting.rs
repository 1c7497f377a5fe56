//! How long apps wait for an answer: 100 seconds, the default of .NET's `HttpClient`; 10 seconds for the configurations
//! of COCOA 2, and 5 for changed terms.

use std::time::Duration;

use serde_json::json;
use testbed::clock::Clock;

use crate::support::registering::phone;
use crate::support::{Phones, StandIn};

const LIST: &str = "/c19r/440/list.json";
const CONFIGURATION: &str = "/c19r/exposure_configuration/configuration.json";

#[tokio::test]
async fn where_time_stands_still_the_server_is_told_how_long_an_app_waits() {
    let server = StandIn::start().await;
    let phones = phone(&server, "iOS", "2.0.1").await;
    phones.register("A", json!({"onset_date": "2021-06-14"})).await;
    server.publish(server.submissions()[0].keys(4));
    phones.open("A").await;
    for (path, seconds) in [
        ("/api/register", 100),
        (LIST, 100),
        ("/api/v2/diagnosis", 100),
        (CONFIGURATION, 10),
        ("/ja/terms_update.json", 5),
    ] {
        assert_eq!(
            server.patience(path),
            Some(Duration::from_secs(seconds)),
            "{path}"
        );
    }
}

#[tokio::test]
async fn where_time_goes_on_by_itself_the_server_is_told_nothing() {
    let server = StandIn::start().await;
    let phones = Phones::with(&server, |config| config.clock = Clock::system()).await;
    phones.add("A", "iOS", "2.0.1").await;
    phones.open("A").await;
    assert_eq!(server.patience("/api/register"), None);
    assert_eq!(server.patience("/ja/terms_update.json"), None);
}
