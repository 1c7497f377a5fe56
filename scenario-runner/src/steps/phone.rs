//! What people do with the phone itself: switches, power, language, clock.

use cucumber::{given, when};
use serde_json::{Value, json};

use super::number;
use crate::world::{StepResult, World};

#[given(regex = r"^利用者([A-Z])が(Bluetooth|OSの通知|接触の記録|位置情報)を(切る|入れる)$")]
#[when(regex = r"^利用者([A-Z])が(Bluetooth|OSの通知|接触の記録|位置情報)を(切る|入れる)$")]
async fn switches(world: &mut World, name: String, setting: String, switch: String) -> StepResult {
    let setting = match setting.as_str() {
        "Bluetooth" => "bluetooth",
        "OSの通知" => "os_notifications",
        "位置情報" => "location",
        _ => "exposure_notification",
    };
    set(world, &name, setting, json!(switch == "入れる")).await
}

#[given(regex = r"^利用者([A-Z])の端末の電源が(切れる|入る)$")]
#[when(regex = r"^利用者([A-Z])の端末の電源が(切れる|入る)$")]
async fn power(world: &mut World, name: String, switch: String) -> StepResult {
    set(world, &name, "power", json!(switch == "入る")).await
}

#[given(regex = r"^利用者([A-Z])がアプリに通知を許可しない$")]
async fn forbids_notifications_of_the_app(world: &mut World, name: String) -> StepResult {
    set(world, &name, "app_notifications", json!(false)).await
}

#[given(regex = r"^利用者([A-Z])の端末の時計が(\d+)分(進んでいる|遅れている)$")]
async fn clock_is_wrong(world: &mut World, name: String, minutes: String, direction: String) -> StepResult {
    let seconds = number::<i64>(&minutes)? * 60;
    let offset = if direction == "進んでいる" {
        seconds
    } else {
        -seconds
    };
    set(world, &name, "clock_offset_seconds", json!(offset)).await
}

#[when(regex = r"^利用者([A-Z])が端末の言語を(英語|日本語)に変える$")]
async fn changes_the_language(world: &mut World, name: String, language: String) -> StepResult {
    let locale = if language == "英語" { "en" } else { "ja" };
    set(world, &name, "locale", json!(locale)).await
}

#[when(regex = r"^利用者([A-Z])が端末の時間帯を「([A-Za-z_/]+)」に変える$")]
async fn changes_the_time_zone(world: &mut World, name: String, zone: String) -> StepResult {
    set(world, &name, "time_zone", json!(zone)).await
}

/// Google and Apple say that beacons are kept for 14 days; when exactly they are deleted is not published.
#[given(regex = r"^OSは接触の記録を(\d+)日間残す$")]
async fn contacts_are_kept_longer(world: &mut World, days: String) -> StepResult {
    let days: u32 = number(&days)?;
    let phones = &world.environment.phones;
    Ok(phones
        .set_unpublished("sightings_kept_days", &json!(days))
        .await?)
}

/// Whether a day's key ends when Exposure Notification is switched off is not published.
#[given("OSは接触の記録を切るとその日の鍵を終える")]
async fn switching_off_ends_the_key(world: &mut World) -> StepResult {
    let phones = &world.environment.phones;
    Ok(phones
        .set_unpublished("switching_off_ends_the_key", &json!(true))
        .await?)
}

async fn set(world: &mut World, name: &str, setting: &str, value: Value) -> StepResult {
    Ok(world.environment.phones.set(name, setting, &value).await?)
}
