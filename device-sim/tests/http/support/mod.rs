//! The stand-in, the driver of the phones, and a scene that most tests begin with.

mod answers;
mod phones;
pub(crate) mod registering;
mod stand_in;

pub(crate) use phones::{Phones, START, START_SECONDS};
pub(crate) use stand_in::{StandIn, production_configuration};

use serde_json::{Value, json};

/// A day after [`START`]: the key of the contact's day has expired and can be sent.
pub(crate) const NEXT_DAY: &str = "2021-06-15T02:00:00Z";

/// The contacts `(date, count)` that the list of a phone shows.
pub(crate) async fn contacts(phones: &Phones, name: &str) -> Vec<(String, u64)> {
    let list = phones.exposures(name).await["contacts"].clone();
    let day = |day: &Value| {
        (
            day["date"].as_str().unwrap().to_owned(),
            day["count"].as_u64().unwrap(),
        )
    };
    list.as_array().unwrap().iter().map(day).collect()
}

/// Thirty minutes at one metre between two phones, from now on.
pub(crate) async fn meet_closely(phones: &Phones, first: &str, second: &str) {
    phones
        .meet(json!({
            "devices": [first, second], "starts_at": START, "duration_seconds": 1800, "distance_metres": 1.0,
        }))
        .await;
}

/// The owner registers as positive, and the server publishes the keys with a transmission risk level.
pub(crate) async fn register_and_publish(phones: &Phones, server: &StandIn, name: &str, level: u8) {
    let registration = phones.register(name, json!({"onset_date": "2021-06-14"})).await;
    assert_eq!(registration["result"], "completed", "{registration}");
    server.publish(server.submissions().last().unwrap().keys(level));
}
