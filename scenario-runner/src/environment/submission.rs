//! Positive registrations that no app would send: made by hand, sent as a phone sends them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use reqwest::Method;
use serde::Deserialize;
use serde_json::{Value, json};

use super::notification_server::NotificationServer;
use super::part::PartError;

/// Intervals of ten minutes in a day.
const INTERVALS_PER_DAY: i64 = 144;
const INTERVAL_SECONDS: i64 = 600;

/// The app of COCOA, on both operating systems.
const APP: &str = "jp.go.mhlw.covid19radar";

/// A submission under construction: whole and valid, until something is made wrong.
#[derive(Debug, Clone)]
pub(crate) struct Submission {
    processing_number: String,
    keys: Vec<Value>,
    region: &'static str,
    platform: String,
    app: &'static str,
    /// The first interval of today, UTC.
    today: i64,
}

impl Submission {
    /// A valid submission with the keys of yesterday and the day before.
    pub(crate) fn valid(processing_number: &str, now: Timestamp) -> Self {
        let day = now.as_second().div_euclid(INTERVAL_SECONDS * INTERVALS_PER_DAY);
        let mut submission = Self {
            processing_number: processing_number.to_owned(),
            keys: Vec::new(),
            region: "440",
            platform: "ios".to_owned(),
            app: APP,
            today: day * INTERVALS_PER_DAY,
        };
        submission.add_key(1, 144);
        submission.add_key(2, 144);
        submission
    }

    /// Adds the key of so many days ago, which ended after so many intervals.
    pub(crate) fn add_key(&mut self, days_ago: i64, rolling_period: u32) {
        let filling = u8::try_from(self.keys.len() % 250).unwrap_or_default() + 1;
        self.add_key_of(&[filling; 16], days_ago, rolling_period);
    }

    /// Adds a key with these bytes, however many.
    pub(crate) fn add_key_of(&mut self, data: &[u8], days_ago: i64, rolling_period: u32) {
        self.keys.push(json!({
            "keyData": STANDARD.encode(data),
            "rollingStartNumber": self.today - days_ago * INTERVALS_PER_DAY,
            "rollingPeriod": rolling_period,
            "transmissionRisk": 0,
        }));
    }

    /// Sends the first key twice.
    pub(crate) fn repeat_first_key(&mut self) {
        let first = self.keys.first().cloned();
        self.keys.extend(first);
    }

    pub(crate) fn name_region(&mut self, region: &'static str) {
        self.region = region;
    }

    pub(crate) fn name_platform(&mut self, platform: &str) {
        platform.clone_into(&mut self.platform);
    }

    pub(crate) fn name_app(&mut self, app: &'static str) {
        self.app = app;
    }

    fn body(&self) -> Value {
        json!({
            "keys": self.keys,
            "regions": [self.region],
            "platform": self.platform,
            "deviceVerificationPayload": "attestation",
            "appPackageName": self.app,
            "verificationPayload": self.processing_number,
            "padding": "cGFkZGluZw==",
        })
    }
}

/// A user as the first form of a submission names one.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct User {
    user_uuid: String,
    secret: String,
}

impl NotificationServer {
    /// Sends a submission in the newest form that apps of the day used; gives the status of the answer.
    pub(crate) async fn submit(&self, submission: &Submission) -> Result<u16, PartError> {
        #[derive(Deserialize)]
        struct State {
            columns: Value,
        }
        let state: State = self.0.get("/control/state").await?;
        let mut body = submission.body();
        if state.columns["v2_diagnosis"] == true {
            return self.0.status(Method::PUT, "/api/v2/diagnosis", &body, None).await;
        }
        let user: User = self
            .0
            .call(Method::POST, "/api/register", Some(&json!({})))
            .await?;
        body["userUuid"] = user.user_uuid.into();
        self.0
            .status(Method::PUT, "/api/diagnosis", &body, Some(&user.secret))
            .await
    }
}
