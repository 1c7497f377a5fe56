//! The common faults of the verification call, each by one button.
//!
//! A fault is written here as `PUT /control/faults` takes it.

use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::{Value, json};
use testbed::control::Controlled;
use testbed::fault::FaultRule;

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
    fault: Value,
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
            json!({"status": 503}),
        ),
        fault(
            "delay",
            "遅延",
            "5秒遅れて答えます。",
            json!({"delay": {"milliseconds": 5000}}),
        ),
        fault(
            "nonsense",
            "おかしな応答",
            "照会にメンテナンス中のページを返します。番号は使われません。",
            json!({"nonsense": "<html><body>メンテナンス中</body></html>"}),
        ),
        fault(
            "drop_before",
            "応答前に切断",
            "照会を処理せずに接続を切ります。番号は使われません。",
            json!("drop_before"),
        ),
        fault(
            "drop_after",
            "応答後に切断",
            "照会を処理したあと、答えずに接続を切ります。番号は使われます。",
            json!("drop_after"),
        ),
    ]
}

impl Common {
    /// The rule for the verification call, in force until it is removed.
    fn rule(&self, path: &str) -> Option<FaultRule> {
        serde_json::from_value(json!({"path": path, "fault": self.fault})).ok()
    }
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
        let rule = chosen.and_then(|fault| fault.rule(&hersys.verification.path));
        hersys.faults().set(vec![rule.ok_or(Refusal::Unreadable)?]);
        Ok(Done::FaultSet)
    };
    let result = choose();
    answer(&hersys, result).await
}

pub(super) fn section(view: &View) -> Markup {
    let offered: Vec<(Common, FaultRule)> = common()
        .into_iter()
        .filter_map(|fault| fault.rule(&view.verification_path).map(|rule| (fault, rule)))
        .collect();
    let is_in_force = |wanted: &FaultRule| view.faults.iter().any(|rule| rule.fault == wanted.fault);
    let others = view
        .faults
        .iter()
        .filter(|rule| offered.iter().all(|(_, known)| known.fault != rule.fault));
    let others = others.count();
    html! {
        section id="faults" aria-labelledby="faults-title" {
            h2 id="faults-title" { "障害" }
            p.soft { "照会への答え方を変えます。一度に起こせる障害は一つです。" }
            form method="post" action="/page/faults" {
                div.faults {
                    @for (fault, rule) in &offered {
                        div.fault {
                            button name="fault" value=(fault.value) { (fault.name) }
                            span {
                                @if is_in_force(rule) { span.chip.bad { "発生中　" } }
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
