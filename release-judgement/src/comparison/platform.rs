//! The numbers of one operating system.

use evidence::{
    ComparedPopulations, ExpectedChange, NotificationChange, PersonResult, ReleaseIdentity, ScenarioPlatform,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::explanation::{ComparedChange, explain};

/// How a release changes who is notified on an operating system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ComparedPlatform {
    /// The operating system.
    pub platform: ScenarioPlatform,
    /// How many people came close to someone who registered.
    pub close_contacts: usize,
    /// How many of them were notified on the release before.
    pub notified_before: usize,
    /// How many of them are notified on this one.
    pub notified_after: usize,
    /// How many of them are notified no longer.
    pub lost: usize,
    /// How many of them are notified who were not before.
    pub gained: usize,
    /// How many people came close to nobody who registered.
    pub others: usize,
    /// How many of these were notified on the release before.
    pub others_notified_before: usize,
    /// How many of these are notified on this one.
    pub others_notified_after: usize,
    /// How many of these are notified no longer.
    pub others_lost: usize,
    /// How many of these are notified who were not before.
    pub others_gained: usize,
    /// Of the close contacts, those who were notified.
    pub sensitivity_before: Option<Share>,
    /// The same on this release.
    pub sensitivity_after: Option<Share>,
    /// Of those who were notified, the close contacts; none where nobody was.
    pub precision_before: Option<Share>,
    /// The same on this release.
    pub precision_after: Option<Share>,
    /// Whether the release came out here; elsewhere a change is shown and does not count.
    pub judged: bool,
    /// Whether every change has its expected change with a reason.
    pub explained: bool,
    /// Every direction in which something changed.
    pub changes: Vec<ComparedChange>,
    /// What the release file expects and what did not come; it stops nothing.
    pub not_occurred: Vec<ExpectedChange>,
}

/// So many of so many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Share {
    /// Those meant.
    pub count: usize,
    /// Of how many, never 0.
    pub of: usize,
}

impl Share {
    fn new(count: usize, of: usize) -> Option<Self> {
        (of > 0).then_some(Self { count, of })
    }
}

/// People alike in truth, by whether they were notified before and are now.
#[derive(Default)]
struct Tally {
    all: usize,
    before: usize,
    after: usize,
    lost: usize,
    gained: usize,
}

impl Tally {
    fn of<'people>(people: impl Iterator<Item = (&'people PersonResult, &'people PersonResult)>) -> Self {
        let mut tally = Self::default();
        for (before, after) in people {
            tally.all += 1;
            tally.before += usize::from(before.notified);
            tally.after += usize::from(after.notified);
            tally.lost += usize::from(before.notified && !after.notified);
            tally.gained += usize::from(!before.notified && after.notified);
        }
        tally
    }
}

impl ComparedPlatform {
    /// The row of an operating system; `None` if nobody has a phone of it. The people of both runs are the same.
    pub(super) fn of(
        release: &ReleaseIdentity,
        populations: &ComparedPopulations,
        platform: ScenarioPlatform,
    ) -> Option<Self> {
        let tally = |close: bool| {
            let people = populations.before.people.iter().zip(&populations.after.people);
            Tally::of(
                people.filter(|(person, _)| person.platform == platform && person.close_contact == close),
            )
        };
        let (close, others) = (tally(true), tally(false));
        if close.all + others.all == 0 {
            return None;
        }
        let mut row = Self {
            platform,
            close_contacts: close.all,
            notified_before: close.before,
            notified_after: close.after,
            lost: close.lost,
            gained: close.gained,
            others: others.all,
            others_notified_before: others.before,
            others_notified_after: others.after,
            others_lost: others.lost,
            others_gained: others.gained,
            sensitivity_before: Share::new(close.before, close.all),
            sensitivity_after: Share::new(close.after, close.all),
            precision_before: Share::new(close.before, close.before + others.before),
            precision_after: Share::new(close.after, close.after + others.after),
            judged: release.platforms.contains(&platform),
            explained: true,
            changes: Vec::new(),
            not_occurred: Vec::new(),
        };
        explain(&mut row, release, &populations.before.release);
        Some(row)
    }

    /// Whether close contacts were notified, and none is any more.
    pub fn close_contacts_silenced(&self) -> bool {
        self.notified_before > 0 && self.notified_after == 0
    }

    /// Whether nobody at all is notified on the release.
    pub(super) fn is_silent(&self) -> bool {
        self.notified_after + self.others_notified_after == 0
    }

    /// How many people a direction of change concerns.
    pub(super) fn changed(&self, change: NotificationChange) -> usize {
        match change {
            NotificationChange::FewerCloseContacts => self.lost,
            NotificationChange::MoreCloseContacts => self.gained,
            NotificationChange::FewerOthers => self.others_lost,
            NotificationChange::MoreOthers => self.others_gained,
            NotificationChange::EndOfService => usize::from(self.is_silent()),
        }
    }
}
