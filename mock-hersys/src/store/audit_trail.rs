//! Who did what and when: an append-only table without personal data.
//!
//! An entry names the health centre by its identifier and the case by its own; it never holds a processing number, an
//! address or a name. There is no statement here that changes or deletes an entry.

use jiff::Timestamp;
use serde::Serialize;
use testbed::database::{Row, Transaction};
use utoipa::ToSchema;

use super::counter::next;
use super::{StoreError, parse_timestamp};

/// Who did something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Actor {
    /// A health centre, by its identifier.
    HealthCentre(i64),
    /// The notification server.
    NotificationServer,
    /// HER-SYS itself, or those who run it.
    System,
}

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Action {
    CaseOpened,
    PositiveReported,
    NumberIssued,
    /// A number was asked for and not issued.
    IssuingRefused,
    NumberVerified,
    /// The notification server asked about a number that was not live.
    NumberRefused,
    NumberRevoked,
    NumberExpired,
    MessageSent,
    MessageFailed,
    /// A health centre had a failed message sent again.
    MessageResent,
    IssuingOpened,
    IssuingStopped,
    IssuingShutDown,
}

impl Action {
    const ALL: [Self; 14] = [
        Self::CaseOpened,
        Self::PositiveReported,
        Self::NumberIssued,
        Self::IssuingRefused,
        Self::NumberVerified,
        Self::NumberRefused,
        Self::NumberRevoked,
        Self::NumberExpired,
        Self::MessageSent,
        Self::MessageFailed,
        Self::MessageResent,
        Self::IssuingOpened,
        Self::IssuingStopped,
        Self::IssuingShutDown,
    ];

    fn code(self) -> &'static str {
        match self {
            Self::CaseOpened => "case_opened",
            Self::PositiveReported => "positive_reported",
            Self::NumberIssued => "number_issued",
            Self::IssuingRefused => "issuing_refused",
            Self::NumberVerified => "number_verified",
            Self::NumberRefused => "number_refused",
            Self::NumberRevoked => "number_revoked",
            Self::NumberExpired => "number_expired",
            Self::MessageSent => "message_sent",
            Self::MessageFailed => "message_failed",
            Self::MessageResent => "message_resent",
            Self::IssuingOpened => "issuing_opened",
            Self::IssuingStopped => "issuing_stopped",
            Self::IssuingShutDown => "issuing_shut_down",
        }
    }
}

/// One entry of the audit trail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct AuditEntry {
    /// From 1, without gaps.
    pub(crate) entry: i64,
    pub(crate) at: Timestamp,
    /// `health_centre`, `notification_server` or `system`.
    pub(crate) actor: String,
    /// Which health centre, where it was one.
    pub(crate) health_centre_id: Option<String>,
    pub(crate) action: Action,
    /// The case, where there is one.
    pub(crate) case_id: Option<String>,
}

pub(super) fn write(
    transaction: &mut Transaction<'_>,
    at: Timestamp,
    actor: Actor,
    action: Action,
    case_id: Option<i64>,
) -> Result<(), StoreError> {
    let (actor, health_centre) = match actor {
        Actor::HealthCentre(id) => ("health_centre", Some(id)),
        Actor::NotificationServer => ("notification_server", None),
        Actor::System => ("system", None),
    };
    let entry = next(transaction, "audit_trail")?;
    transaction.execute(
        "INSERT INTO audit_trail (entry, at, actor, health_centre_id, action, case_id) \
         VALUES ($1, $2, $3, $4, $5, $6)",
        &[
            entry.into(),
            at.to_string().into(),
            actor.into(),
            health_centre.into(),
            action.code().into(),
            case_id.into(),
        ],
    )?;
    Ok(())
}

pub(super) fn all(transaction: &mut Transaction<'_>) -> Result<Vec<AuditEntry>, StoreError> {
    let sql = "SELECT entry, at, actor, health_centre_id, action, case_id FROM audit_trail ORDER BY entry";
    transaction.query(sql, &[])?.iter().map(read).collect()
}

fn read(row: &Row) -> Result<AuditEntry, StoreError> {
    let corrupt = StoreError::Corrupt { table: "audit_trail" };
    let code = row.get::<String>("action")?;
    let action = Action::ALL.into_iter().find(|action| action.code() == code);
    Ok(AuditEntry {
        entry: row.get::<i64>("entry")?,
        at: parse_timestamp(&row.get::<String>("at")?, "audit_trail")?,
        actor: row.get::<String>("actor")?,
        health_centre_id: row
            .get::<Option<i64>>("health_centre_id")?
            .map(|id| id.to_string()),
        action: action.ok_or(corrupt)?,
        case_id: row.get::<Option<i64>>("case_id")?.map(|id| id.to_string()),
    })
}
