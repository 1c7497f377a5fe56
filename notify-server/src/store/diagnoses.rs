//! What is kept of a registration beside its keys: nothing, but for the processing number on the server of 2020 (until
//! COCOA v1.2.0, `CosmosDiagnosisRepository`). No job ever deletes it.

use jiff::Timestamp;

use super::{Store, StoreError};

impl Store {
    /// Keeps a processing number, for good; one that is kept under this identifier already is replaced.
    pub(crate) fn keep_processing_number(
        &self,
        id: &str,
        processing_number: &str,
        received_at: Timestamp,
    ) -> Result<(), StoreError> {
        let statement = "INSERT INTO diagnoses (id, processing_number, received_at) VALUES ($1, $2, $3) \
                         ON CONFLICT (id) DO UPDATE SET processing_number = excluded.processing_number, \
                         received_at = excluded.received_at";
        self.change(
            statement,
            &[
                id.into(),
                processing_number.into(),
                received_at.as_second().into(),
            ],
        )
    }

    /// Deletes a user with what was kept of the registration, in one. Keys stay.
    pub(crate) fn delete_user(&self, user_uuid: &str) -> Result<(), StoreError> {
        self.database.transaction(|transaction| {
            transaction.execute("DELETE FROM diagnoses WHERE id = $1", &[user_uuid.into()])?;
            transaction.execute("DELETE FROM users WHERE user_uuid = $1", &[user_uuid.into()])?;
            Ok(())
        })
    }
}
