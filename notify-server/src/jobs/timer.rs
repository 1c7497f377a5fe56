//! Runs the jobs of a server that shows the system's time: nobody moves its clock, so it has to look.
//!
//! A server with a virtual clock has no timer; its jobs run when a scenario moves the clock.

use std::time::Duration;

use testbed::control::Controlled;

use crate::server::NotifyServer;

const LOOK_EVERY: Duration = Duration::from_secs(10);

/// Looks until the server is gone.
pub(crate) fn spawn(server: &NotifyServer) {
    let handle = server.downgrade();
    tokio::spawn(async move {
        let mut ticks = tokio::time::interval(LOOK_EVERY);
        loop {
            ticks.tick().await;
            let Some(server) = NotifyServer::upgrade(&handle) else {
                return;
            };
            if let Err(problem) = server.run_due(server.clock.now()).await {
                tracing::error!(
                    problem = problem.detail,
                    "a job failed; it runs again at its next time"
                );
            }
        }
    });
}
