//! Who is notified, against the release before, on the same seeded people (判7).
//!
//! In September 2020 a release that was to notify of close contacts alone silenced every Android phone, and the silence
//! passed for the improvement that was intended (報告書 2(4)②, 4(3)). So every change needs a reason that was
//! written down before, and a fall to zero has only one: the end of service.
//!
//! * [`validity`] — whether the two runs can be compared at all;
//! * [`platform`] — the numbers of one operating system;
//! * [`explanation`] — which changes the release file explains;
//! * [`sentences`] — what is said of them.

mod explanation;
mod platform;
mod sentences;
mod validity;

use evidence::{ComparedPopulations, Record, ReleaseIdentity, ScenarioPlatform};

use crate::Bilingual;

pub use explanation::ComparedChange;
pub use platform::{ComparedPlatform, Share};
pub(crate) use sentences::{explained, unexplained};

/// What became of the comparison that a record holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Comparison {
    /// There is no release before, or the run is no judgement anyway.
    NotDue,
    /// It is due and cannot be made.
    Impossible(Vec<Bilingual>),
    /// One row per operating system.
    Made(Vec<ComparedPlatform>),
}

impl Comparison {
    /// The comparison of a record.
    pub(crate) fn of(record: &Record) -> Self {
        let no_judgement = record.filter.is_some()
            || !record.altered_parameters.is_empty()
            || !record.switched_on_defects.is_empty();
        match (&record.release.previous, &record.populations) {
            _ if no_judgement => Self::NotDue,
            (None, None) => Self::NotDue,
            (Some(previous), None) => Self::Impossible(vec![validity::missing(previous)]),
            (_, Some(populations)) => {
                let mut objections = validity::objections_to_record(record, populations);
                match compare(&record.release, populations) {
                    Ok(rows) if objections.is_empty() => Self::Made(rows),
                    Ok(_) => Self::Impossible(objections),
                    Err(more) => {
                        objections.extend(more);
                        Self::Impossible(objections)
                    }
                }
            }
        }
    }

    /// The rows, if it was made.
    pub(crate) fn rows(&self) -> &[ComparedPlatform] {
        match self {
            Self::Made(rows) => rows,
            Self::NotDue | Self::Impossible(_) => &[],
        }
    }

    /// Why it cannot be made.
    pub(crate) fn objections(&self) -> &[Bilingual] {
        match self {
            Self::Impossible(objections) => objections,
            Self::NotDue | Self::Made(_) => &[],
        }
    }
}

/// Compares what the same people saw of the release before and of this one, whose file says which changes are expected.
/// Where the two runs cannot be compared, says why.
pub fn compare(
    release: &ReleaseIdentity,
    populations: &ComparedPopulations,
) -> Result<Vec<ComparedPlatform>, Vec<Bilingual>> {
    let objections = validity::objections(release, populations);
    if !objections.is_empty() {
        return Err(objections);
    }
    let platforms = [ScenarioPlatform::Ios, ScenarioPlatform::Android].into_iter();
    Ok(platforms
        .filter_map(|platform| ComparedPlatform::of(release, populations, platform))
        .collect())
}
