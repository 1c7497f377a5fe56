//! Failures that were accepted beforehand, by whom and until when.

use maud::{Markup, html};

use super::Report;
use super::language::{japanese, say};
use super::marks::mark;
use super::table::{head, scrolled};
use crate::{DeviationOutcome, DeviationStatus};

pub(super) fn section(report: &Report<'_>) -> Markup {
    let deviations = &report.judgement.known_deviations;
    html! {
        @if !deviations.is_empty() {
            section aria-labelledby="deviations" {
                h2 #deviations {
                    (say(
                        &format!("既知の逸脱（{}件）", deviations.len()),
                        &format!("Known deviations ({})", deviations.len()),
                    ))
                }
                (scrolled("deviations", &table(deviations)))
            }
        }
    }
}

fn table(deviations: &[DeviationOutcome]) -> Markup {
    html! {
        table {
            (head(&[
                say("逸脱", "Deviation"),
                say("シナリオ", "Scenario"),
                say("判定", "Status"),
                say("期限", "Until"),
                say("承認した役職", "Approved by"),
                say("理由", "Reason"),
            ]))
            tbody {
                @for deviation in deviations {
                    tr {
                        th scope="row" lang="ja" { (deviation.id) " " (deviation.requirement) }
                        td lang="ja" { (deviation.scenario) }
                        td { (status(deviation.status)) }
                        td { (deviation.expires) }
                        td { (japanese(&deviation.approved_by)) }
                        td { (japanese(&deviation.reason)) }
                    }
                }
            }
        }
    }
}

fn status(status: DeviationStatus) -> Markup {
    match status {
        DeviationStatus::Accepted => mark("承認済み", "accepted", "plain"),
        DeviationStatus::Expired => mark("期限切れ", "expired", "bad"),
        DeviationStatus::Passed => mark("合格した", "passed", "bad"),
        DeviationStatus::NoScenario => mark("シナリオなし", "no scenario", "bad"),
    }
}
