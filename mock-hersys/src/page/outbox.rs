//! The live numbers, and the messages as a telephone shows them.

use maud::{Markup, html};

use super::view::{View, moment};
use crate::store::contact::Channel;
use crate::store::message::{DeliveryState, Message};

pub(super) fn numbers(view: &View) -> Markup {
    html! {
        section id="numbers" aria-labelledby="numbers-title" {
            h2 id="numbers-title" { "有効な処理番号" }
            @if view.kept.numbers.is_empty() {
                p.soft { "ありません。使われた番号、失効した番号は残りません。" }
            } @else {
                div.scroll {
                    table {
                        thead {
                            tr {
                                th scope="col" { "処理番号" }
                                th scope="col" { "患者" }
                                th scope="col" { "発行" }
                                th scope="col" { "期限" }
                                th scope="col" { "操作" }
                            }
                        }
                        tbody {
                            @for live in &view.kept.numbers {
                                tr {
                                    th scope="row" { span.number { (live.processing_number.as_str()) } }
                                    td { (live.case_id) }
                                    td { (moment(live.issued_at)) }
                                    td { @if let Some(at) = live.expires_at { (moment(at)) } @else { "なし" } }
                                    td {
                                        form method="post" action="/page/processing-numbers/revoke" {
                                            input type="hidden" name="processing_number"
                                                value=(live.processing_number.as_str());
                                            button.danger aria-label={ "患者" (live.case_id) "の処理番号を失効させる" } {
                                                "失効させる"
                                            }
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

pub(super) fn messages(view: &View) -> Markup {
    html! {
        section id="outbox" aria-labelledby="outbox-title" {
            h2 id="outbox-title" { "届いたメッセージ" }
            p.soft { "本人の電話に見えるとおりに、新しい順に示します。" }
            @if view.kept.messages.is_empty() {
                p { "まだありません。" }
            } @else {
                ul.messages { @for message in view.kept.messages.iter().rev() { li { (bubble(message)) } } }
            }
        }
    }
}

fn bubble(message: &Message) -> Markup {
    let channel = match message.channel {
        Channel::Sms => "SMS",
        Channel::Mail => "メール",
    };
    html! {
        div.soft { (channel) "　" (message.to) "　" (moment(message.at)) }
        div.bubble { (message.text) }
        (delivery(message))
    }
}

fn delivery(message: &Message) -> Markup {
    let failure = message.failure.map(crate::store::failure::Failure::japanese);
    html! {
        @match message.state {
            DeliveryState::Sent => span.chip.good { "送信済み" },
            DeliveryState::Pending => {
                span.chip.wait { "送信待ち" }
                @if let Some(failure) = failure { " " (failure) "（" (message.attempts) "回目）。" }
                @if let Some(at) = message.next_attempt_at { " 次は" (moment(at)) }
            },
            DeliveryState::Failed => {
                span.chip.bad { "送信失敗" }
                @if let Some(failure) = failure { " " (failure) "。" }
                form method="post" action={ "/page/outbox/" (message.id) "/resend" } {
                    button aria-label={ (message.to) "へもう一度送る" } { "もう一度送る" }
                }
            },
        }
    }
}
