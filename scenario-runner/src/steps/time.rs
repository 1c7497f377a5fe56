//! Time, as people in Japan count it.

use cucumber::{given, when};
use jiff::{Timestamp, ToSpan, Zoned};

use testbed::japan;

use super::number;
use crate::world::{StepError, StepResult, World};

/// When the notification server publishes its files: midnight in Japan (15:00 UTC).
const MIDNIGHT: (i8, i8) = (0, 0);
/// When people look at their phones in the morning; clear of 9:00, when the day key changes (00:00 UTC).
const MORNING: (i8, i8) = (10, 0);

#[given(regex = r"^(\d+)日たつ$")]
#[when(regex = r"^(\d+)日たつ$")]
async fn days_pass(world: &mut World, days: String) -> StepResult {
    let days: i64 = number(&days)?;
    let target = world.environment.now().checked_add((days * 24).hours());
    move_to(
        world,
        target.map_err(|error| StepError::Harness(error.to_string()))?,
    )
    .await
}

#[given("翌朝になる")]
#[when("翌朝になる")]
async fn next_morning(world: &mut World) -> StepResult {
    let now = now_in_japan(world);
    let tomorrow = now
        .tomorrow()
        .map_err(|error| StepError::Harness(error.to_string()))?;
    let target = at(&tomorrow, MORNING)?;
    move_to(world, target).await
}

#[given(regex = r"^日本時間の(\d+)時(\d+)分になる$")]
#[when(regex = r"^日本時間の(\d+)時(\d+)分になる$")]
async fn time_of_day(world: &mut World, hour: String, minute: String) -> StepResult {
    let target = next(world, (number(&hour)?, number(&minute)?))?;
    move_to(world, target).await
}

#[given("日付が変わり、配布ファイルが公開される")]
#[when("日付が変わり、配布ファイルが公開される")]
#[when("公開に失敗したまま日付が変わる")]
async fn files_are_published(world: &mut World) -> StepResult {
    let target = next(world, MIDNIGHT)?;
    move_to(world, target).await
}

async fn move_to(world: &mut World, target: Timestamp) -> StepResult {
    Ok(world.environment.move_to(target).await?)
}

fn now_in_japan(world: &World) -> Zoned {
    world.environment.now().to_zoned(japan::time_zone())
}

/// The next time the clock in Japan shows that time of day, later than now.
fn next(world: &World, time: (i8, i8)) -> Result<Timestamp, StepError> {
    let now = now_in_japan(world);
    let today = at(&now, time)?;
    if today > world.environment.now() {
        return Ok(today);
    }
    at(
        &now.tomorrow()
            .map_err(|error| StepError::Harness(error.to_string()))?,
        time,
    )
}

fn at(day: &Zoned, (hour, minute): (i8, i8)) -> Result<Timestamp, StepError> {
    let time = jiff::civil::Time::new(hour, minute, 0, 0);
    let moment = time.and_then(|time| day.date().to_datetime(time).to_zoned(japan::time_zone()));
    Ok(moment
        .map_err(|error| StepError::Harness(error.to_string()))?
        .timestamp())
}
