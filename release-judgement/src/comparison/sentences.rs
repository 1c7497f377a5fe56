//! What is said of a comparison, so that a board reads in one line what changed for whom.

use evidence::NotificationChange;

use super::ComparedPlatform;
use crate::Bilingual;

/// The sentence on one direction of change.
pub(super) fn of_change(
    row: &ComparedPlatform,
    change: NotificationChange,
    previous: &str,
    explained: bool,
) -> Bilingual {
    let platform = row.platform.name();
    let of_close = matches!(
        change,
        NotificationChange::FewerCloseContacts
            | NotificationChange::MoreCloseContacts
            | NotificationChange::EndOfService
    );
    let (people, before, after) = if of_close {
        (row.close_contacts, row.notified_before, row.notified_after)
    } else {
        (row.others, row.others_notified_before, row.others_notified_after)
    };
    let (who_ja, who_en) = if of_close {
        ("濃厚接触した", "close contacts")
    } else {
        ("濃厚接触していない", "people without close contact")
    };
    let ja = format!(
        "{platform}：{who_ja}{people}人のうち、前の版{previous}では{before}人に通知が届いたが、この版では{after}人である。"
    );
    let en = format!(
        "{platform}: of {people} {who_en}, {before} were notified on release {previous} and {after} are on this one."
    );
    if explained || !row.judged {
        return Bilingual::new(ja, en);
    }
    let missing = missing_reason(row, change);
    Bilingual::new(format!("{ja}{}", missing.ja), format!("{en} {}", missing.en))
}

/// What the release file would have to say.
fn missing_reason(row: &ComparedPlatform, change: NotificationChange) -> Bilingual {
    if change == NotificationChange::FewerCloseContacts && row.close_contacts_silenced() {
        return Bilingual::new(
            "通知が途絶えたことには説明がない（説明になるのは、サービスの終了 end_of_service だけである）。",
            "Nothing explains that all are silenced; only the end of service (end_of_service) could.",
        );
    }
    let people = row.changed(change);
    let (what_ja, what_en, key) = match change {
        NotificationChange::FewerCloseContacts => {
            ("届かなくなった", "are no longer notified", "fewer_close_contacts")
        }
        NotificationChange::MoreCloseContacts => {
            ("新たに届いた", "are newly notified", "more_close_contacts")
        }
        NotificationChange::FewerOthers => ("届かなくなった", "are no longer notified", "fewer_others"),
        NotificationChange::MoreOthers => ("新たに届いた", "are newly notified", "more_others"),
        NotificationChange::EndOfService => ("届かなくなった", "are no longer notified", "end_of_service"),
    };
    Bilingual::new(
        format!("{people}人に{what_ja}ことの説明（expected_change の {key}）が、リリースのファイルにない。"),
        format!("{people} {what_en}, and no expected_change ({key}) in the release file says why."),
    )
}

/// The sentences on what nothing explains, of all operating systems on which the release came out.
pub(crate) fn unexplained(rows: &[ComparedPlatform]) -> Vec<Bilingual> {
    let judged = rows.iter().filter(|row| row.judged);
    let changes = judged.flat_map(|row| &row.changes);
    let mut unexplained: Vec<_> = changes.filter(|change| change.reason.is_none()).collect();
    // Who lost a notification that was due comes first, whichever the operating system.
    unexplained.sort_by_key(|change| change.change != NotificationChange::FewerCloseContacts);
    unexplained
        .into_iter()
        .map(|change| change.sentence.clone())
        .collect()
}

/// What a comparison proves in which every change is explained.
pub(crate) fn explained(rows: &[ComparedPlatform], previous: &str) -> Bilingual {
    let ja: Vec<String> = rows.iter().map(numbers_ja).collect();
    let en: Vec<String> = rows.iter().map(numbers_en).collect();
    let (ja, en) = (ja.join("。"), en.join("; "));
    let changed = rows.iter().any(|row| !row.changes.is_empty());
    let (what_ja, what_en) = if changed {
        (
            "通知される人の変化には、すべて説明があります",
            "every change in who is notified is explained",
        )
    } else {
        ("通知される人は変わりません", "nothing changes in who is notified")
    };
    Bilingual::new(
        format!("前の版{previous}と同じ人々で比べて、{what_ja}（通知された人数：{ja}）。"),
        format!("Compared with release {previous} on the same people, {what_en} (notified: {en})."),
    )
}

fn numbers_ja(row: &ComparedPlatform) -> String {
    format!(
        "{}は濃厚接触した{}人のうち{}人→{}人、そのほかの{}人のうち{}人→{}人",
        row.platform.name(),
        row.close_contacts,
        row.notified_before,
        row.notified_after,
        row.others,
        row.others_notified_before,
        row.others_notified_after
    )
}

fn numbers_en(row: &ComparedPlatform) -> String {
    format!(
        "{}: of {} close contacts {} → {}, of {} others {} → {}",
        row.platform.name(),
        row.close_contacts,
        row.notified_before,
        row.notified_after,
        row.others,
        row.others_notified_before,
        row.others_notified_after
    )
}
