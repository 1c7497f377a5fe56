//! Events of the use of an app, as apps tell them with their users' consent (COCOA v2.0.0 and v3.0.0, `V1EventLog`).

use jiff::Timestamp;
use ring::digest::{SHA256, digest};
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Value, json};
use utoipa::openapi::schema::AnyOfBuilder;
use utoipa::openapi::{Ref, RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use crate::device_check::Covered;
use crate::state::EventLogForm;
use crate::store::EventLog;

/// What an app tells, of either form.
pub(crate) struct EventLogSubmission {
    /// The platform's name; the device check looks at it.
    pub(crate) platform: Option<String>,
    /// Missing in a body without events.
    pub(crate) events: Option<Vec<Event>>,
    /// What vouches for the phone.
    pub(crate) device_verification_payload: String,
    app_package_name: String,
    /// Of the second form: it stands before an event's text in its identifier, and is covered by the attestation.
    idempotency_key: Option<String>,
}

/// An event, of either form.
pub(crate) struct Event {
    has_consent: bool,
    epoch: i64,
    kind: String,
    subtype: String,
    content: Content,
}

/// What an event is about.
struct Content {
    /// As JSON, to be kept.
    json: String,
    /// As it stands in the event's text.
    text: String,
}

/// The body of `PUT /api/v1/event_log`: either form, of which the form of the day alone is read. A body may fit both,
/// because every member may be missing.
pub(crate) enum EventLogBody {}

impl PartialSchema for EventLogBody {
    fn schema() -> RefOr<Schema> {
        AnyOfBuilder::new()
            .item(Ref::from_schema_name(SnakeCaseSubmission::name()))
            .item(Ref::from_schema_name(CamelCaseSubmission::name()))
            .examples([json!({
                "idempotencyKey": "05A6A158-E216-4599-B99E-3708D360FF2F",
                "platform": "android",
                "appPackageName": "jp.go.mhlw.covid19radar",
                "deviceVerificationPayload": "attestation",
                "eventLogs": [{
                    "hasConsent": true,
                    "epoch": 1_667_870_000,
                    "type": "ExposureNotification",
                    "subtype": "ExposureNotified",
                    "content": {"key": "value"},
                }],
            })])
            .into()
    }
}

impl ToSchema for EventLogBody {
    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        for (name, schema) in [
            (SnakeCaseSubmission::name(), SnakeCaseSubmission::schema()),
            (CamelCaseSubmission::name(), CamelCaseSubmission::schema()),
        ] {
            schemas.push((name.into_owned(), schema));
        }
        SnakeCaseSubmission::schemas(schemas);
        CamelCaseSubmission::schemas(schemas);
    }
}

/// COCOA v2.0.0.
#[derive(Deserialize, ToSchema)]
pub(crate) struct SnakeCaseSubmission {
    platform: Option<String>,
    #[serde(rename = "appPackageName")]
    app_package_name: Option<String>,
    #[serde(rename = "deviceVerificationPayload")]
    device_verification_payload: Option<String>,
    event_logs: Option<Vec<SnakeCaseEvent>>,
}

#[derive(Deserialize, Default, ToSchema)]
#[serde(default)]
struct SnakeCaseEvent {
    has_consent: bool,
    epoch: i64,
    r#type: Option<String>,
    subtype: Option<String>,
    content: Option<String>,
}

/// COCOA v3.0.0.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CamelCaseSubmission {
    idempotency_key: Option<String>,
    platform: Option<String>,
    app_package_name: Option<String>,
    device_verification_payload: Option<String>,
    event_logs: Option<Vec<CamelCaseEvent>>,
}

#[derive(Deserialize, Default, ToSchema)]
#[serde(default, rename_all = "camelCase")]
struct CamelCaseEvent {
    has_consent: bool,
    epoch: i64,
    r#type: Option<String>,
    subtype: Option<String>,
    /// With its members in their order.
    #[schema(value_type = Option<Value>)]
    content: Option<Box<RawValue>>,
}

impl EventLogSubmission {
    /// Reads a body of the form of the day.
    pub(crate) fn read(form: EventLogForm, body: &[u8]) -> serde_json::Result<Self> {
        if form == EventLogForm::CamelCase {
            let submission: CamelCaseSubmission = serde_json::from_slice(body)?;
            let events = submission
                .event_logs
                .map(|events| events.into_iter().map(Event::from));
            return Ok(Self {
                platform: submission.platform,
                events: events.map(Iterator::collect),
                device_verification_payload: submission.device_verification_payload.unwrap_or_default(),
                app_package_name: submission.app_package_name.unwrap_or_default(),
                idempotency_key: Some(submission.idempotency_key.unwrap_or_default()),
            });
        }
        let submission: SnakeCaseSubmission = serde_json::from_slice(body)?;
        let events = submission
            .event_logs
            .map(|events| events.into_iter().map(Event::from));
        Ok(Self {
            platform: submission.platform,
            events: events.map(Iterator::collect),
            device_verification_payload: submission.device_verification_payload.unwrap_or_default(),
            app_package_name: submission.app_package_name.unwrap_or_default(),
            idempotency_key: None,
        })
    }

    /// The texts that the attestation covers; `None` without a list of events.
    pub(crate) fn covered(&self) -> Option<Covered> {
        let events: Vec<String> = self.events.as_ref()?.iter().map(Event::text).collect();
        let mut parts: Vec<&str> = self.idempotency_key.as_deref().into_iter().collect();
        parts.push(&self.app_package_name);
        Some(Covered::by_events(&parts, &events))
    }

    /// The events that are kept: those with their user's consent. The others are passed over without a word.
    pub(crate) fn kept(&self, received_at: Timestamp) -> Option<Vec<EventLog>> {
        let events = self.events.as_ref()?.iter().filter(|event| event.has_consent);
        let kept = events.map(|event| EventLog {
            id: event.identifier(self.idempotency_key.as_deref().unwrap_or_default()),
            epoch: event.epoch,
            kind: event.kind.clone(),
            subtype: event.subtype.clone(),
            content: event.content.json.clone(),
            received_at,
        });
        Some(kept.collect())
    }
}

impl Event {
    /// The same for the same event.
    fn identifier(&self, prefix: &str) -> String {
        hex::encode(digest(&SHA256, format!("{prefix}{}", self.text()).as_bytes()))
    }

    /// The event in one line, its consent as .NET writes it.
    fn text(&self) -> String {
        let consent = if self.has_consent { "True" } else { "False" };
        let Self {
            epoch, kind, subtype, ..
        } = self;
        format!("{consent}.{epoch}.{kind}.{subtype}.{}", self.content.text)
    }
}

impl From<SnakeCaseEvent> for Event {
    fn from(event: SnakeCaseEvent) -> Self {
        let text = event.content.unwrap_or_default();
        Self {
            has_consent: event.has_consent,
            epoch: event.epoch,
            kind: event.r#type.unwrap_or_default(),
            subtype: event.subtype.unwrap_or_default(),
            content: Content {
                json: Value::from(text.as_str()).to_string(),
                text,
            },
        }
    }
}

impl From<CamelCaseEvent> for Event {
    fn from(event: CamelCaseEvent) -> Self {
        let json = event
            .content
            .map_or("null".to_owned(), |content| without_spaces(content.get()));
        Self {
            has_consent: event.has_consent,
            epoch: event.epoch,
            kind: event.r#type.unwrap_or_default(),
            subtype: event.subtype.unwrap_or_default(),
            content: Content {
                text: json.clone(),
                json,
            },
        }
    }
}

/// JSON without the white space between its parts, as Newtonsoft writes it with `Formatting.None`; numbers and texts
/// stay as they were written.
fn without_spaces(json: &str) -> String {
    let (mut in_text, mut escaped) = (false, false);
    let stays = |character: &char| {
        let stays = in_text || !character.is_ascii_whitespace();
        if *character == '"' && !escaped {
            in_text = !in_text;
        }
        escaped = in_text && *character == '\\' && !escaped;
        stays
    };
    json.chars().filter(stays).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    struct Vectors {
        events: Vec<Vector>,
    }

    #[derive(Deserialize)]
    struct Vector {
        name: String,
        form: EventLogForm,
        submission: Value,
        nonce_text: String,
    }

    #[test]
    fn both_forms_cover_what_cocoa_covered() {
        let json = include_str!("../../testbed/vectors/cocoa-device-verification.json");
        let vectors: Vectors = serde_json::from_str(json).unwrap();
        assert_eq!(vectors.events.len(), 2);
        for vector in vectors.events {
            let body = serde_json::to_vec_pretty(&vector.submission).unwrap();
            let submission = EventLogSubmission::read(vector.form, &body).unwrap();
            let covered = submission.covered().unwrap();
            assert_eq!(covered.nonce(), vector.nonce_text, "{}", vector.name);
            assert_eq!(covered.transaction(), vector.nonce_text, "{}", vector.name);
        }
    }

    #[test]
    fn members_of_the_content_stay_in_their_order() {
        let body =
            br#"{"eventLogs": [{"hasConsent": true, "content": {"q2": 1, "q1": {"b": 1.50, "a": 2}}}]}"#;
        let submission = EventLogSubmission::read(EventLogForm::CamelCase, body).unwrap();
        assert_eq!(
            submission.covered().unwrap().nonce(),
            r#"||True.0...{"q2":1,"q1":{"b":1.50,"a":2}}"#
        );
    }

    #[test]
    fn only_space_outside_texts_is_taken_away() {
        let json = "{ \"b\" : [1.50, \"two  \\\" words\\\\\" ],\n\t\"a\":null }";
        assert_eq!(
            without_spaces(json),
            "{\"b\":[1.50,\"two  \\\" words\\\\\"],\"a\":null}"
        );
    }
}
