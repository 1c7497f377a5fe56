//! `list.json` of every region (all versions, `TemporaryExposureKeyBlobService`).

use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use super::ExportJobError;
use crate::regions::folder;
use crate::server::NotifyServer;
use crate::state::{EmptyList, ServerState};
use crate::store::ExportFile;
use crate::window::earliest_end;

/// An entry of the list.
#[derive(Serialize, ToSchema)]
pub(crate) struct ListEntry {
    /// As configured.
    #[schema(examples("440"))]
    region: String,
    /// Where the file is.
    url: String,
    /// Unix milliseconds, once seconds.
    created: i64,
}

/// Rewrites the list of every region: the files that are kept and not too old, and those that are to come.
pub(super) async fn rewrite(
    server: &NotifyServer,
    state: &ServerState,
    now: Timestamp,
    to_come: Vec<ExportFile>,
) -> Result<(), ExportJobError> {
    let earliest_end = earliest_end(state, now);
    let mut files = server
        .with_store(move |store| store.files_ending_from(earliest_end))
        .await?;
    files.extend(to_come);
    for region in server.regions.iter() {
        let entries = files.iter().filter(|file| file.region == region);
        let entries: Vec<_> = entries.map(|file| entry(server, file)).collect();
        if !entries.is_empty() || state.empty_list == EmptyList::EmptyArray {
            let list = serde_json::to_vec(&entries)?;
            server.files.put_list(&folder(region), list).await?;
        }
    }
    Ok(())
}

/// The URL names the region as configured, and the folder has small letters.
fn entry(server: &NotifyServer, file: &ExportFile) -> ListEntry {
    let ExportFile {
        region, file_number, ..
    } = file;
    ListEntry {
        region: region.clone(),
        url: format!("{}/c19r/{region}/{file_number}.zip", server.public_url),
        created: file.created,
    }
}
