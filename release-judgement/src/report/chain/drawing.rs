//! The picture itself: a sequence diagram in SVG.
//!
//! It has no script and no id of its own, its colours come from the page. What went on is a full line with a full
//! head, what ended is a dashed line with a cross, and the place of the break stands in a double frame with words.

use maud::{Markup, html};

use super::lanes::{Lanes, SERVER};
use super::rows::Row;
use crate::names::{place_en, subject_en};
use crate::report::time::{japanese_clock, japanese_date};

/// All lengths are in the drawing's own units, about a pixel.
const TIMES: usize = 104;
const LANE: usize = 196;
const HEAD: usize = 52;
const ROW: usize = 40;
const PILL: usize = 180;
const DATE: usize = 24;

/// A text in the two languages.
fn text(x: usize, y: usize, class: &str, anchor: &str, ja: &str, en: &str) -> Markup {
    html! {
        @if ja == en {
            text class=(class) x=(x) y=(y) text-anchor=(anchor) { (ja) }
        } @else {
            text class={ (class) " j" } lang="ja" x=(x) y=(y) text-anchor=(anchor) { (ja) }
            text class={ (class) " e" } lang="en" x=(x) y=(y) text-anchor=(anchor) { (en) }
        }
    }
}

fn lane_x(lane: usize) -> usize {
    TIMES + LANE / 2 + lane * LANE
}

/// Draws the rows. `name` is the scenario's anchor; its figure caption and table name and describe the drawing.
pub(super) fn draw(name: &str, lanes: &Lanes, rows: &[Row]) -> Markup {
    let mut body: Vec<Markup> = Vec::new();
    let mut y = HEAD;
    let mut date = String::new();
    for row in rows {
        if row.left_out > 0 {
            y += DATE;
            body.push(text(
                TIMES,
                y,
                "gap",
                "start",
                &format!("…ここで{}行を省いた（表にはすべてある）…", row.left_out),
                &format!("… {} rows left out here; the table has them all …", row.left_out),
            ));
        }
        if let Some(at) = row.at {
            let today = japanese_date(at);
            if today != date {
                y += if date.is_empty() { DATE / 2 } else { DATE + 8 };
                body.push(html! { text.date x="0" y=(y) { (today) } });
                date = today;
            }
        }
        y += ROW;
        body.push(line(row, y, lanes.names().len()));
    }
    let height = y + 24;
    let width = TIMES + lanes.names().len() * LANE;
    html! {
        svg.chain role="img" aria-labelledby={ (name) "-picture" } width=(width) height=(height)
            viewBox={ "0 0 " (width) " " (height) } {
            desc lang="ja" { (spoken(lanes, rows)) }
            @for (lane, subject) in lanes.names().iter().enumerate() { (head(lanes, lane, subject, height)) }
            @for part in body { (part) }
        }
    }
}

/// The head of a lane and the line below it.
fn head(lanes: &Lanes, lane: usize, subject: &str, height: usize) -> Markup {
    let x = lane_x(lane);
    let platform = lanes
        .platform(lane)
        .map(|platform| format!(" ({platform})"))
        .unwrap_or_default();
    let is_server = lane <= lanes.position(SERVER).unwrap_or_default();
    let (ja, en) = if is_server {
        (subject.to_owned(), subject_en(subject))
    } else {
        (
            format!("{subject}の端末{platform}"),
            format!("phone {subject}{platform}"),
        )
    };
    html! {
        path.life d={ "M" (x) " " (HEAD - 8) "V" (height - 4) } {}
        rect.head x=(x - PILL / 2) y="8" width=(PILL) height="32" rx=(if is_server { 2 } else { 12 }) {}
        (text(x, 29, "name", "middle", &ja, &en))
    }
}

fn line(row: &Row, y: usize, lanes: usize) -> Markup {
    let class = match (row.broke, row.passed) {
        (true, _) => "row broke",
        (false, true) => "row",
        (false, false) => "row ended",
    };
    let times = if row.times > 1 {
        format!(" ×{}", row.times)
    } else {
        String::new()
    };
    let status = row.status.map(|status| format!(" {status}")).unwrap_or_default();
    let cross = if row.passed { "" } else { "× " };
    let ja = format!("{cross}{}{status}{times}", row.place);
    let en = format!("{cross}{}{status}{times}", place_en(&row.place));
    let middle = lane_x(row.from).midpoint(lane_x(row.to));
    html! {
        g class=(class) {
            @if row.broke { (frame(row, y, lanes)) }
            @if let Some(at) = row.at { text.time x="0" y=(y + 4) { (japanese_clock(at)) } }
            @if row.from == row.to {
                rect x=(middle - PILL / 2) y=(y - 13) width=(PILL) height="26" rx="4" {}
                (text(middle, y + 4, "label", "middle", &ja, &en))
            } @else {
                (arrow(row, y))
                (text(middle, y - 6, "label", "middle", &ja, &en))
            }
        }
    }
}

/// The double frame around the place of the break, with its words.
fn frame(row: &Row, y: usize, lanes: usize) -> Markup {
    let left = TIMES - 6;
    let right = lane_x(lanes - 1) + LANE / 2 - 2;
    let (ja, en) = match (row.at, row.passed) {
        (None, _) => ("◀ ここに届かなかった", "◀ never got here"),
        (Some(_), true) => ("◀ ここが正しくない", "◀ wrong here"),
        (Some(_), false) => ("◀ ここで途切れた", "◀ broke here"),
    };
    // The words stand where the row leaves room: left of it, or right.
    let last = row.from.max(row.to);
    let (x, anchor) = if last + 1 < lanes {
        (right - 8, "end")
    } else {
        (left + 8, "start")
    };
    let turned = |words: &str| {
        if anchor == "end" {
            words.to_owned()
        } else {
            words.replace("◀ ", "") + " ▶"
        }
    };
    html! {
        rect.outer x=(left) y=(y - 20) width=(right - left) height="38" rx="3" {}
        rect.inner x=(left + 4) y=(y - 16) width=(right - left - 8) height="30" rx="2" {}
        (text(x, y + 5, "words", anchor, &turned(ja), &turned(en)))
    }
}

fn arrow(row: &Row, y: usize) -> Markup {
    let (from, to) = (lane_x(row.from), lane_x(row.to));
    // Where the head begins and how wide it opens, towards the sender.
    let back = |length: usize| if to > from { to - length } else { to + length };
    html! {
        path.wire d={ "M" (from) " " (y) "H" (to) } {}
        @if row.passed {
            path.tip d={ "M" (to) " " (y) "L" (back(10)) " " (y - 5) "V" (y + 5) "Z" } {}
        } @else {
            path.cross d={ "M" (back(16)) " " (y - 6) "L" (back(4)) " " (y + 6) "M" (back(4)) " " (y - 6) "L" (back(16)) " " (y + 6) } {}
        }
    }
}

/// The picture in a sentence: how long it is and where it broke.
fn spoken(lanes: &Lanes, rows: &[Row]) -> String {
    let broke = rows.iter().find(|row| row.broke).map(|row| {
        let whose = lanes.names().get(row.to).map_or("", String::as_str);
        format!("正しくなかった所は（{}）{}（{whose}）。", row.phase, row.place)
    });
    format!(
        "{}の間で起きた{}行の流れ。{}すべての内容は次の表にある。",
        lanes.names().join("、"),
        rows.len(),
        broke.unwrap_or_default()
    )
}
