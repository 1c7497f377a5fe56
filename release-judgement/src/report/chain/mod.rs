//! The chain of a scenario as a picture, and as a table for who cannot see the picture or wants every detail.

mod drawing;
mod lanes;
mod rows;

use evidence::{ChainEvent, ScenarioResult};
use maud::{Markup, html};

use self::drawing::draw;
use self::lanes::Lanes;
use self::rows::rows;
use super::language::{count, say};
use super::marks::mark;
use super::table::{head, scrolled};
use super::time::japanese_time;
use crate::names::{place_en, subject_en};

/// The picture and the table. `name` is the scenario's anchor, from which the ids are made.
pub(super) fn section(name: &str, result: &ScenarioResult) -> Markup {
    if result.chain.is_empty() && result.broke_at.is_none() {
        return html! {};
    }
    let lanes = Lanes::of(result);
    let rows = rows(result, &lanes);
    let (picture, table) = (format!("{name}-picture"), format!("{name}-chain"));
    let drawing = draw(name, &lanes, &rows);
    html! {
        figure.sequence {
            figcaption id=(picture) {
                (say(
                    "一連の流れ（日本時間。上から下へ進む）",
                    "The chain (time in Japan, downwards)",
                ))
            }
            (scrolled(&picture, &drawing))
        }
        @if !result.chain.is_empty() {
            details {
                summary id=(table) {
                    (say("一連の流れの記録", "The chain as a table")) " " (count(result.chain.len(), "event", "events"))
                }
                (scrolled(&table, &events(&result.chain)))
            }
        }
    }
}

fn events(events: &[ChainEvent]) -> Markup {
    html! {
        table.small {
            (head(&[
                say("日本時間", "Time in Japan"),
                say("段階と箇所", "Phase and place"),
                say("端末・サーバー", "Whose"),
                say("結果", "Result"),
                say("内容", "What happened"),
            ]))
            tbody {
                @for event in events {
                    tr {
                        td.time { (japanese_time(event.at)) }
                        td { span lang="ja" { "（" (event.phase) "）" } (say(&event.place, place_en(&event.place))) }
                        td { (say(&event.subject, &subject_en(&event.subject))) }
                        td {
                            @if event.passed {
                                (mark("先へ", "went on", "good"))
                            } @else {
                                (mark("ここまで", "ended here", "bad"))
                            }
                        }
                        td lang="ja" { (event.detail) }
                    }
                }
            }
        }
    }
}
