//! Writing the message that tells a person the number.

use jiff::Timestamp;
use rand::RngExt;
use testbed::database::Transaction;
use testbed::seed::Seed;

use super::DeliveryState;
use crate::behaviour::{Addressee, Messages};
use crate::store::audit_trail::{self, Action, Actor};
use crate::store::case::{self, Case};
use crate::store::contact::{Channel, Contact};
use crate::store::counter::next;
use crate::store::live_number::Terms;
use crate::store::{ProcessingNumber, StoreError, milliseconds};

/// The telephone of nobody in particular.
const STRANGER: &str = "090-9999-9999";

/// Writes the message that tells a positive person the number.
pub(in crate::store) fn write(
    transaction: &mut Transaction<'_>,
    case: &Case,
    number: &ProcessingNumber,
    terms: &Terms<'_>,
    now: Timestamp,
) -> Result<(), StoreError> {
    if terms.behaviour.messages == Messages::AreLost {
        return Ok(());
    }
    let addressee = addressee(transaction, case, terms)?;
    write_to(transaction, case, &addressee, number, terms, now)?;
    if terms.behaviour.messages == Messages::LeaveTwice {
        write_to(transaction, case, &addressee, number, terms, now)?;
    }
    Ok(())
}

/// Who is written to.
fn addressee(
    transaction: &mut Transaction<'_>,
    case: &Case,
    terms: &Terms<'_>,
) -> Result<Contact, StoreError> {
    if terms.behaviour.addressee == Addressee::ThePerson {
        return Ok(case.contact.clone());
    }
    let other = case::all(transaction)?
        .into_iter()
        .find(|other| other.id != case.id);
    match other {
        Some(other) => Ok(other.contact),
        None => Contact::new(Channel::Sms, STRANGER.to_owned())
            .map_err(|_| StoreError::Corrupt { table: "cases" }),
    }
}

fn write_to(
    transaction: &mut Transaction<'_>,
    case: &Case,
    addressee: &Contact,
    number: &ProcessingNumber,
    terms: &Terms<'_>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let (message_id, case_id) = (next(transaction, "messages")?, case.stored_id()?);
    let channel = addressee.channel();
    let (state, next_attempt_at) = if terms.gateways.has(channel) {
        (DeliveryState::Pending, Some(now))
    } else {
        (DeliveryState::Sent, None)
    };
    let text = format!(
        "陽性の登録に使う処理番号は {} です。登録するかどうかはご自身でお決めください。",
        number.as_str()
    );
    transaction.execute(
        "INSERT INTO messages (message_id, idempotency_key, case_id, at, channel, address, text, processing_number, \
         state, attempts, next_attempt_at_ms) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, $10)",
        &[
            message_id.into(),
            idempotency_key(terms.seed, message_id).into(),
            case_id.into(),
            now.to_string().into(),
            channel.code().into(),
            addressee.address().into(),
            text.into(),
            number.as_str().into(),
            state.code().into(),
            next_attempt_at.map(milliseconds).into(),
        ],
    )?;
    if state == DeliveryState::Sent {
        audit_trail::write(
            transaction,
            now,
            Actor::System,
            Action::MessageSent,
            Some(case_id),
        )?;
    }
    Ok(())
}

/// 128 bits: nobody can guess one, and none comes twice.
fn idempotency_key(seed: &Seed, message_id: i64) -> String {
    let mut rng = seed.derive(&format!("message {message_id}")).rng();
    format!("{:032x}", rng.random::<u128>())
}
