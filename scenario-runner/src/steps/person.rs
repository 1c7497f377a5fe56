//! People, their phones, and what they do with them.

use cucumber::{given, then, when};
use exposure_notification::Platform;
use jiff::ToSpan;

use super::number;
use crate::world::{StepError, StepResult, World, reached};
use testbed::japan;
use testbed::journal::ChainPlace;

#[given(regex = r"^利用者([A-Z])が(iOS|Android)の端末でアプリを使っている$")]
async fn uses_the_app(world: &mut World, name: String, platform: String) -> StepResult {
    add_phone(world, &name, &platform, true).await
}

#[given(regex = r"^利用者([A-Z])が(iOS|Android)の端末を持ち、アプリを入れていない$")]
async fn has_no_app(world: &mut World, name: String, platform: String) -> StepResult {
    add_phone(world, &name, &platform, false).await
}

#[given(regex = r"^利用者([A-Z])が(Bluetooth|OSの通知)を(切る|入れる)$")]
#[when(regex = r"^利用者([A-Z])が(Bluetooth|OSの通知)を(切る|入れる)$")]
async fn changes_a_setting(world: &mut World, name: String, setting: String, switch: String) -> StepResult {
    let setting = if setting == "Bluetooth" {
        "bluetooth"
    } else {
        "os_notifications"
    };
    Ok(world
        .environment
        .phones
        .set(&name, setting, switch == "入れる")
        .await?)
}

#[given(regex = r"^利用者([A-Z])がアプリを(開く|削除する|入れ直す)$")]
#[when(regex = r"^利用者([A-Z])がアプリを(開く|削除する|入れ直す)$")]
async fn handles_the_app(world: &mut World, name: String, action: String) -> StepResult {
    let phones = &world.environment.phones;
    match action.as_str() {
        "開く" => phones.open_app(&name).await?,
        "削除する" => phones.delete_app(&name).await?,
        _ => phones.install_app(&name).await?,
    }
    Ok(())
}

#[then(regex = r"^利用者([A-Z])の利用を始めた日は(\d+)日前である$")]
async fn started_days_ago(world: &mut World, name: String, days: String) -> StepResult {
    let days: i32 = number(&days)?;
    let today = japan::date(world.environment.now());
    let expected = today
        .checked_sub(days.days())
        .map_err(|error| StepError::Harness(error.to_string()))?;
    let shown = world.environment.phones.state(&name).await?.start_of_use;
    let message = match shown {
        Some(shown) => {
            format!("{name}のアプリは利用を始めた日を{shown}と表示しています（正しくは{expected}）。")
        }
        None => format!("{name}のアプリは利用を始めた日を表示していません（正しくは{expected}）。"),
    };
    world.check(
        shown == Some(expected),
        reached(ChainPlace::ContactDisplayed, &name),
        message,
    )
}

async fn add_phone(world: &mut World, name: &str, platform: &str, with_app: bool) -> StepResult {
    let platform: Platform = platform
        .parse()
        .map_err(|_| StepError::Harness(format!("「{platform}」というOSはありません")))?;
    world.person(name).platform = Some(platform);
    let app = world.app.clone();
    Ok(world
        .environment
        .phones
        .add(name, platform, &app, with_app)
        .await?)
}
