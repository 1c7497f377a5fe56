//! V3: the server computes days since onset and level of every key, and drops invalid keys without a word (COCOA
//! v2.0.0 and v2.0.1, `V3DiagnosisSubmissionParameter`, `TemporaryExposureKeyValidationService`).
//!
//! One copy of a key is kept for every region named, served or not, and all copies stand in every file (COCOA v2.0.0,
//! `V3DiagnosisApi`); apps named one region.
//!
//! No released app was ever answered by it: the one that was built for it came with the end of the service.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use exposure_notification::{ENIntervalNumber, INTERVALS_PER_DAY, TemporaryExposureKey};
use jiff::Timestamp;
use jiff::fmt::strtime;
use ring::digest::{SHA256, digest};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Envelope, key_data, stored_period};
use crate::error::Refusal;
use crate::store::{Diagnosis, ReceivedKey, Resubmission};
use crate::window::{SECONDS_PER_DAY, oldest_interval, today};

/// Beyond it Android gives no result at all for the whole file (COCOA v2.0.1, `Constants`).
const DAYS_OF_A_FILE: RangeInclusive<i32> = -14..=14;

/// The infectious window with symptoms, counted from the onset, and without, counted from the test: the values of
/// COCOA's example settings; those of production are not public.
const DAYS_SINCE_ONSET: RangeInclusive<i32> = -3..=10;
const DAYS_SINCE_TEST: RangeInclusive<i32> = -3..=7;

/// The report types of the export format end here.
const HIGHEST_REPORT_TYPE: u32 = 5;

/// Before this day nobody is infectious.
const INFECTIOUS_FROM: i32 = -3;
const LOWEST_LEVEL: u8 = 1;
const MEDIUM_LEVEL: u8 = 4;

/// The two forms that there were.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ThirdForm {
    /// COCOA v2.0.0.
    First,
    /// COCOA v2.0.1.
    Second,
}

/// The body of `PUT /api/v3/diagnosis`, and, with the keys that are left, of its answer.
#[derive(Clone, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({
    "hasSymptom": true,
    "onsetOfSymptomOrTestDate": "2021-06-12T00:00:00.000+09:00",
    "idempotency_key": "05A6A158-E216-4599-B99E-3708D360FF2F",
    "keys": [{
        "keyData": "AQEBAQEBAQEBAQEBAQEBAQ==",
        "rollingStartNumber": 2_706_048,
        "rollingPeriod": 144,
        "reportType": 1,
    }],
    "regions": ["440"],
    "platform": "android",
    "deviceVerificationPayload": "attestation",
    "appPackageName": "jp.go.mhlw.covid19radar",
    "verificationPayload": "01234567",
    "padding": "cGFkZGluZw==",
}))]
pub(crate) struct V3Submission {
    /// COCOA v2.0.0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    symptom_onset_date: Option<String>,
    /// COCOA v2.0.1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    has_symptom: Option<bool>,
    /// COCOA v2.0.1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    onset_of_symptom_or_test_date: Option<String>,
    keys: Vec<V3Key>,
    #[serde(flatten)]
    envelope: Envelope,
    #[serde(default, rename = "idempotency_key")]
    idempotency_key: Option<String>,
    #[serde(default)]
    padding: Option<String>,
}

/// A key of V3.
#[derive(Clone, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct V3Key {
    #[serde(default)]
    key_data: Option<String>,
    #[serde(default)]
    rolling_start_number: u32,
    #[serde(default)]
    rolling_period: u32,
    #[serde(default)]
    transmission_risk: i32,
    #[serde(default)]
    report_type: u32,
    #[serde(default)]
    days_since_onset_of_symptoms: i32,
}

/// A submission whose keys were judged: what is left of them.
pub(crate) struct JudgedSubmission {
    submission: V3Submission,
    /// As they are to be stored but for their regions.
    keys: Vec<ReceivedKey>,
    form: ThirdForm,
}

impl JudgedSubmission {
    /// Reads a body; a date that is missing or of another form makes it unreadable.
    pub(crate) fn read(body: &[u8], form: ThirdForm, now: Timestamp) -> Result<Self, Refusal> {
        let mut submission: V3Submission = serde_json::from_slice(body).map_err(|_| Refusal::Unreadable)?;
        let date = match form {
            ThirdForm::First => &submission.symptom_onset_date,
            ThirdForm::Second => &submission.onset_of_symptom_or_test_date,
        };
        let onset_day = date.as_deref().and_then(utc_day).ok_or(Refusal::Unreadable)?;
        let window = match (form, submission.has_symptom.unwrap_or_default()) {
            (ThirdForm::First, _) => DAYS_OF_A_FILE,
            (ThirdForm::Second, true) => DAYS_SINCE_ONSET,
            (ThirdForm::Second, false) => DAYS_SINCE_TEST,
        };

        let idempotency_key = submission.idempotency_key.clone().unwrap_or_default();
        let mut received = Vec::new();
        submission.keys.retain_mut(|key| {
            let start = ENIntervalNumber(key.rolling_start_number).start_unix_seconds();
            let days = start.div_euclid(SECONDS_PER_DAY) - onset_day;
            key.days_since_onset_of_symptoms = i32::try_from(days).unwrap_or(i32::MAX);
            let level = if key.days_since_onset_of_symptoms < INFECTIOUS_FROM {
                LOWEST_LEVEL
            } else {
                MEDIUM_LEVEL
            };
            key.transmission_risk = i32::from(level);
            let Some(stored) = key.validate(form, &window, now) else {
                return false;
            };
            received.push(ReceivedKey {
                key: stored,
                transmission_risk_level: level,
                diagnosis: Some(Diagnosis {
                    report_type: key.report_type.cast_signed(),
                    days_since_onset: key.days_since_onset_of_symptoms,
                }),
                resubmission: Resubmission::Replaces(key.resubmission_id(&idempotency_key)),
            });
            true
        });
        Ok(Self {
            submission,
            keys: received,
            form,
        })
    }

    /// How many keys are left.
    pub(crate) fn key_count(&self) -> usize {
        self.keys.len()
    }

    /// The keys as they are to be stored, a copy for every region. They can be many: not before all checks.
    pub(crate) fn copies(&self) -> Vec<ReceivedKey> {
        let regions: BTreeSet<&String> = self.envelope().regions().iter().collect();
        let copies = self.keys.iter().flat_map(|key| {
            regions.iter().map(|region| {
                let mut copy = key.clone();
                if let Resubmission::Replaces(id) = &mut copy.resubmission {
                    // As a digest, because a region may be any text.
                    *id = hex::encode(digest(&SHA256, format!("{id} {region}").as_bytes()));
                }
                copy
            })
        });
        copies.collect()
    }

    /// What the submission says beside its keys.
    pub(crate) fn envelope(&self) -> &Envelope {
        &self.submission.envelope
    }

    /// What is answered to a registration. COCOA v2.0.1 takes number and attestation out.
    pub(crate) fn answer(&self) -> Result<String, Refusal> {
        let mut submission = self.submission.clone();
        if self.form == ThirdForm::Second {
            submission.envelope.forget_secrets();
        }
        as_json(&submission)
    }

    /// What is answered to chaff: everything that was sent, so that its size tells it from a registration.
    pub(crate) fn answer_to_chaff(&self) -> Result<String, Refusal> {
        as_json(&self.submission)
    }
}

fn as_json(submission: &V3Submission) -> Result<String, Refusal> {
    serde_json::to_string(submission).map_err(|_| Refusal::Unreadable)
}

impl V3Key {
    fn validate(
        &self,
        form: ThirdForm,
        window: &RangeInclusive<i32>,
        now: Timestamp,
    ) -> Option<TemporaryExposureKey> {
        let rolling_start = ENIntervalNumber(self.rolling_start_number);
        let is_valid = self.rolling_period <= INTERVALS_PER_DAY
            && (oldest_interval(now)..=today(now)).contains(&rolling_start)
            && window.contains(&self.days_since_onset_of_symptoms)
            && (form == ThirdForm::First || self.report_type <= HIGHEST_REPORT_TYPE);
        let key_data = key_data(self.key_data.as_deref())?;
        is_valid.then_some(TemporaryExposureKey {
            key_data,
            rolling_start,
            rolling_period: stored_period(self.rolling_period),
        })
    }

    /// The same for the same key of the same visit to the page.
    fn resubmission_id(&self, idempotency_key: &str) -> String {
        let key_data = self.key_data.as_deref().unwrap_or_default();
        let text = format!(
            "{idempotency_key},{key_data},{},{}",
            self.rolling_start_number, self.rolling_period
        );
        hex::encode(digest(&SHA256, text.as_bytes()))
    }
}

/// The UTC day of a time like `2022-06-14T00:00:00.000+09:00`, counted from 1970. Midnight in Japan falls on the day
/// before, which makes every count of days one more (COCOA's configuration makes up for it).
fn utc_day(text: &str) -> Option<i64> {
    let has_form = text.len() == "2022-06-14T00:00:00.000+09:00".len();
    let parsed = strtime::parse("%Y-%m-%dT%H:%M:%S.%3f%:z", text).ok()?;
    let moment = parsed.to_timestamp().ok().filter(|_| has_form)?;
    Some(moment.as_second().div_euclid(SECONDS_PER_DAY))
}
