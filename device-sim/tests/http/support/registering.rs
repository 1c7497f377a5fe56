//! A person who registers as positive, the day after the phone was taken into use.

use serde_json::Value;

use super::{NEXT_DAY, Phones, StandIn};

/// A phone that has been in use since [`START`](super::START), on the next day.
pub(crate) async fn phone(server: &StandIn, platform: &str, release: &str) -> Phones {
    let phones = Phones::start(server).await;
    phones.add("A", platform, release).await;
    phones.move_to(NEXT_DAY).await;
    phones
}

/// How a registration ended, and how long the form made the person wait before it.
pub(crate) async fn result(phones: &Phones, details: Value) -> (String, u64) {
    let registration = phones.register("A", details).await;
    (
        registration["result"].as_str().unwrap().to_owned(),
        registration["waited_seconds"].as_u64().unwrap(),
    )
}

/// The same as it is expected.
pub(crate) fn told(result: &str, waited_seconds: u64) -> (String, u64) {
    (result.to_owned(), waited_seconds)
}
