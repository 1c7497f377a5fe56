//! A person's case, as a health centre registers it.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use testbed::database::{Row, Transaction, Value};
use testbed::japan;
use utoipa::ToSchema;

use super::audit_trail::{self, Action, Actor};
use super::contact::{Channel, Contact};
use super::counter::next;
use super::{StoreError, health_centre, parse_id};

/// A case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct Case {
    #[schema(examples("1"))]
    #[serde(rename = "case_id")]
    pub(crate) id: String,
    /// The health centre that it belongs to.
    pub(crate) health_centre_id: String,
    /// How the person is reached.
    pub(crate) contact: Contact,
    /// The test's result, once the person was found positive.
    pub(crate) positive: Option<PositiveResult>,
}

/// What the health centre reports about a positive person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"symptomatic": true, "date": "2021-06-12"}))]
pub(crate) struct PositiveResult {
    /// Whether the person has symptoms.
    pub(crate) symptomatic: bool,
    /// The day of onset with symptoms, the day of the test without.
    pub(crate) date: Date,
}

const COLUMNS: &str = "case_id, health_centre_id, channel, address, symptomatic, positive_date";

/// Registers a case and returns its identifier.
pub(super) fn register(
    transaction: &mut Transaction<'_>,
    health_centre_id: &str,
    contact: &Contact,
    now: Timestamp,
) -> Result<String, StoreError> {
    let health_centre = health_centre::find(transaction, health_centre_id)?;
    let case_id = next(transaction, "cases")?;
    transaction.execute(
        "INSERT INTO cases (case_id, health_centre_id, channel, address) VALUES ($1, $2, $3, $4)",
        &[
            case_id.into(),
            health_centre.into(),
            contact.channel().code().into(),
            contact.address().into(),
        ],
    )?;
    let actor = Actor::HealthCentre(health_centre);
    audit_trail::write(transaction, now, actor, Action::CaseOpened, Some(case_id))?;
    Ok(case_id.to_string())
}

/// Records that the person was found positive, which happens once.
pub(super) fn report_positive(
    transaction: &mut Transaction<'_>,
    case_id: &str,
    result: PositiveResult,
    now: Timestamp,
) -> Result<(), StoreError> {
    let today = japan::date(now);
    if result.date > today {
        return Err(StoreError::DateInFuture { today });
    }
    let case = find(transaction, case_id)?;
    let reported = transaction.execute(
        "UPDATE cases SET symptomatic = $2, positive_date = $3 WHERE case_id = $1 AND positive_date IS NULL",
        &[
            case.stored_id()?.into(),
            result.symptomatic.into(),
            result.date.to_string().into(),
        ],
    )?;
    if reported == 0 {
        return Err(StoreError::AlreadyPositive(case_id.to_owned()));
    }
    let (actor, stored_id) = (case.actor()?, case.stored_id()?);
    audit_trail::write(transaction, now, actor, Action::PositiveReported, Some(stored_id))
}

pub(super) fn find(transaction: &mut Transaction<'_>, case_id: &str) -> Result<Case, StoreError> {
    let unknown = || StoreError::UnknownCase(case_id.to_owned());
    let stored_id = parse_id(case_id).ok_or_else(unknown)?;
    let sql = format!("SELECT {COLUMNS} FROM cases WHERE case_id = $1");
    let rows = transaction.query(&sql, &[Value::from(stored_id)])?;
    read(rows.first().ok_or_else(unknown)?)
}

pub(super) fn all(transaction: &mut Transaction<'_>) -> Result<Vec<Case>, StoreError> {
    let rows = transaction.query(&format!("SELECT {COLUMNS} FROM cases ORDER BY case_id"), &[])?;
    rows.iter().map(read).collect()
}

impl Case {
    /// The health centre, as the one who acts on this case.
    pub(super) fn actor(&self) -> Result<Actor, StoreError> {
        let id = parse_id(&self.health_centre_id).ok_or(StoreError::Corrupt { table: "cases" })?;
        Ok(Actor::HealthCentre(id))
    }

    pub(super) fn stored_id(&self) -> Result<i64, StoreError> {
        parse_id(&self.id).ok_or(StoreError::Corrupt { table: "cases" })
    }
}

fn read(row: &Row) -> Result<Case, StoreError> {
    let corrupt = |_| StoreError::Corrupt { table: "cases" };
    let channel = Channel::from_code(&row.get::<String>("channel")?)?;
    let contact = Contact::new(channel, row.get::<String>("address")?);
    let symptomatic = row.get::<Option<bool>>("symptomatic")?;
    let date = row
        .get::<Option<String>>("positive_date")?
        .map(|date| date.parse())
        .transpose();
    let positive = symptomatic.zip(date.map_err(|_| StoreError::Corrupt { table: "cases" })?);
    Ok(Case {
        id: row.get::<i64>("case_id")?.to_string(),
        health_centre_id: row.get::<i64>("health_centre_id")?.to_string(),
        contact: contact.map_err(corrupt)?,
        positive: positive.map(|(symptomatic, date)| PositiveResult { symptomatic, date }),
    })
}
