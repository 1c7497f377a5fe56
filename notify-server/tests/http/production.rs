//! What is made up for a test never meets production (判8).

use exposure_notification::SigningKey;
use notify_server::{Config, StartError};
use testbed::production_lock::ProductionLockError;

use crate::support::config;

async fn refused(change: impl FnOnce(&mut Config)) -> ProductionLockError {
    let mut config = config("2021-06", "http://127.0.0.1:9/check");
    change(&mut config);
    match notify_server::start(config).await {
        Err(StartError::ProductionLock(refused)) => refused,
        Err(other) => panic!("{other}"),
        Ok(_running) => panic!("it started"),
    }
}

#[tokio::test]
async fn a_server_that_would_touch_production_does_not_start() {
    let production = "https://covid19radar.azurefd.net/api";
    let hersys = refused(|config| config.verification.url = production.to_owned()).await;
    assert!(hersys.to_string().contains("the verification URL"), "{hersys}");
    let public = refused(|config| config.public_url = Some(production.to_owned())).await;
    assert!(public.to_string().contains("the public URL"), "{public}");
    let key = refused(|config| config.signing_keys = SigningKey::generate("440", "v1").unwrap().into()).await;
    assert_eq!(key, ProductionLockError::SigningKeyId);
}
