//! The same people on the release before and on this one, as bars and as a table.

use std::cmp::Ordering;

use evidence::{ComparedPopulations, PopulationResult, ScenarioPlatform};
use maud::{Markup, html};

use super::Report;
use super::language::{japanese, say};
use super::table::{head, scrolled};
use crate::names::{platform_en, platform_ja};

/// The width of a bar that stands for everyone, in the drawing's own units.
const FULL: usize = 420;
const LEFT: usize = 190;
const BAR: usize = 22;
const ROW: usize = 32;

/// How many of a group were notified.
struct Group {
    platform: ScenarioPlatform,
    close_contact: bool,
    people: usize,
    before: usize,
    after: usize,
}

pub(super) fn section(report: &Report<'_>) -> Markup {
    let Some(populations) = &report.record.populations else {
        return html! {};
    };
    let errors = [&populations.before, &populations.after];
    let errors: Vec<&String> = errors.iter().filter_map(|run| run.error.as_ref()).collect();
    html! {
        section aria-labelledby="comparison" {
            h2 #comparison { (say("前のリリースとの比較", "Against the release before")) }
            p {
                (say(
                    &format!(
                        "同じ人びとが同じ出会いを、{}版と{}版で一度ずつ過ごしました（シード {}）。通知されるべき人は、初めから分かっています。",
                        populations.before.release, populations.after.release, populations.after.seed
                    ),
                    &format!(
                        "The same people lived through the same encounters on {} and on {} (seed {}). Who must be notified is \
                         known from the beginning.",
                        populations.before.release, populations.after.release, populations.after.seed
                    ),
                ))
            }
            @if errors.is_empty() {
                @let groups = groups(populations);
                (bars(populations, &groups))
                (numbers(populations, &groups))
            } @else {
                p { (say("試験環境の異常により、比較できません。", "The test environment broke; nothing can be compared.")) }
                ul { @for error in errors { li { (japanese(error)) } } }
            }
        }
    }
}

/// The close contacts and the others of every operating system that anyone uses.
fn groups(populations: &ComparedPopulations) -> Vec<Group> {
    let group = |platform, close_contact| {
        let counted = |run: &PopulationResult, notified: bool| {
            let people = run.people.iter();
            people
                .filter(|person| person.platform == platform && person.close_contact == close_contact)
                .filter(|person| person.notified || !notified)
                .count()
        };
        Group {
            platform,
            close_contact,
            people: counted(&populations.after, false),
            before: counted(&populations.before, true),
            after: counted(&populations.after, true),
        }
    };
    [true, false]
        .into_iter()
        .flat_map(|close| {
            [ScenarioPlatform::Ios, ScenarioPlatform::Android].map(|platform| group(platform, close))
        })
        .filter(|group| group.people > 0)
        .collect()
}

fn group_words(group: &Group) -> (String, String) {
    let (ja, en) = if group.close_contact {
        ("濃厚接触者", "close contacts")
    } else {
        ("ほかの人", "others")
    };
    (
        format!("{}の{ja}", platform_ja(group.platform)),
        format!("{en} on {}", platform_en(group.platform)),
    )
}

fn bars(populations: &ComparedPopulations, groups: &[Group]) -> Markup {
    let height = groups.len() * (3 * ROW) + 8;
    let width = LEFT + FULL + 110;
    let drawing = html! {
        svg.chart role="img" aria-labelledby="chart-name" aria-describedby="chart-numbers"
            width=(width) height=(height) viewBox={ "0 0 " (width) " " (height) } {
            @for (position, group) in groups.iter().enumerate() {
                @let top = position * 3 * ROW;
                @let (ja, en) = group_words(group);
                text.group x="0" y=(top + 22) { (two_tongues(&ja, &en)) }
                (bar(top + ROW, &populations.before.release, group.before, group.people, "before"))
                (bar(top + 2 * ROW, &populations.after.release, group.after, group.people, "after"))
            }
        }
    };
    html! {
        figure {
            figcaption #chart-name { (say("通知された人の数", "How many were notified")) }
            (scrolled("chart-name", &drawing))
        }
    }
}

fn bar(top: usize, release: &str, notified: usize, people: usize, class: &str) -> Markup {
    let width = notified * FULL / people.max(1);
    html! {
        text x=(LEFT - 12) y=(top + 16) text-anchor="end" { (release) }
        rect.track x=(LEFT) y=(top) width=(FULL) height=(BAR) {}
        rect class=(class) x=(LEFT) y=(top) width=(width) height=(BAR) {}
        text.number x=(LEFT + FULL + 12) y=(top + 16) { (notified) " / " (people) }
    }
}

/// A text of a drawing in the two languages.
fn two_tongues(ja: &str, en: &str) -> Markup {
    html! { tspan.j lang="ja" { (ja) } tspan.e lang="en" { (en) } }
}

fn numbers(populations: &ComparedPopulations, groups: &[Group]) -> Markup {
    let table = html! {
        table #chart-numbers {
            caption #comparison-numbers { (say("通知された人の数（表）", "How many were notified (table)")) }
            (head(&[
                say("誰が", "Who"),
                say("人数", "People"),
                say(
                    &format!("通知：{}", populations.before.release),
                    &format!("Notified on {}", populations.before.release),
                ),
                say(
                    &format!("通知：{}", populations.after.release),
                    &format!("Notified on {}", populations.after.release),
                ),
                say("差", "Difference"),
            ]))
            tbody {
                @for group in groups {
                    @let (ja, en) = group_words(group);
                    tr {
                        th scope="row" { (say(&ja, &en)) }
                        td { (group.people) }
                        td { (group.before) }
                        td { (group.after) }
                        td { (difference(group)) }
                    }
                }
            }
        }
    };
    scrolled("comparison-numbers", &table)
}

fn difference(group: &Group) -> String {
    match group.after.cmp(&group.before) {
        Ordering::Equal => "0".to_owned(),
        Ordering::Greater => format!("+{}", group.after - group.before),
        Ordering::Less => format!("−{}", group.before - group.after),
    }
}
