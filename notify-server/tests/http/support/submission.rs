//! What an app submits, and the days that keys belong to.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

/// 2021-06-14T00:00:00Z, the day on which tests begin: 1,623,628,800 s / 600.
pub(crate) const TODAY: u32 = 2_706_048;

/// 2021-05-31T00:00:00Z, 14 days before.
pub(crate) const OLDEST_DAY: u32 = TODAY - 14 * 144;

/// Key data that consists of one byte.
pub(crate) fn key_data(byte: u8) -> String {
    STANDARD.encode([byte; 16])
}

/// A key as COCOA submits it in V1: with transmission risk level 0.
pub(crate) fn key(byte: u8, rolling_start: u32, rolling_period: u32) -> Value {
    json!({
        "keyData": key_data(byte),
        "rollingStartNumber": rolling_start,
        "rollingPeriod": rolling_period,
        "transmissionRisk": 0,
    })
}

/// A V2 submission with everything an app sends; a V1 submission but for the user.
pub(crate) fn submission(keys: &[Value]) -> Value {
    json!({
        "keys": keys,
        "regions": ["440"],
        "platform": "android",
        "deviceVerificationPayload": "attestation",
        "appPackageName": "jp.go.mhlw.covid19radar",
        "verificationPayload": "48151623",
        "padding": "cGFkZGluZw==",
    })
}

/// The submission with one member changed; `null` takes it away.
pub(crate) fn with(mut submission: Value, member: &str, value: Value) -> Value {
    let members = submission.as_object_mut().unwrap();
    if value.is_null() {
        members.remove(member);
    } else {
        members.insert(member.to_owned(), value);
    }
    submission
}
