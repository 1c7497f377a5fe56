//! Gherkin → steps → record.
//!
//! [`read_plan`] lists every scenario before anything runs; [`run()`] runs each in an environment of its own and
//! writes the record; the judgement is made elsewhere, from the record alone.

mod audit;
mod chain;
mod collect;
mod environment;
mod execute;
mod features;
mod filter;
mod population;
mod release;
mod run;
mod scenario_log;
mod steps;
mod toml_file;
mod world;

pub use audit::Audit;
pub use environment::{EmbeddedEnvironment, EnvironmentError, Listen, Urls};
pub use features::{FeatureMistake, KnownTags, Plan, PlanError, Scenario, read_plan};
pub use population::{
    Encounter, Person, Population, Positive, PreviousRelease, compare_populations, live_through,
};
pub use release::{
    Mutant, PhonesOfTheDay, ProductionParameters, Release, ReleaseFolders, Switch, SwitchError,
    SwitchedBehaviour, SwitchedPart,
};
pub use run::{Progress, RunSettings, first_result, run};
pub use scenario_log::ScenarioLogs;
pub use toml_file::FileError;
pub use world::step_patterns;
