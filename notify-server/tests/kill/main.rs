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

use self::kills::Kills;
use self::world::World;

/// Worlds beside each other, each with a database, a folder and a seed of its own.
const WORLDS: u64 = 4;
const LIVES: u32 = 60;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_lost_when_the_server_is_killed_at_any_moment() {
    let world = |seed| async move {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("keys.sqlite").display().to_string();
        World::new(seed, folder, &database).await.live(LIVES).await
    };
    assert_killed_everywhere(join_all((1..=WORLDS).map(world)).await);
}

/// A suite that always strikes between two requests would prove nothing.
fn assert_killed_everywhere(worlds: Vec<Kills>) {
    let kills = worlds.into_iter().fold(Kills::default(), Kills::and);
    assert_eq!(u64::from(kills.all), WORLDS * u64::from(LIVES));
    let enough = kills.all / 20;
    assert!(kills.during_registrations > enough, "{kills:?}");
    assert!(kills.during_exports > enough, "{kills:?}");
    assert!(kills.during_deletions > enough, "{kills:?}");
    assert!(
        kills.stored_without_answer > 0 && kills.lost_without_answer > 0,
        "{kills:?}"
    );
}
