//! Events of the use of an app, as apps tell them with their users' consent (COCOA v2.0.0 and v3.0.0, `V1EventLog`).

use jiff::Timestamp;
use ring::digest::{SHA256, digest};
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::openapi::schema::AnyOfBuilder;
use utoipa::openapi::{Ref, RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use crate::state::EventLogForm;
use crate::store::EventLog;

/// What an app tells, of either form.
pub(crate) struct EventLogSubmission {
    /// The platform's name; the device check looks at it.
    pub(crate) platform: Option<String>,
    /// Missing in a body without events.
    pub(crate) events: Option<Vec<Event>>,
    /// What stands before an event's text in its identifier.
    identifier_prefix: String,
}

/// An event, of either form.
pub(crate) struct Event {
    has_consent: bool,
    epoch: i64,
    kind: String,
    subtype: String,
    content: Value,
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
    event_logs: Option<Vec<CamelCaseEvent>>,
}

#[derive(Deserialize, Default, ToSchema)]
#[serde(default, rename_all = "camelCase")]
struct CamelCaseEvent {
    has_consent: bool,
    epoch: i64,
    r#type: Option<String>,
    subtype: Option<String>,
    content: Value,
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
                identifier_prefix: submission.idempotency_key.unwrap_or_default(),
            });
        }
        let submission: SnakeCaseSubmission = serde_json::from_slice(body)?;
        let events = submission
            .event_logs
            .map(|events| events.into_iter().map(Event::from));
        Ok(Self {
            platform: submission.platform,
            events: events.map(Iterator::collect),
            identifier_prefix: String::new(),
        })
    }

    /// The events that are kept: those with their user's consent. The others are passed over without a word.
    pub(crate) fn kept(&self, received_at: Timestamp) -> Option<Vec<EventLog>> {
        let events = self.events.as_ref()?.iter().filter(|event| event.has_consent);
        let kept = events.map(|event| EventLog {
            id: event.identifier(&self.identifier_prefix),
            epoch: event.epoch,
            kind: event.kind.clone(),
            subtype: event.subtype.clone(),
            content: event.content.to_string(),
            received_at,
        });
        Some(kept.collect())
    }
}

impl Event {
    /// The same for the same event.
    fn identifier(&self, prefix: &str) -> String {
        // What is kept has consent, and .NET writes it so.
        let text = format!(
            "{prefix}True.{}.{}.{}.{}",
            self.epoch, self.kind, self.subtype, self.content
        );
        hex::encode(digest(&SHA256, text.as_bytes()))
    }
}

impl From<SnakeCaseEvent> for Event {
    fn from(event: SnakeCaseEvent) -> Self {
        Self {
            has_consent: event.has_consent,
            epoch: event.epoch,
            kind: event.r#type.unwrap_or_default(),
            subtype: event.subtype.unwrap_or_default(),
            content: event.content.into(),
        }
    }
}

impl From<CamelCaseEvent> for Event {
    fn from(event: CamelCaseEvent) -> Self {
        Self {
            has_consent: event.has_consent,
            epoch: event.epoch,
            kind: event.r#type.unwrap_or_default(),
            subtype: event.subtype.unwrap_or_default(),
            content: event.content,
        }
    }
}
