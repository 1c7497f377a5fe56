//! The positive registration: what the person does, what the app says, what the server holds.

use cucumber::{then, when};
use jiff::ToSpan;
use testbed::japan;
use testbed::journal::ChainPlace;

use super::number;
use super::processing_number::delivered_number;
use crate::world::{StepError, StepResult, World, on_server};

/// Seconds of an interval and intervals of a day (EN specification).
const INTERVAL_SECONDS: i64 = 600;
const DAY_SECONDS: i64 = 24 * 60 * 60;

#[when(regex = r"^陽性者([A-Z])が(?:発症日を(\d+)日前として、)?届いた処理番号で陽性登録をする$")]
async fn registers(world: &mut World, name: String, onset_days_ago: String) -> StepResult {
    let number = delivered_number(world, &name).await?;
    register(world, &name, &number, true, &onset_days_ago).await
}

#[when(regex = r"^陽性者([A-Z])が処理番号を入力したあと、送信に同意しない$")]
async fn declines(world: &mut World, name: String) -> StepResult {
    let number = delivered_number(world, &name).await?;
    register(world, &name, &number, false, "").await
}

#[when(regex = r"^利用者([A-Z])が陽性者([A-Z])に届いた処理番号で陽性登録をする$")]
async fn registers_with_the_number_of_another(world: &mut World, name: String, other: String) -> StepResult {
    let number = delivered_number(world, &other).await?;
    register(world, &name, &number, true, "").await
}

#[when(regex = r"^利用者([A-Z])が処理番号「(\d+)」で陽性登録をする$")]
async fn registers_with(world: &mut World, name: String, number: String) -> StepResult {
    register(world, &name, &number, true, "").await
}

#[when(regex = r"^利用者([A-Z])が発行されていない処理番号で陽性登録をする$")]
async fn registers_with_a_number_never_issued(world: &mut World, name: String) -> StepResult {
    let issued = world.environment.hersys.held_numbers().await?;
    let mut numbers = (0..100_000_000_u32).map(|number| format!("{number:08}"));
    let never_issued = numbers.find(|number| !issued.contains(number));
    let never_issued =
        never_issued.ok_or_else(|| StepError::Harness("すべての処理番号が発行されています".to_owned()))?;
    register(world, &name, &never_issued, true, "").await
}

#[then(
    regex = r"^(?:陽性者|利用者)([A-Z])の画面に(登録の完了が|登録の完了は|処理番号の誤りが|センターへ接続できないことが)表示され(?:る|ない)$"
)]
#[expect(
    clippy::needless_pass_by_value,
    reason = "the step macro passes captures by value"
)]
fn the_screen_says(world: &mut World, name: String, what: String) -> StepResult {
    let registration = world.person(&name).registration.clone();
    let registration =
        registration.ok_or_else(|| StepError::Harness(format!("{name}はまだ陽性登録をしていません")))?;
    let result = registration.result.as_str();
    let (holds, place, expected) = match what.as_str() {
        "登録の完了が" => (result == "completed", ChainPlace::KeysRegistered, true),
        "登録の完了は" => (result != "completed", ChainPlace::RegistrationSubmitted, false),
        "処理番号の誤りが" => (result == "wrong_number", ChainPlace::NumberVerified, false),
        _ => (result == "cannot_connect", ChainPlace::NumberVerified, false),
    };
    let message = format!("{name}の画面の表示: {}", registration.screen.summary());
    world.check(holds, on_server(place, expected), message)
}

#[then("通知サーバーに陽性者の日次鍵が登録されている")]
async fn keys_are_registered(world: &mut World) -> StepResult {
    let keys = world.environment.notification_server.keys().await?.len();
    world.check(
        keys > 0,
        on_server(ChainPlace::KeysRegistered, true),
        "通知サーバーに日次鍵がありません。",
    )
}

#[then("通知サーバーに日次鍵は一つも登録されていない")]
async fn no_key_is_registered(world: &mut World) -> StepResult {
    let keys = world.environment.notification_server.keys().await?.len();
    let message = format!("通知サーバーに日次鍵が{keys}個あります。");
    world.check(keys == 0, on_server(ChainPlace::KeysRegistered, false), message)
}

#[then(regex = r"^登録されている日次鍵は陽性者([A-Z])の端末のものだけである$")]
async fn keys_are_of_one_phone(world: &mut World, name: String) -> StepResult {
    let mut starts: Vec<u32> = world
        .environment
        .notification_server
        .keys()
        .await?
        .iter()
        .map(|key| key.rolling_start)
        .collect();
    let keys = starts.len();
    starts.sort_unstable();
    starts.dedup();
    let message = format!("日次鍵{keys}個のうちに同じ日のものがあり、{name}の端末だけのものではありません。");
    world.check(
        keys > 0 && starts.len() == keys,
        on_server(ChainPlace::KeysRegistered, false),
        message,
    )
}

#[then(regex = r"^接触した日の日次鍵は(登録されている|登録されていない)$")]
async fn key_of_the_contact_is_registered(world: &mut World, expected: String) -> StepResult {
    let contact = world
        .last_contact
        .ok_or_else(|| StepError::Harness("まだ接触がありません".to_owned()))?;
    let start_of_day = contact.as_second() - contact.as_second().rem_euclid(DAY_SECONDS);
    let keys = world.environment.notification_server.keys().await?;
    let found = keys
        .iter()
        .any(|key| i64::from(key.rolling_start) * INTERVAL_SECONDS == start_of_day);
    let expected = expected == "登録されている";
    let message = format!(
        "登録された日次鍵{}個のうちに、接触した日のものが{}。",
        keys.len(),
        if found { "あります" } else { "ありません" }
    );
    world.check(
        found == expected,
        on_server(ChainPlace::KeysRegistered, expected),
        message,
    )
}

#[then("登録された日次鍵はすべて過去14日以内のものである")]
async fn keys_are_recent(world: &mut World) -> StepResult {
    let now = world.environment.now().as_second();
    let oldest_day = (now - now.rem_euclid(DAY_SECONDS)) - 14 * DAY_SECONDS;
    let keys = world.environment.notification_server.keys().await?;
    let old = keys
        .iter()
        .filter(|key| i64::from(key.rolling_start) * INTERVAL_SECONDS < oldest_day)
        .count();
    let message = format!("日次鍵{}個のうち{old}個が14日より前のものです。", keys.len());
    world.check(
        old == 0 && keys.len() <= 14,
        on_server(ChainPlace::KeysRegistered, false),
        message,
    )
}

async fn register(
    world: &mut World,
    name: &str,
    processing_number: &str,
    consent: bool,
    onset_days_ago: &str,
) -> StepResult {
    let days: i32 = if onset_days_ago.is_empty() {
        0
    } else {
        number(onset_days_ago)?
    };
    let today = japan::date(world.environment.now());
    let onset = today
        .checked_sub(days.days())
        .map_err(|error| StepError::Harness(error.to_string()))?;
    let registration = world
        .environment
        .phones
        .register(name, processing_number, consent, onset)
        .await?;
    world.person(name).registration = Some(registration);
    Ok(())
}
