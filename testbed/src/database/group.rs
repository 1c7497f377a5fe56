//! Transactions one after the other, that reach the disk together.
//!
//! What costs time is the disk. While transactions wait for their turn, those before them are not committed one by one:
//! each is a savepoint of one transaction of the database, and the last that nobody waits behind commits them all. None
//! is answered before. One that fails is rolled back to its savepoint and takes nothing of the others with it.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};

use super::connection::Connection;
use super::{DatabaseError, Transaction};

/// How many transactions are committed together at most, so that the first does not wait for ever under load.
const LARGEST_GROUP: usize = 256;

/// Where transactions wait for their turn.
pub(super) struct Queue {
    waiting: AtomicUsize,
    desk: Mutex<Desk>,
}

/// What the transaction has whose turn it is.
struct Desk {
    connection: Box<dyn Connection>,
    /// `None`: nothing has begun.
    group: Option<Group>,
}

/// The transactions that have had their turn since the last commit.
#[derive(Default)]
struct Group {
    members: usize,
    /// One of them could not be rolled back by itself, as after the loss of the connection.
    lost: bool,
    outcome: Arc<Outcome>,
}

/// Whether a group was committed, as soon as it is known.
#[derive(Default)]
struct Outcome {
    result: Mutex<Option<Result<(), DatabaseError>>>,
    known: Condvar,
}

impl Queue {
    pub(super) fn new(connection: Box<dyn Connection>) -> Self {
        Self {
            waiting: AtomicUsize::new(0),
            desk: Mutex::new(Desk {
                connection,
                group: None,
            }),
        }
    }

    /// Waits for its turn, works, and waits until the work is on the disk.
    pub(super) fn transaction<T, E: From<DatabaseError>>(
        &self,
        work: impl FnOnce(&mut Transaction<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.waiting.fetch_add(1, Ordering::SeqCst);
        let mut desk = self.desk.lock().unwrap_or_else(PoisonError::into_inner);
        self.waiting.fetch_sub(1, Ordering::SeqCst);
        let outcome = desk.join()?;
        let worked = catch_unwind(AssertUnwindSafe(|| desk.work(work)));
        // Whoever waits now has its turn next, and sees to the commit.
        desk.leave(self.waiting.load(Ordering::SeqCst) > 0);
        drop(desk);
        // One that fails waits as well: it may have failed for what it read, which is not on the disk before.
        let committed = outcome.wait();
        let result = worked.unwrap_or_else(|panic| resume_unwind(panic))?;
        committed?;
        Ok(result)
    }
}

impl Desk {
    /// Begins, or goes on where others have begun.
    fn join(&mut self) -> Result<Arc<Outcome>, DatabaseError> {
        if self.group.is_none() {
            self.connection.begin()?;
        }
        Ok(Arc::clone(&self.group.get_or_insert_default().outcome))
    }

    fn work<T, E: From<DatabaseError>>(
        &mut self,
        work: impl FnOnce(&mut Transaction<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let lost = &mut self.group.get_or_insert_default().lost;
        let mut transaction = Transaction::begin(&mut *self.connection, lost)?;
        let result = work(&mut transaction)?;
        transaction.keep()?;
        Ok(result)
    }

    /// Commits, unless somebody who comes next will.
    fn leave(&mut self, others_wait: bool) {
        let Some(mut group) = self.group.take() else {
            return;
        };
        group.members += 1;
        if others_wait && !group.lost && group.members < LARGEST_GROUP {
            self.group = Some(group);
            return;
        }
        let result = if group.lost {
            Err(DatabaseError::Lost)
        } else {
            self.connection.batch("COMMIT")
        };
        if result.is_err() {
            self.connection.roll_back();
        }
        group.outcome.tell(result);
    }
}

impl Outcome {
    fn tell(&self, result: Result<(), DatabaseError>) {
        *self.result.lock().unwrap_or_else(PoisonError::into_inner) = Some(result);
        self.known.notify_all();
    }

    fn wait(&self) -> Result<(), DatabaseError> {
        let mut result = self.result.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(result) = &*result {
                return result.clone();
            }
            result = self.known.wait(result).unwrap_or_else(PoisonError::into_inner);
        }
    }
}
