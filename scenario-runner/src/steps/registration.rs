//! The positive registration: what the person does, what the app says, what the server holds.

use cucumber::{then, when};
use jiff::ToSpan;
use testbed::japan;
use testbed::journal::ChainPlace;

use super::processing_number::delivered_number;
use super::{number, numbers};
use crate::environment::phones::{Registration, RegistrationAttempt};
use crate::world::{StepError, StepResult, World, on_server};

/// Seconds of an interval and intervals of a day (EN specification).
const INTERVAL_SECONDS: i64 = 600;
const DAY_SECONDS: i64 = 24 * 60 * 60;

#[when(regex = r"^陽性者([A-Z])が(?:発症日を(\d+)日前として、)?届いた処理番号で陽性登録をする$")]
async fn registers(world: &mut World, name: String, onset_days_ago: String) -> StepResult {
    let number = delivered_number(world, &name).await?;
    register(world, &name, &number, &onset_days_ago).await
}

#[when(regex = r"^症状のない陽性者([A-Z])が検査日を(\d+)日前として、届いた処理番号で陽性登録をする$")]
async fn registers_without_symptoms(world: &mut World, name: String, test_days_ago: String) -> StepResult {
    let number = delivered_number(world, &name).await?;
    let answers = Answers {
        has_symptoms: false,
        ..AGREES
    };
    attempt(world, &name, &number, answers, &test_days_ago).await
}

#[when(regex = r"^陽性者([A-Z])が処理番号を入力したあと、送信に同意しない$")]
async fn declines(world: &mut World, name: String) -> StepResult {
    let number = delivered_number(world, &name).await?;
    attempt(
        world,
        &name,
        &number,
        Answers {
            consents: false,
            ..AGREES
        },
        "",
    )
    .await
}

#[when(regex = r"^陽性者([A-Z])が処理番号を入力したあと、OSの確認で日次鍵の提供を断る$")]
async fn refuses_the_system(world: &mut World, name: String) -> StepResult {
    let number = delivered_number(world, &name).await?;
    let answers = Answers {
        shares_keys: false,
        ..AGREES
    };
    attempt(world, &name, &number, answers, "").await
}

#[when(regex = r"^利用者([A-Z])が陽性者([A-Z])に届いた処理番号で陽性登録をする$")]
async fn registers_with_the_number_of_another(world: &mut World, name: String, other: String) -> StepResult {
    let number = delivered_number(world, &other).await?;
    register(world, &name, &number, "").await
}

#[when(regex = r"^利用者([A-Z])が処理番号「(\d+)」で陽性登録をする$")]
async fn registers_with(world: &mut World, name: String, number: String) -> StepResult {
    register(world, &name, &number, "").await
}

#[when(regex = r"^利用者([A-Z])が発行されていない処理番号で(?:続けて(\d+)回)?陽性登録をする$")]
async fn registers_with_a_number_never_issued(world: &mut World, name: String, times: String) -> StepResult {
    let times: usize = if times.is_empty() { 1 } else { number(&times)? };
    let issued = world.environment.hersys.held_numbers().await?;
    let mut numbers = (0..100_000_000_u32).map(|number| format!("{number:08}"));
    let never_issued = numbers.find(|number| !issued.contains(number));
    let never_issued =
        never_issued.ok_or_else(|| StepError::Harness("すべての処理番号が発行されています".to_owned()))?;
    for _ in 0..times {
        register(world, &name, &never_issued, "").await?;
    }
    Ok(())
}

#[then(
    regex = r"^(?:陽性者|利用者)([A-Z])の画面に(登録の完了が|登録の完了は|登録できなかったことが|処理番号の誤りが|センターへ接続できないことが)表示され(?:る|ない)$"
)]
#[expect(
    clippy::needless_pass_by_value,
    reason = "the step macro passes captures by value"
)]
fn the_screen_says(world: &mut World, name: String, what: String) -> StepResult {
    let registration = last_registration(world, &name)?;
    let result = registration.result.as_str();
    let (holds, place, expected) = match what.as_str() {
        "登録の完了が" => (result == "completed", ChainPlace::KeysRegistered, true),
        "登録の完了は" => (result != "completed", ChainPlace::RegistrationSubmitted, false),
        "登録できなかったことが" => {
            let told = !matches!(result, "completed" | "nothing_shown");
            (told, ChainPlace::RegistrationSubmitted, false)
        }
        "処理番号の誤りが" => (result == "wrong_number", ChainPlace::NumberVerified, false),
        _ => (result == "cannot_connect", ChainPlace::NumberVerified, false),
    };
    let message = format!("{name}の画面の表示: {}", registration.screen.summary());
    if place == ChainPlace::RegistrationSubmitted {
        return world.check_seen(holds, place, Some(&name), message);
    }
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

#[then(regex = r"^利用者([A-Z])は登録のたびに([\d・]+)秒待たされている$")]
#[expect(
    clippy::needless_pass_by_value,
    reason = "the step macro passes captures by value"
)]
fn was_made_to_wait(world: &mut World, name: String, expected: String) -> StepResult {
    let expected: Vec<u32> = numbers(&expected)?;
    let registrations = &world.person(&name).registrations;
    let waited: Vec<u32> = registrations
        .iter()
        .map(|registration| registration.waited_seconds)
        .collect();
    let holds = waited.starts_with(&expected);
    let waited: Vec<String> = waited.iter().map(u32::to_string).collect();
    let message = format!("{name}が待たされた秒数は{}です。", waited.join("・"));
    world.check_seen(holds, ChainPlace::RegistrationSubmitted, Some(&name), message)
}

#[then(regex = r"^利用者([A-Z])の(\d+)回目の登録は受け付けられていない$")]
#[expect(
    clippy::needless_pass_by_value,
    reason = "the step macro passes captures by value"
)]
fn was_turned_away(world: &mut World, name: String, attempt: String) -> StepResult {
    let attempt: usize = number(&attempt)?;
    let registration = world
        .person(&name)
        .registrations
        .get(attempt.wrapping_sub(1))
        .cloned();
    let registration = registration
        .ok_or_else(|| StepError::Harness(format!("{name}は{attempt}回も陽性登録をしていません")))?;
    let holds = matches!(registration.result.as_str(), "app_closed" | "returned_home");
    let message = format!(
        "{name}の{attempt}回目の画面の表示: {}",
        registration.screen.summary()
    );
    world.check(
        holds,
        on_server(ChainPlace::RegistrationSubmitted, false),
        message,
    )
}

/// What the person answers when asked.
struct Answers {
    consents: bool,
    shares_keys: bool,
    has_symptoms: bool,
}

const AGREES: Answers = Answers {
    consents: true,
    shares_keys: true,
    has_symptoms: true,
};

async fn register(
    world: &mut World,
    name: &str,
    processing_number: &str,
    onset_days_ago: &str,
) -> StepResult {
    attempt(world, name, processing_number, AGREES, onset_days_ago).await
}

async fn attempt(
    world: &mut World,
    name: &str,
    processing_number: &str,
    answers: Answers,
    onset_days_ago: &str,
) -> StepResult {
    let days: i32 = if onset_days_ago.is_empty() {
        0
    } else {
        number(onset_days_ago)?
    };
    let today = japan::date(world.environment.now());
    let onset_date = today
        .checked_sub(days.days())
        .map_err(|error| StepError::Harness(error.to_string()))?;
    let attempt = RegistrationAttempt {
        processing_number: processing_number.to_owned(),
        consent: answers.consents,
        shares_keys: answers.shares_keys,
        has_symptoms: answers.has_symptoms,
        onset_date,
    };
    let registration = world.environment.phones.register(name, &attempt).await?;
    world.person(name).registrations.push(registration);
    Ok(())
}

fn last_registration(world: &mut World, name: &str) -> Result<Registration, StepError> {
    let registration = world.person(name).registrations.last().cloned();
    registration.ok_or_else(|| StepError::Harness(format!("{name}はまだ陽性登録をしていません")))
}
