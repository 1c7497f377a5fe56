//! The export: new keys become signed files, and the files are listed (COCOA v1.1.5,
//! `TemporaryExposureKeyExportBatchService`).
//!
//! One file per day of keys, run and region, in random order: neither which keys are one person's nor who came first
//! can be read from it (イ7). Every region gets all keys. No minimum of keys, no padding, no delay, as in the real
//! server.
//!
//! Order: the files of a day, then their record in the database, then the next day; the lists come last. Whatever
//! breaks in between leaves at worst files that nobody lists and the next deletion removes, and their keys go out with
//! the next run. (The real server made the record first, and its next list named a file that was not there.)
//!
//! * here — which keys share a file, and in which order things are done;
//! * `file` — what a file says, and its signature;
//! * `list` — `list.json`.

mod file;
mod list;

use std::collections::{BTreeMap, BTreeSet};

use exposure_notification::{ENIntervalNumber, ExportError, SigningKeyError};
use jiff::Timestamp;
use rand::seq::SliceRandom;
use testbed::journal::ChainPlace;
use thiserror::Error;

pub(crate) use self::list::ListEntry;
use crate::regions::folder;
use crate::server::NotifyServer;
use crate::state::{Created, ExportOrder, ExportStart, FileGroups, FileNames, ServerState};
use crate::store::{ExportFile, Store, StoreError, StoredKey};
use crate::window::{end_of_validity_day, oldest_interval};

#[derive(Debug, Error)]
pub(super) enum ExportJobError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Export(#[from] ExportError),
    #[error(transparent)]
    SigningKey(#[from] SigningKeyError),
    /// The real server made a second file under the number of the first, which its database refused.
    #[error(
        "{keys} keys of one day are to be exported and a file holds {limit}; the server of COCOA could not do it, \
         set a higher number of keys per file"
    )]
    TooManyKeys { keys: usize, limit: usize },
    #[error("list.json cannot be written: {0}")]
    List(#[from] serde_json::Error),
}

/// Exports what is new, and rewrites the list.
pub(super) async fn run(server: &NotifyServer, now: Timestamp) -> Result<(), ExportJobError> {
    let exported = export_and_list(server, now).await;
    match &exported {
        Ok(exported) if exported.files == 0 => {}
        Ok(Exported { files, keys, levels }) => {
            let levels: Vec<String> = levels.iter().map(u8::to_string).collect();
            let levels = levels.join("・");
            let detail =
                format!("配布ファイル{files}個（日次鍵{keys}個、感染リスクのレベル{levels}）を公開した");
            server.passed(now, ChainPlace::ExportPublished, detail);
        }
        Err(_) => server.ended(now, ChainPlace::ExportPublished, "配布ファイルを公開できなかった"),
    }
    exported.map(drop)
}

/// What a run of the job exported, for the journal.
struct Exported {
    files: usize,
    keys: usize,
    /// The transmission risk levels among the keys.
    levels: BTreeSet<u8>,
}

/// What shares a file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Group {
    rolling_start: ENIntervalNumber,
    /// The rolling period, where it separates files.
    rolling_period: Option<u32>,
}

impl Group {
    fn of(key: &StoredKey, file_groups: FileGroups) -> Self {
        Self {
            rolling_start: key.key.rolling_start,
            rolling_period: (file_groups == FileGroups::StartAndPeriod).then_some(key.key.rolling_period),
        }
    }

    /// Unix seconds.
    fn end_timestamp(self) -> i64 {
        match self.rolling_period {
            None => end_of_validity_day(self.rolling_start),
            Some(period) => ENIntervalNumber(self.rolling_start.0 + period).start_unix_seconds(),
        }
    }
}

/// The files of a group of keys, before they are written.
struct PlannedExport {
    group: Group,
    /// In the order of the file.
    keys: Vec<StoredKey>,
    /// One for every region.
    files: Vec<ExportFile>,
}

async fn export_and_list(server: &NotifyServer, now: Timestamp) -> Result<Exported, ExportJobError> {
    let state = server.state();
    let keys = keys_to_export(server, &state, now).await?;
    let mut exported = Exported {
        files: 0,
        keys: keys.len(),
        levels: keys.iter().map(|key| key.transmission_risk_level).collect(),
    };
    let mut groups: BTreeMap<Group, Vec<StoredKey>> = BTreeMap::new();
    for key in keys {
        groups
            .entry(Group::of(&key, state.file_groups))
            .or_default()
            .push(key);
    }
    let mut last_created = server.with_store(Store::last_created).await?;
    if state.list_before_files {
        let mut planned = Vec::new();
        for (group, keys) in groups {
            planned.push(plan(server, &state, now, group, keys, &mut last_created).await?);
        }
        let files = planned.iter().flat_map(|export| &export.files).cloned().collect();
        list::rewrite(server, &state, now, files).await?;
        for export in planned {
            exported.files += write(server, &state, now, export).await?;
        }
    } else {
        for (group, keys) in groups {
            let export = plan(server, &state, now, group, keys, &mut last_created).await?;
            exported.files += write(server, &state, now, export).await?;
        }
        list::rewrite(server, &state, now, Vec::new()).await?;
    }
    Ok(exported)
}

async fn keys_to_export(
    server: &NotifyServer,
    state: &ServerState,
    now: Timestamp,
) -> Result<Vec<StoredKey>, StoreError> {
    let oldest = oldest_interval(now);
    let earliest = match state.export_start {
        ExportStart::After => ENIntervalNumber(oldest.0 + 1),
        ExportStart::AtOrAfter => oldest,
    };
    server
        .with_store(move |store| store.keys_to_export(earliest))
        .await
}

/// Gives the files of a group their number and their `created`, and its keys their order.
async fn plan(
    server: &NotifyServer,
    state: &ServerState,
    now: Timestamp,
    group: Group,
    mut keys: Vec<StoredKey>,
    last_created: &mut Option<i64>,
) -> Result<PlannedExport, ExportJobError> {
    let limit = server.keys_per_file;
    if keys.len() > limit {
        let keys = keys.len();
        return Err(ExportJobError::TooManyKeys { keys, limit });
    }
    let batch_num = server.with_store(Store::next_batch_number).await?;
    if state.export_order == ExportOrder::Random {
        let seed = server.seed.derive(&format!("order of keys in file {batch_num}"));
        keys.shuffle(&mut seed.rng());
    }
    let file_number = match state.file_names {
        FileNames::Number => batch_num,
        FileNames::AlwaysOne => 1,
    };
    let files = server.regions.iter().map(|region| {
        let created = match state.created {
            Created::SecondOfRun => now.as_second(),
            Created::MillisecondOfFile => {
                last_created.map_or(now.as_millisecond(), |last| now.as_millisecond().max(last + 1))
            }
        };
        *last_created = Some(created);
        ExportFile {
            region: region.to_owned(),
            batch_num,
            file_number,
            created,
            end_timestamp: group.end_timestamp(),
        }
    });
    let files = files.collect();
    Ok(PlannedExport { group, keys, files })
}

/// Writes the files of a group and then their record; says how many files there are.
async fn write(
    server: &NotifyServer,
    state: &ServerState,
    now: Timestamp,
    export: PlannedExport,
) -> Result<usize, ExportJobError> {
    let signature = file::Signature::of(server, state, now)?;
    for planned in &export.files {
        let start = export.group.rolling_start;
        let zip = file::content(state, planned, start, &export.keys, &signature)?;
        let folder = folder(&planned.region);
        server.files.put_export(&folder, planned.file_number, zip).await?;
    }
    let ids: Vec<i64> = export.keys.iter().map(|key| key.id).collect();
    let (files, count) = (export.files, server.regions.iter().count());
    server
        .with_store(move |store| store.record_export(&files, &ids))
        .await?;
    Ok(count)
}
