//! Moving virtual time in all parts together.
//!
//! Time goes from one thing that falls due to the next, whichever part it belongs to, and every part shows the moment
//! before the next part acts in it: HER-SYS, then the notification server, then the phones. So a phone that checks
//! at the moment of an export finds the export done.

use jiff::{SignedDuration, Timestamp};
use testbed::control::MoveClock;

use super::Environment;
use super::part::PartError;

impl Environment {
    /// Moves every clock to `target`; all that falls due until then has run when this returns.
    pub(crate) async fn move_to(&mut self, target: Timestamp) -> Result<(), PartError> {
        let mut next_due = self.next_due().await?;
        while self.now < target {
            let moment = next_due
                .into_iter()
                .flatten()
                .min()
                .unwrap_or(target)
                .clamp(self.now, target);
            let to = MoveClock { now: moment };
            next_due = [
                self.hersys.0.move_clock(&to).await?.next_due,
                self.notification_server.0.move_clock(&to).await?.next_due,
                self.phones.0.move_clock(&to).await?.next_due,
            ];
            self.now = moment;
        }
        Ok(())
    }

    /// Moves every clock to `target` in larger steps, for a life of weeks with many phones: from one thing that falls
    /// due at a server to the second before the next. Between two of those the phones alone act, each at its own moment,
    /// and none can tell that the servers' clocks are ahead.
    pub(crate) async fn let_pass_until(&mut self, target: Timestamp) -> Result<(), PartError> {
        while self.now < target {
            let due = [
                self.hersys.0.clock().await?.next_due,
                self.notification_server.0.clock().await?.next_due,
            ];
            let due = due.into_iter().flatten().min();
            let due = due.filter(|due| *due <= target);
            let before = due.and_then(|due| due.checked_sub(SignedDuration::from_secs(1)).ok());
            let now = self.now;
            for moment in [before, due]
                .into_iter()
                .flatten()
                .filter(|moment| *moment >= now)
            {
                self.step_to(moment).await?;
            }
            if due.is_none() {
                self.step_to(target).await?;
            }
        }
        Ok(())
    }

    async fn step_to(&mut self, moment: Timestamp) -> Result<(), PartError> {
        let to = MoveClock { now: moment };
        self.hersys.0.move_clock(&to).await?;
        self.notification_server.0.move_clock(&to).await?;
        self.phones.0.move_clock(&to).await?;
        self.now = moment;
        Ok(())
    }

    async fn next_due(&self) -> Result<[Option<Timestamp>; 3], PartError> {
        Ok([
            self.hersys.0.clock().await?.next_due,
            self.notification_server.0.clock().await?.next_due,
            self.phones.0.clock().await?.next_due,
        ])
    }
}
