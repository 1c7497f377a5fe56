//! Runs the jobs of a HER-SYS that shows the system's time: nobody moves its clock, so it has to look.
//!
//! A HER-SYS with a virtual clock has no timer; its jobs run when a scenario moves the clock.

use std::sync::Arc;
use std::time::Duration;

use crate::hersys::Hersys;

const LOOK_EVERY: Duration = Duration::from_secs(10);

/// Looks until HER-SYS is gone.
pub(crate) fn spawn(hersys: &Hersys) {
    let handle = hersys.downgrade();
    let wake = Arc::clone(&hersys.wake);
    tokio::spawn(async move {
        let mut ticks = tokio::time::interval(LOOK_EVERY);
        loop {
            tokio::select! {
                _ = ticks.tick() => {}
                () = wake.notified() => {}
            }
            let Some(hersys) = Hersys::upgrade(&handle) else {
                return;
            };
            if let Err(problem) = super::run_due(&hersys, hersys.clock.now()).await {
                tracing::error!(
                    problem = problem.detail,
                    "a job failed; it runs again in a few seconds"
                );
            }
        }
    });
}
