//! What the server does by itself: the export and the deletion, each once a day, UTC.
//!
//! Jobs run in order of time, one after the other, each at its own time. A run that fails is not repeated before its
//! next time, as with the timers of the real server.

mod deletion;
mod export;
pub(crate) mod timer;

use jiff::Timestamp;
use jiff::civil::Time;
use jiff::tz::TimeZone;
use testbed::problem::Problem;
use tokio::sync::Mutex;

use crate::server::NotifyServer;
use crate::state::ServerState;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Job {
    Deletion,
    Export,
}

/// When the last job ran. The lock is held while they run: never two at once.
pub(crate) struct Schedule(Mutex<Timestamp>);

impl Schedule {
    /// Jobs run that fall due later than this.
    pub(crate) fn after(start: Timestamp) -> Self {
        Self(Mutex::new(start))
    }

    /// When the next job falls due.
    pub(crate) async fn next_due(&self, state: &ServerState) -> Option<Timestamp> {
        Some(next_job(state, *self.0.lock().await)?.0)
    }

    /// Runs every job that falls due up to and including `until`. A virtual clock shows each job's time while it
    /// runs, unless another part has moved it on already.
    pub(crate) async fn run_due(&self, server: &NotifyServer, until: Timestamp) -> Result<(), Problem> {
        let mut done = self.0.lock().await;
        while let Some((due, job)) = next_job(&server.state, *done).filter(|(due, _)| *due <= until) {
            *done = due;
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
            ran.map_err(|error| Problem::internal(format!("the job due at {due} failed: {error}")))?;
        }
        Ok(())
    }
}

fn next_job(state: &ServerState, after: Timestamp) -> Option<(Timestamp, Job)> {
    let deletion = next_daily(state.deletion_at, after)?;
    let export = next_daily(state.export_at, after)?;
    Some(if export < deletion {
        (export, Job::Export)
    } else {
        (deletion, Job::Deletion)
    })
}

/// The first moment later than `after` at which it is `time` UTC; none at the end of the calendar.
fn next_daily(time: Time, after: Timestamp) -> Option<Timestamp> {
    let today = TimeZone::UTC.to_datetime(after).date();
    let at = |day: jiff::civil::Date| TimeZone::UTC.to_timestamp(day.to_datetime(time)).ok();
    at(today)
        .filter(|moment| *moment > after)
        .or_else(|| at(today.tomorrow().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn next(after: &str) -> (String, Job) {
        let state = "2021-06".parse().unwrap();
        let (due, job) = next_job(&state, after.parse().unwrap()).unwrap();
        (due.to_string(), job)
    }

    #[test]
    fn the_deletion_comes_a_quarter_of_an_hour_before_the_export() {
        assert_eq!(
            next("2021-06-14T00:00:00Z"),
            ("2021-06-14T14:45:00Z".to_owned(), Job::Deletion)
        );
        assert_eq!(
            next("2021-06-14T14:45:00Z"),
            ("2021-06-14T15:00:00Z".to_owned(), Job::Export)
        );
        assert_eq!(
            next("2021-06-14T15:00:00Z"),
            ("2021-06-15T14:45:00Z".to_owned(), Job::Deletion)
        );
    }
}
