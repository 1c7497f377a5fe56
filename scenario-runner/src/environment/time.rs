//! Moving virtual time in all parts together.
//!
//! Time goes from one thing that falls due to the next, whichever part it belongs to, and every part shows the moment
//! before the next part acts in it: HER-SYS, then the notification server, then the phones. So a phone that checks
//! at the moment of an export finds the export done.

use jiff::Timestamp;
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

    async fn next_due(&self) -> Result<[Option<Timestamp>; 3], PartError> {
        Ok([
            self.hersys.0.clock().await?.next_due,
            self.notification_server.0.clock().await?.next_due,
            self.phones.0.clock().await?.next_due,
        ])
    }
}
