//! What the server does by itself: the export and the deletion, each at its times of the day, UTC.
//!
//! Jobs run in order of time, one after the other, each at its own time; at the same time the deletion runs first. A run that fails is not repeated before its
//! next time, as with the timers of the real server.

mod deletion;
mod export;
pub(crate) mod timer;

use jiff::Timestamp;
use jiff::civil::Time;
use jiff::tz::TimeZone;
use testbed::problem::Problem;
use tokio::sync::Mutex;

pub(crate) use self::export::ListEntry;
use crate::server::NotifyServer;
use crate::state::ServerState;

/// In the order in which they run at the same time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Job {
    Deletion,
    Export,
}

/// The last job that ran, with its time. The lock is held while jobs run: never two at once.
pub(crate) struct Schedule(Mutex<(Timestamp, Job)>);

impl Schedule {
    /// Jobs run that fall due later than this.
    pub(crate) fn after(start: Timestamp) -> Self {
        Self(Mutex::new((start, Job::Export)))
    }

    /// When the next job falls due.
    pub(crate) async fn next_due(&self, state: &ServerState) -> Option<Timestamp> {
        Some(next_job(state, *self.0.lock().await)?.0)
    }

    /// Jobs run that fall due later than this, whatever the state said before.
    pub(crate) async fn skip_to(&self, now: Timestamp) {
        let mut done = self.0.lock().await;
        *done = (*done).max((now, Job::Export));
    }

    /// Runs every job that falls due up to and including `until`. A virtual clock shows each job's time while it
    /// runs, unless another part has moved it on already.
    pub(crate) async fn run_due(&self, server: &NotifyServer, until: Timestamp) -> Result<(), Problem> {
        let mut done = self.0.lock().await;
        while let Some((due, job)) = next_job(&server.state(), *done).filter(|(due, _)| *due <= until) {
            *done = (due, job);
            if server.clock.is_virtual() && server.clock.now() < due {
                server
                    .clock
                    .move_to(due)
                    .map_err(|error| Problem::internal(error.to_string()))?;
            }
            let ran = match job {
                Job::Deletion => deletion::run(server, due).await,
                Job::Export => export::run(server, due).await,
            };
            if let Err(error) = ran {
                // Time goes on for whoever moves it; what an export could not do stands in the journal.
                tracing::error!(%due, ?job, %error, "a job failed");
            }
        }
        Ok(())
    }
}

/// The first job after `done`, with its time.
fn next_job(state: &ServerState, done: (Timestamp, Job)) -> Option<(Timestamp, Job)> {
    let deletion = (state.deletion_at, Job::Deletion);
    let exports = state.export_at.iter().map(|time| (*time, Job::Export));
    let next = |(time, job)| Some((next_daily(time, done.0, job > done.1)?, job));
    exports.chain([deletion]).filter_map(next).min()
}

/// The first moment later than `after`, or at it where `included`, at which it is `time` UTC; none at the end of the
/// calendar.
fn next_daily(time: Time, after: Timestamp, included: bool) -> Option<Timestamp> {
    let today = TimeZone::UTC.to_datetime(after).date();
    let at = |day: jiff::civil::Date| TimeZone::UTC.to_timestamp(day.to_datetime(time)).ok();
    at(today)
        .filter(|moment| *moment > after || included && *moment == after)
        .or_else(|| at(today.tomorrow().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first jobs after a moment, in their order.
    fn jobs(state: &str, after: &str, count: usize) -> Vec<(String, Job)> {
        let state = state.parse().unwrap();
        let mut done = (after.parse().unwrap(), Job::Export);
        let mut jobs = Vec::new();
        for _ in 0..count {
            done = next_job(&state, done).unwrap();
            jobs.push((done.0.to_string(), done.1));
        }
        jobs
    }

    fn at(due: &str, job: Job) -> (String, Job) {
        (due.to_owned(), job)
    }

    #[test]
    fn the_deletion_comes_a_quarter_of_an_hour_before_the_export() {
        for state in [
            "2020-09", "2020-11", "2020-12", "2021-02", "2021-06", "2021-07", "2021-09", "2021-11", "2022-04",
        ] {
            let expected = [
                at("2021-06-14T14:45:00Z", Job::Deletion),
                at("2021-06-14T15:00:00Z", Job::Export),
                at("2021-06-15T14:45:00Z", Job::Deletion),
            ];
            assert_eq!(jobs(state, "2021-06-13T15:00:00Z", 3), expected, "{state}");
        }
    }

    /// COCOA v1.0.0: both at midnight UTC.
    #[test]
    fn at_first_both_jobs_ran_at_midnight_and_neither_was_lost() {
        let expected = [
            at("2020-06-20T00:00:00Z", Job::Deletion),
            at("2020-06-20T00:00:00Z", Job::Export),
            at("2020-06-21T00:00:00Z", Job::Deletion),
        ];
        assert_eq!(jobs("2020-06", "2020-06-19T03:00:00Z", 3), expected);
    }

    /// COCOA v1.1.1.
    #[test]
    fn in_july_2020_keys_were_exported_every_hour() {
        let expected = [
            at("2020-07-03T23:00:00Z", Job::Export),
            at("2020-07-04T00:00:00Z", Job::Deletion),
            at("2020-07-04T00:00:00Z", Job::Export),
            at("2020-07-04T01:00:00Z", Job::Export),
        ];
        assert_eq!(jobs("2020-07", "2020-07-03T22:00:00Z", 4), expected);
    }

    /// COCOA v2.0.1.
    #[test]
    fn from_june_2022_keys_were_exported_five_times_a_day() {
        for state in ["2022-06", "2022-11"] {
            let expected = [
                at("2022-06-14T03:00:00Z", Job::Export),
                at("2022-06-14T07:00:00Z", Job::Export),
                at("2022-06-14T11:00:00Z", Job::Export),
                at("2022-06-14T14:45:00Z", Job::Deletion),
                at("2022-06-14T15:00:00Z", Job::Export),
                at("2022-06-14T23:00:00Z", Job::Export),
                at("2022-06-15T03:00:00Z", Job::Export),
            ];
            assert_eq!(jobs(state, "2022-06-13T23:00:00Z", 7), expected, "{state}");
        }
    }
}
