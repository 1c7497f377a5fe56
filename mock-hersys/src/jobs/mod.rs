//! What HER-SYS does by itself: it deletes numbers that have expired, and sends messages that have not left yet.
//!
//! Everything runs in order of time, one after the other, each at its own time; at the same time numbers expire first,
//! so that no number is sent that is dead already.

mod delivery;
mod expiry;
pub(crate) mod timer;

use jiff::Timestamp;
use testbed::problem::Problem;

use crate::hersys::Hersys;
use crate::store::StoreError;

/// When the next thing falls due.
pub(crate) async fn next_due(hersys: &Hersys) -> Result<Option<Timestamp>, StoreError> {
    let next = hersys
        .store(|store| Ok([store.next_expiry()?, store.next_attempt()?]))
        .await?;
    Ok(next.into_iter().flatten().min())
}

/// Runs everything that falls due up to and including `until`. A virtual clock shows each thing's time while it runs,
/// unless another part has moved it on already.
pub(crate) async fn run_due(hersys: &Hersys, until: Timestamp) -> Result<(), Problem> {
    let _alone = hersys.jobs.lock().await;
    let failed = |error: StoreError| Problem::internal(format!("a job failed: {error}"));
    while let Some(due) = next_due(hersys)
        .await
        .map_err(failed)?
        .filter(|due| *due <= until)
    {
        if hersys.clock.is_virtual() && hersys.clock.now() < due {
            hersys
                .clock
                .move_to(due)
                .map_err(|error| Problem::internal(error.to_string()))?;
        }
        let now = due.max(hersys.clock.now());
        expiry::run(hersys, now).await.map_err(failed)?;
        delivery::run(hersys, now).await.map_err(failed)?;
    }
    Ok(())
}

/// Sends what was just written. With a virtual clock the answer waits for it, so that what follows finds it done; a
/// server with the system's clock does it beside.
pub(crate) async fn run_now(hersys: &Hersys) {
    if !hersys.clock.is_virtual() {
        hersys.wake.notify_one();
        return;
    }
    if let Err(problem) = run_due(hersys, hersys.clock.now()).await {
        tracing::error!(
            problem = problem.detail,
            "a job failed; it runs again when the clock is moved"
        );
    }
}
