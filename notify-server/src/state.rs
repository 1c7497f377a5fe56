//! How the server behaved on a day of its history: a table that a reader can check against COCOA's sources.
//!
//! Tags of COCOA are releases of the app; the server was deployed on its own. A state is therefore named after the
//! month from which it is taken to have run, and stands for the code of the tags named beside it.
//!
//! Not in the table, because it is the same in all states so far: the order of checks and their statuses, the regions
//! (any supported one suffices), a rolling period of 0 stored as 144, `created` in milliseconds, one file per rolling
//! start and run, batch 1 of 1, a retention of 14 days counted from midnight UTC. Until v1.1.4 files were grouped by
//! rolling start *and* period; with 144 as the only stored period of that time it is the same grouping.

use std::fmt;
use std::str::FromStr;

use jiff::civil::{Time, time};
use thiserror::Error;

/// The behaviours of the server that changed over time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerState {
    /// The month from which it ran, `2020-09`.
    pub name: &'static str,
    /// Which transmission risk level is stored and exported (報告書 2(4)②; COCOA v1.2.2, `DiagnosisApi`).
    pub transmission_level: TransmissionLevel,
    /// Whether `PUT /api/v2/diagnosis` exists (since COCOA v1.2.2, `V2DiagnosisApi`).
    pub v2_diagnosis: bool,
    /// Whether V1 refuses a blank `userUuid` as an invalid parameter, before the regions are looked at (until COCOA
    /// v1.2.1, `DiagnosisSubmissionParameter`); later the user check refuses it.
    pub user_uuid_is_parameter: bool,
    /// Whether V1 checks `Authorization: Bearer` against `userUuid` (until COCOA v1.2.5, `ValidationUserService`).
    pub user_check_on_v1: bool,
    /// Which rolling periods are accepted (COCOA v1.1.4 and v1.1.5, `DiagnosisSubmissionParameter`).
    pub rolling_periods: RollingPeriods,
    /// What becomes of a rolling start after now (COCOA v1.1.4 and v1.1.5, `DiagnosisSubmissionParameter`). The other
    /// bound is the same in all states: 0, or not before midnight UTC 14 days ago.
    pub future_starts: FutureStarts,
    /// Which keys of the oldest day are exported (COCOA v1.0.0 to v2.0.1, `TemporaryExposureKeyExportBatchService`).
    pub export_start: ExportStart,
    /// What becomes of `list.json` when no file is left (until COCOA v1.2.6, `TemporaryExposureKeyBlobService`).
    pub empty_list: EmptyList,
    /// When keys are exported, every day, UTC. The public code of v1.1.2 to v1.1.4 says hourly; files of production
    /// of August 2020 were created at 15:00, as the code says since v1.1.5 (`TemporaryExposureKeyExportBatch`).
    pub export_at: Time,
    /// When old keys and files are deleted, every day, UTC (COCOA v1.1.5, `TemporaryExposureKeyDeleteBatch`; taken to
    /// go with the export time before).
    pub deletion_at: Time,
}

/// Which transmission risk level is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TransmissionLevel {
    /// The one the app sent; COCOA sent 0.
    PassThrough,
    /// Always this one, whatever the app sent.
    Fixed(u8),
}

/// Which rolling periods are accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RollingPeriods {
    /// 0 or 144.
    WholeDay,
    /// 0 to 144.
    UpToWholeDay,
}

/// What becomes of a submission with a key that starts after now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FutureStarts {
    /// It is accepted.
    Accepted,
    /// It is refused.
    Refused,
}

/// Which keys are exported, compared with midnight UTC 14 days ago.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportStart {
    /// Those that start after it: a key of the oldest day is accepted and never exported.
    After,
    /// Those that start at it, too.
    AtOrAfter,
}

/// What becomes of `list.json` when no file is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EmptyList {
    /// It stays as it is and lists files that are gone.
    Stale,
    /// It becomes `[]`.
    EmptyArray,
}

/// No state has this name.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("there is no server state {name:?}; known are {}", ServerState::names().join(", "))]
pub struct UnknownServerState {
    /// The name asked for.
    pub name: String,
}

/// COCOA v1.1.2 to v1.1.4, as deployed.
const SEPTEMBER_2020: ServerState = ServerState {
    name: "2020-09",
    transmission_level: TransmissionLevel::PassThrough,
    v2_diagnosis: false,
    user_uuid_is_parameter: true,
    user_check_on_v1: true,
    rolling_periods: RollingPeriods::WholeDay,
    future_starts: FutureStarts::Accepted,
    export_start: ExportStart::After,
    empty_list: EmptyList::Stale,
    export_at: time(15, 0, 0, 0),
    deletion_at: time(14, 45, 0, 0),
};

/// COCOA v1.2.2, 18 February 2021: the release that put 4 for the level.
const FEBRUARY_2021: ServerState = ServerState {
    name: "2021-02",
    transmission_level: TransmissionLevel::Fixed(4),
    v2_diagnosis: true,
    user_uuid_is_parameter: false,
    rolling_periods: RollingPeriods::UpToWholeDay,
    future_starts: FutureStarts::Refused,
    ..SEPTEMBER_2020
};

/// COCOA v1.2.4: the same rules; what it changed, the online check of Android attestations, is switched off here.
const JUNE_2021: ServerState = ServerState {
    name: "2021-06",
    ..FEBRUARY_2021
};

/// All states, in order of time.
const STATES: [ServerState; 3] = [SEPTEMBER_2020, FEBRUARY_2021, JUNE_2021];

impl ServerState {
    /// The names of all states, in order of time.
    pub fn names() -> Vec<&'static str> {
        STATES.iter().map(|state| state.name).collect()
    }
}

impl FromStr for ServerState {
    type Err = UnknownServerState;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let found = STATES.into_iter().find(|state| state.name == name);
        found.ok_or_else(|| UnknownServerState {
            name: name.to_owned(),
        })
    }
}

impl fmt::Display for ServerState {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_finds_its_own_state() {
        assert_eq!(ServerState::names(), ["2020-09", "2021-02", "2021-06"]);
        for name in ServerState::names() {
            assert_eq!(name.parse::<ServerState>().unwrap().to_string(), name);
        }
    }

    #[test]
    fn an_unknown_name_is_answered_with_the_known_ones() {
        let error = "2020-10".parse::<ServerState>().unwrap_err();
        assert_eq!(
            error.to_string(),
            r#"there is no server state "2020-10"; known are 2020-09, 2021-02, 2021-06"#
        );
    }
}
