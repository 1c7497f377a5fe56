//! The server is killed at any moment, hundreds of times, and nothing that it promised is lost (イ5, イ8, イ9).
//!
//! Where it is killed is drawn from a seed, in things seen from outside: a request sent, a question to HER-SYS, an
//! answer. So kills lie as close together as the things that happen, inside a registration, an export, a deletion.

#![expect(
    clippy::unwrap_used,
    reason = "a helper that cannot do its work fails the test"
)]

mod aftermath;
mod calendar;
mod hersys;
mod kills;
mod ledger;
mod program;
mod published;
mod victim;
mod world;

use futures::future::join_all;
use testbed::database::DatabaseAddress;
use testbed::postgres_for_tests::{OwnServer, fresh_database};

use self::kills::Kills;
use self::victim::Victim;
use self::world::World;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_lost_when_the_server_is_killed_at_any_moment() {
    const LIVES: u32 = 60;
    let world = async |seed| {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("keys.sqlite").display().to_string();
        let world = World::new(seed, folder, &database, Victim::default()).await;
        world.live(LIVES).await
    };
    let kills = join_all((1..=4).map(world)).await;
    assert_struck_everywhere(&kills, 4 * LIVES);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_lost_with_postgresql_either() {
    const LIVES: u32 = 40;
    let world = async |seed| {
        let folder = tempfile::tempdir().unwrap();
        let database = url(&fresh_database()?);
        let world = World::new(seed, folder, &database, Victim::default()).await;
        Some(world.live(LIVES).await)
    };
    let kills: Option<Vec<Kills>> = join_all((11..=12).map(world)).await.into_iter().collect();
    if let Some(kills) = kills {
        assert_struck_everywhere(&kills, 2 * LIVES);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_lost_when_postgresql_crashes_and_the_server_goes_on_when_it_is_back() {
    const CRASHES: u32 = 12;
    let Some(postgresql) = OwnServer::start() else {
        return;
    };
    let database = url(&postgresql.fresh_database());
    let folder = tempfile::tempdir().unwrap();
    let world = World::new(21, folder, &database, Victim::of_database(postgresql)).await;
    assert_eq!(world.live_with_crashes(CRASHES).await.all, CRASHES);
}

fn url(database: &DatabaseAddress) -> String {
    match database {
        DatabaseAddress::PostgreSql(url) => url.clone(),
        other => panic!("{other:?} is no PostgreSQL"),
    }
}

/// A suite that always strikes between two requests would prove nothing.
fn assert_struck_everywhere(worlds: &[Kills], expected: u32) {
    let kills = worlds.iter().copied().fold(Kills::default(), Kills::and);
    assert_eq!(kills.all, expected);
    let enough = kills.all / 20;
    assert!(kills.during_registrations > enough, "{kills:?}");
    assert!(kills.during_exports > enough, "{kills:?}");
    assert!(kills.during_deletions > enough, "{kills:?}");
    assert!(
        kills.stored_without_answer > 0 && kills.lost_without_answer > 0,
        "{kills:?}"
    );
}
