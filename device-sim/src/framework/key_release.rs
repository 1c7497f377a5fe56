//! Giving the phone's own keys to an app, if the user agrees.

use exposure_notification::TemporaryExposureKey;
use jiff::Timestamp;

use super::behaviour::GivenKeys;
use super::{Framework, Refusal};
use crate::person::Consent;

impl Framework {
    /// `getTemporaryExposureKeyHistory` and `getDiagnosisKeys`: the keys of up to fourteen past days, the one in use
    /// absent. Where an answer of the user still holds (Android: for a day), nobody is asked and `consent` does not
    /// matter.
    pub(crate) fn temporary_exposure_key_history(
        &mut self,
        consent: Consent,
        now: Timestamp,
    ) -> Result<Vec<TemporaryExposureKey>, Refusal> {
        self.must_be_enabled()?;
        let now = self.local_seconds(now);
        let holds = self.strategy().consent_holds_seconds();
        let still_holds = self
            .consented_at
            .is_some_and(|consented_at| (0..holds).contains(&(now - consented_at)));
        if !still_holds && self.behaviour.asks_before_giving_keys {
            match consent {
                Consent::Refused => return Err(Refusal::RejectedByUser),
                Consent::Given => self.consented_at = Some(now),
            }
        }
        let delay = self.strategy().key_release_delay_seconds(&self.unpublished);
        let records = self.records.as_mut().ok_or(Refusal::Disabled)?;
        let mut expired = records.own_keys.expired(now, delay);
        Ok(match self.behaviour.given_keys {
            GivenKeys::Expired => expired,
            GivenKeys::TodaysToo => records.own_keys.kept(now),
            GivenKeys::AllButNewest => {
                expired.pop();
                expired
            }
            GivenKeys::None => Vec::new(),
        })
    }

    /// The own keys that are kept, today's included, in hexadecimal and in order of time.
    pub(crate) fn own_keys(&mut self, now: Timestamp) -> Vec<String> {
        let now = self.local_seconds(now);
        let kept = self.records.as_mut().map(|records| records.own_keys.kept(now));
        let keys = kept.into_iter().flatten();
        keys.map(|key| hex::encode(key.key_data)).collect()
    }
}
