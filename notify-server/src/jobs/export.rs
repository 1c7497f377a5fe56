//! The export: new keys become signed files, and the files are listed (COCOA v1.1.5,
//! `TemporaryExposureKeyExportBatchService`).
//!
//! One file per day of keys and run, in random order: neither which keys are one person's nor who came first can be
//! read from it (イ7). No minimum of keys, no padding, no delay, as in the real server.
//!
//! Order: file, then its record in the database, then the next file; the list comes last. A crash in between leaves
//! at worst a file that nobody lists and the next deletion removes, and its keys go out with the next run.

use std::collections::{BTreeMap, BTreeSet};

use exposure_notification::{
    DiagnosisKey, ENIntervalNumber, ExportError, ReportType, TemporaryExposureKeyExport, write_export,
};
use jiff::Timestamp;
use rand::seq::SliceRandom;
use serde::Serialize;
use testbed::journal::ChainPlace;
use thiserror::Error;
use utoipa::ToSchema;

use crate::server::{NotifyServer, REGION};
use crate::state::{BatchFields, Created, EmptyList, ExportStart, FileGroups, FileNames, ServerState};
use crate::store::{ExportFile, StoreError, StoredKey};
use crate::window::{earliest_end, end_of_validity_day, oldest_interval};

#[derive(Debug, Error)]
pub(super) enum ExportJobError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Export(#[from] ExportError),
    #[error("list.json cannot be written: {0}")]
    List(#[from] serde_json::Error),
}

/// An entry of `list.json`.
#[derive(Serialize, ToSchema)]
pub(crate) struct ListEntry {
    #[schema(examples("440"))]
    region: &'static str,
    /// Where the file is.
    url: String,
    /// Unix milliseconds, once seconds.
    created: i64,
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
        Err(error) => {
            tracing::error!(%error, "the export failed");
            server.ended(now, ChainPlace::ExportPublished, "配布ファイルを公開できなかった");
        }
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

async fn export_and_list(server: &NotifyServer, now: Timestamp) -> Result<Exported, ExportJobError> {
    let state = server.state();
    let oldest = oldest_interval(now);
    let earliest = match state.export_start {
        ExportStart::After => ENIntervalNumber(oldest.0 + 1),
        ExportStart::AtOrAfter => oldest,
    };
    let keys = server
        .with_store(move |store| store.keys_to_export(earliest))
        .await?;
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
    exported.files = groups.len();
    for (group, keys) in groups {
        export_group(server, &state, now, group, keys).await?;
    }
    rewrite_list(server, &state, now).await?;
    Ok(exported)
}

async fn export_group(
    server: &NotifyServer,
    state: &ServerState,
    now: Timestamp,
    group: Group,
    mut keys: Vec<StoredKey>,
) -> Result<(), ExportJobError> {
    let (batch_num, last_created) = server
        .with_store(|store| Ok((store.next_batch_number()?, store.last_created()?)))
        .await?;
    keys.shuffle(
        &mut server
            .seed
            .derive(&format!("order of keys in file {batch_num}"))
            .rng(),
    );

    let end_timestamp = group.end_timestamp();
    let (stated_number, stated_size) = match state.batch_fields {
        BatchFields::OneOfOne => (1, 1),
        BatchFields::NumberAndKeyCount => (saturating_i32(batch_num), saturating_i32(keys.len())),
    };
    let export = TemporaryExposureKeyExport {
        start_timestamp: group.rolling_start.start_unix_seconds().cast_unsigned(),
        end_timestamp: end_timestamp.cast_unsigned(),
        region: REGION.to_owned(),
        batch_num: stated_number,
        batch_size: stated_size,
        keys: keys.iter().map(diagnosis_key).collect(),
        revised_keys: Vec::new(),
    };
    let file_number = match state.file_names {
        FileNames::Number => batch_num,
        FileNames::AlwaysOne => 1,
    };
    server
        .files
        .put_export(file_number, write_export(&export, &server.signing_key)?)
        .await?;

    let created = match state.created {
        Created::SecondOfRun => now.as_second(),
        Created::MillisecondOfFile => {
            last_created.map_or(now.as_millisecond(), |last| now.as_millisecond().max(last + 1))
        }
    };
    let file = ExportFile {
        batch_num,
        file_number,
        created,
        end_timestamp,
    };
    let ids: Vec<i64> = keys.iter().map(|key| key.id).collect();
    server
        .with_store(move |store| store.record_export(&file, &ids))
        .await?;
    Ok(())
}

fn saturating_i32(number: impl TryInto<i32>) -> i32 {
    number.try_into().unwrap_or(i32::MAX)
}

fn diagnosis_key(key: &StoredKey) -> DiagnosisKey {
    DiagnosisKey {
        key: key.key,
        transmission_risk_level: key.transmission_risk_level,
        // What V1 and V2 do not know is not written, and phones put what their configuration says.
        report_type: key
            .diagnosis
            .and_then(|diagnosis| ReportType::from_number(diagnosis.report_type)),
        days_since_onset_of_symptoms: key.diagnosis.map(|diagnosis| diagnosis.days_since_onset),
    }
}

async fn rewrite_list(
    server: &NotifyServer,
    state: &ServerState,
    now: Timestamp,
) -> Result<(), ExportJobError> {
    let earliest_end = earliest_end(state, now);
    let files = server
        .with_store(move |store| store.files_ending_from(earliest_end))
        .await?;
    if files.is_empty() && state.empty_list == EmptyList::Stale {
        return Ok(());
    }
    let entry = |file: &ExportFile| ListEntry {
        region: REGION,
        url: format!("{}/c19r/{REGION}/{}.zip", server.public_url, file.file_number),
        created: file.created,
    };
    let list: Vec<ListEntry> = files.iter().map(entry).collect();
    server.files.put_list(serde_json::to_vec(&list)?).await?;
    Ok(())
}
