//! Everything that the page shows, read in one go.

use jiff::Timestamp;
use testbed::control::Controlled;
use testbed::fault::FaultRule;
use testbed::japan;

use crate::hersys::Hersys;
use crate::store::audit_trail::AuditEntry;
use crate::store::case::Case;
use crate::store::health_centre::HealthCentre;
use crate::store::issuing::Issuing;
use crate::store::live_number::LiveNumber;
use crate::store::message::Message;
use crate::store::{Store, StoreError};

/// Everything that the page shows.
pub(super) struct View {
    pub(super) now: Timestamp,
    pub(super) clock_is_virtual: bool,
    pub(super) next_due: Option<Timestamp>,
    pub(super) faults: Vec<FaultRule>,
    /// What the faults of the page are about.
    pub(super) verification_path: String,
    pub(super) kept: Kept,
}

/// What of it HER-SYS keeps.
pub(super) struct Kept {
    pub(super) health_centres: Vec<HealthCentre>,
    pub(super) cases: Vec<Case>,
    pub(super) numbers: Vec<LiveNumber>,
    pub(super) messages: Vec<Message>,
    pub(super) issuing: Issuing,
    pub(super) validity: Option<u32>,
    pub(super) trail: Vec<AuditEntry>,
}

impl View {
    pub(super) async fn load(hersys: &Hersys) -> Result<Self, StoreError> {
        Ok(Self {
            now: hersys.clock.now(),
            clock_is_virtual: hersys.clock.is_virtual(),
            next_due: hersys.next_due().await,
            faults: hersys.faults().get(),
            verification_path: hersys.verification.path.clone(),
            kept: hersys.store(Kept::load).await?,
        })
    }
}

impl Kept {
    fn load(store: &Store) -> Result<Self, StoreError> {
        Ok(Self {
            health_centres: store.health_centres()?,
            cases: store.cases()?,
            numbers: store.live_numbers()?,
            messages: store.messages()?,
            issuing: store.issuing()?,
            validity: store.validity()?,
            trail: store.audit_trail()?,
        })
    }

    /// The name of a health centre.
    pub(super) fn name_of(&self, health_centre_id: &str) -> &str {
        let known = self.health_centres.iter();
        let mut named = known.filter(|centre| centre.health_centre_id == health_centre_id);
        named.next().map_or("", |centre| centre.name.as_str())
    }

    /// The live number of a case.
    pub(super) fn live_number_of(&self, case_id: &str) -> Option<&LiveNumber> {
        self.numbers.iter().find(|number| number.case_id == case_id)
    }
}

/// A moment as people in Japan read it.
pub(super) fn moment(at: Timestamp) -> String {
    at.to_zoned(japan::time_zone())
        .strftime("%Y年%-m月%-d日 %H:%M")
        .to_string()
}

/// A moment as a field for date and time holds it.
pub(super) fn field_value(at: Timestamp) -> String {
    at.to_zoned(japan::time_zone())
        .strftime("%Y-%m-%dT%H:%M")
        .to_string()
}
