//! Every catalogued defect is found by the scenarios that name it, in the releases that had it and not in all others.

use std::collections::{BTreeMap, BTreeSet};

use evidence::{Record, ScenarioOutcome, ScenarioPlatform};
use release_judgement::{Catalogue, Defect, Judgement, Phase, judge};
use scenario_runner::Plan;

use crate::HISTORY;
use crate::support::home;
use crate::support::suite::{catalogue, plan};

/// The judgements of all releases, and what the scenarios say that they find.
struct Findings {
    catalogue: Catalogue,
    plan: Plan,
    judgements: BTreeMap<String, Judgement>,
}

impl Findings {
    fn of_history() -> Self {
        let catalogue = catalogue();
        let plan = plan(&catalogue);
        let judged = |(name, record): (&String, &Record)| (name.clone(), judge(record, &catalogue));
        let judgements = HISTORY.records.iter().map(judged).collect();
        Self {
            catalogue,
            plan,
            judgements,
        }
    }

    /// The outcomes, in a release, of the scenarios that name the defect and judge the platform.
    fn outcomes(&self, defect: &Defect, platform: ScenarioPlatform, record: &Record) -> Vec<ScenarioOutcome> {
        let named: BTreeSet<&str> = self
            .plan
            .scenarios
            .iter()
            .filter(|scenario| scenario.defects.contains(&defect.id))
            .filter(|scenario| [platform, ScenarioPlatform::Both].contains(&scenario.planned.platform))
            .map(|scenario| scenario.planned.id.as_str())
            .collect();
        let results = record
            .results
            .iter()
            .filter(|result| named.contains(result.id.as_str()));
        results.map(|result| result.outcome).collect()
    }

    /// The requirements that failed in a release on a platform, whether or not they count.
    fn failed(&self, release: &str, platform: ScenarioPlatform) -> BTreeSet<String> {
        let verdicts = self.judgements[release].requirements.iter();
        verdicts
            .filter(|verdict| verdict.failed() || verdict.failed_for_information())
            .filter(|verdict| [platform, ScenarioPlatform::Both].contains(&verdict.platform))
            .map(|verdict| verdict.id.to_string())
            .collect()
    }
}

/// A defect of the environment of October 2020, not of a release, is caught by the judgement itself.
fn is_of_a_release(defect: &Defect) -> bool {
    defect.not_reproduced_because.is_none()
        && defect
            .requirements
            .iter()
            .all(|id| id.phase() != Phase::ReleaseJudgement)
}

#[test]
fn every_defect_is_found_where_it_was_and_only_there() {
    let history = Findings::of_history();
    let mut wrong = Vec::new();
    for defect in history
        .catalogue
        .defects()
        .iter()
        .filter(|defect| is_of_a_release(defect))
    {
        for platform in &defect.platforms {
            let mut clean = 0;
            for (name, record) in &HISTORY.records {
                let outcomes = history.outcomes(defect, *platform, record);
                let had_it = defect.releases.contains(name) && record.release.platforms.contains(platform);
                if had_it && !outcomes.contains(&ScenarioOutcome::Failed) {
                    wrong.push(format!(
                        "{} is not found in {name} on {platform:?}: {outcomes:?}",
                        defect.id
                    ));
                }
                let failed = history.failed(name, *platform);
                for requirement in &defect.requirements {
                    if had_it && !failed.contains(&requirement.to_string()) {
                        wrong.push(format!(
                            "{name} on {platform:?} meets {requirement} in spite of {}",
                            defect.id
                        ));
                    }
                }
                let passed = |outcome: &ScenarioOutcome| *outcome == ScenarioOutcome::Passed;
                clean += usize::from(
                    !defect.releases.contains(name) && !outcomes.is_empty() && outcomes.iter().all(passed),
                );
            }
            // One with a switch is shown absent in `switched_defects`.
            if clean == 0 && defect.switch.is_none() {
                wrong.push(format!("{} is found in every release on {platform:?}", defect.id));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_defect_names_releases_there_are_or_says_why_it_is_not_reproduced() {
    let catalogue = catalogue();
    for defect in catalogue
        .defects()
        .iter()
        .filter(|defect| defect.not_reproduced_because.is_none())
    {
        for release in &defect.releases {
            let file = home().join("releases").join(format!("{release}.toml"));
            assert!(file.is_file(), "{} names {release}", defect.id);
        }
    }
}
