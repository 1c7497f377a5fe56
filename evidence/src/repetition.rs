//! Repetitions of a run with other seeds: whether its outcomes are stable.

use crate::{Attempt, Record, ScenarioOutcome};

impl Record {
    /// Adds what came out of the same plan with another seed. A scenario that came out differently is
    /// [`ScenarioOutcome::Unstable`]; one that the repetition has no result for counts as not run there.
    pub fn add_repetition(&mut self, repetition: &Self) {
        self.other_seeds.push(repetition.seed);
        for result in &mut self.results {
            let mut same = repetition.results.iter().filter(|other| other.id == result.id);
            let attempt = same.next().map_or(
                Attempt {
                    seed: repetition.seed,
                    outcome: ScenarioOutcome::NotRun,
                },
                |other| Attempt {
                    seed: other.seed,
                    outcome: other.outcome,
                },
            );
            if attempt.outcome != result.outcome {
                result.outcome = ScenarioOutcome::Unstable;
            }
            result.other_attempts.push(attempt);
        }
    }
}
