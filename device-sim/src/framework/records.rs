//! What Exposure Notification keeps, and erasing it.

use exposure_notification::SightingLog;

use super::behaviour::{ErasedWithTheApp, OsBehaviour};
use super::known_keys::KnownKeys;
use super::own_keys::OwnKeys;
use super::{Framework, UnpublishedOsBehaviour};

/// What Exposure Notification keeps from when it is started until it is erased.
#[derive(Debug)]
pub(super) struct Records {
    pub own_keys: OwnKeys,
    pub sightings: SightingLog,
    pub known_keys: KnownKeys,
}

impl Records {
    pub(super) fn sightings_kept(
        &mut self,
        now: i64,
        unpublished: &UnpublishedOsBehaviour,
        behaviour: &OsBehaviour,
    ) -> &SightingLog {
        let kept_seconds = i64::from(unpublished.sightings_kept_days) * 86_400;
        self.sightings
            .remove_before(now - behaviour.kept_seconds(kept_seconds));
        &self.sightings
    }
}

impl Framework {
    /// Switches Exposure Notification off and deletes what it recorded, for good.
    pub(crate) fn erase(&mut self) {
        self.started = false;
        match (self.behaviour.erased_with_the_app, &mut self.records) {
            (ErasedWithTheApp::OwnKeys, Some(records)) => {
                let seed = self.seed.derive("after the app was deleted");
                records.own_keys = OwnKeys::new(seed, self.behaviour.key_rules());
            }
            (ErasedWithTheApp::Nothing, Some(records)) => records.own_keys.stop(),
            (ErasedWithTheApp::Everything | ErasedWithTheApp::OwnKeys | ErasedWithTheApp::Nothing, _) => {
                self.records = None;
            }
        }
        self.consented_at = None;
        self.data_mapping = None;
    }
}
