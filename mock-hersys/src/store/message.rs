//! The outbox: the messages to the persons' telephones, and whether they have left.
//!
//! It stands for the telephones, too: a scenario reads here what a person reads there. So a message stays when its
//! number is gone, as on a telephone.

mod writing;

use jiff::Timestamp;
use serde::Serialize;
use testbed::database::{Row, Transaction};
use utoipa::ToSchema;

use super::audit_trail::{self, Action, Actor};
use super::case;
use super::contact::Channel;
use super::failure::Failure;
use super::live_number;
use super::{ProcessingNumber, StoreError, from_milliseconds, milliseconds, parse_id, parse_timestamp};

pub(super) use self::writing::write;

/// A message with a processing number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct Message {
    #[serde(rename = "message_id")]
    pub(crate) id: String,
    /// The same at every attempt, so that a gateway can tell a repetition; without meaning.
    pub(crate) idempotency_key: String,
    pub(crate) case_id: String,
    /// When it was written.
    pub(crate) at: Timestamp,
    /// The telephone number or the mail address.
    #[schema(examples("090-0000-0001"))]
    pub(crate) to: String,
    pub(crate) channel: Channel,
    /// What the person reads.
    pub(crate) text: String,
    pub(crate) processing_number: ProcessingNumber,
    pub(crate) state: DeliveryState,
    /// How often a gateway was asked since the message was written or a health centre had it sent again.
    pub(crate) attempts: u32,
    /// When a gateway is asked next.
    pub(crate) next_attempt_at: Option<Timestamp>,
    /// Why the last attempt did not succeed.
    #[schema(value_type = Option<String>)]
    pub(crate) failure: Option<Failure>,
}

/// How far a message got.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum DeliveryState {
    /// A gateway is asked, or asked again later.
    Pending,
    /// It left.
    Sent,
    /// It does not leave, unless a health centre has it sent again.
    Failed,
}

/// What came of an attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Attempt {
    Sent,
    /// It is worth another attempt, at this time.
    Retry {
        failure: Failure,
        at: Timestamp,
    },
    /// It is not.
    Failed {
        failure: Failure,
    },
}

const COLUMNS: &str = "message_id, idempotency_key, case_id, at, channel, address, text, processing_number, state, \
                       attempts, next_attempt_at_ms, failure";

/// Writes down what came of an attempt.
pub(super) fn attempted(
    transaction: &mut Transaction<'_>,
    message: &Message,
    attempt: &Attempt,
    now: Timestamp,
) -> Result<(), StoreError> {
    let (state, next_attempt_at, failure, action) = match attempt {
        Attempt::Sent => (DeliveryState::Sent, None, None, Some(Action::MessageSent)),
        Attempt::Retry { failure, at } => (DeliveryState::Pending, Some(*at), Some(failure), None),
        Attempt::Failed { failure } => (
            DeliveryState::Failed,
            None,
            Some(failure),
            Some(Action::MessageFailed),
        ),
    };
    let (message_id, case_id) = (message.stored_id()?, message.stored_case_id()?);
    // The number may have gone while the gateway was asked: then the message has failed, unless it left after all.
    let changed = transaction.execute(
        "UPDATE messages SET state = $2, attempts = attempts + 1, next_attempt_at_ms = $3, failure = $4 \
         WHERE message_id = $1 AND (state = 'pending' OR $2 = 'sent')",
        &[
            message_id.into(),
            state.code().into(),
            next_attempt_at.map(milliseconds).into(),
            failure.map(|failure| failure.code()).into(),
        ],
    )?;
    match action.filter(|_| changed > 0) {
        Some(action) => audit_trail::write(transaction, now, Actor::System, action, Some(case_id)),
        None => Ok(()),
    }
}

/// A number is gone: what has not left yet is not sent any more.
pub(super) fn withdraw(
    transaction: &mut Transaction<'_>,
    number: &ProcessingNumber,
    now: Timestamp,
) -> Result<(), StoreError> {
    let rows = transaction.query(
        "UPDATE messages SET state = 'failed', next_attempt_at_ms = NULL, failure = $2 \
         WHERE processing_number = $1 AND state = 'pending' RETURNING case_id",
        &[number.as_str().into(), Failure::NumberGone.code().into()],
    )?;
    for row in rows {
        let case_id = row.get::<i64>("case_id")?;
        audit_trail::write(
            transaction,
            now,
            Actor::System,
            Action::MessageFailed,
            Some(case_id),
        )?;
    }
    Ok(())
}

/// Has a failed message sent again at once, as long as its number is live.
pub(super) fn resend(
    transaction: &mut Transaction<'_>,
    message_id: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    let unknown = || StoreError::UnknownMessage(message_id.to_owned());
    let stored_id = parse_id(message_id).ok_or_else(unknown)?;
    let sql = format!("SELECT {COLUMNS} FROM messages WHERE message_id = $1");
    let rows = transaction.query(&sql, &[stored_id.into()])?;
    let message = read(rows.first().ok_or_else(unknown)?)?;
    if message.state != DeliveryState::Failed {
        return Err(StoreError::NotFailed(message_id.to_owned()));
    }
    if live_number::find(transaction, &message.processing_number)?.is_none() {
        return Err(StoreError::NumberGone(message_id.to_owned()));
    }
    let sql =
        "UPDATE messages SET state = 'pending', attempts = 0, next_attempt_at_ms = $2 WHERE message_id = $1";
    transaction.execute(sql, &[stored_id.into(), milliseconds(now).into()])?;
    let actor = case::find(transaction, &message.case_id)?.actor()?;
    let case_id = message.stored_case_id()?;
    audit_trail::write(transaction, now, actor, Action::MessageResent, Some(case_id))
}

/// Every message, in the order in which they were written.
pub(super) fn all(transaction: &mut Transaction<'_>) -> Result<Vec<Message>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM messages ORDER BY message_id");
    transaction.query(&sql, &[])?.iter().map(read).collect()
}

/// The pending messages whose next attempt has fallen due, in order of time.
pub(super) fn due(transaction: &mut Transaction<'_>, now: Timestamp) -> Result<Vec<Message>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM messages WHERE state = 'pending' AND next_attempt_at_ms <= $1 \
         ORDER BY next_attempt_at_ms, message_id"
    );
    transaction
        .query(&sql, &[milliseconds(now).into()])?
        .iter()
        .map(read)
        .collect()
}

/// When the next attempt falls due.
pub(super) fn next_attempt(transaction: &mut Transaction<'_>) -> Result<Option<Timestamp>, StoreError> {
    let sql = "SELECT MIN(next_attempt_at_ms) AS next FROM messages WHERE state = 'pending'";
    let rows = transaction.query(sql, &[])?;
    let next = rows
        .first()
        .map(|row| row.get::<Option<i64>>("next"))
        .transpose()?;
    next.flatten().map(from_milliseconds).transpose()
}

impl Message {
    fn stored_id(&self) -> Result<i64, StoreError> {
        parse_id(&self.id).ok_or(StoreError::Corrupt { table: "messages" })
    }

    fn stored_case_id(&self) -> Result<i64, StoreError> {
        parse_id(&self.case_id).ok_or(StoreError::Corrupt { table: "messages" })
    }
}

impl DeliveryState {
    fn code(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Sent => "sent",
            Self::Failed => "failed",
        }
    }

    fn from_code(code: &str) -> Result<Self, StoreError> {
        match code {
            "pending" => Ok(Self::Pending),
            "sent" => Ok(Self::Sent),
            "failed" => Ok(Self::Failed),
            _ => Err(StoreError::Corrupt { table: "messages" }),
        }
    }
}

fn read(row: &Row) -> Result<Message, StoreError> {
    let next_attempt_at = row.get::<Option<i64>>("next_attempt_at_ms")?;
    let failure = row.get::<Option<String>>("failure")?;
    Ok(Message {
        id: row.get::<i64>("message_id")?.to_string(),
        idempotency_key: row.get("idempotency_key")?,
        case_id: row.get::<i64>("case_id")?.to_string(),
        at: parse_timestamp(&row.get::<String>("at")?, "messages")?,
        to: row.get("address")?,
        channel: Channel::from_code(&row.get::<String>("channel")?)?,
        text: row.get("text")?,
        processing_number: ProcessingNumber::typed(row.get::<String>("processing_number")?),
        state: DeliveryState::from_code(&row.get::<String>("state")?)?,
        attempts: row.get("attempts")?,
        next_attempt_at: next_attempt_at.map(from_milliseconds).transpose()?,
        failure: failure.as_deref().map(Failure::from_code).transpose()?,
    })
}
