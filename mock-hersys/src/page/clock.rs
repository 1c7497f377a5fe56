//! The clock of a test instance: shown, and moved forward.

use axum::extract::State;
use axum::response::Response;
use jiff::civil::DateTime;
use jiff::{SignedDuration, Timestamp};
use maud::{Markup, html};
use serde::Deserialize;
use testbed::control::Controlled;
use testbed::japan;

use super::forms::{Sent, fields};
use super::refusal::Refusal;
use super::view::{View, field_value, moment};
use super::{Done, answer};
use crate::hersys::Hersys;

#[derive(Deserialize)]
pub(super) struct Move {
    /// Minutes forward, from a button.
    #[serde(default)]
    minutes: Option<i64>,
    /// A moment in Japan, from the field.
    #[serde(default)]
    to: Option<String>,
}

pub(super) async fn set(State(hersys): State<Hersys>, sent: Sent<Move>) -> Response {
    let result = async {
        let to = target(&fields(sent)?, hersys.clock.now())?;
        forward(&hersys, to).await?;
        Ok(Done::ClockMoved)
    };
    answer(&hersys, result.await).await
}

fn target(asked: &Move, now: Timestamp) -> Result<Timestamp, Refusal> {
    if let Some(minutes) = asked.minutes {
        let seconds = minutes.checked_mul(60).ok_or(Refusal::Time)?;
        return now
            .checked_add(SignedDuration::from_secs(seconds))
            .map_err(|_| Refusal::Time);
    }
    let text = asked.to.as_deref().ok_or(Refusal::Time)?;
    let civil: DateTime = text.parse().map_err(|_| Refusal::Time)?;
    let zoned = civil.to_zoned(japan::time_zone()).map_err(|_| Refusal::Time)?;
    Ok(zoned.timestamp())
}

/// As `PUT /control/clock`: what falls due first, then the time.
async fn forward(hersys: &Hersys, to: Timestamp) -> Result<(), Refusal> {
    if !hersys.clock.is_virtual() {
        return Err(Refusal::SystemClock);
    }
    if to < hersys.clock.now() {
        return Err(Refusal::ClockBackwards);
    }
    hersys.run_due(to).await.map_err(|_| Refusal::JobFailed)?;
    hersys.clock.move_to(to).map_err(|_| Refusal::ClockBackwards)
}

pub(super) fn section(view: &View) -> Markup {
    html! {
        section id="clock" aria-labelledby="clock-title" {
            h2 id="clock-title" { "時計" }
            p { "今は " strong { (moment(view.now)) } "（日本時間）です。" }
            @if let Some(due) = view.next_due { p { "次の予定（期限切れ・再送）：" (moment(due)) } }
            @if view.clock_is_virtual {
                form.row method="post" action="/page/clock" {
                    @for (minutes, name) in [(1, "1分"), (60, "1時間"), (24 * 60, "1日")] {
                        button name="minutes" value=(minutes) { (name) "進める" }
                    }
                }
                form.row method="post" action="/page/clock" {
                    div.field {
                        label for="to" { "日時（日本時間）" }
                        input id="to" type="datetime-local" name="to" required value=(field_value(view.now))
                            min=(field_value(view.now));
                    }
                    button { "ここまで進める" }
                }
                p.soft { "進むのはHER-SYSの時計です。ほかの部分の予定は、それぞれの時計を進めると動きます。" }
            } @else {
                p.soft { "実際の時刻を示しています。仮想の時計で試すには --start-time を付けて起動してください。" }
            }
        }
    }
}
