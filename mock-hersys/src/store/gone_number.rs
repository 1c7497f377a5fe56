//! What became of a number that is not live any more, told without keeping the number.
//!
//! By default nothing is kept: a number is deleted, and afterwards it looks as if it had never been issued. Only where
//! the verification contract tells used, revoked or expired numbers apart, a keyed digest (HMAC-SHA-256) stays. Eight
//! digits are quickly tried out, so the digest hides a number only from those who do not have the key.

use ring::hmac;
use testbed::database::Transaction;

use super::{ProcessingNumber, StoreError};

/// What became of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It was verified.
    Used,
    /// The health centre revoked it, or issued another one.
    Revoked,
    /// Nobody used it in time.
    Expired,
}

/// The key under which digests of gone numbers are kept.
#[derive(Clone)]
pub(crate) struct DigestKey(hmac::Key);

impl DigestKey {
    pub(crate) fn new(secret: &[u8]) -> Self {
        Self(hmac::Key::new(hmac::HMAC_SHA256, secret))
    }

    fn digest(&self, number: &ProcessingNumber) -> String {
        hex::encode(hmac::sign(&self.0, number.as_str().as_bytes()))
    }
}

impl Fate {
    fn code(self) -> &'static str {
        match self {
            Self::Used => "used",
            Self::Revoked => "revoked",
            Self::Expired => "expired",
        }
    }

    fn from_code(code: &str) -> Result<Self, StoreError> {
        match code {
            "used" => Ok(Self::Used),
            "revoked" => Ok(Self::Revoked),
            "expired" => Ok(Self::Expired),
            _ => Err(StoreError::Corrupt {
                table: "gone_numbers",
            }),
        }
    }
}

/// Keeps what became of a number, if there is a key to keep it under.
pub(super) fn keep(
    transaction: &mut Transaction<'_>,
    key: Option<&DigestKey>,
    number: &ProcessingNumber,
    fate: Fate,
) -> Result<(), StoreError> {
    if let Some(key) = key {
        transaction.execute(
            "INSERT INTO gone_numbers (digest, fate) VALUES ($1, $2) \
             ON CONFLICT (digest) DO UPDATE SET fate = excluded.fate",
            &[key.digest(number).into(), fate.code().into()],
        )?;
    }
    Ok(())
}

/// Forgets what became of a number: it is issued again.
pub(super) fn forget(
    transaction: &mut Transaction<'_>,
    key: Option<&DigestKey>,
    number: &ProcessingNumber,
) -> Result<(), StoreError> {
    if let Some(key) = key {
        let sql = "DELETE FROM gone_numbers WHERE digest = $1";
        transaction.execute(sql, &[key.digest(number).into()])?;
    }
    Ok(())
}

/// What became of a number, as far as it was kept.
pub(super) fn fate(
    transaction: &mut Transaction<'_>,
    key: Option<&DigestKey>,
    number: &ProcessingNumber,
) -> Result<Option<Fate>, StoreError> {
    let Some(key) = key else {
        return Ok(None);
    };
    let sql = "SELECT fate FROM gone_numbers WHERE digest = $1";
    let rows = transaction.query(sql, &[key.digest(number).into()])?;
    let Some(row) = rows.first() else {
        return Ok(None);
    };
    Fate::from_code(&row.get::<String>("fate")?).map(Some)
}

/// Under which fate a number stands in the clear: what only a HER-SYS does that is broken on purpose.
const STILL_ACCEPTED: &str = "still accepted";
const STILL_KEPT: &str = "still kept";

/// Remembers that a number counts although it is gone, if it does.
pub(super) fn remember(
    transaction: &mut Transaction<'_>,
    number: &ProcessingNumber,
    accepted: bool,
) -> Result<(), StoreError> {
    if accepted {
        mark(transaction, number, STILL_ACCEPTED)?;
    }
    Ok(())
}

/// Whether a number counts although it is gone.
pub(super) fn is_remembered(
    transaction: &mut Transaction<'_>,
    number: &ProcessingNumber,
) -> Result<bool, StoreError> {
    has_mark(transaction, number, STILL_ACCEPTED)
}

/// Marks a number that is kept although it was used.
pub(super) fn mark_used(
    transaction: &mut Transaction<'_>,
    number: &ProcessingNumber,
) -> Result<(), StoreError> {
    mark(transaction, number, STILL_KEPT)
}

/// Whether a number is kept although it was used.
pub(super) fn is_used(
    transaction: &mut Transaction<'_>,
    number: &ProcessingNumber,
) -> Result<bool, StoreError> {
    has_mark(transaction, number, STILL_KEPT)
}

fn mark(transaction: &mut Transaction<'_>, number: &ProcessingNumber, fate: &str) -> Result<(), StoreError> {
    transaction.execute(
        "INSERT INTO gone_numbers (digest, fate) VALUES ($1, $2) \
         ON CONFLICT (digest) DO UPDATE SET fate = excluded.fate",
        &[number.as_str().into(), fate.into()],
    )?;
    Ok(())
}

fn has_mark(
    transaction: &mut Transaction<'_>,
    number: &ProcessingNumber,
    fate: &str,
) -> Result<bool, StoreError> {
    // Somebody may have typed anything, and no database is to be asked about just anything.
    if !number.is_well_formed() {
        return Ok(false);
    }
    let sql = "SELECT fate FROM gone_numbers WHERE digest = $1 AND fate = $2";
    Ok(!transaction
        .query(sql, &[number.as_str().into(), fate.into()])?
        .is_empty())
}
