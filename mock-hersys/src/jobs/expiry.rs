//! Deletes the numbers that nobody used in time.

use jiff::Timestamp;

use crate::hersys::Hersys;
use crate::store::StoreError;

pub(super) async fn run(hersys: &Hersys, now: Timestamp) -> Result<(), StoreError> {
    hersys.store(move |store| store.expire(now)).await
}
