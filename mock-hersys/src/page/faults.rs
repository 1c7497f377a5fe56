//! The common faults of the verification call, each by one button.

use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};
use serde::Deserialize;
use testbed::control::Controlled;
use testbed::fault::{Fault, FaultRule};

use super::forms::{Sent, fields};
use super::refusal::Refusal;
use super::view::View;
use super::{Done, answer};
use crate::hersys::Hersys;

/// A fault of the list.
struct Common {
    /// The button's value.
    value: &'static str,
    name: &'static str,
    explanation: &'static str,
    fault: Fault,
}

fn common() -> [Common; 5] {
    let fault = |value, name, explanation, fault| Common {
        value,
        name,
        explanation,
        fault,
    };
    [
        fault(
            "down",
            "停止",
            "照会に503と答えます。番号は使われません。",
            Fault::Status(503),
        ),
        fault(
            "delay",
            "遅延",
            "5秒遅れて答えます。",
            Fault::Delay { milliseconds: 5000 },
        ),
        fault(
            "nonsense",
            "おかしな応答",
            "照会にメンテナンス中のページを返します。番号は使われません。",
            Fault::Nonsense("<html><body>メンテナンス中</body></html>".to_owned()),
        ),
        fault(
            "drop_before",
            "応答前に切断",
            "照会を処理せずに接続を切ります。番号は使われません。",
            Fault::DropBefore,
        ),
        fault(
            "drop_after",
            "応答後に切断",
            "照会を処理したあと、答えずに接続を切ります。番号は使われます。",
            Fault::DropAfter,
        ),
    ]
}

#[derive(Deserialize)]
pub(super) struct Pressed {
    /// The value of a fault, or `none`.
    fault: String,
}

pub(super) async fn set(State(hersys): State<Hersys>, sent: Sent<Pressed>) -> Response {
    let choose = || {
        let pressed = fields(sent)?.fault;
        if pressed == "none" {
            hersys.faults().set(Vec::new());
            return Ok(Done::FaultRemoved);
        }
        let chosen = common().into_iter().find(|fault| fault.value == pressed);
        let fault = chosen.ok_or(Refusal::Unreadable)?.fault;
        let rule = FaultRule::always(hersys.verification.path.clone(), fault);
        hersys.faults().set(vec![rule]);
        Ok(Done::FaultSet)
    };
    let result = choose();
    answer(&hersys, result).await
}

pub(super) fn section(view: &View) -> Markup {
    let offered = common();
    let is_in_force = |fault: &Common| view.faults.iter().any(|rule| rule.fault == fault.fault);
    let is_offered = |rule: &&FaultRule| offered.iter().any(|fault| rule.fault == fault.fault);
    let others = view.faults.len() - view.faults.iter().filter(is_offered).count();
    html! {
        section id="faults" aria-labelledby="faults-title" {
            h2 id="faults-title" { "障害" }
            p.soft { "照会への答え方を変えます。一度に起こせる障害は一つです。" }
            form method="post" action="/page/faults" {
                div.faults {
                    @for fault in &offered {
                        div.fault {
                            button name="fault" value=(fault.value) { (fault.name) }
                            span {
                                @if is_in_force(fault) { span.chip.bad { "発生中　" } }
                                (fault.explanation)
                            }
                        }
                    }
                    @if !view.faults.is_empty() {
                        @if others > 0 { p { "ほかに、制御インターフェースで設定された障害が" (others) "件あります。" } }
                        button.main name="fault" value="none" { "障害を取り除く" }
                    }
                }
            }
        }
    }
}
