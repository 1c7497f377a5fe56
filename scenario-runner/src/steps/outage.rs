//! HER-SYS and the notification server out of order, and in order again.

use std::time::Duration;

use cucumber::{given, when};
use serde_json::json;
use testbed::fault::Fault;

use super::number;
use crate::world::{StepResult, World};

/// Longer than any server or app waits.
const FOR_EVER: Duration = Duration::from_mins(10);
/// At this pace an answer takes minutes.
const MILLISECONDS_PER_BYTE: u64 = 30_000;

/// Where apps register as positive.
const REGISTRATION: [&str; 3] = ["/api/diagnosis", "/api/v2/diagnosis", "/api/v3/diagnosis"];

#[when(
    regex = r"^HER-SYSが(停止している|復旧する|意味の通らない答えを返す|型の違う答えを返す|応答しない|接続を断る|問い合わせを捨てて切断する|照会を済ませて切断する|答えを途中で切る|答えを少しずつしか返さない)$"
)]
async fn hersys_is_out_of_order(world: &mut World, state: String) -> StepResult {
    let fault = match state.as_str() {
        "停止している" => Some(Fault::Status(503)),
        "意味の通らない答えを返す" => Some(Fault::Nonsense(
            "<html><body>メンテナンス中</body></html>".to_owned(),
        )),
        "型の違う答えを返す" => Some(Fault::WrongJson(r#"{"result": 1}"#.to_owned())),
        "応答しない" => Some(Fault::delay(FOR_EVER)),
        "接続を断る" => Some(Fault::Refuse),
        "問い合わせを捨てて切断する" => Some(Fault::DropBefore),
        "照会を済ませて切断する" => Some(Fault::DropAfter),
        "答えを途中で切る" => Some(Fault::Truncate { bytes: 10 }),
        "答えを少しずつしか返さない" => Some(Fault::SlowBytes {
            milliseconds_per_byte: MILLISECONDS_PER_BYTE,
        }),
        _ => None,
    };
    Ok(world.environment.hersys.0.break_down(&["/"], fault).await?)
}

#[when(
    regex = r"^通知サーバーが(復旧する|陽性登録に応答しない|陽性登録を受け取って接続を切る|陽性登録を済ませてから接続を切る)$"
)]
async fn registrations_are_out_of_order(world: &mut World, state: String) -> StepResult {
    let fault = match state.as_str() {
        "陽性登録に応答しない" => Some(Fault::delay(FOR_EVER)),
        "陽性登録を受け取って接続を切る" => Some(Fault::DropBefore),
        "陽性登録を済ませてから接続を切る" => Some(Fault::DropAfter),
        _ => None,
    };
    let server = &world.environment.notification_server;
    if fault.is_none() {
        server.fail_storing(&json!({})).await?;
    }
    Ok(server.0.break_down(&REGISTRATION, fault).await?)
}

#[when(regex = r"^通知サーバーが(陽性登録|調査の回答)に(\d+)を返す$")]
async fn answers_with(world: &mut World, request: String, status: String) -> StepResult {
    let paths: &[&str] = if request == "陽性登録" {
        &REGISTRATION
    } else {
        &["/api/v1/event_log"]
    };
    let fault = Fault::Status(number(&status)?);
    let server = &world.environment.notification_server.0;
    Ok(server.break_down(paths, Some(fault)).await?)
}

#[when(regex = r"^通知サーバーが日次鍵を(?:一つも書かずに|(\d+)個書いたところで)止まるようにする$")]
async fn stops_while_storing(world: &mut World, keys: String) -> StepResult {
    let keys: u32 = if keys.is_empty() { 0 } else { number(&keys)? };
    let server = &world.environment.notification_server;
    Ok(server.fail_storing(&json!({ "keys_after": keys })).await?)
}

#[given("通知サーバーが端末の確認をしない")]
async fn phones_are_not_checked(world: &mut World) -> StepResult {
    let off = json!({ "android_device_check": "off", "ios_device_check": "off" });
    let server = &world.environment.notification_server;
    Ok(server.change_behaviour(&off).await?)
}

#[when("Googleが別の登録のための保証を返す")]
async fn google_vouches_for_something_else(world: &mut World) -> StepResult {
    Ok(world.environment.phones.google_states("wrong_nonce").await?)
}

#[when(regex = r"^(Appleが端末を認めない|Googleの照会先が止まっている)$")]
async fn manufacturer_is_out_of_order(world: &mut World, state: String) -> StepResult {
    let (path, status) = if state.starts_with("Apple") {
        ("/manufacturers/apple", 400)
    } else {
        ("/manufacturers/google", 503)
    };
    let phones = &world.environment.phones.0;
    Ok(phones.break_down(&[path], Some(Fault::Status(status))).await?)
}

#[when(regex = r"^配布ファイルの保存が(\d+)個目の後で失敗するようにする$")]
async fn files_cannot_be_kept(world: &mut World, files: String) -> StepResult {
    let files: u32 = number(&files)?;
    let server = &world.environment.notification_server;
    Ok(server.fail_storing(&json!({ "files_after": files })).await?)
}

#[given(regex = r"^通知サーバーが感染リスクのレベル(\d+)を付けて配布する$")]
async fn exports_level(world: &mut World, level: String) -> StepResult {
    let level: u8 = number(&level)?;
    let server = &world.environment.notification_server;
    Ok(server
        .change_behaviour(&json!({ "transmission_level": level }))
        .await?)
}
