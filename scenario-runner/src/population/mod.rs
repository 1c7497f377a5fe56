//! One seeded population that lives through a release, so that two releases can be compared by who is notified
//! (報告書 4(3)).
//!
//! [`draw`] is pure: the same seed gives the same people, who meet in the same way on the same days after the start,
//! whatever the release and its date. [`life`] lets them live through a release, in one environment, over HTTP.
//! What of their life is a close contact is known from the drawing; nobody asks the parts for the truth.

mod air;
mod draw;
mod life;
mod notified;

use evidence::{ComparedPopulations, PopulationResult};

use crate::release::Release;

pub use draw::{Encounter, Person, Population, Positive};

/// A release with which another is compared.
#[derive(Debug, Clone)]
pub struct PreviousRelease {
    /// The release.
    pub release: Release,
    /// What the population of this seed saw of it, if it has lived through it already.
    pub lived: Option<PopulationResult>,
}

/// Lets the population of a seed live through a release. What goes wrong with the harness stands in the result.
pub async fn live_through(release: &Release, seed: u64) -> PopulationResult {
    life::live_through(release, seed, &Population::draw(seed)).await
}

/// Lets the population of a seed live through the release before, unless it has, and through this one.
pub async fn compare_populations(
    previous: PreviousRelease,
    release: &Release,
    seed: u64,
) -> ComparedPopulations {
    let before = match previous.lived.filter(|lived| lived.seed == seed) {
        Some(lived) => lived,
        None => live_through(&previous.release, seed).await,
    };
    ComparedPopulations {
        previous: previous.release.identity(),
        before,
        after: live_through(release, seed).await,
    }
}
