//! The server that is going to be killed, and when.

use std::process::Child;
use std::sync::{Mutex, MutexGuard};

/// At most one process at a time, and what was seen of it.
#[derive(Default)]
pub(crate) struct Victim(Mutex<Scene>);

#[derive(Default)]
struct Scene {
    process: Option<Child>,
    /// How many things are still to be seen before it is killed; `None`: it is left alone.
    left: Option<u32>,
    under_way: UnderWay,
    at_death: UnderWay,
}

/// What the server had to do.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct UnderWay {
    pub(crate) registrations: u32,
    pub(crate) export: bool,
    pub(crate) deletion: bool,
}

impl Victim {
    fn scene(&self) -> MutexGuard<'_, Scene> {
        self.0.lock().unwrap()
    }

    /// A server that is left alone.
    pub(crate) fn is_now(&self, process: Child) {
        *self.scene() = Scene {
            process: Some(process),
            ..Scene::default()
        };
    }

    /// From here on it has so many things to live.
    pub(crate) fn has_left(&self, things: u32) {
        self.scene().left = Some(things);
    }

    /// Something was seen of it. At the last thing it is dead before this returns.
    pub(crate) fn seen(&self) {
        let mut scene = self.scene();
        if let Some(left) = &mut scene.left {
            *left = left.saturating_sub(1);
            if *left == 0 {
                scene.left = None;
                scene.at_death = scene.under_way;
                end(scene.process.take());
            }
        }
    }

    /// The same, and what it does changes with it.
    pub(crate) fn seen_with(&self, change: impl FnOnce(&mut UnderWay)) {
        change(&mut self.scene().under_way);
        self.seen();
    }

    pub(crate) fn is_dead(&self) -> bool {
        self.scene().process.is_none()
    }

    /// What it was doing when it was killed.
    pub(crate) fn at_death(&self) -> UnderWay {
        self.scene().at_death
    }

    /// Ends it as a kill does.
    pub(crate) fn end(&self) {
        end(self.scene().process.take());
    }
}

fn end(process: Option<Child>) {
    if let Some(mut process) = process {
        process.kill().unwrap();
        process.wait().unwrap();
    }
}

impl Drop for Victim {
    fn drop(&mut self) {
        self.end();
    }
}
