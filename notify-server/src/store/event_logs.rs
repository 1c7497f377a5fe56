//! Events of the use of apps.

use jiff::Timestamp;
use testbed::database::Row;

use super::{Store, StoreError, moment};

const COLUMNS: &str = "id, epoch, type, subtype, content, received_at";

/// An event of the use of an app, as the app tells it with its user's consent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct EventLog {
    /// The same for the same event sent again.
    pub(crate) id: String,
    /// Unix seconds, by the phone's clock.
    pub(crate) epoch: i64,
    /// What the app calls its type, for instance `ExposureNotification`.
    pub(crate) kind: String,
    pub(crate) subtype: String,
    /// JSON.
    pub(crate) content: String,
    pub(crate) received_at: Timestamp,
}

impl Store {
    /// Keeps events; one that is kept already is replaced.
    pub(crate) fn add_event_logs(&self, events: &[EventLog]) -> Result<(), StoreError> {
        let statement = format!(
            "INSERT INTO event_logs ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6) \
             ON CONFLICT (id) DO UPDATE SET received_at = excluded.received_at"
        );
        self.database.transaction(|transaction| {
            for event in events {
                transaction.execute(
                    &statement,
                    &[
                        event.id.as_str().into(),
                        event.epoch.into(),
                        event.kind.as_str().into(),
                        event.subtype.as_str().into(),
                        event.content.as_str().into(),
                        event.received_at.as_second().into(),
                    ],
                )?;
            }
            Ok(())
        })
    }

    /// Every event, by the time of the phone.
    pub(crate) fn event_logs(&self) -> Result<Vec<EventLog>, StoreError> {
        let query = format!("SELECT {COLUMNS} FROM event_logs ORDER BY epoch, id");
        self.rows(&query, &[])?.iter().map(event_log).collect()
    }
}

fn event_log(row: &Row) -> Result<EventLog, StoreError> {
    Ok(EventLog {
        id: row.get("id")?,
        epoch: row.get("epoch")?,
        kind: row.get("type")?,
        subtype: row.get("subtype")?,
        content: row.get("content")?,
        received_at: moment(row.get("received_at")?)?,
    })
}
