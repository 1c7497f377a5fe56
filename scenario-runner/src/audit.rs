//! Looking, after every scenario of a run, for what must be kept nowhere: numbers, addresses and keys (イ4, ア6, エ10).
//!
//! What a scenario's checks look for, they look for where somebody thought of it. This looks everywhere, in every
//! scenario: in all that the servers keep, in what every part wrote down, and, by the one who runs it, in logs and records.

use std::collections::BTreeSet;
use std::sync::{Mutex, MutexGuard, PoisonError};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::environment::{Environment, PartError};

/// Places of HER-SYS that hold numbers and addresses because that is their purpose.
const PURPOSE_OF_HERSYS: [&str; 1] = ["outbox"];

/// What a run gave out that must not turn up, and where it did.
#[derive(Debug, Default)]
pub struct Audit(Mutex<Found>);

#[derive(Debug, Default)]
struct Found {
    secrets: BTreeSet<String>,
    findings: BTreeSet<String>,
}

impl Audit {
    /// Every processing number, address and key of the run, in each form it could be written in.
    pub fn secrets(&self) -> BTreeSet<String> {
        self.lock().secrets.clone()
    }

    /// Where one was kept that must not be.
    pub fn findings(&self) -> BTreeSet<String> {
        self.lock().findings.clone()
    }

    /// Looks through an environment at the end of a scenario.
    pub(crate) async fn look(&self, scenario: &str, environment: &Environment, phones: &[String]) -> Result<(), PartError> {
        let mut personal = BTreeSet::new();
        for message in environment.hersys.outbox().await? {
            personal.insert(message.processing_number);
            personal.insert(message.to.replace('-', ""));
            personal.insert(message.to);
        }
        let mut keys = BTreeSet::new();
        for phone in phones {
            for key in environment.phones.own_keys(phone).await? {
                let bytes = hex::decode(&key).unwrap_or_default();
                keys.extend([key, STANDARD.encode(bytes)]);
            }
        }
        let texts: Vec<String> = personal.iter().cloned().collect();
        let mut findings = BTreeSet::new();
        for found in environment.notification_server.0.search(&texts).await? {
            findings.insert(format!("{scenario}: 通知サーバーの{}", found.place));
        }
        for found in environment.hersys.0.search(&texts).await? {
            if !PURPOSE_OF_HERSYS.contains(&found.place.as_str()) && !found.place.starts_with("table") {
                findings.insert(format!("{scenario}: HER-SYSの{}", found.place));
            }
        }
        for event in environment.phones.0.journal().await? {
            if personal.iter().chain(&keys).any(|text| event.detail.contains(text)) {
                findings.insert(format!("{scenario}: 端末の経過"));
            }
        }
        let mut all = self.lock();
        all.secrets.extend(personal);
        all.secrets.extend(keys);
        all.findings.extend(findings);
        Ok(())
    }

    fn lock(&self) -> MutexGuard<'_, Found> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
