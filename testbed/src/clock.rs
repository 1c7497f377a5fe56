//! The clock that is passed from `main` down; nothing else asks the system for the time.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use thiserror::Error;

/// A source of the time, shared by all its clones.
#[derive(Debug, Clone)]
pub struct Clock(Arc<Kind>);

#[derive(Debug)]
enum Kind {
    Virtual(Mutex<Timestamp>),
    System,
}

/// Why a clock could not be moved.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum ClockError {
    /// The clock shows the system's time.
    #[error("this clock shows the system's time and cannot be moved")]
    NotVirtual,
    /// Virtual time only goes forward: what fell due has already run.
    #[error("the clock shows {now} and cannot go back to {asked}")]
    Backwards {
        /// What the clock shows.
        now: Timestamp,
        /// What was asked for.
        asked: Timestamp,
    },
}

impl Clock {
    /// A clock that stands at `start` until it is moved.
    pub fn virtual_at(start: Timestamp) -> Self {
        Self(Arc::new(Kind::Virtual(Mutex::new(start))))
    }

    /// The system's clock.
    pub fn system() -> Self {
        Self(Arc::new(Kind::System))
    }

    /// The time now.
    pub fn now(&self) -> Timestamp {
        match &*self.0 {
            Kind::Virtual(now) => *lock(now),
            Kind::System => Timestamp::now(),
        }
    }

    /// Whether the clock can be moved.
    pub fn is_virtual(&self) -> bool {
        matches!(&*self.0, Kind::Virtual(_))
    }

    /// Moves a virtual clock forward. Moving it to where it stands is allowed.
    pub fn move_to(&self, asked: Timestamp) -> Result<(), ClockError> {
        let Kind::Virtual(now) = &*self.0 else {
            return Err(ClockError::NotVirtual);
        };
        let mut now = lock(now);
        if asked < *now {
            return Err(ClockError::Backwards { now: *now, asked });
        }
        *now = asked;
        Ok(())
    }
}

fn lock(now: &Mutex<Timestamp>) -> MutexGuard<'_, Timestamp> {
    now.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clones_show_the_same_time() {
        let clock = Clock::virtual_at(Timestamp::UNIX_EPOCH);
        let clone = clock.clone();
        let later = Timestamp::from_second(600).unwrap();
        clock.move_to(later).unwrap();
        assert_eq!(clone.now(), later);
    }

    #[test]
    fn virtual_time_never_goes_back() {
        let now = Timestamp::from_second(600).unwrap();
        let clock = Clock::virtual_at(now);
        let asked = Timestamp::UNIX_EPOCH;
        assert_eq!(clock.move_to(asked), Err(ClockError::Backwards { now, asked }));
        assert_eq!(clock.now(), now);
    }

    #[test]
    fn the_system_clock_cannot_be_moved() {
        assert_eq!(
            Clock::system().move_to(Timestamp::UNIX_EPOCH),
            Err(ClockError::NotVirtual)
        );
    }
}
