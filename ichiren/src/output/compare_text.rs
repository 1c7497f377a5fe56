//! A comparison of two releases for people at a terminal: bars that show a fall to zero at a glance.

use evidence::{ComparedPopulations, NotificationChange};
use owo_colors::OwoColorize as _;
use release_judgement::{ComparedChange, ComparedPlatform, Share};

use super::print_line;
use super::table::Table;

/// The length of the bar of everybody.
const BAR: usize = 24;

/// Prints a table per operating system, then a sentence on each change.
pub(crate) fn print(rows: &[ComparedPlatform], populations: &ComparedPopulations, after: &str) {
    let before = &populations.before;
    print_line(format_args!(
        "同じ{}人（シード{}）が、リリース{}とリリース{after}を使いました。通知が届いた人：",
        before.people.len(),
        before.seed,
        before.release
    ));
    for row in rows {
        print_line("");
        table(row, &before.release, after).print();
    }
    print_line("");
    for row in rows {
        sentences(row);
    }
}

fn table(row: &ComparedPlatform, before: &str, after: &str) -> Table {
    let people = |who: &str, all: usize, notified: [usize; 2], changed: [usize; 2]| {
        let [notified_before, notified_after] = notified.map(|notified| bar(notified, all));
        let [lost, gained] = changed;
        vec![
            format!("{who}{all}人"),
            notified_before,
            notified_after,
            format!("−{lost} +{gained}"),
        ]
    };
    let shares = |what: &str, shares: [Option<Share>; 2]| {
        let [before, after] = shares.map(share);
        vec![what.to_owned(), before, after, String::new()]
    };
    let platform = row.platform.name();
    Table::new(
        &[
            platform,
            &format!("リリース{before}"),
            &format!("リリース{after}"),
            "変化",
        ],
        vec![
            people(
                "濃厚接触した",
                row.close_contacts,
                [row.notified_before, row.notified_after],
                [row.lost, row.gained],
            ),
            people(
                "そのほかの",
                row.others,
                [row.others_notified_before, row.others_notified_after],
                [row.others_lost, row.others_gained],
            ),
            shares(
                "濃厚接触した人のうち通知された人",
                [row.sensitivity_before, row.sensitivity_after],
            ),
            shares(
                "通知された人のうち濃厚接触した人",
                [row.precision_before, row.precision_after],
            ),
        ],
    )
}

/// A filled part, an empty part and the number. Whoever is notified shows, be it one of a thousand.
fn bar(notified: usize, all: usize) -> String {
    let filled = (notified * BAR).div_ceil(all.max(1)).min(BAR);
    format!(
        "{}{} {notified:>2}人",
        "█".repeat(filled),
        "░".repeat(BAR - filled)
    )
}

fn share(share: Option<Share>) -> String {
    share.map_or_else(|| "—".to_owned(), |Share { count, of }| format!("{count}/{of}"))
}

fn sentences(row: &ComparedPlatform) {
    for change in &row.changes {
        print_line(format_args!("{} {}", mark(row, change), change.sentence.ja));
        if let Some(reason) = &change.reason {
            print_line(format_args!("         説明：{reason}"));
        }
    }
    if row.changes.is_empty() {
        print_line(format_args!(
            "変化なし {}：通知される人は変わらない。",
            row.platform.name()
        ));
    }
    for expected in &row.not_occurred {
        print_line(format_args!(
            "注意     {}：見込まれた変化（{}）は起きていない。見込んだ理由：{}",
            row.platform.name(),
            key(expected.change),
            expected.reason
        ));
    }
}

fn mark(row: &ComparedPlatform, change: &ComparedChange) -> String {
    if change.reason.is_some() {
        "説明あり".green().to_string()
    } else if row.judged {
        "説明なし".red().bold().to_string()
    } else {
        "対象外  ".to_owned()
    }
}

/// The name in release files.
fn key(change: NotificationChange) -> &'static str {
    match change {
        NotificationChange::FewerCloseContacts => "fewer_close_contacts",
        NotificationChange::MoreCloseContacts => "more_close_contacts",
        NotificationChange::FewerOthers => "fewer_others",
        NotificationChange::MoreOthers => "more_others",
        NotificationChange::EndOfService => "end_of_service",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_empty_for_nobody_alone_and_full_for_everybody_alone() {
        assert_eq!(bar(0, 24), format!("{}  0人", "░".repeat(24)));
        assert_eq!(bar(24, 24), format!("{} 24人", "█".repeat(24)));
        assert!(bar(1, 1000).starts_with('█'));
    }
}
