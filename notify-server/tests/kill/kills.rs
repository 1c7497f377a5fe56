//! Where the server was struck.

/// Where the server was when it was killed.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Kills {
    pub(crate) all: u32,
    pub(crate) during_registrations: u32,
    pub(crate) during_exports: u32,
    pub(crate) during_deletions: u32,
    pub(crate) stored_without_answer: u32,
    pub(crate) lost_without_answer: u32,
}

impl Kills {
    pub(crate) fn and(self, other: Self) -> Self {
        Self {
            all: self.all + other.all,
            during_registrations: self.during_registrations + other.during_registrations,
            during_exports: self.during_exports + other.during_exports,
            during_deletions: self.during_deletions + other.during_deletions,
            stored_without_answer: self.stored_without_answer + other.stored_without_answer,
            lost_without_answer: self.lost_without_answer + other.lost_without_answer,
        }
    }
}
