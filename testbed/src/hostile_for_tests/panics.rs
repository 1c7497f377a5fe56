//! Counting panics: one in a task of the server ends a request and is seen nowhere else.

use std::sync::Once;
use std::sync::atomic::{AtomicUsize, Ordering};

static COUNT: AtomicUsize = AtomicUsize::new(0);

/// How many panics there were in this program.
#[derive(Debug, Clone, Copy)]
pub struct PanicCount(usize);

impl PanicCount {
    /// Counts from now on; what a panic prints stays as it is.
    pub fn start() -> Self {
        static INSTALLED: Once = Once::new();
        INSTALLED.call_once(|| {
            let before = std::panic::take_hook();
            std::panic::set_hook(Box::new(move |panic| {
                COUNT.fetch_add(1, Ordering::SeqCst);
                before(panic);
            }));
        });
        Self(COUNT.load(Ordering::SeqCst))
    }

    /// How many panics there were since the start.
    pub fn since(self) -> usize {
        COUNT.load(Ordering::SeqCst) - self.0
    }
}
