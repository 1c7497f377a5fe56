//! The deletion: keys and files older than 14 days are gone (規約4条1項一; COCOA v1.1.5,
//! `TemporaryExposureKeyDeleteBatchService`).
//!
//! The list is not touched; until the export a quarter of an hour later it may name files that are gone.
//!
//! A file that the database does not know goes too: a server that was killed between writing a file and its record
//! leaves one, with keys that nothing else would ever delete.

use std::collections::BTreeSet;

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
    if let Err(error) = delete_unknown_files(server).await {
        tracing::error!(%error, "files that the database does not know could not be deleted");
    }
    Ok(())
}

async fn delete_unknown_files(server: &NotifyServer) -> Result<(), StoreError> {
    let known = server
        .with_store(|store| store.files_ending_from(i64::MIN))
        .await?;
    for region in server.regions.iter() {
        let folder = folder(region);
        let known = known.iter().filter(|file| file.region == region);
        let known: BTreeSet<i64> = known.map(|file| file.file_number).collect();
        for number in server.files.export_numbers(&folder).await? {
            if !known.contains(&number) {
                server.files.delete_export(&folder, number).await?;
            }
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
