//! In which order keys stand in a file: one that says nothing about persons, and the same for the same seed (イ7).

use testbed::seed::Seed;

use crate::support::{Server, TODAY, key};

/// The first bytes of 40 keys, registered from 1 to 40, in the order of the file.
async fn order(seed: u64) -> Vec<u8> {
    let server = Server::start_with("2021-06", |config| config.seed = Seed::from_number(seed)).await;
    let keys: Vec<_> = (1..=40).map(|byte| key(byte, TODAY - 144, 144)).collect();
    server.register_keys(&keys).await;
    server.move_clock("2021-06-14T15:00:00Z").await;
    server
        .export(1)
        .await
        .keys
        .iter()
        .map(|key| key.key.key_data[0])
        .collect()
}

#[tokio::test]
async fn the_same_seed_gives_the_same_order() {
    assert_eq!(order(1).await, order(1).await);
}

#[tokio::test]
async fn the_order_is_neither_that_of_registration_nor_that_of_another_seed() {
    let order_of_1 = order(1).await;
    assert_ne!(order_of_1, order(2).await);
    let mut sorted = order_of_1.clone();
    sorted.sort_unstable();
    assert_eq!(sorted, (1..=40).collect::<Vec<u8>>(), "every key is there once");
    assert_ne!(order_of_1, sorted);
}
