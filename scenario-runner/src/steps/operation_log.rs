//! The operation log (動作情報): when it is sent, and what it must not hold.

use std::io::{Cursor, Read as _};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use cucumber::{then, when};
use testbed::journal::ChainPlace;
use zip::ZipArchive;

use super::privacy::{forms_of, secrets_of};
use crate::world::{StepError, StepResult, World};

#[when(
    regex = r"^利用者([A-Z])が動作情報を(確認し、同意して送信する|確認したあと、同意しない|確認せずに送信しようとする)$"
)]
async fn sends(world: &mut World, name: String, how: String) -> StepResult {
    let (previewed, consented) = match how.as_str() {
        "確認し、同意して送信する" => (true, true),
        "確認したあと、同意しない" => (true, false),
        _ => (false, true),
    };
    let phones = &world.environment.phones;
    Ok(phones.send_operation_log(&name, previewed, consented).await?)
}

#[then(regex = r"^動作情報は(届いている|届いていない)$")]
async fn arrived(world: &mut World, expected: String) -> StepResult {
    let arrived = world
        .environment
        .notification_server
        .operation_logs()
        .await?
        .len();
    let expected = expected == "届いている";
    let message = format!("通知サーバーに動作情報が{arrived}件あります。");
    world.check_seen(
        (arrived > 0) == expected,
        ChainPlace::ContactDisplayed,
        None,
        message,
    )
}

#[then(regex = r"^届いた動作情報に、利用者([A-Z])の処理番号・連絡先・日次鍵・接触符号は含まれていない$")]
async fn holds_nothing_personal(world: &mut World, name: String) -> StepResult {
    let secrets = secrets_of(world, &name).await?;
    let mut text = String::new();
    for log in world.environment.notification_server.operation_logs().await? {
        text.push_str(&log.name);
        let bytes = STANDARD
            .decode(&log.content)
            .map_err(|error| StepError::Harness(error.to_string()))?;
        text.push_str(&unzipped(bytes).map_err(|error| StepError::Harness(error.to_string()))?);
    }
    let found: Vec<&str> = secrets
        .iter()
        .filter(|(_, secret)| forms_of(secret).iter().any(|form| text.contains(form)))
        .map(|(what, _)| *what)
        .collect();
    let message = if text.is_empty() {
        "届いた動作情報が空です。".to_owned()
    } else {
        format!("動作情報に{}が含まれています。", found.join("・"))
    };
    world.check_seen(
        !text.is_empty() && found.is_empty(),
        ChainPlace::ContactDisplayed,
        None,
        message,
    )
}

fn unzipped(bytes: Vec<u8>) -> Result<String, zip::result::ZipError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes))?;
    let mut text = String::new();
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index)?;
        text.push_str(&entry.name()?);
        entry.read_to_string(&mut text)?;
    }
    Ok(text)
}
