//! The environment that a scenario runs in, reached through HTTP alone.
//!
//! [`embedded`] starts the three parts in this process. What follows — [`part`], [`hersys`], [`notification_server`],
//! [`phones`], [`time`] — knows URLs only, so the same scenario reaches parts that run elsewhere.

mod behaviour;
mod embedded;
pub(crate) mod hersys;
pub(crate) mod notification_server;
mod part;
pub(crate) mod phones;
pub(crate) mod submission;
mod time;

use jiff::Timestamp;

pub(crate) use embedded::Production;
pub use embedded::{EmbeddedEnvironment, EnvironmentError, Listen, Urls};
pub(crate) use part::{FoundText, PartError};

use hersys::HerSys;
use notification_server::NotificationServer;
use part::Part;
use phones::Phones;

/// The parts, as a scenario sees them.
#[derive(Debug)]
pub(crate) struct Environment {
    pub(crate) hersys: HerSys,
    pub(crate) notification_server: NotificationServer,
    pub(crate) phones: Phones,
    now: Timestamp,
}

impl Environment {
    /// Reaches the parts at their URLs; their clocks show `now`.
    pub(crate) fn reach(urls: &Urls, now: Timestamp) -> Result<Self, PartError> {
        Ok(Self {
            hersys: HerSys(Part::reach("HER-SYS", &urls.mock_hersys)?),
            notification_server: NotificationServer(Part::reach("通知サーバー", &urls.notify_server)?),
            phones: Phones(Part::reach("端末", &urls.device_sim)?),
            now,
        })
    }

    /// What every clock shows.
    pub(crate) fn now(&self) -> Timestamp {
        self.now
    }
}
