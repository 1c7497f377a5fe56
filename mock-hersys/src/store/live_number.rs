//! The numbers that were issued and neither used nor revoked nor expired: at most one for a case.

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use testbed::database::{Row, Transaction};
use testbed::seed::Seed;
use utoipa::ToSchema;

use super::audit_trail::{self, Action, Actor};
use super::case::{self, Case};
use super::contact::Gateways;
use super::counter::next;
use super::gone_number::{self, DigestKey, Fate};
use super::issuing::Gate;
use super::{ProcessingNumber, StoreError, from_milliseconds, message, milliseconds, parse_timestamp};
use crate::behaviour::{GoneNumbers, HersysBehaviour, IssuedTo, LiveNumbers, Numbers};

/// A live number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct LiveNumber {
    pub(crate) processing_number: ProcessingNumber,
    pub(crate) case_id: String,
    pub(crate) issued_at: Timestamp,
    /// From when it is refused and deleted; `None`: never.
    pub(crate) expires_at: Option<Timestamp>,
}

/// How numbers are made and sent.
pub(super) struct Terms<'store> {
    pub(super) seed: &'store Seed,
    pub(super) digest_key: Option<&'store DigestKey>,
    /// How long a number lives, in hours; `None`: until it is used or revoked.
    pub(super) validity_hours: Option<u32>,
    pub(super) gateways: Gateways,
    pub(super) behaviour: HersysBehaviour,
}

/// What the notification server is told about a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It was live; now it is gone.
    Valid,
    /// It is unknown; it may have been live once, unless digests of gone numbers are kept.
    NeverIssued,
    /// It was live once.
    Gone(Fate),
}

/// Issues a number to a positive case and writes the message to the registered address: the only way out for a number
/// (ア2). A number that the case still has is revoked: whoever asks again has not got it, or somebody else has.
pub(super) fn issue(
    transaction: &mut Transaction<'_>,
    case: &Case,
    gate: Gate,
    terms: &Terms<'_>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let behaviour = terms.behaviour;
    if case.positive.is_none() && behaviour.issued_to == IssuedTo::PositivePersons {
        return Err(StoreError::NotPositive(case.id.clone()));
    }
    gate.check(behaviour)?;
    let case_id = case.stored_id()?;
    let sql = "SELECT processing_number FROM processing_numbers WHERE case_id = $1";
    for row in transaction.query(sql, &[case_id.into()])? {
        let earlier = ProcessingNumber::typed(row.get::<String>("processing_number")?);
        end(
            transaction,
            &earlier,
            Fate::Revoked,
            case.actor()?,
            terms.digest_key,
            now,
        )?;
        let accepted = behaviour.earlier_numbers == GoneNumbers::Accepted;
        gone_number::remember(transaction, &earlier, accepted)?;
    }
    let number = draw(transaction, case_id, terms)?;
    gone_number::forget(transaction, terms.digest_key, &number)?;
    let expires_at = terms
        .validity_hours
        .map(|hours| now.checked_add(SignedDuration::from_hours(i64::from(hours))))
        .transpose()
        .map_err(|_| StoreError::Corrupt { table: "settings" })?;
    transaction.execute(
        "INSERT INTO processing_numbers (processing_number, case_id, issued_at, expires_at_ms) \
         VALUES ($1, $2, $3, $4)",
        &[
            number.as_str().into(),
            case_id.into(),
            now.to_string().into(),
            expires_at.map(milliseconds).into(),
        ],
    )?;
    audit_trail::write(
        transaction,
        now,
        case.actor()?,
        Action::NumberIssued,
        Some(case_id),
    )?;
    message::write(transaction, case, &number, terms, now)
}

/// The next number of the seed's sequence that is not live.
fn draw(
    transaction: &mut Transaction<'_>,
    case_id: i64,
    terms: &Terms<'_>,
) -> Result<ProcessingNumber, StoreError> {
    loop {
        let count = next(transaction, "numbers")?;
        let number = match terms.behaviour.numbers {
            Numbers::Drawn => ProcessingNumber::draw(terms.seed, count.unsigned_abs()),
            Numbers::Counted => ProcessingNumber::typed(format!("{count:08}")),
            // An earlier number of the case is gone by now, so nobody has this one.
            Numbers::OfTheCase => ProcessingNumber::typed(format!("{case_id:08}")),
        };
        if find(transaction, &number)?.is_none() {
            return Ok(number);
        }
    }
}

/// Answers the notification server. A live number is deleted in the same transaction, so it works once (ア6).
pub(super) fn verify(
    transaction: &mut Transaction<'_>,
    number: &ProcessingNumber,
    digest_key: Option<&DigestKey>,
    behaviour: HersysBehaviour,
    now: Timestamp,
) -> Result<Verdict, StoreError> {
    let is_accepted = gone_number::is_remembered(transaction, number)?
        || behaviour.unknown_numbers == GoneNumbers::Accepted;
    let verdict = match find(transaction, number)? {
        Some(live) if live.is_expired(now) => {
            end(transaction, number, Fate::Expired, Actor::System, digest_key, now)?;
            if behaviour.expired_numbers == GoneNumbers::Accepted {
                return Ok(Verdict::Valid);
            }
            Verdict::Gone(Fate::Expired)
        }
        Some(_) if behaviour.live_numbers == LiveNumbers::Refused => Verdict::NeverIssued,
        // Kept although it was used.
        Some(_) if behaviour.keeps_used_numbers && gone_number::is_used(transaction, number)? => {
            Verdict::Gone(Fate::Used)
        }
        Some(_) if behaviour.keeps_used_numbers => {
            gone_number::mark_used(transaction, number)?;
            return Ok(Verdict::Valid);
        }
        Some(_) => {
            let actor = Actor::NotificationServer;
            end(transaction, number, Fate::Used, actor, digest_key, now)?;
            let accepted = behaviour.used_numbers == GoneNumbers::Accepted;
            gone_number::remember(transaction, number, accepted)?;
            return Ok(Verdict::Valid);
        }
        None if is_accepted => return Ok(Verdict::Valid),
        None => {
            gone_number::fate(transaction, digest_key, number)?.map_or(Verdict::NeverIssued, Verdict::Gone)
        }
    };
    audit_trail::write(
        transaction,
        now,
        Actor::NotificationServer,
        Action::NumberRefused,
        None,
    )?;
    Ok(verdict)
}

/// Deletes a live number on a health centre's word.
pub(super) fn revoke(
    transaction: &mut Transaction<'_>,
    number: &ProcessingNumber,
    digest_key: Option<&DigestKey>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let live = find(transaction, number)?.ok_or(StoreError::UnknownNumber)?;
    let actor = case::find(transaction, &live.case_id)?.actor()?;
    end(transaction, number, Fate::Revoked, actor, digest_key, now)
}

/// Deletes every number that has expired; such numbers are `accepted` all the same where a defect says so.
pub(super) fn expire(
    transaction: &mut Transaction<'_>,
    digest_key: Option<&DigestKey>,
    accepted: bool,
    now: Timestamp,
) -> Result<(), StoreError> {
    let expired: Vec<LiveNumber> = all(transaction)?
        .into_iter()
        .filter(|live| live.is_expired(now))
        .collect();
    for live in &expired {
        let number = &live.processing_number;
        end(transaction, number, Fate::Expired, Actor::System, digest_key, now)?;
        gone_number::remember(transaction, number, accepted)?;
    }
    Ok(())
}

/// Deletes every live number, as nobody should.
pub(super) fn revoke_all(
    transaction: &mut Transaction<'_>,
    digest_key: Option<&DigestKey>,
    now: Timestamp,
) -> Result<(), StoreError> {
    for live in all(transaction)? {
        let number = &live.processing_number;
        end(transaction, number, Fate::Revoked, Actor::System, digest_key, now)?;
    }
    Ok(())
}

/// When the next number expires.
pub(super) fn next_expiry(transaction: &mut Transaction<'_>) -> Result<Option<Timestamp>, StoreError> {
    let rows = transaction.query("SELECT MIN(expires_at_ms) AS next FROM processing_numbers", &[])?;
    let next = rows
        .first()
        .map(|row| row.get::<Option<i64>>("next"))
        .transpose()?;
    next.flatten().map(from_milliseconds).transpose()
}

/// Every live number, in their order.
pub(super) fn all(transaction: &mut Transaction<'_>) -> Result<Vec<LiveNumber>, StoreError> {
    let sql = "SELECT processing_number, case_id, issued_at, expires_at_ms FROM processing_numbers \
               ORDER BY processing_number";
    transaction.query(sql, &[])?.iter().map(read).collect()
}

pub(super) fn find(
    transaction: &mut Transaction<'_>,
    number: &ProcessingNumber,
) -> Result<Option<LiveNumber>, StoreError> {
    // Somebody may have typed anything, and no database is to be asked about just anything.
    if !number.is_well_formed() {
        return Ok(None);
    }
    let sql = "SELECT processing_number, case_id, issued_at, expires_at_ms FROM processing_numbers \
               WHERE processing_number = $1";
    let rows = transaction.query(sql, &[number.as_str().into()])?;
    rows.first().map(read).transpose()
}

/// Deletes a live number: the deletion *is* its end.
fn end(
    transaction: &mut Transaction<'_>,
    number: &ProcessingNumber,
    fate: Fate,
    actor: Actor,
    digest_key: Option<&DigestKey>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let sql = "DELETE FROM processing_numbers WHERE processing_number = $1 RETURNING case_id";
    let rows = transaction.query(sql, &[number.as_str().into()])?;
    let row = rows.first().ok_or(StoreError::UnknownNumber)?;
    let case_id = row.get::<i64>("case_id")?;
    gone_number::keep(transaction, digest_key, number, fate)?;
    message::withdraw(transaction, number, now)?;
    let action = match fate {
        Fate::Used => Action::NumberVerified,
        Fate::Revoked => Action::NumberRevoked,
        Fate::Expired => Action::NumberExpired,
    };
    audit_trail::write(transaction, now, actor, action, Some(case_id))
}

impl LiveNumber {
    fn is_expired(&self, now: Timestamp) -> bool {
        self.expires_at.is_some_and(|expires_at| expires_at <= now)
    }
}

fn read(row: &Row) -> Result<LiveNumber, StoreError> {
    let expires_at = row.get::<Option<i64>>("expires_at_ms")?;
    Ok(LiveNumber {
        processing_number: ProcessingNumber::typed(row.get::<String>("processing_number")?),
        case_id: row.get::<i64>("case_id")?.to_string(),
        issued_at: parse_timestamp(&row.get::<String>("issued_at")?, "processing_numbers")?,
        expires_at: expires_at.map(from_milliseconds).transpose()?,
    })
}
