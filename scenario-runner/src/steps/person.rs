//! People, their phones, and what they do with the app.

use cucumber::{given, then, when};
use evidence::AppVersion;
use exposure_notification::Platform;
use jiff::ToSpan;
use testbed::japan;
use testbed::journal::ChainPlace;

use super::number;
use crate::environment::phones::NewPhone;
use crate::world::{StepError, StepResult, World};

#[given(regex = r"^利用者([A-Z])が(iOS|Android)の端末で(?:アプリ|COCOA ([\d.]+))を使っている$")]
async fn uses_the_app(world: &mut World, name: String, platform: String, app: String) -> StepResult {
    let phone = phone_of_the_day(world, &name, &platform, &app)?;
    add_phone(world, phone).await
}

#[given(regex = r"^利用者([A-Z])が「([^」]+)」の端末で(?:判定する版|COCOA ([\d.]+))を使っている$")]
async fn uses_the_app_on(world: &mut World, name: String, os_version: String, app: String) -> StepResult {
    let phone = phone_with(world, &name, &os_version, &app)?;
    add_phone(world, phone).await
}

#[given(regex = r"^利用者([A-Z])が(Googleのサービスのない)?「([^」]+)」の端末でアプリを使おうとする$")]
async fn tries_the_app(
    world: &mut World,
    name: String,
    without_google: String,
    os_version: String,
) -> StepResult {
    let phone = NewPhone {
        google_services: without_google.is_empty(),
        app_installed: false,
        ..phone_with(world, &name, &os_version, "")?
    };
    add_phone(world, phone).await?;
    match world.environment.phones.install_app(&name, None).await {
        Err(error) if error.is_conflict() => {
            world.person(&name).refused_by_store = true;
            Ok(())
        }
        answer => Ok(answer?),
    }
}

#[given(regex = r"^利用者([A-Z])が(iOS|Android)の端末を持ち、アプリを入れていない$")]
async fn has_no_app(world: &mut World, name: String, platform: String) -> StepResult {
    let phone = NewPhone {
        app_installed: false,
        ..phone_of_the_day(world, &name, &platform, "")?
    };
    add_phone(world, phone).await
}

#[given(regex = r"^利用者([A-Z])がアプリを(開く|削除する|入れ直す)$")]
#[when(regex = r"^利用者([A-Z])がアプリを(開く|削除する|入れ直す)$")]
async fn handles_the_app(world: &mut World, name: String, action: String) -> StepResult {
    let phones = &world.environment.phones;
    match action.as_str() {
        "開く" => phones.open_app(&name).await.map(drop)?,
        "削除する" => phones.delete_app(&name).await?,
        _ => phones.install_app(&name, None).await?,
    }
    Ok(())
}

#[when(regex = r"^利用者([A-Z])がアプリを開いているあいだに、自動の確認が行われる$")]
async fn has_the_app_open_during_a_check(world: &mut World, name: String) -> StepResult {
    Ok(world
        .environment
        .phones
        .open_app_during_check(&name)
        .await
        .map(drop)?)
}

#[when(regex = r"^利用者([A-Z])がアプリを判定する版に更新する$")]
async fn updates(world: &mut World, name: String) -> StepResult {
    let platform = world.person(&name).platform;
    let platform = platform.ok_or_else(|| StepError::Harness(format!("{name}は端末を持っていません")))?;
    let app = app_of_the_day(world, platform)?;
    Ok(world.environment.phones.install_app(&name, Some(&app)).await?)
}

#[then(regex = r"^利用者([A-Z])のアプリは起動する$")]
async fn app_starts(world: &mut World, name: String) -> StepResult {
    let starts = world.environment.phones.state(&name).await?.app_starts;
    let message = format!("{}のアプリが起動しません。", world.phone_label(&name));
    world.check_seen(starts, ChainPlace::ContactDisplayed, Some(&name), message)
}

#[then(regex = r"^利用者([A-Z])の画面に(この端末では接触を確認できないこと|停止の手続きの案内)が表示される$")]
async fn screen_tells(world: &mut World, name: String, what: String) -> StepResult {
    if world.person(&name).refused_by_store {
        // The store itself says that the app is not for this phone, and there is no app whose screen could say more.
        return Ok(());
    }
    let screen = world.environment.phones.screen(&name).await?;
    let words = if what == "停止の手続きの案内" {
        "停止"
    } else {
        "この端末では"
    };
    let message = format!("{}の画面の表示: {}", world.phone_label(&name), screen.summary());
    world.check_seen(
        screen.says(words),
        ChainPlace::ContactDisplayed,
        Some(&name),
        message,
    )
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
    world.check_seen(
        shown == Some(expected),
        ChainPlace::ContactDisplayed,
        Some(&name),
        message,
    )
}

async fn add_phone(world: &mut World, phone: NewPhone) -> StepResult {
    world.person(&phone.name).platform = Some(phone.platform);
    Ok(world.environment.phones.add(&phone).await?)
}

/// A phone as most people had one on the day; without a version of the app, with the one of the day.
fn phone_of_the_day(world: &World, name: &str, platform: &str, app: &str) -> Result<NewPhone, StepError> {
    let platform: Platform = platform
        .parse()
        .map_err(|_| StepError::Harness(format!("「{platform}」というOSはありません")))?;
    let of_the_day = world.release.phones.get(&platform);
    let os_version = of_the_day.map(|phones| phones.os.clone()).unwrap_or_default();
    phone_with(world, name, &os_version, app)
}

/// A phone with that version of the operating system.
fn phone_with(world: &World, name: &str, os_version: &str, app: &str) -> Result<NewPhone, StepError> {
    let platform = os_version.split(' ').next().unwrap_or_default();
    let platform: Platform = platform
        .parse()
        .map_err(|_| StepError::Harness(format!("「{os_version}」というOSはありません")))?;
    Ok(NewPhone {
        name: name.to_owned(),
        platform,
        os_version: os_version.to_owned(),
        google_services: true,
        release: if app.is_empty() {
            app_of_the_day(world, platform)?
        } else {
            app.to_owned()
        },
        app_installed: true,
    })
}

fn app_of_the_day(world: &World, platform: Platform) -> Result<String, StepError> {
    let of_the_day = world.release.phones.get(&platform);
    let app = of_the_day.map(|phones| AppVersion::to_string(&phones.app));
    app.ok_or_else(|| StepError::Harness(format!("{platform}の端末の版が決まっていません")))
}
