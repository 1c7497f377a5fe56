//! The export files (配布ファイル): what is listed, signed, forged, accepted.

use std::error::Error;

use cucumber::{then, when};
use exposure_notification::{
    ExportError, SigningKey, TemporaryExposureKeyExport, VerificationKey, read_export, write_export,
};
use testbed::journal::ChainPlace;

use crate::environment::notification_server::ListedFile;
use crate::world::{StepError, StepResult, World, not_reached, on_server};

#[when("配布ファイルが偽の鍵で署名し直される")]
async fn files_are_forged(world: &mut World) -> StepResult {
    let key = world.environment.notification_server.verification_key().await?;
    let forger = SigningKey::generate(&key.id, &key.version).map_err(harness)?;
    let mut replacements = Vec::new();
    for (listed, bytes) in available_files(world).await? {
        let export = read_published(world, &bytes, &key)?;
        replacements.push((listed, write_export(&export, &forger).map_err(harness)?));
    }
    Ok(world
        .environment
        .notification_server
        .replace_files(replacements)
        .await?)
}

#[when(regex = r"^配布ファイルが(途中で切れる|元に戻る)$")]
async fn files_are_cut_off(world: &mut World, what: String) -> StepResult {
    let mut replacements = Vec::new();
    if what == "途中で切れる" {
        for (listed, mut bytes) in available_files(world).await? {
            bytes.truncate(bytes.len() / 2);
            replacements.push((listed, bytes));
        }
    }
    Ok(world
        .environment
        .notification_server
        .replace_files(replacements)
        .await?)
}

#[when("配布ファイルが取得できなくなる")]
async fn files_are_withheld(world: &mut World) -> StepResult {
    Ok(world.environment.notification_server.withhold_files().await?)
}

#[when("配布ファイルの一覧の順序が逆になる")]
async fn list_is_reversed(world: &mut World) -> StepResult {
    if world
        .environment
        .notification_server
        .listed_files()
        .await?
        .is_empty()
    {
        return Err(world.broken_at(
            ChainPlace::ExportPublished,
            "一覧に配布ファイルが載っていません。",
        ));
    }
    Ok(world.environment.notification_server.reverse_list().await?)
}

#[then(regex = r"^配布ファイルの一覧に(ファイルが載っている|何も載っていない)$")]
async fn files_are_listed(world: &mut World, expected: String) -> StepResult {
    let listed = world.environment.notification_server.listed_files().await?.len();
    let expected = expected == "ファイルが載っている";
    let message = format!("一覧に載っているファイルは{listed}件です。");
    world.check(
        (listed > 0) == expected,
        on_server(ChainPlace::ExportPublished, expected),
        message,
    )
}

#[then("一覧のファイルはどれも受け取れない")]
async fn no_file_is_available(world: &mut World) -> StepResult {
    let available = available_files(world).await?.len();
    let message = format!("一覧のファイルのうち{available}件がまだ受け取れます。");
    world.check(
        available == 0,
        on_server(ChainPlace::ExportPublished, false),
        message,
    )
}

#[then("一覧のファイルはすべて正しい署名を持つ")]
async fn files_are_signed(world: &mut World) -> StepResult {
    let key = world.environment.notification_server.verification_key().await?;
    let listed = world.environment.notification_server.listed_files().await?.len();
    let files = available_files(world).await?;
    let good = files
        .iter()
        .filter(|(_, bytes)| export(bytes, &key).is_ok())
        .count();
    let message = format!("一覧の{listed}件のうち、正しい署名を持つのは{good}件です。");
    world.check(
        listed > 0 && good == listed,
        on_server(ChainPlace::ExportPublished, true),
        message,
    )
}

#[then(regex = r"^配布された日次鍵の感染リスクのレベルはすべて(\d+)である$")]
async fn level_is(world: &mut World, level: String) -> StepResult {
    let key = world.environment.notification_server.verification_key().await?;
    let mut levels = Vec::new();
    for (_, bytes) in available_files(world).await? {
        let export = read_published(world, &bytes, &key)?;
        levels.extend(
            export
                .keys
                .iter()
                .map(|key| key.transmission_risk_level.to_string()),
        );
    }
    levels.sort();
    levels.dedup();
    let message = format!(
        "配布された日次鍵の感染リスクのレベルは「{}」です。",
        levels.join("、")
    );
    world.check(
        levels == [level],
        on_server(ChainPlace::ExportPublished, true),
        message,
    )
}

#[then(regex = r"^利用者([A-Z])の端末は配布ファイルを受け付けていない$")]
async fn files_are_refused(world: &mut World, name: String) -> StepResult {
    let events = world.environment.phones.0.journal().await?;
    let here = |place| events.iter().filter(move |event| event.place == place);
    let downloaded = here(ChainPlace::FilesDownloaded).any(|event| event.subject == name && event.passed);
    let accepted = here(ChainPlace::FilesAccepted).any(|event| event.subject == name && event.passed);
    let message = if downloaded {
        "端末が偽のファイルを受け付けました。"
    } else {
        "端末がファイルを取得していません。"
    };
    world.check(
        downloaded && !accepted,
        not_reached(ChainPlace::FilesAccepted, &name),
        message,
    )
}

pub(super) async fn available_files(world: &World) -> Result<Vec<(ListedFile, Vec<u8>)>, StepError> {
    let server = &world.environment.notification_server;
    let mut files = Vec::new();
    for listed in server.listed_files().await? {
        if let Some(bytes) = server.file(&listed).await? {
            files.push((listed, bytes));
        }
    }
    Ok(files)
}

pub(super) fn export(bytes: &[u8], key: &VerificationKey) -> Result<TemporaryExposureKeyExport, ExportError> {
    read_export(bytes, std::slice::from_ref(key))
}

/// An export file that phones must be able to read; one that nobody can read breaks the chain, not the harness.
pub(super) fn read_published(
    world: &mut World,
    bytes: &[u8],
    key: &VerificationKey,
) -> Result<TemporaryExposureKeyExport, StepError> {
    export(bytes, key).map_err(|error| {
        world.broken_at(
            ChainPlace::ExportPublished,
            format!("配布ファイルを読めません: {error}"),
        )
    })
}

pub(super) fn harness(error: impl Error) -> StepError {
    StepError::Harness(error.to_string())
}
