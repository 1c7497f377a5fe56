//! What time it is for a server that is killed while its clock moves.

use jiff::Timestamp;

/// In seconds.
pub(crate) const DAY: i64 = 86_400;

/// What the server's clock shows, as far as one can know.
pub(crate) struct Time {
    /// Confirmed.
    pub(crate) now: Timestamp,
    /// Asked for and not confirmed.
    pub(crate) asked: Option<Timestamp>,
    /// The latest ever asked for: what had expired by then may be deleted, confirmed or not.
    pub(crate) latest: Timestamp,
    /// A deletion was asked for at this time, and no export was confirmed since: the list may name files that are gone.
    pub(crate) deletion: Option<Timestamp>,
}

impl Time {
    /// A server that was never started.
    pub(crate) fn starting(now: Timestamp) -> Self {
        Self {
            now,
            asked: None,
            latest: now,
            deletion: None,
        }
    }

    /// The clock is asked to move.
    pub(crate) fn ask(&mut self, (asked, job): (Timestamp, Job)) {
        self.asked = Some(asked);
        self.latest = self.latest.max(asked);
        if job == Job::Deletion {
            self.deletion = Some(asked);
        }
    }

    /// It has moved, and all that fell due has run.
    pub(crate) fn confirm(&mut self, (now, job): (Timestamp, Job)) {
        self.now = now;
        self.asked = None;
        if job == Job::Export {
            self.deletion = None;
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Job {
    Deletion,
    Export,
}

/// The first of 14:45 and 15:00 UTC later than this, and what runs then (COCOA v1.1.5).
pub(crate) fn next_job(now: Timestamp) -> (Timestamp, Job) {
    let (deletion, export) = (14 * 3600 + 45 * 60, 15 * 3600);
    let today = midnight(now);
    let jobs = [
        (today + deletion, Job::Deletion),
        (today + export, Job::Export),
        (today + DAY + deletion, Job::Deletion),
    ];
    let (due, job) = jobs.into_iter().find(|(due, _)| *due > now.as_second()).unwrap();
    (Timestamp::from_second(due).unwrap(), job)
}

/// Midnight UTC, in Unix seconds.
pub(crate) fn midnight(now: Timestamp) -> i64 {
    now.as_second() / DAY * DAY
}

/// ENIntervalNumber.
pub(crate) fn interval(unix_seconds: i64) -> u32 {
    (unix_seconds / 600).try_into().unwrap()
}

/// Midnight UTC 14 days before, in Unix seconds: what started earlier has expired.
pub(crate) fn oldest(now: Timestamp) -> i64 {
    midnight(now) - 14 * DAY
}
