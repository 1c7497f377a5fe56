//! The order of phones and encounters does not matter.

use exposure_notification::{DiagnosisKey, Platform};
use proptest::prelude::*;
use testbed::clock::Clock;

use super::*;
use crate::app::known_releases;
use crate::radio::Environment;

const NAMES: [&str; 4] = ["A", "B", "C", "D"];

fn switched_on() -> Timestamp {
    "2021-06-14T01:00:00Z".parse().unwrap()
}

fn fleet() -> Fleet {
    let server = NotifyServer::new("http://127.0.0.1:9", None, None, &Clock::system()).unwrap();
    let verification_key = VerificationKey {
        id: "440".into(),
        version: "v1".into(),
        public_key: Vec::new(),
    };
    Fleet::new(
        Seed::from_number(1),
        server,
        verification_key,
        Manufacturers::new().unwrap(),
        Journal::default(),
    )
}

/// Two phones of either system, with Exposure Notification on.
async fn add(fleet: &mut Fleet, name: &str) {
    let platform = if name < "C" {
        Platform::Ios
    } else {
        Platform::Android
    };
    let model = Model {
        os: OsVersion::newest(platform),
        handset: Handset::neutral(platform),
        google_services: true,
    };
    let release = Release::find(known_releases()[0]).unwrap();
    let phone = fleet
        .add(name, model, *release, false, switched_on())
        .await
        .unwrap();
    phone.framework.start(switched_on()).unwrap();
}

fn meeting(first: &str, second: &str, starts_after: i64, metres: f64) -> Encounter {
    let starts_at = switched_on().as_second() + starts_after;
    let course = Course::AtDistance {
        metres,
        environment: Environment::Open,
        ends_at: starts_at + 3600,
    };
    Encounter::new([first.to_owned(), second.to_owned()], starts_at, course)
}

/// What each phone heard of each, when the phones are switched on and the encounters set up in these orders.
async fn heard(names: &[&str], encounters: &[Encounter]) -> Vec<String> {
    let mut fleet = fleet();
    for name in names {
        add(&mut fleet, name).await;
    }
    for encounter in encounters {
        fleet.meet(encounter.clone()).unwrap();
    }
    let end = "2021-06-15T01:00:00Z".parse().unwrap();
    fleet.play_until(end).await;
    let mut keys: Vec<DiagnosisKey> = Vec::new();
    for name in NAMES {
        keys.extend(fleet.phone(name).unwrap().framework.own_keys_as_published(end));
    }
    NAMES
        .iter()
        .map(|name| format!("{:?}", fleet.phones[*name].framework.met(&keys)))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn the_order_of_phones_and_encounters_changes_nothing(
        names in Just(NAMES.to_vec()).prop_shuffle(),
        encounters in Just(vec![
            meeting("A", "B", 600, 1.0),
            meeting("A", "C", 600, 2.0),
            meeting("C", "D", 600, 0.5),
            meeting("B", "D", 7200, 3.0),
            meeting("A", "D", 7200, 1.5),
        ]).prop_shuffle(),
        swapped: bool,
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let in_order = [
            meeting("A", "B", 600, 1.0),
            meeting("A", "C", 600, 2.0),
            meeting("C", "D", 600, 0.5),
            meeting("B", "D", 7200, 3.0),
            meeting("A", "D", 7200, 1.5),
        ];
        let mut encounters = encounters;
        if swapped {
            for encounter in &mut encounters {
                encounter.devices.reverse();
            }
        }
        let expected = runtime.block_on(heard(&NAMES, &in_order));
        // Otherwise nothing was heard at all, and order could not matter.
        prop_assert!(expected.iter().all(|met| met.contains("attenuation_db")), "{:?}", expected);
        prop_assert_eq!(runtime.block_on(heard(&names, &encounters)), expected);
    }
}
