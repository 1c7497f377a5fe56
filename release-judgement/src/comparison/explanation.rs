//! Which changes the release file explains.
//!
//! The people are the same in both runs, and so are their contacts: a change is never chance, so one person is enough.

use evidence::{ExpectedChange, NotificationChange, ReleaseIdentity};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ComparedPlatform;
use super::sentences;
use crate::Bilingual;

/// A direction in which a release changes who is notified.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ComparedChange {
    /// The direction.
    pub change: NotificationChange,
    /// How many people it concerns.
    pub people: usize,
    /// The reason with which the release file explains it, in Japanese; none if it does not.
    pub reason: Option<String>,
    /// The numbers, and what is wrong with them if nothing explains them.
    #[serde(flatten)]
    pub sentence: Bilingual,
}

/// In the order of their weight.
const DIRECTIONS: [NotificationChange; 4] = [
    NotificationChange::FewerCloseContacts,
    NotificationChange::MoreOthers,
    NotificationChange::MoreCloseContacts,
    NotificationChange::FewerOthers,
];

/// Fills in what changed, what explains it, and what was expected and did not come.
pub(super) fn explain(row: &mut ComparedPlatform, release: &ReleaseIdentity, previous: &str) {
    let expected = release.expected_changes.iter();
    let expected: Vec<&ExpectedChange> = expected
        .filter(|expected| expected.platform == row.platform)
        .collect();
    for change in DIRECTIONS {
        let people = row.changed(change);
        if people > 0 {
            let reason = reason(row, change, &expected);
            let sentence = sentences::of_change(row, change, previous, reason.is_some());
            row.changes.push(ComparedChange {
                change,
                people,
                reason,
                sentence,
            });
        }
    }
    row.explained = row.changes.iter().all(|change| change.reason.is_some()) || !row.judged;
    let not_occurred = expected
        .into_iter()
        .filter(|expected| row.changed(expected.change) == 0);
    row.not_occurred = not_occurred.cloned().collect();
}

/// The end of service explains every loss, provided that nobody is notified any more. It alone explains that all close
/// contacts are lost, whatever else is expected.
fn reason(
    row: &ComparedPlatform,
    change: NotificationChange,
    expected: &[&ExpectedChange],
) -> Option<String> {
    let of = |wanted| expected.iter().find(|expected| expected.change == wanted);
    let end = of(NotificationChange::EndOfService).filter(|_| row.is_silent());
    let explaining = match change {
        NotificationChange::FewerCloseContacts if row.close_contacts_silenced() => end,
        NotificationChange::FewerCloseContacts | NotificationChange::FewerOthers => {
            end.or_else(|| of(change))
        }
        _ => of(change),
    };
    explaining.map(|expected| expected.reason.clone())
}
