//! What stands in the export files, all of them together: nothing missing, nothing twice, nothing to be told from.

use std::collections::BTreeMap;

use cucumber::then;
use exposure_notification::{DiagnosisKey, TemporaryExposureKeyExport};
use testbed::journal::ChainPlace;

use super::export::{available_files, export, read_published};
use crate::world::{StepError, StepResult, World, on_server};

#[then("登録された日次鍵はすべて、ちょうど一度だけ配布されている")]
async fn every_key_is_exported_once(world: &mut World) -> StepResult {
    let registered = world.environment.notification_server.keys().await?;
    let mut times: BTreeMap<[u8; 16], usize> = BTreeMap::new();
    for key in exports(world).await?.iter().flat_map(|export| &export.keys) {
        *times.entry(key.key.key_data).or_default() += 1;
    }
    let mut wrong = 0;
    for key in &registered {
        wrong += usize::from(times.remove(&key.key_data()?) != Some(1));
    }
    let message = format!(
        "登録された日次鍵{}個のうち{wrong}個が、ちょうど一度配布されたのではありません（登録にない鍵は{}個）。",
        registered.len(),
        times.len()
    );
    let holds = !registered.is_empty() && wrong == 0 && times.is_empty();
    world.check(holds, on_server(ChainPlace::ExportPublished, true), message)
}

#[then("一覧のファイルはすべて受け取れる")]
async fn every_listed_file_is_there(world: &mut World) -> StepResult {
    let listed = world.environment.notification_server.listed_files().await?.len();
    let there = exports(world).await?.len();
    let message = format!("一覧の{listed}件のうち、受け取れるのは{there}件です。");
    world.check(
        there == listed,
        on_server(ChainPlace::ExportPublished, true),
        message,
    )
}

#[then("一覧のファイルの作成時刻は互いに違う")]
async fn creation_times_differ(world: &mut World) -> StepResult {
    let listed = world.environment.notification_server.listed_files().await?;
    let mut times: Vec<i64> = listed.iter().map(|file| file.created).collect();
    times.sort_unstable();
    times.dedup();
    let message = format!("一覧の{}件の作成時刻は{}通りです。", listed.len(), times.len());
    let holds = listed.len() > 1 && times.len() == listed.len();
    world.check(holds, on_server(ChainPlace::ExportPublished, true), message)
}

#[then("一覧のファイルはどれも、1個組の1個目と名乗っている")]
async fn every_file_is_whole(world: &mut World) -> StepResult {
    let key = world.environment.notification_server.verification_key().await?;
    let files = available_files(world).await?;
    // A file that calls itself a part of a batch cannot be read as a whole one.
    let whole = |export: &TemporaryExposureKeyExport| (export.batch_num, export.batch_size) == (1, 1);
    let is_whole = |bytes: &[u8]| export(bytes, &key).is_ok_and(|export| whole(&export));
    let count = files.iter().filter(|(_, bytes)| is_whole(bytes)).count();
    let message = format!(
        "ファイル{}個のうち、1個組の1個目と名乗るのは{count}個です。",
        files.len()
    );
    let holds = !files.is_empty() && count == files.len();
    world.check(holds, on_server(ChainPlace::ExportPublished, true), message)
}

#[then("配布ファイルに、日次鍵とその期間と感染リスクの値のほかは何も書かれていない")]
async fn nothing_else_is_exported(world: &mut World) -> StepResult {
    let exports = exports(world).await?;
    let says_more =
        |key: &&DiagnosisKey| key.report_type.is_some() || key.days_since_onset_of_symptoms.is_some();
    let keys = exports.iter().flat_map(|export| &export.keys);
    let more = keys.clone().filter(says_more).count();
    let revised: usize = exports.iter().map(|export| export.revised_keys.len()).sum();
    let message = format!(
        "日次鍵{}個のうち{more}個に、検査の種類か発症からの日数が書かれています（取り消しは{revised}個）。",
        keys.clone().count()
    );
    let holds = keys.count() > 0 && more == 0 && revised == 0;
    world.check(holds, on_server(ChainPlace::ExportPublished, false), message)
}

#[then(regex = r"^どの配布ファイルにも(\d+)人分の日次鍵が一つずつ入っている$")]
async fn every_file_holds_one_key_of_each(world: &mut World, people: String) -> StepResult {
    let people: usize = super::number(&people)?;
    let exports = exports(world).await?;
    let full = exports
        .iter()
        .filter(|export| export.keys.len() == people)
        .count();
    let message = format!(
        "ファイル{}個のうち、日次鍵が{people}個なのは{full}個です。",
        exports.len()
    );
    let holds = exports.len() > 1 && full == exports.len();
    world.check(holds, on_server(ChainPlace::ExportPublished, true), message)
}

/// One file may stand in the order of registration by chance; that all do is one in 6^10 with three people and ten days.
#[then("配布ファイルの日次鍵の並びは、ファイルごとに登録の順と違っている")]
async fn order_tells_nothing(world: &mut World) -> StepResult {
    let mut place = BTreeMap::new();
    for (number, key) in world
        .environment
        .notification_server
        .keys()
        .await?
        .iter()
        .enumerate()
    {
        place.insert(key.key_data()?, number);
    }
    let exports = exports(world).await?;
    let is_in_order = |export: &&TemporaryExposureKeyExport| {
        let places: Vec<_> = export
            .keys
            .iter()
            .map(|key| place.get(&key.key.key_data))
            .collect();
        places.is_sorted()
    };
    let in_order = exports.iter().filter(is_in_order).count();
    let message = format!(
        "ファイル{}個のうち{in_order}個が登録の順に並んでいます。",
        exports.len()
    );
    let holds = exports.len() > 1 && in_order < exports.len();
    world.check(holds, on_server(ChainPlace::ExportPublished, true), message)
}

#[then(regex = r"^登録された日次鍵は(\d+)日分以上ある$")]
async fn keys_of_several_days(world: &mut World, days: String) -> StepResult {
    let days: usize = super::number(&days)?;
    let keys = world.environment.notification_server.keys().await?;
    let mut starts: Vec<u32> = keys.iter().map(|key| key.rolling_start).collect();
    starts.sort_unstable();
    starts.dedup();
    let message = format!("登録された日次鍵は{}日分です。", starts.len());
    world.check(
        starts.len() >= days,
        on_server(ChainPlace::KeysRegistered, true),
        message,
    )
}

/// Every file of the list that is there and has a good signature.
async fn exports(world: &mut World) -> Result<Vec<TemporaryExposureKeyExport>, StepError> {
    let key = world.environment.notification_server.verification_key().await?;
    let files = available_files(world).await?;
    let read = files.iter().map(|(_, bytes)| read_published(world, bytes, &key));
    read.collect()
}
