//! Who is going to be struck, the server or its database, and when.

use std::process::Child;
use std::sync::{Mutex, MutexGuard};

use testbed::postgres_for_tests::OwnServer;

/// At most one server at a time, and what was seen of it.
#[derive(Default)]
pub(crate) struct Victim(Mutex<Scene>);

#[derive(Default)]
struct Scene {
    process: Option<Child>,
    /// Is struck in the server's stead.
    database: Option<OwnServer>,
    /// How many things are still to be seen before the blow; `None`: it is left alone.
    left: Option<u32>,
    is_struck: bool,
    under_way: UnderWay,
    at_blow: UnderWay,
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

    /// It is the server's database that is struck.
    pub(crate) fn of_database(database: OwnServer) -> Self {
        Self(Mutex::new(Scene {
            database: Some(database),
            ..Scene::default()
        }))
    }

    /// A server that is left alone.
    pub(crate) fn is_now(&self, process: Child) {
        let mut scene = self.scene();
        *scene = Scene {
            process: Some(process),
            database: scene.database.take(),
            ..Scene::default()
        };
    }

    /// So many things are still to be seen of it.
    pub(crate) fn has_left(&self, things: u32) {
        self.scene().left = Some(things);
    }

    /// Something was seen of it. At the last thing it is struck before this returns.
    pub(crate) fn seen(&self) {
        let mut scene = self.scene();
        if let Some(left) = &mut scene.left {
            *left = left.saturating_sub(1);
            if *left == 0 {
                scene.strike();
            }
        }
    }

    /// The database is there again.
    pub(crate) fn recovers(&self) {
        let mut scene = self.scene();
        scene.is_struck = false;
        scene.under_way = UnderWay::default();
        scene.database.as_mut().unwrap().start_again();
    }

    /// The same, and what it does changes with it.
    pub(crate) fn seen_with(&self, change: impl FnOnce(&mut UnderWay)) {
        change(&mut self.scene().under_way);
        self.seen();
    }

    pub(crate) fn is_struck(&self) -> bool {
        self.scene().is_struck
    }

    /// Whether the server, with its database or without, still answers.
    pub(crate) fn answers(&self) -> bool {
        self.scene().process.is_some()
    }

    /// What it was doing when it was struck.
    pub(crate) fn at_blow(&self) -> UnderWay {
        self.scene().at_blow
    }

    /// Ends it as a kill does.
    pub(crate) fn end(&self) {
        end(self.scene().process.take());
    }
}

impl Scene {
    fn strike(&mut self) {
        self.left = None;
        self.is_struck = true;
        self.at_blow = self.under_way;
        match &mut self.database {
            Some(database) => database.crash(),
            None => end(self.process.take()),
        }
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
