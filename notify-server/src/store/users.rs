//! Users: a random name and the digest of a random secret.

use ring::digest::{SHA256, digest};

use super::{Store, StoreError, next_number};

impl Store {
    /// A number no user had before, from 1.
    pub(crate) fn next_user_number(&self) -> Result<i64, StoreError> {
        Ok(self
            .database
            .transaction(|transaction| next_number(transaction, "user"))?)
    }

    /// Keeps a user.
    pub(crate) fn add_user(&self, user_uuid: &str, secret_digest: &str) -> Result<(), StoreError> {
        let statement = "INSERT INTO users (user_uuid, secret_digest) VALUES ($1, $2)";
        self.change(statement, &[user_uuid.into(), secret_digest.into()])
    }

    /// The digest of a user's secret, if there is such a user.
    pub(crate) fn user_secret_digest(&self, user_uuid: &str) -> Result<Option<String>, StoreError> {
        if user_uuid.contains('\0') {
            // No database can be asked for it, and nobody is called so.
            return Ok(None);
        }
        let query = "SELECT secret_digest FROM users WHERE user_uuid = $1";
        let rows = self.rows(query, &[user_uuid.into()])?;
        Ok(rows.first().map(|row| row.get("secret_digest")).transpose()?)
    }
}

/// How a user's secret is kept.
pub(crate) fn secret_digest(secret: &str) -> String {
    hex::encode(digest(&SHA256, secret.as_bytes()))
}
