//! The record of a run, as data: what was to be run, what was run with which parameters, and what came out.
//!
//! The types *are* the format's documentation; `docs/evidence-format.md` shows an example. The scenario runner writes
//! a [`Record`], the release judgement reads it; neither knows the other.
//!
//! Everything outside [`Volatile`] is the same, byte for byte, for the same seed, release and features.

mod app_version;
mod change;
mod outcome;
mod plan;
mod population;
mod record;
mod repetition;
mod result;

pub use app_version::{AppVersion, NotAnAppVersion};
pub use change::{ChangeKind, ExpectedChange, NotificationChange};
pub use outcome::ScenarioOutcome;
pub use plan::{LeftOutScenario, PlannedScenario, PlannedStep, ScenarioPlatform};
pub use population::{ComparedPopulations, PersonResult, PopulationResult};
pub use record::{AlteredParameter, FORMAT, Filter, Record, RecordError, ReleaseIdentity, Volatile};
pub use result::{
    Attempt, ChainBreak, ChainEvent, DrawnScreen, HttpExchange, ParametersUsed, ScenarioResult, StepOutcome,
    StepResult,
};
