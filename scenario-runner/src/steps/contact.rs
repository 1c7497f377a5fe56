//! Contacts between people, and what their phones record of them.

use cucumber::{given, then, when};
use jiff::ToSpan;
use testbed::journal::ChainPlace;

use super::{number, numbers};
use crate::environment::phones::Contact;
use crate::world::{StepError, StepResult, World, not_reached, reached};

#[given(regex = r"^利用者([A-Z])と利用者([A-Z])が([\d.]+)mの距離で(\d+)分間接触する$")]
#[when(regex = r"^利用者([A-Z])と利用者([A-Z])が([\d.]+)mの距離で(\d+)分間接触する$")]
async fn meet(world: &mut World, one: String, other: String, metres: String, minutes: String) -> StepResult {
    let seconds = number::<u32>(&minutes)? * 60;
    spend_time_together(
        world,
        &[[&one, &other]],
        seconds,
        Contact::Distance {
            metres: number(&metres)?,
        },
    )
    .await
}

#[given(
    regex = r"^利用者([A-Z])と利用者([A-Z])が減衰(\d+)dBで接触し、開始から([\d・]+)秒後に互いの電波を受信する$"
)]
async fn meet_exactly(
    world: &mut World,
    one: String,
    other: String,
    attenuation: String,
    heard_after: String,
) -> StepResult {
    meet_at_once(world, &[[&one, &other]], &attenuation, &heard_after).await
}

#[given(
    regex = r"^利用者([A-Z])が利用者([A-Z])と利用者([A-Z])の両方と減衰(\d+)dBで接触し、開始から([\d・]+)秒後に互いの電波を受信する$"
)]
async fn meet_two_exactly(
    world: &mut World,
    name: String,
    one: String,
    other: String,
    attenuation: String,
    heard_after: String,
) -> StepResult {
    meet_at_once(
        world,
        &[[&one, &name], [&other, &name]],
        &attenuation,
        &heard_after,
    )
    .await
}

#[then(regex = r"^利用者([A-Z])の端末に接触の記録(がある|はない)$")]
async fn contact_is_recorded(world: &mut World, name: String, expected: String) -> StepResult {
    let sightings = world.environment.phones.state(&name).await?.sightings;
    let label = world.phone_label(&name);
    if expected == "がある" {
        let message = format!("{label}に接触の記録がありません。");
        world.check(
            sightings > 0,
            reached(ChainPlace::ContactRecorded, &name),
            message,
        )
    } else {
        let message = format!("{label}に接触の記録が{sightings}件あります。");
        world.check(
            sightings == 0,
            not_reached(ChainPlace::ContactRecorded, &name),
            message,
        )
    }
}

async fn meet_at_once(
    world: &mut World,
    pairs: &[[&str; 2]],
    attenuation: &str,
    heard_after: &str,
) -> StepResult {
    let heard_after_seconds: Vec<u32> = numbers(heard_after)?;
    let last = heard_after_seconds.last().copied().unwrap_or(0);
    let contact = Contact::Exact {
        attenuation_db: number(attenuation)?,
        heard_after_seconds: &heard_after_seconds,
    };
    spend_time_together(world, pairs, last + 1, contact).await
}

/// Every pair meets now and in the same way.
async fn spend_time_together(
    world: &mut World,
    pairs: &[[&str; 2]],
    seconds: u32,
    contact: Contact<'_>,
) -> StepResult {
    let now = world.environment.now();
    for names in pairs {
        world
            .environment
            .phones
            .meet(*names, now, seconds, contact)
            .await?;
    }
    world.last_contact = Some(now);
    let end = now.checked_add(i64::from(seconds).seconds());
    let end = end.map_err(|error| StepError::Harness(error.to_string()))?;
    Ok(world.environment.move_to(end).await?)
}
