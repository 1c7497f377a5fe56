//! One population that lives through releases.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

use std::path::Path;

use evidence::{PersonResult, ScenarioPlatform};
use scenario_runner::{ReleaseFolders, live_through};

fn folders() -> ReleaseFolders {
    let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    ReleaseFolders {
        releases: home.join("releases"),
        parameters: home.join("parameters"),
    }
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "exploration"]
async fn explore() {
    for release in folders().all().unwrap() {
        let start = std::time::Instant::now();
        let result = live_through(&release, 1).await;
        println!(
            "{} {:?} error {:?} parameters {}",
            release.name,
            start.elapsed(),
            result.error,
            result.parameters.len()
        );
        for platform in [ScenarioPlatform::Ios, ScenarioPlatform::Android] {
            let count = |close: bool, which: fn(&PersonResult) -> bool| {
                let people = result
                    .people
                    .iter()
                    .filter(|person| person.platform == platform && person.close_contact == close);
                people.filter(|person| which(person)).count()
            };
            println!(
                "   {:8} close: notified {} displayed {}; others: notified {} displayed {}",
                platform.name(),
                count(true, |p| p.notified),
                count(true, |p| p.displayed),
                count(false, |p| p.notified),
                count(false, |p| p.displayed)
            );
        }
    }
}
