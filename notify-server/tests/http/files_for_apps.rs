//! Files that say the same until somebody changes them: parameters, the newest version, the terms.

use exposure_notification::v2::Parameters;
use notify_server::{AppVersions, TermsUpdate, TextUpdate};
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::Server;

const CONFIGURATION: &str = "/c19r/exposure_configuration/configuration.json";
const RISK_CALCULATION: &str = "/c19r/exposure_configuration/risk_calculation_configuration.json";

#[tokio::test]
async fn without_parameters_for_version_2_there_are_no_such_files() {
    let server = Server::start("2022-06").await;
    assert_eq!(server.get(CONFIGURATION).await.status(), 404);
    assert_eq!(server.get(RISK_CALCULATION).await.status(), 404);
}

/// The values of COCOA 2 are those of its two published files.
#[tokio::test]
async fn the_parameters_for_version_2_are_served_as_two_files() {
    let server = Server::start_with("2022-06", |config| {
        config.parameters_v2 = Some(Parameters::cocoa_default());
    })
    .await;
    let configuration = server.get_json(CONFIGURATION).await;
    let google = &configuration["google_daily_summaries_config"];
    assert_eq!(google["attenuation_bucket_threshold_db"], json!([46, 60, 65]));
    assert_eq!(
        configuration["apple_exposure_config_v1"]["transmission_risk_level_values"],
        json!([0, 0, 7, 7, 7, 7, 7, 7])
    );
    let risk = server.get_json(RISK_CALCULATION).await;
    assert_eq!(risk["format_version"], 1);
    assert_eq!(
        risk["DailySummary_DaySummary_ScoreSum"],
        json!({"op": ">=", "value": 1350.0})
    );

    let files = json!({"exposure_configuration": configuration, "risk_calculation": risk});
    let parameters: Parameters = serde_json::from_value(files).unwrap();
    assert_eq!(parameters.digest(), Parameters::cocoa_default().digest());
}

#[tokio::test]
async fn nobody_is_asked_to_update_or_to_agree_again_by_default() {
    let server = Server::start("2021-06").await;
    let versions = json!({"version": "1.0.0", "ios": "1.0.0", "android": "1.0.0"});
    assert_eq!(server.get_json("/version.json").await, versions);
    for language in ["ja", "en", "zh"] {
        let update = server.get_json(&format!("/{language}/terms_update.json")).await;
        assert_eq!(update.as_object().unwrap().len(), 2, "{update}");
        for text in ["terms_of_service", "privacy_policy"] {
            assert!(update[text]["text"].is_string(), "{update}");
            // COCOA v1.0.0 came on 19 June 2020.
            assert_eq!(update[text]["update_date"], "2020-06-01T00:00:00", "{update}");
        }
    }
    assert_eq!(server.get("/fr/terms_update.json").await.status(), 404);
}

#[tokio::test]
async fn another_version_and_other_terms_are_configured_or_announced() {
    let server = Server::start_with("2021-06", |config| {
        config.app_versions = AppVersions {
            version: "1.2.4".to_owned(),
            ..AppVersions::default()
        };
        config.terms_update = Some(TermsUpdate {
            terms_of_service: TextUpdate {
                text: "動作情報の送信を加えました。".to_owned(),
                update_date: "2020-12-01T00:00:00".parse().unwrap(),
            },
            ..TermsUpdate::default()
        });
    })
    .await;
    assert_eq!(server.get_json("/version.json").await["version"], "1.2.4");
    let update = server.get_json("/ja/terms_update.json").await;
    assert_eq!(update["terms_of_service"]["update_date"], "2020-12-01T00:00:00");
    assert_eq!(update["privacy_policy"]["update_date"], "2020-06-01T00:00:00");

    let put = async |path: &str, body: &Value| {
        let request = server.request(Method::PUT, path).json(body);
        request.send().await.unwrap().status().as_u16()
    };
    let versions = json!({"version": "9", "ios": "9.1", "android": "9.2"});
    assert_eq!(put("/control/app-versions", &versions).await, 204);
    assert_eq!(server.get_json("/version.json").await, versions);
    let text = json!({"text": "改定", "update_date": "2021-06-14T12:00:00"});
    let update = json!({"terms_of_service": text, "privacy_policy": text});
    assert_eq!(put("/control/terms-update", &update).await, 204);
    assert_eq!(server.get_json("/zh/terms_update.json").await, update);
    assert_eq!(
        put("/control/terms-update", &json!({"terms_of_service": text})).await,
        422
    );
    assert_eq!(put("/control/app-versions", &json!({"version": "9"})).await, 422);
}
