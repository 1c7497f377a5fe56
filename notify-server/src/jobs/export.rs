//! The export: new keys become signed files, and the files are listed (COCOA v1.1.5,
//! `TemporaryExposureKeyExportBatchService`).
//!
//! One file per rolling start and run, in random order: neither which keys are one person's nor who came first can be
//! read from it (イ7). No minimum of keys, no padding, no delay, as in the real server.
//!
//! Order: file, then its record in the database, then the next file; the list comes last. A crash in between leaves
//! at worst a file that nobody lists, and its keys go out with the next run.

use std::collections::{BTreeMap, BTreeSet};

use exposure_notification::{
    DiagnosisKey, ENIntervalNumber, ExportError, TemporaryExposureKeyExport, write_export,
};
use jiff::Timestamp;
use rand::seq::SliceRandom;
use serde::Serialize;
use testbed::journal::ChainPlace;
use thiserror::Error;

use crate::server::{NotifyServer, REGION};
use crate::state::{EmptyList, ExportStart};
use crate::store::{ExportFile, StoreError, StoredKey};
use crate::window::{end_of_validity_day, oldest_day, oldest_interval};

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
#[derive(Serialize)]
struct ListEntry {
    region: &'static str,
    url: String,
    /// Unix milliseconds.
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

async fn export_and_list(server: &NotifyServer, now: Timestamp) -> Result<Exported, ExportJobError> {
    let oldest = oldest_interval(now);
    let earliest = match server.state.export_start {
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
    let mut groups: BTreeMap<ENIntervalNumber, Vec<StoredKey>> = BTreeMap::new();
    for key in keys {
        groups.entry(key.key.rolling_start).or_default().push(key);
    }
    exported.files = groups.len();
    for (rolling_start, keys) in groups {
        export_group(server, now, rolling_start, keys).await?;
    }
    rewrite_list(server, now).await?;
    Ok(exported)
}

async fn export_group(
    server: &NotifyServer,
    now: Timestamp,
    rolling_start: ENIntervalNumber,
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

    let end_timestamp = end_of_validity_day(rolling_start);
    let export = TemporaryExposureKeyExport {
        start_timestamp: rolling_start.start_unix_seconds().cast_unsigned(),
        end_timestamp: end_timestamp.cast_unsigned(),
        region: REGION.to_owned(),
        // iOS accepts nothing else than one file per batch (COCOA v1.1.0).
        batch_num: 1,
        batch_size: 1,
        keys: keys.iter().map(diagnosis_key).collect(),
        revised_keys: Vec::new(),
    };
    server
        .files
        .put_export(batch_num, write_export(&export, &server.signing_key)?)
        .await?;

    // Apps take a file only if its `created` is greater than that of the last one they took.
    let created = last_created.map_or(now.as_millisecond(), |last| now.as_millisecond().max(last + 1));
    let file = ExportFile {
        batch_num,
        created,
        end_timestamp,
    };
    let ids: Vec<i64> = keys.iter().map(|key| key.id).collect();
    server
        .with_store(move |store| store.record_export(&file, &ids))
        .await?;
    Ok(())
}

fn diagnosis_key(key: &StoredKey) -> DiagnosisKey {
    DiagnosisKey {
        key: key.key,
        transmission_risk_level: key.transmission_risk_level,
        // Version 1 of the API knows neither.
        report_type: None,
        days_since_onset_of_symptoms: None,
    }
}

async fn rewrite_list(server: &NotifyServer, now: Timestamp) -> Result<(), ExportJobError> {
    let earliest_end = oldest_day(now);
    let files = server
        .with_store(move |store| store.files_ending_from(earliest_end))
        .await?;
    if files.is_empty() && server.state.empty_list == EmptyList::Stale {
        return Ok(());
    }
    let entry = |file: &ExportFile| ListEntry {
        region: REGION,
        url: format!("{}/c19r/{REGION}/{}.zip", server.public_url, file.batch_num),
        created: file.created,
    };
    let list: Vec<ListEntry> = files.iter().map(entry).collect();
    server.files.put_list(serde_json::to_vec(&list)?).await?;
    Ok(())
}
