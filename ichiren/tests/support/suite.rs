//! The suite in this process: the catalogue, the plan and the releases of the product.

use evidence::{PlannedScenario, ScenarioResult};
use release_judgement::Catalogue;
use scenario_runner::{KnownTags, Plan, Progress, ReleaseFolders, read_plan};

use super::home;

/// Shows nothing of a run.
pub(crate) struct Silent;

impl Progress for Silent {
    fn began(&self, _scenarios: usize) {}
    fn ended(&self, _planned: &PlannedScenario, _result: &ScenarioResult) {}
}

/// The product's own catalogue.
pub(crate) fn catalogue() -> Catalogue {
    Catalogue::read(&home().join("requirements")).unwrap()
}

/// Every scenario of the product.
pub(crate) fn plan(catalogue: &Catalogue) -> Plan {
    let requirements = catalogue.requirements();
    let defects = catalogue.defects().iter();
    let known = KnownTags {
        requirements: requirements
            .map(|requirement| requirement.id.to_string())
            .collect(),
        defects: defects.map(|defect| defect.id.clone()).collect(),
    };
    read_plan(&home().join("features"), &known).unwrap()
}

/// The product's own releases.
pub(crate) fn releases() -> ReleaseFolders {
    ReleaseFolders {
        releases: home().join("releases"),
        parameters: home().join("parameters"),
    }
}
