//! Two phones near each other for a while: the ground truth, of which the phones hear only samples.

/// What was between two phones, and for how long.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Course {
    /// At a distance; each phone hears the other in its own scans, later than the start and up to the end.
    AtDistance {
        /// In metres, at least 0.
        metres: f64,
        /// Unix second.
        ends_at: i64,
    },
    /// Exactly as stated: both phones hear each other at these moments with this attenuation, whatever their scans.
    Exactly {
        /// In dB.
        attenuation_db: u8,
        /// Unix seconds, in order of time, each once; those that were played are taken out.
        heard_at: Vec<i64>,
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

    /// The moments up to a Unix second, not taken before, at which each of the two listens to the other; `scans` are
    /// those of the first and of the second up to that second, not taken before either.
    pub(super) fn take_moments(&mut self, scans: [&[i64]; 2], until: i64) -> [Vec<i64>; 2] {
        match &mut self.course {
            Course::AtDistance { ends_at, .. } => {
                let lasts = |at: &i64| *at > self.starts_at && at <= ends_at;
                scans.map(|scans| scans.iter().copied().filter(lasts).collect())
            }
            Course::Exactly { heard_at, .. } => {
                let later = heard_at.split_off(heard_at.partition_point(|at| *at <= until));
                let moments = std::mem::replace(heard_at, later);
                [moments.clone(), moments]
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
