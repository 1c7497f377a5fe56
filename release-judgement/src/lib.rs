//! From the record of a run to a verdict on the release, and to the report that says why.
//!
//! The record is read as data: this crate knows no step, no part and no test runner. A judgement is made in this
//! order, each step in its own module:
//!
//! 1. `reconcile`: the plan against the results; whatever is missing, doubled or empty is an error;
//! 2. `tuned`: results won with other than the production parameters stop counting;
//! 3. `deviation`: which failures were accepted beforehand, for this release and until a day;
//! 4. `requirement` and `phase`: the roll-up per requirement and per phase, for each operating system;
//! 5. `comparison`: who is notified, against the release before; `changes`: whether what the release changes is declared and
//!    tested; both give an outcome to a requirement on the judgement itself (`mechanism`);
//! 6. `reasons`: why the judgement is not valid, or why the release must not go out; the [`Verdict`] follows from
//!    the reasons, so there is none without one.
//!
//! [`hidden_by_alteration`] and [`history_rows`] look at several judgements; [`render_report`] writes one for people,
//! [`junit_xml`] and [`cucumber_messages`] for other programs, whose forms [`json_schemas`] describes.

mod bilingual;
mod catalogue;
mod changes;
mod comparison;
mod deviation;
mod formats;
mod hidden;
mod history;
mod judge;
mod judgement;
mod mechanism;
mod names;
mod phase;
mod proof;
mod reasons;
mod reconcile;
mod report;
mod requirement;
mod requirement_id;
mod scenario;
mod tuned;
mod verdict;

pub use bilingual::Bilingual;
pub use catalogue::{
    Catalogue, CatalogueError, Coverage, Defect, Force, InForce, KnownDeviation, Location, PhoneRange,
    ProofBase, Requirement, Switch, TestPattern,
};
pub use changes::JudgedChange;
pub use comparison::{ComparedChange, ComparedPlatform, Share, compare};
pub use deviation::{DeviationOutcome, DeviationStatus};
pub use formats::{FeatureSource, JunitError, MessagesError, cucumber_messages, json_schemas, junit_xml};
pub use hidden::{HiddenFailure, hidden_by_alteration};
pub use history::{HistoryRow, history_rows};
pub use judge::judge;
pub use judgement::{Judgement, ParametersVerdict, ScenarioCounts};
pub use phase::PhaseVerdict;
pub use proof::{
    Proof, ProvenRequirement, judge_as_if_untouched, prove_defect, prove_mutant, seen_to_fail, unproven,
};
pub use report::render_report;
pub use requirement::{RequirementOutcome, RequirementVerdict, WithoutScenario};
pub use requirement_id::{MalformedRequirementId, Phase, RequirementId};
pub use verdict::Verdict;
