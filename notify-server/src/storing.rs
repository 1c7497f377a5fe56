//! Storing a registration whose number HER-SYS has confirmed, and which is therefore used up.
//!
//! All keys are stored in one transaction or none (イ9), unless the server of the day is switched.

use jiff::Timestamp;

use crate::error::Refusal;
use crate::registration::not_stored;
use crate::server::NotifyServer;
use crate::state::{ServerState, Storing};
use crate::store::ReceivedKey;
use crate::submission::{JudgedSubmission, ValidKeys, is_blank};

/// A submission that passed all checks but that of its number.
///
/// It is never stored, logged or printed as a whole: it holds the processing number.
pub(crate) struct Accepted {
    pub(crate) processing_number: String,
    /// V1 alone has one.
    pub(crate) user_uuid: Option<String>,
    pub(crate) keys: AcceptedKeys,
}

/// The keys of a submission that passed all checks.
pub(crate) enum AcceptedKeys {
    /// Of V1 and V2.
    First(ValidKeys),
    /// Of V3.
    Third(JudgedSubmission),
}

/// Stores the keys, and says how many there were, copies not counted.
pub(crate) async fn store(
    server: &NotifyServer,
    state: &ServerState,
    accepted: Accepted,
    now: Timestamp,
) -> Result<usize, Refusal> {
    let (count, keys) = match accepted.keys {
        AcceptedKeys::First(ValidKeys::Storable(keys)) => (keys.len(), keys),
        AcceptedKeys::First(ValidKeys::Unstorable) => return Err(Refusal::Storage),
        AcceptedKeys::Third(judged) => (judged.key_count(), judged.copies()),
    };
    if state.keeps_processing_number {
        let number = accepted.processing_number;
        // The forms since V2 know no user; where the column is switched on for them, a number stands for itself.
        let user_uuid = accepted.user_uuid.filter(|uuid| !is_blank(Some(uuid)));
        server
            .with_store(move |store| {
                let id = user_uuid.as_deref().unwrap_or(&number);
                store.keep_processing_number(id, &number, now)
            })
            .await
            .map_err(not_stored)?;
    }
    let parts: Vec<Vec<ReceivedKey>> = match state.storing {
        Storing::AllOrNothing => vec![keys],
        Storing::OneByOne => keys.into_iter().map(|key| vec![key]).collect(),
    };
    for part in parts {
        server
            .with_store(move |store| store.register_keys(&part, now))
            .await
            .map_err(not_stored)?;
    }
    Ok(count)
}
