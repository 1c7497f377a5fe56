//! What HER-SYS keeps: health centres, cases, live processing numbers, the outbox, and the audit trail.
//!
//! Every method is one transaction; on the database they run one after the other. All of it blocks.

pub(crate) mod audit_trail;
pub(crate) mod case;
pub(crate) mod contact;
mod counter;
mod error;
pub(crate) mod failure;
pub(crate) mod gone_number;
pub(crate) mod health_centre;
pub(crate) mod issuing;
pub(crate) mod live_number;
pub(crate) mod message;
mod processing_number;
mod schema;
mod settings;

use std::sync::{PoisonError, RwLock};

use jiff::Timestamp;
use testbed::database::{Database, DatabaseAddress, DatabaseError, StoredValue, Transaction};
use testbed::seed::Seed;

use self::audit_trail::{Action, AuditEntry};
use self::case::{Case, PositiveResult};
use self::contact::{Channel, Contact, Gateways};
pub(crate) use self::error::StoreError;
use self::gone_number::DigestKey;
use self::health_centre::HealthCentre;
use self::issuing::{Gate, Issuing, IssuingChange};
use self::live_number::{LiveNumber, Terms, Verdict};
use self::message::{Attempt, Message};
pub(crate) use self::processing_number::ProcessingNumber;
use crate::behaviour::{GoneNumbers, HersysBehaviour, Stopping};

/// All that HER-SYS keeps.
pub(crate) struct Store {
    database: Database,
    defaults: Defaults,
    behaviour: RwLock<HersysBehaviour>,
}

/// What holds until it is switched, and what cannot be switched.
pub(crate) struct Defaults {
    pub(crate) seed: Seed,
    /// Under which digests of gone numbers are kept; `None`: none are.
    pub(crate) digest_key: Option<DigestKey>,
    pub(crate) issues_at_positive_result: bool,
    pub(crate) validity_hours: Option<u32>,
    pub(crate) gateways: Gateways,
}

/// What a positive result led to.
pub(crate) enum Reported {
    /// Nothing: numbers are issued by hand.
    ResultOnly,
    /// A number was issued, or its gate is closed.
    NumberAsked(Result<Channel, StoreError>),
}

impl Store {
    pub(crate) fn open(address: &DatabaseAddress, defaults: Defaults) -> Result<Self, DatabaseError> {
        let database = Database::open(address, schema::MIGRATIONS)?;
        Ok(Self {
            database,
            defaults,
            behaviour: RwLock::default(),
        })
    }

    /// How HER-SYS behaves.
    pub(crate) fn behaviour(&self) -> HersysBehaviour {
        // What is written is one value: nobody can have left it half done.
        *self.behaviour.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// HER-SYS behaves so from now on.
    pub(crate) fn behave(&self, behaviour: HersysBehaviour) {
        *self.behaviour.write().unwrap_or_else(PoisonError::into_inner) = behaviour;
    }

    /// Adds a health centre and gives its identifier.
    pub(crate) fn add_health_centre(&self, name: &str) -> Result<String, StoreError> {
        self.transaction(|transaction| health_centre::add(transaction, name))
    }

    pub(crate) fn health_centres(&self) -> Result<Vec<HealthCentre>, StoreError> {
        self.transaction(health_centre::all)
    }

    /// Registers a case and gives its identifier.
    pub(crate) fn register_case(
        &self,
        health_centre_id: &str,
        contact: &Contact,
        now: Timestamp,
    ) -> Result<String, StoreError> {
        self.transaction(|transaction| case::register(transaction, health_centre_id, contact, now))
    }

    pub(crate) fn case(&self, case_id: &str) -> Result<Case, StoreError> {
        self.transaction(|transaction| case::find(transaction, case_id))
    }

    pub(crate) fn cases(&self) -> Result<Vec<Case>, StoreError> {
        self.transaction(case::all)
    }

    /// Records that the person was found positive, and issues a number where that comes by itself.
    pub(crate) fn report_positive(
        &self,
        case_id: &str,
        result: PositiveResult,
        now: Timestamp,
    ) -> Result<Reported, StoreError> {
        self.transaction(|transaction| {
            case::report_positive(transaction, case_id, result, now)?;
            let issuing = self.issuing_in(transaction)?;
            if !issuing.at_positive_result {
                return Ok(Reported::ResultOnly);
            }
            let asked = self.issue(transaction, case_id, issuing.automatic, now)?;
            Ok(Reported::NumberAsked(asked))
        })
    }

    /// Issues a number on a health centre's word.
    pub(crate) fn issue_number(&self, case_id: &str, now: Timestamp) -> Result<Channel, StoreError> {
        self.transaction(|transaction| {
            let gate = self.issuing_in(transaction)?.manual;
            self.issue(transaction, case_id, gate, now)
        })?
    }

    /// The inner result is what the health centre is told; a refusal is written down and so is no error of the
    /// transaction.
    fn issue(
        &self,
        transaction: &mut Transaction<'_>,
        case_id: &str,
        gate: Gate,
        now: Timestamp,
    ) -> Result<Result<Channel, StoreError>, StoreError> {
        let case = case::find(transaction, case_id)?;
        let terms = Terms {
            seed: &self.defaults.seed,
            digest_key: self.defaults.digest_key.as_ref(),
            validity_hours: self.validity_in(transaction)?,
            gateways: self.defaults.gateways,
            behaviour: self.behaviour(),
        };
        match live_number::issue(transaction, &case, gate, &terms, now) {
            Ok(()) => Ok(Ok(case.contact.channel())),
            Err(refusal) if refusal.is_refusal_to_issue() => {
                let (actor, case_id) = (case.actor()?, Some(case.stored_id()?));
                audit_trail::write(transaction, now, actor, Action::IssuingRefused, case_id)?;
                Ok(Err(refusal))
            }
            Err(error) => Err(error),
        }
    }

    pub(crate) fn issuing(&self) -> Result<Issuing, StoreError> {
        self.transaction(|transaction| self.issuing_in(transaction))
    }

    pub(crate) fn change_issuing(&self, change: IssuingChange, now: Timestamp) -> Result<(), StoreError> {
        self.transaction(|transaction| {
            let before = self.issuing_in(transaction)?;
            issuing::change(transaction, before, change, now)?;
            let stops = [change.automatic, change.manual].contains(&Some(Gate::Stopped));
            if stops && self.behaviour().stopping == Stopping::RevokesNumbers {
                return live_number::revoke_all(transaction, self.defaults.digest_key.as_ref(), now);
            }
            Ok(())
        })
    }

    /// How long numbers live that are issued from now on, in hours.
    pub(crate) fn validity(&self) -> Result<Option<u32>, StoreError> {
        self.transaction(|transaction| self.validity_in(transaction))
    }

    pub(crate) fn set_validity(&self, hours: Option<u32>) -> Result<(), StoreError> {
        self.transaction(|transaction| settings::set(transaction, "validity_hours", &hours))
    }

    pub(crate) fn live_numbers(&self) -> Result<Vec<LiveNumber>, StoreError> {
        self.transaction(live_number::all)
    }

    /// Answers the notification server; a live number is gone with the answer.
    pub(crate) fn verify(&self, number: &ProcessingNumber, now: Timestamp) -> Result<Verdict, StoreError> {
        let digest_key = self.defaults.digest_key.as_ref();
        let behaviour = self.behaviour();
        self.transaction(|transaction| live_number::verify(transaction, number, digest_key, behaviour, now))
    }

    pub(crate) fn revoke(&self, number: &ProcessingNumber, now: Timestamp) -> Result<(), StoreError> {
        let digest_key = self.defaults.digest_key.as_ref();
        let accepted = self.behaviour().revoked_numbers == GoneNumbers::Accepted;
        self.transaction(|transaction| {
            live_number::revoke(transaction, number, digest_key, now)?;
            gone_number::remember(transaction, number, accepted)
        })
    }

    /// Deletes every number that has expired.
    pub(crate) fn expire(&self, now: Timestamp) -> Result<(), StoreError> {
        let digest_key = self.defaults.digest_key.as_ref();
        let accepted = self.behaviour().expired_numbers == GoneNumbers::Accepted;
        self.transaction(|transaction| live_number::expire(transaction, digest_key, accepted, now))
    }

    pub(crate) fn next_expiry(&self) -> Result<Option<Timestamp>, StoreError> {
        self.transaction(live_number::next_expiry)
    }

    pub(crate) fn messages(&self) -> Result<Vec<Message>, StoreError> {
        self.transaction(message::all)
    }

    /// The messages that a gateway is to be asked to send now.
    pub(crate) fn due_messages(&self, now: Timestamp) -> Result<Vec<Message>, StoreError> {
        self.transaction(|transaction| message::due(transaction, now))
    }

    pub(crate) fn next_attempt(&self) -> Result<Option<Timestamp>, StoreError> {
        self.transaction(message::next_attempt)
    }

    /// Writes down what came of an attempt to send.
    pub(crate) fn attempted(
        &self,
        message: &Message,
        attempt: &Attempt,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.transaction(|transaction| message::attempted(transaction, message, attempt, now))
    }

    /// Has a failed message sent again.
    pub(crate) fn resend(&self, message_id: &str, now: Timestamp) -> Result<(), StoreError> {
        self.transaction(|transaction| message::resend(transaction, message_id, now))
    }

    pub(crate) fn audit_trail(&self) -> Result<Vec<AuditEntry>, StoreError> {
        self.transaction(audit_trail::all)
    }

    pub(crate) fn every_value(&self) -> Result<Vec<StoredValue>, StoreError> {
        Ok(self.database.every_value()?)
    }

    fn issuing_in(&self, transaction: &mut Transaction<'_>) -> Result<Issuing, StoreError> {
        issuing::get(transaction, self.defaults.issues_at_positive_result)
    }

    fn validity_in(&self, transaction: &mut Transaction<'_>) -> Result<Option<u32>, StoreError> {
        let switched = settings::get(transaction, "validity_hours")?;
        Ok(switched.unwrap_or(self.defaults.validity_hours))
    }

    fn transaction<T>(
        &self,
        work: impl FnOnce(&mut Transaction<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.database.transaction(work)
    }
}

/// The number under which something is stored that has this identifier.
fn parse_id(text: &str) -> Option<i64> {
    let id: i64 = text.parse().ok()?;
    // "+1" and "01" are other texts than the identifier.
    (id.to_string() == text).then_some(id)
}

fn parse_timestamp(text: &str, table: &'static str) -> Result<Timestamp, StoreError> {
    text.parse().map_err(|_| StoreError::Corrupt { table })
}

/// Times that are compared in SQL are kept as milliseconds since 1970, rounded up: nothing falls due too early.
fn milliseconds(at: Timestamp) -> i64 {
    let whole = at.as_millisecond();
    if at.subsec_nanosecond() % 1_000_000 == 0 {
        whole
    } else {
        whole + 1
    }
}

fn from_milliseconds(milliseconds: i64) -> Result<Timestamp, StoreError> {
    Timestamp::from_millisecond(milliseconds).map_err(|_| StoreError::Corrupt {
        table: "processing_numbers",
    })
}
