//! What a server keeps, wherever it could keep it: tables, files, the log of its work, the journal (イ4, ア6).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use cucumber::then;
use testbed::japan;
use testbed::journal::ChainPlace;

use super::processing_number::delivered_number;
use crate::environment::FoundText;
use crate::world::{StepError, StepResult, World, on_server};

#[then(
    regex = r"^通知サーバーのどこにも(?:陽性者([A-Z])の(処理番号|電話番号|メールアドレス|発症日)|「([^」]+)」)は残っていない$"
)]
async fn nothing_is_kept(world: &mut World, name: String, what: String, text: String) -> StepResult {
    let texts = match what.as_str() {
        "" => vec![text],
        "処理番号" => vec![delivered_number(world, &name).await?],
        "発症日" => forms_of_today(world),
        _ => forms_of_address(world, &name)?,
    };
    let found = world.environment.notification_server.0.search(&texts).await?;
    not_found(world, &found)
}

#[then(regex = r"^通知サーバーの表にも動作の記録にも「([^」]+)」は残っていない$")]
async fn not_in_tables_nor_log(world: &mut World, text: String) -> StepResult {
    let mut found = world.environment.notification_server.0.search(&[text]).await?;
    found.retain(|found| found.place.starts_with("table") || found.place == "log");
    not_found(world, &found)
}

/// Shows that the search sees what is there; without it, a search that finds nothing would prove nothing.
#[then("通知サーバーを調べると、登録された日次鍵が表に見つかる")]
async fn keys_are_found(world: &mut World) -> StepResult {
    let mut texts = Vec::new();
    for key in world.environment.notification_server.keys().await? {
        let data = key.key_data()?;
        texts.extend([hex::encode(data), STANDARD.encode(data)]);
    }
    let found = world.environment.notification_server.0.search(&texts).await?;
    let in_tables = found
        .iter()
        .filter(|found| found.place.starts_with("table"))
        .count();
    let message = format!("日次鍵が表に見つかったのは{in_tables}か所です。");
    world.check(
        in_tables > 0,
        on_server(ChainPlace::KeysRegistered, true),
        message,
    )
}

fn not_found(world: &mut World, found: &[FoundText]) -> StepResult {
    let mut places: Vec<&str> = found.iter().map(|found| found.place.as_str()).collect();
    places.sort_unstable();
    places.dedup();
    let message = format!("通知サーバーに残っています: {}", places.join("、"));
    world.check(
        found.is_empty(),
        on_server(ChainPlace::KeysRegistered, false),
        message,
    )
}

/// Onset is the day of registration where a scenario names no other.
fn forms_of_today(world: &World) -> Vec<String> {
    let today = japan::date(world.environment.now());
    // The scenario goes on to the next day before it looks.
    let days = [today.yesterday().ok(), Some(today)];
    let forms = |day: jiff::civil::Date| {
        ["%Y-%m-%d", "%Y/%m/%d", "%Y%m%d"].map(|form| day.strftime(form).to_string())
    };
    days.into_iter().flatten().flat_map(forms).collect()
}

fn forms_of_address(world: &mut World, name: &str) -> Result<Vec<String>, StepError> {
    let address = world.person(name).address.clone();
    let address = address.ok_or_else(|| StepError::Harness(format!("{name}の連絡先が登録されていません")))?;
    Ok(vec![address.replace('-', ""), address])
}
