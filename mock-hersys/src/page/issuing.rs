//! How numbers are issued: the two gates, and how long numbers live.

use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};
use serde::Deserialize;

use super::forms::{Sent, fields};
use super::layout::gate_text;
use super::refusal::Refusal;
use super::view::View;
use super::{Done, answer};
use crate::config::LONGEST_VALIDITY_HOURS;
use crate::hersys::Hersys;
use crate::store::issuing::{Gate, IssuingChange};

/// Which button was pressed.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Button {
    StopManual,
    ResumeManual,
    StopAutomatic,
    ResumeAutomatic,
    UseAutomatic,
    LeaveAutomatic,
    ShutDown,
}

#[derive(Deserialize)]
pub(super) struct Pressed {
    button: Button,
    /// Sent when the box is ticked.
    #[serde(default)]
    confirmed: Option<String>,
}

pub(super) async fn set(State(hersys): State<Hersys>, sent: Sent<Pressed>) -> Response {
    let change = async {
        let pressed = fields(sent)?;
        let none = IssuingChange::default();
        let (manual, automatic) = (
            |gate| IssuingChange {
                manual: Some(gate),
                ..none
            },
            |gate| IssuingChange {
                automatic: Some(gate),
                ..none
            },
        );
        let use_automatic = |used| IssuingChange {
            at_positive_result: Some(used),
            ..none
        };
        let wanted = match pressed.button {
            Button::StopManual => manual(Gate::Stopped),
            Button::ResumeManual => manual(Gate::Open),
            Button::StopAutomatic => automatic(Gate::Stopped),
            Button::ResumeAutomatic => automatic(Gate::Open),
            Button::UseAutomatic => use_automatic(true),
            Button::LeaveAutomatic => use_automatic(false),
            Button::ShutDown if pressed.confirmed.is_none() => return Err(Refusal::NotConfirmed),
            Button::ShutDown => IssuingChange::both(Gate::ShutDown),
        };
        hersys.change_issuing(wanted).await?;
        Ok(Done::IssuingChanged)
    };
    answer(&hersys, change.await).await
}

#[derive(Deserialize)]
pub(super) struct Validity {
    /// Empty: numbers do not expire.
    hours: String,
}

pub(super) async fn set_validity(State(hersys): State<Hersys>, sent: Sent<Validity>) -> Response {
    let change = async {
        let hours = match fields(sent)?.hours.trim() {
            "" => None,
            text => Some(text.parse().map_err(|_| Refusal::Validity)?),
        };
        if hours.is_some_and(|hours| !(1..=LONGEST_VALIDITY_HOURS).contains(&hours)) {
            return Err(Refusal::Validity);
        }
        hersys.store(move |store| store.set_validity(hours)).await?;
        Ok(Done::ValidityChanged)
    };
    answer(&hersys, change.await).await
}

pub(super) fn section(view: &View) -> Markup {
    let issuing = view.kept.issuing;
    html! {
        section id="issuing" aria-labelledby="issuing-title" {
            h2 id="issuing-title" { "発行" }
            form method="post" action="/page/issuing" {
                div.row {
                    p { "手動発行 " strong { (gate_text(issuing.manual)) } }
                    (gate_button(issuing.manual, "manual", "手動発行"))
                }
                div.row {
                    p { "自動発行 " strong { (gate_text(issuing.automatic)) } }
                    (gate_button(issuing.automatic, "automatic", "自動発行"))
                }
                @if issuing.at_positive_result {
                    div.row {
                        p { "陽性の報告と同時に発行します。" }
                        button name="button" value="leave_automatic" { "同時に発行しない" }
                    }
                } @else {
                    div.row {
                        p { "陽性を報告しても、番号は手動で発行します。" }
                        button name="button" value="use_automatic" { "同時に発行する" }
                    }
                }
            }
            form.row method="post" action="/page/validity" {
                div.field {
                    label for="hours" { "有効時間（時間、空なら期限なし）" }
                    input id="hours" name="hours" inputmode="numeric" size="8" autocomplete="off"
                        value=(view.kept.validity.map(|hours| hours.to_string()).unwrap_or_default());
                }
                button { "変える" }
            }
            @if issuing.manual != Gate::ShutDown || issuing.automatic != Gate::ShutDown {
                details {
                    summary { "発行を終了する" }
                    form method="post" action="/page/issuing" {
                        p { label { input type="checkbox" name="confirmed" value="yes" required;
                            " 終了すると、手動でも自動でも二度と発行できないことを確認しました" } }
                        button.danger name="button" value="shut_down" { "発行を終了する" }
                    }
                }
            }
        }
    }
}

fn gate_button(gate: Gate, way: &str, name: &str) -> Markup {
    html! {
        @match gate {
            Gate::Open => button name="button" value={ "stop_" (way) } aria-label={ (name) "を止める" } { "止める" },
            Gate::Stopped => button name="button" value={ "resume_" (way) } aria-label={ (name) "を再開する" } { "再開する" },
            Gate::ShutDown => {},
        }
    }
}
