//! One population that lives through releases.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

use std::path::Path;

use evidence::{PersonResult, PopulationResult};
use scenario_runner::{
    Population, PreviousRelease, Release, ReleaseFolders, compare_populations, live_through,
};
use tokio::sync::OnceCell;

fn folders() -> ReleaseFolders {
    let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    ReleaseFolders {
        releases: home.join("releases"),
        parameters: home.join("parameters"),
    }
}

fn release(name: &str) -> Release {
    folders().release(name).unwrap()
}

/// What the population of seed 7 saw of 1.2.4, lived once for all tests.
async fn of_1_2_4() -> &'static PopulationResult {
    static LIVED: OnceCell<PopulationResult> = OnceCell::const_new();
    LIVED
        .get_or_init(async || live_through(&release("1.2.4"), 7).await)
        .await
}

/// A release without a known defect of the way to the notification tells exactly those who came close.
#[tokio::test]
async fn release_1_2_4_notifies_the_close_contacts_and_nobody_else() {
    let result = of_1_2_4().await;
    assert_eq!(result.error, None);
    let wrong: Vec<&PersonResult> = result
        .people
        .iter()
        .filter(|person| person.notified != person.close_contact || person.displayed != person.close_contact)
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test]
async fn the_people_are_those_of_the_seed_and_every_phone_says_what_it_judged_with() {
    let result = of_1_2_4().await;
    let drawn = Population::draw(7);
    let names = result.people.iter().map(|person| &person.name);
    assert!(names.eq(drawn.people.iter().map(|person| &person.name)));
    let phones = drawn.people.len() + drawn.positives.len();
    assert_eq!(result.parameters.len(), phones);
    let production = release("1.2.4").identity().parameters_digest;
    assert!(result.parameters.iter().all(|used| used.digest == production));
}

#[tokio::test]
async fn the_same_seed_gives_the_same_life() {
    assert_eq!(*of_1_2_4().await, live_through(&release("1.2.4"), 7).await);
}

/// A release is lived through once, and by the people of the seed that is asked for.
#[tokio::test]
async fn what_was_lived_through_already_is_taken_if_it_is_of_the_same_seed() {
    let mut lived = of_1_2_4().await.clone();
    lived.error = Some("not lived again".to_owned());
    let previous = |lived: &PopulationResult| PreviousRelease {
        release: release("1.2.4"),
        lived: Some(lived.clone()),
    };
    let compared = compare_populations(previous(&lived), &release("3.0.0"), 7).await;
    assert_eq!(compared.before, lived);
    assert_eq!(compared.previous.name, "1.2.4");
    assert!(compared.after.people.iter().all(|person| !person.notified));
    lived.seed = 8;
    let compared = compare_populations(previous(&lived), &release("3.0.0"), 7).await;
    assert_eq!(compared.before, *of_1_2_4().await);
}
