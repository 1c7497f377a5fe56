//! The deletion: keys and files older than 14 days are gone (規約4条1項一; COCOA v1.1.5,
//! `TemporaryExposureKeyDeleteBatchService`).
//!
//! The list is not touched; until the export a quarter of an hour later it may name files that are gone.

use jiff::Timestamp;

use super::export::ExportJobError;
use crate::regions::folder;
use crate::server::NotifyServer;
use crate::store::{ExportFile, StoreError};
use crate::window::{earliest_end, oldest_interval};

/// Deletes what is too old. A file that cannot be deleted is tried again the next day and does not keep the others.
pub(super) async fn run(server: &NotifyServer, now: Timestamp) -> Result<(), ExportJobError> {
    let oldest = oldest_interval(now);
    server
        .with_store(move |store| store.delete_keys_before(oldest))
        .await?;
    let earliest_end = earliest_end(&server.state(), now);
    let expired = server
        .with_store(move |store| store.files_ending_before(earliest_end))
        .await?;
    for file in expired {
        if let Err(error) = delete_file(server, &file).await {
            tracing::error!(batch_num = file.batch_num, region = file.region, %error, "an expired file could not be deleted");
        }
    }
    Ok(())
}

async fn delete_file(server: &NotifyServer, file: &ExportFile) -> Result<(), StoreError> {
    let folder = folder(&file.region);
    server.files.delete_export(&folder, file.file_number).await?;
    let file = file.clone();
    server.with_store(move |store| store.mark_deleted(&file)).await
}
