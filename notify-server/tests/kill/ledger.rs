//! What was sent to the server, what it answered, and what it must therefore hold.

use std::collections::BTreeMap;

pub(crate) type KeyData = [u8; 16];

/// All registrations ever sent.
#[derive(Default)]
pub(crate) struct Ledger(Vec<Registration>);

pub(crate) struct Registration {
    pub(crate) keys: Vec<KeyData>,
    /// ENIntervalNumber, the same for all of its keys.
    pub(crate) start: u32,
    outcome: Outcome,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// Sent and not answered.
    Unknown,
    /// Answered with 204, or found after a kill.
    Stored,
    /// Not found after a kill.
    Lost,
}

/// What became of registrations that were not answered.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Found {
    pub(crate) stored: u32,
    pub(crate) lost: u32,
}

impl Ledger {
    /// A registration that is going to be sent: its number and its keys, unlike all others.
    pub(crate) fn add(&mut self, start: u32, count: u8) -> (usize, Vec<KeyData>) {
        let number = self.0.len();
        let key = |index| {
            let mut key = [index; 16];
            key[..8].copy_from_slice(&u64::try_from(number).unwrap().to_be_bytes());
            key
        };
        let keys: Vec<KeyData> = (1..=count).map(key).collect();
        self.0.push(Registration {
            keys: keys.clone(),
            start,
            outcome: Outcome::Unknown,
        });
        (number, keys)
    }

    /// It was answered with 204.
    pub(crate) fn accepted(&mut self, number: usize) {
        self.0[number].outcome = Outcome::Stored;
    }

    /// Holds what the server keeps to what it answered: every key once, of an unanswered registration all or none. Keys
    /// that start before `oldest` may be deleted already.
    pub(crate) fn compare(&mut self, kept: &[KeyData], oldest: u32) -> Found {
        let mut copies: BTreeMap<KeyData, u32> = BTreeMap::new();
        for key in kept {
            *copies.entry(*key).or_default() += 1;
        }
        let mut found = Found::default();
        for (number, registration) in self.0.iter_mut().enumerate() {
            let copies: Vec<u32> = registration
                .keys
                .iter()
                .map(|key| copies.remove(key).unwrap_or(0))
                .collect();
            let whole = copies.iter().all(|copies| *copies == 1);
            let none = copies.iter().all(|copies| *copies == 0);
            let outcome = registration.outcome;
            let expired = registration.start < oldest;
            let holds = match outcome {
                Outcome::Unknown => whole || none,
                Outcome::Stored => whole || none && expired,
                Outcome::Lost => none,
            };
            assert!(
                holds,
                "registration {number} ({outcome:?}, expired: {expired}) is kept as {copies:?}"
            );
            if outcome == Outcome::Unknown {
                (registration.outcome, found) = if whole {
                    (
                        Outcome::Stored,
                        Found {
                            stored: found.stored + 1,
                            ..found
                        },
                    )
                } else {
                    (
                        Outcome::Lost,
                        Found {
                            lost: found.lost + 1,
                            ..found
                        },
                    )
                };
            }
        }
        assert!(copies.is_empty(), "keys that nobody sent: {copies:?}");
        found
    }

    /// The start of every key that the server has accepted.
    pub(crate) fn accepted_keys(&self) -> BTreeMap<KeyData, u32> {
        let stored = self
            .0
            .iter()
            .filter(|registration| registration.outcome == Outcome::Stored);
        let with_start = |registration: &'_ Registration| {
            let start = registration.start;
            let keys = registration.keys.clone();
            keys.into_iter().map(move |key| (key, start))
        };
        stored.flat_map(with_start).collect()
    }
}
