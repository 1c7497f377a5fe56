//! Two phones near each other for a while: the ground truth, of which the phones hear only samples.

use crate::framework::Scan;
use crate::radio::Environment;

/// What was between two phones, and for how long.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Course {
    /// At a distance; each phone hears the other in its own scans, later than the start and up to the end.
    AtDistance {
        /// In metres, at least 0.
        metres: f64,
        /// Around them.
        environment: Environment,
        /// Unix second.
        ends_at: i64,
    },
    /// Exactly as stated: both phones hear each other at these moments with this attenuation, whatever their scans.
    Exactly {
        /// In dB.
        attenuation_db: u8,
        /// Unix seconds, in order of time, each once; those that were played are taken out.
        heard_at: Vec<i64>,
        /// The last of those that were played: of an exact contact, the phones' scan before the next one.
        last_heard_at: Option<i64>,
    },
}

/// A contact between two phones.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Encounter {
    /// The names of the two.
    pub devices: [String; 2],
    /// Unix second.
    pub starts_at: i64,
    /// How it goes.
    pub course: Course,
    /// What the journal knows of it, for each of the two.
    pub(super) journaled: [Journaled; 2],
}

/// What the journal knows of an encounter from one phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Journaled {
    /// Nothing.
    Nothing,
    /// That nothing could be heard.
    Silence,
    /// That the other phone was heard.
    Contact,
}

impl Encounter {
    /// An encounter that nobody has noticed yet.
    pub(crate) fn new(devices: [String; 2], starts_at: i64, course: Course) -> Self {
        Self {
            devices,
            starts_at,
            course,
            journaled: [Journaled::Nothing; 2],
        }
    }

    /// The scans up to a Unix second, not taken before, in which each of the two listens to the other; `scans` are
    /// those of the first and of the second up to that second, not taken before either, and `clock_offsets` by how many
    /// seconds their clocks are ahead.
    pub(super) fn take_scans(
        &mut self,
        scans: [&[Scan]; 2],
        clock_offsets: [i64; 2],
        until: i64,
    ) -> [Vec<Scan>; 2] {
        match &mut self.course {
            Course::AtDistance { ends_at, .. } => {
                let lasts = |scan: &Scan| scan.at > self.starts_at && scan.at <= *ends_at;
                scans.map(|scans| scans.iter().copied().filter(lasts).collect())
            }
            Course::Exactly {
                heard_at,
                last_heard_at,
                ..
            } => {
                let later = heard_at.split_off(heard_at.partition_point(|at| *at <= until));
                let moments = std::mem::replace(heard_at, later);
                let scans: Vec<Scan> = moments
                    .into_iter()
                    .map(|at| Scan {
                        at,
                        previous_at: last_heard_at.replace(at),
                    })
                    .collect();
                clock_offsets.map(|offset| {
                    let on_own_clock = |scan: &Scan| Scan {
                        previous_at: scan.previous_at.map(|previous| previous + offset),
                        ..*scan
                    };
                    scans.iter().map(on_own_clock).collect()
                })
            }
        }
    }

    /// Whether nothing can be heard any more after a Unix second.
    pub(super) fn is_over(&self, at: i64) -> bool {
        match &self.course {
            Course::AtDistance { ends_at, .. } => *ends_at <= at,
            Course::Exactly { heard_at, .. } => heard_at.is_empty(),
        }
    }
}
