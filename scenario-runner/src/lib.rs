//! Gherkin → steps → record.
//!
//! [`read_plan`] lists every scenario before anything runs; [`run()`] runs each in an environment of its own and
//! writes the record; the judgement is made elsewhere, from the record alone.

mod audit;
mod chain;
mod environment;
mod execute;
mod features;
mod filter;
mod release;
mod run;
mod steps;
mod toml_file;
mod world;

pub use audit::Audit;
pub use environment::{EmbeddedEnvironment, EnvironmentError, Listen, Urls};
pub use features::{FeatureMistake, KnownTags, Plan, PlanError, Scenario, read_plan};
pub use release::{
    Mutant, PhonesOfTheDay, ProductionParameters, Release, ReleaseFolders, Switch, SwitchError,
    SwitchedBehaviour, SwitchedPart,
};
pub use run::{Progress, RunSettings, run};
pub use toml_file::FileError;
pub use world::step_patterns;
