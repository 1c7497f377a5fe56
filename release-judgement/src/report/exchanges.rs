//! What the parts said to each other over HTTP: the form alone.

use evidence::HttpExchange;
use maud::{Markup, html};

use super::language::{count, japanese, say};
use super::table::{head, scrolled};
use super::time::japanese_time;

pub(super) fn section(name: &str, exchanges: &[HttpExchange]) -> Markup {
    let id = format!("{name}-exchanges");
    html! {
        @if !exchanges.is_empty() {
            details {
                summary id=(id) {
                    (say("HTTP のやりとり", "HTTP exchanges")) " " (count(exchanges.len(), "exchange", "exchanges"))
                }
                (scrolled(&id, &table(exchanges)))
            }
        }
    }
}

fn table(exchanges: &[HttpExchange]) -> Markup {
    let form = |form: &Option<String>| html! { @if let Some(form) = form { code { (form) } } @else { "—" } };
    html! {
        table.small {
            (head(&[
                say("日本時間", "Time in Japan"),
                say("誰から誰へ", "From whom to whom"),
                say("要求", "Request"),
                say("応答", "Status"),
                say("要求の形", "Form of the request"),
                say("応答の形", "Form of the answer"),
            ]))
            tbody {
                @for exchange in exchanges {
                    tr {
                        td.time { (japanese_time(exchange.at)) }
                        td { (japanese(&format!("{} → {}", exchange.from, exchange.to))) }
                        td { code { (exchange.method) " " (exchange.path) } }
                        td {
                            @match exchange.status {
                                Some(status) => (status),
                                None => (say("応答なし", "no answer")),
                            }
                        }
                        td { (form(&exchange.request)) }
                        td { (form(&exchange.response)) }
                    }
                }
            }
        }
    }
}
