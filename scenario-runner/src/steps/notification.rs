//! What the user of a phone learns: push notifications and the app's list of contacts.

use cucumber::then;
use testbed::journal::ChainPlace;

use super::number;
use crate::environment::phones::ListedContact;
use crate::world::{StepError, StepResult, World, not_reached, reached};

#[then(regex = r"^利用者([A-Z])の端末に接触の通知は(届いている|届いていない)$")]
async fn is_notified(world: &mut World, name: String, expected: String) -> StepResult {
    let shown = world.environment.phones.notification_count(&name).await?;
    let label = world.phone_label(&name);
    if expected == "届いている" {
        let message = format!("{label}に接触の通知が届いていません。");
        world.check(shown > 0, reached(ChainPlace::NotificationShown, &name), message)
    } else {
        let message = format!("{label}に接触の通知が{shown}件届いています。");
        world.check(
            shown == 0,
            not_reached(ChainPlace::CloseContactJudged, &name),
            message,
        )
    }
}

/// From 1.2.6 to 1.4.1 the system and the app each posted one: those are two kinds, and each must come once.
#[then(regex = r"^利用者([A-Z])の端末に接触の通知は種類ごとに1回だけ届いている$")]
async fn is_notified_once(world: &mut World, name: String) -> StepResult {
    let mut shown = world.environment.phones.notifications(&name).await?;
    let all = shown.len();
    shown.sort_unstable();
    shown.dedup();
    let message = format!("{}に接触の通知が{all}件届いています。", world.phone_label(&name));
    let unmet = if all == 0 {
        reached(ChainPlace::NotificationShown, &name)
    } else {
        not_reached(ChainPlace::NotificationShown, &name)
    };
    world.check(all > 0 && shown.len() == all, unmet, message)
}

#[then(regex = r"^利用者([A-Z])の端末に届いた接触の通知は合わせて(\d+)件である$")]
async fn is_notified_times(world: &mut World, name: String, times: String) -> StepResult {
    let times: usize = number(&times)?;
    let shown = world.environment.phones.notification_count(&name).await?;
    let message = format!(
        "{}に接触の通知が{shown}件届いています。",
        world.phone_label(&name)
    );
    let unmet = if shown < times {
        reached(ChainPlace::NotificationShown, &name)
    } else {
        not_reached(ChainPlace::NotificationShown, &name)
    };
    world.check(shown == times, unmet, message)
}

#[then(regex = r"^利用者([A-Z])のアプリの接触一覧に(\d+)日分の接触がある$")]
async fn list_has_days(world: &mut World, name: String, days: String) -> StepResult {
    let days: usize = number(&days)?;
    let list = world.environment.phones.contact_list(&name).await?;
    let message = format!("{}の接触一覧: {}", world.phone_label(&name), describe(&list));
    let unmet = if list.len() < days {
        reached(ChainPlace::ContactDisplayed, &name)
    } else {
        not_reached(ChainPlace::ContactDisplayed, &name)
    };
    world.check(list.len() == days, unmet, message)
}

#[then(regex = r"^利用者([A-Z])のアプリの接触一覧に何もない$")]
async fn list_is_empty(world: &mut World, name: String) -> StepResult {
    let list = world.environment.phones.contact_list(&name).await?;
    let message = format!("{}の接触一覧: {}", world.phone_label(&name), describe(&list));
    world.check(
        list.is_empty(),
        not_reached(ChainPlace::ContactDisplayed, &name),
        message,
    )
}

#[then(regex = r"^利用者([A-Z])の通知と接触一覧は一致している$")]
async fn notification_and_list_agree(world: &mut World, name: String) -> StepResult {
    let shown = world.environment.phones.notification_count(&name).await?;
    let list = world.environment.phones.contact_list(&name).await?;
    let message = format!(
        "{}: 通知は{shown}件、接触一覧は{}",
        world.phone_label(&name),
        describe(&list)
    );
    let unmet = if list.is_empty() {
        not_reached(ChainPlace::CloseContactJudged, &name)
    } else {
        reached(ChainPlace::NotificationShown, &name)
    };
    world.check((shown > 0) != list.is_empty(), unmet, message)
}

#[then(regex = r"^利用者([A-Z])と利用者([A-Z])に通知と一覧が同じように表示されている$")]
async fn two_phones_agree(world: &mut World, one: String, other: String) -> StepResult {
    let mut seen = Vec::new();
    for name in [&one, &other] {
        let shown = world.environment.phones.notification_count(name).await?;
        let list = world.environment.phones.contact_list(name).await?;
        seen.push((world.phone_label(name), shown, list));
    }
    let [
        (label_one, shown_one, list_one),
        (label_other, shown_other, list_other),
    ] = seen.as_slice()
    else {
        return Err(StepError::Harness("two phones are compared".to_owned()));
    };
    let message = format!(
        "{label_one}: 通知{shown_one}件、一覧は{} {label_other}: 通知{shown_other}件、一覧は{}",
        describe(list_one),
        describe(list_other)
    );
    let silent = if shown_one < shown_other { &one } else { &other };
    let unmet = reached(ChainPlace::NotificationShown, silent);
    let days = |list: &[ListedContact]| -> Vec<_> { list.iter().map(|day| (day.date, day.count)).collect() };
    // Minutes are not compared: each phone scans when it scans.
    let alike = shown_one == shown_other && days(list_one) == days(list_other);
    world.check(alike, unmet, message)
}

#[then(regex = r"^利用者([A-Z])には通知が届いているか、ホームに通知の許可がないことが示されている$")]
async fn learns_of_it(world: &mut World, name: String) -> StepResult {
    let shown = world.environment.phones.notification_count(&name).await?;
    let home = world.environment.phones.open_app(&name).await?;
    let message = format!(
        "{}: 通知は{shown}件、ホームの表示は{}",
        world.phone_label(&name),
        home.summary()
    );
    let holds = shown > 0 || home.says("通知");
    world.check_seen(holds, ChainPlace::NotificationShown, Some(&name), message)
}

#[then(regex = r"^利用者([A-Z])のアプリの接触一覧の件数は合わせて(\d+)件である$")]
async fn list_has_contacts(world: &mut World, name: String, count: String) -> StepResult {
    let count: u32 = number(&count)?;
    let list = world.environment.phones.contact_list(&name).await?;
    let listed: u32 = list.iter().map(|day| day.count).sum();
    let message = format!("{}の接触一覧: {}", world.phone_label(&name), describe(&list));
    let unmet = if listed < count {
        reached(ChainPlace::ContactDisplayed, &name)
    } else {
        not_reached(ChainPlace::ContactDisplayed, &name)
    };
    world.check(listed == count, unmet, message)
}

/// Up to 1.4.1 the app counts contacts, from 2.0.0 on minutes.
#[then(regex = r"^利用者([A-Z])のアプリの接触一覧に(\d+)件または(\d+)分の接触がある$")]
async fn list_counts_both(world: &mut World, name: String, count: String, minutes: String) -> StepResult {
    let (count, minutes): (u32, u32) = (number(&count)?, number(&minutes)?);
    let list = world.environment.phones.contact_list(&name).await?;
    let listed: u32 = list.iter().map(|day| day.count).sum();
    let listed_minutes: Option<u32> = list.iter().map(|day| day.minutes).sum();
    let holds = !list.is_empty() && listed_minutes.map_or(listed == count, |listed| listed == minutes);
    let message = format!("{}の接触一覧: {}", world.phone_label(&name), describe(&list));
    world.check(holds, reached(ChainPlace::ContactDisplayed, &name), message)
}

#[then(regex = r"^利用者([A-Z])のアプリは接触がないとは表示しない$")]
async fn does_not_say_no_contact(world: &mut World, name: String) -> StepResult {
    if world.person(&name).refused_by_store {
        return Ok(());
    }
    let screen = world.environment.phones.screen(&name).await?;
    let message = format!("{}の画面の表示: {}", world.phone_label(&name), screen.summary());
    let says_so = screen.says("接触は確認されていません") || screen.says("接触なし");
    world.check_seen(!says_so, ChainPlace::ContactDisplayed, Some(&name), message)
}

#[then(regex = r"^利用者([A-Z])の端末のOSが付けた最大リスク値は(\d+)である$")]
async fn highest_score_is(world: &mut World, name: String, score: String) -> StepResult {
    let score: u32 = number(&score)?;
    let detections = world.environment.phones.state(&name).await?.detections;
    let scores: Vec<u32> = detections
        .iter()
        .filter_map(|detection| detection.maximum_risk_score)
        .collect();
    let message = format!(
        "{}のOSが付けた最大リスク値は{scores:?}です。",
        world.phone_label(&name)
    );
    let holds = !scores.is_empty() && scores.iter().max() == Some(&score);
    world.check_seen(holds, ChainPlace::RiskScored, Some(&name), message)
}

fn describe(list: &[ListedContact]) -> String {
    if list.is_empty() {
        return "空です。".to_owned();
    }
    let days: Vec<String> = list
        .iter()
        .map(|contact| match contact.minutes {
            Some(minutes) => format!("{}に{minutes}分", contact.date),
            None => format!("{}に{}件", contact.date, contact.count),
        })
        .collect();
    format!("{}です。", days.join("、"))
}
