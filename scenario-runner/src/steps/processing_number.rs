//! The processing number in HER-SYS: who gets one, how it arrives, what becomes of it.

use cucumber::{given, then, when};
use jiff::civil::Date;
use serde_json::{Value, json};
use testbed::japan;
use testbed::journal::ChainPlace;

use super::number;
use crate::environment::hersys::Message;
use crate::world::{StepError, StepResult, World, on_server};

#[given(regex = r"^利用者([A-Z])が保健所に登録されている$")]
async fn is_registered(world: &mut World, name: String) -> StepResult {
    register_case(world, &name, "SMS").await
}

#[given(regex = r"^利用者([A-Z])が陽性と診断される$")]
#[when(regex = r"^利用者([A-Z])が陽性と診断される$")]
async fn is_diagnosed(world: &mut World, name: String) -> StepResult {
    let (case_id, today) = (case_id(world, &name)?, today(world));
    Ok(world.environment.hersys.confirm_positive(&case_id, today).await?)
}

#[when(regex = r"^HER-SYSが利用者([A-Z])の処理番号を発行する$")]
async fn number_is_issued(world: &mut World, name: String) -> StepResult {
    let case_id = case_id(world, &name)?;
    Ok(world.environment.hersys.issue_number(&case_id).await?)
}

#[when(regex = r"^HER-SYSが利用者([A-Z])の処理番号を発行しようとする$")]
async fn number_is_asked_for(world: &mut World, name: String) -> StepResult {
    let case_id = case_id(world, &name)?;
    match world.environment.hersys.issue_number(&case_id).await {
        Err(error) if !error.is_conflict() => Err(error.into()),
        _ => Ok(()),
    }
}

#[when(regex = r"^HER-SYSが処理番号の発行を(止める|再開する|再開しようとする|終える)$")]
async fn issuing(world: &mut World, action: String) -> StepResult {
    let state = match action.as_str() {
        "止める" => "stopped",
        "終える" => "shut_down",
        _ => "open",
    };
    match world.environment.hersys.set_issuing(state).await {
        Err(error) if action == "再開しようとする" && error.is_conflict() => Ok(()),
        answer => Ok(answer?),
    }
}

#[given(regex = r"^利用者([A-Z])が陽性と診断され、処理番号を(SMS|メール)で受け取る$")]
#[when(regex = r"^利用者([A-Z])が陽性と診断され、処理番号を(SMS|メール)で受け取る$")]
async fn receives_a_number(world: &mut World, name: String, channel: String) -> StepResult {
    register_case(world, &name, &channel).await?;
    is_diagnosed(world, name.clone()).await?;
    number_is_issued(world, name.clone()).await?;
    let arrived = !messages(world, &name).await?.is_empty();
    world.check(
        arrived,
        on_server(ChainPlace::NumberDelivered, true),
        format!("{name}に処理番号が届きません。"),
    )
}

#[given("HER-SYSが陽性の確定とともに処理番号を自動で発行する")]
async fn numbers_are_issued_automatically(world: &mut World) -> StepResult {
    Ok(world.environment.hersys.issue_at_positive_result().await?)
}

#[when("HER-SYSが処理番号の自動の発行を止める")]
async fn automatic_issuing_stops(world: &mut World) -> StepResult {
    Ok(world.environment.hersys.stop_automatic_issuing().await?)
}

#[when(regex = r"^保健所が陽性者([A-Z])の処理番号を失効させる$")]
async fn number_is_revoked(world: &mut World, name: String) -> StepResult {
    let number = delivered_number(world, &name).await?;
    Ok(world.environment.hersys.revoke(&number).await?)
}

#[given(regex = r"^HER-SYSの処理番号は(\d+)時間有効である$")]
async fn numbers_expire(world: &mut World, hours: String) -> StepResult {
    Ok(world.environment.hersys.set_validity(number(&hours)?).await?)
}

#[then(regex = r"^処理番号(が発行されている|は発行されていない)$")]
async fn numbers_are_held(world: &mut World, expected: String) -> StepResult {
    let held = world.environment.hersys.held_numbers().await?.len();
    let expected = expected == "が発行されている";
    let message = format!("HER-SYSが発行した処理番号は{held}件です。");
    world.check(
        (held > 0) == expected,
        on_server(ChainPlace::NumberIssued, expected),
        message,
    )
}

#[then(regex = r"^利用者([A-Z])に届いた処理番号は8桁の数字である$")]
async fn number_has_eight_digits(world: &mut World, name: String) -> StepResult {
    let number = delivered_number(world, &name).await?;
    let holds = number.len() == 8 && number.chars().all(|digit| digit.is_ascii_digit());
    let message = "届いた処理番号が8桁の数字ではありません。";
    world.check(holds, on_server(ChainPlace::NumberIssued, true), message)
}

#[then(regex = r"^利用者([A-Z])に処理番号は届いていない$")]
async fn nothing_arrived(world: &mut World, name: String) -> StepResult {
    let arrived = messages(world, &name).await?.len();
    let message = format!("{name}に{arrived}通のメッセージが届いています。");
    world.check(
        arrived == 0,
        on_server(ChainPlace::NumberDelivered, false),
        message,
    )
}

#[then(regex = r"^利用者([A-Z])と利用者([A-Z])に届いた処理番号は互いに違う$")]
async fn numbers_differ(world: &mut World, one: String, other: String) -> StepResult {
    let differ = delivered_number(world, &one).await? != delivered_number(world, &other).await?;
    world.check(
        differ,
        on_server(ChainPlace::NumberIssued, true),
        "二人に同じ処理番号が届きました。",
    )
}

#[then(regex = r"^利用者([A-Z])に届いた処理番号から、利用者([A-Z])に届いたものを言い当てることはできない$")]
async fn number_cannot_be_told(world: &mut World, one: String, other: String) -> StepResult {
    let known = delivered_number(world, &one).await?;
    let case = case_id(world, &other)?;
    let number = delivered_number(world, &other).await?;
    // Counted, or derived from what others know of the case.
    let (known, next) = (known.parse::<i64>().ok(), number.parse::<i64>().ok());
    let distance = known.zip(next).map(|(known, next)| (next - known).abs());
    let digits: String = case.chars().filter(char::is_ascii_digit).collect();
    let of_the_case = digits.parse::<i64>().ok().is_some_and(|case| next == Some(case));
    world.check(
        distance.is_some_and(|distance| distance > 1_000) && !of_the_case,
        on_server(ChainPlace::NumberIssued, true),
        "処理番号が順に並んでいるか、感染者の番号から作られています。",
    )
}

#[then(regex = r"^利用者([A-Z])に処理番号が(SMS|メール)だけで届いている$")]
async fn arrived_by(world: &mut World, name: String, channel: String) -> StepResult {
    let number = delivered_number(world, &name).await?;
    let code = channel_code(&channel);
    let outbox = world.environment.hersys.outbox().await?;
    let carrying: Vec<&Message> = outbox
        .iter()
        .filter(|message| message.text.contains(&number))
        .collect();
    let holds = carrying.len() == 1 && carrying.iter().all(|message| message.channel == code);
    let message = format!(
        "処理番号を運んだメッセージは{}通で、{channel}だけではありません。",
        carrying.len()
    );
    world.check(holds, on_server(ChainPlace::NumberDelivered, true), message)
}

#[then(regex = r"^(HER-SYS|通知サーバー)に処理番号は残っていない$")]
async fn no_number_is_held(world: &mut World, server: String) -> StepResult {
    let held = match server.as_str() {
        "HER-SYS" => world.environment.hersys.held_numbers().await?.len(),
        _ => world.environment.notification_server.held_numbers().await?.len(),
    };
    let message = format!("{server}に処理番号が{held}件残っています。");
    world.check(held == 0, on_server(ChainPlace::NumberVerified, false), message)
}

#[then(regex = r"^HER-SYSに陽性者([A-Z])の処理番号が残っている$")]
async fn number_is_held(world: &mut World, name: String) -> StepResult {
    let number = delivered_number(world, &name).await?;
    let holds = world.environment.hersys.held_numbers().await?.contains(&number);
    let message = format!("{name}の処理番号がHER-SYSに残っていません。");
    world.check(holds, on_server(ChainPlace::NumberVerified, false), message)
}

/// The number that a person reads in the latest message.
pub(super) async fn delivered_number(world: &mut World, name: &str) -> Result<String, StepError> {
    let message = messages(world, name).await?.pop();
    let message = message.ok_or_else(|| {
        world.broken_at(
            ChainPlace::NumberDelivered,
            format!("{name}に処理番号が届いていません。"),
        )
    })?;
    Ok(message.processing_number)
}

async fn messages(world: &mut World, name: &str) -> Result<Vec<Message>, StepError> {
    let address = world.person(name).address.clone();
    let outbox = world.environment.hersys.outbox().await?;
    Ok(outbox
        .into_iter()
        .filter(|message| Some(&message.to) == address.as_ref())
        .collect())
}

async fn register_case(world: &mut World, name: &str, channel: &str) -> StepResult {
    let address = match channel {
        "SMS" => format!("090-0000-{:04}", u32::from(name.chars().next().unwrap_or('A'))),
        _ => format!("{}@example.jp", name.to_lowercase()),
    };
    let contact: Value = json!({ channel_code(channel): address });
    let case_id = world.environment.hersys.register_case(&contact).await?;
    let person = world.person(name);
    person.case_id = Some(case_id);
    person.address = Some(address);
    Ok(())
}

fn channel_code(channel: &str) -> &'static str {
    if channel == "SMS" { "sms" } else { "mail" }
}

fn case_id(world: &mut World, name: &str) -> Result<String, StepError> {
    let case_id = world.person(name).case_id.clone();
    case_id.ok_or_else(|| StepError::Harness(format!("{name}は保健所に登録されていません")))
}

fn today(world: &World) -> Date {
    japan::date(world.environment.now())
}
