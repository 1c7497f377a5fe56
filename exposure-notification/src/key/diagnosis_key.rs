//! A key that its owner published after a positive diagnosis.

use serde::{Deserialize, Serialize};

use crate::TemporaryExposureKey;

/// A key as it stands in an export file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DiagnosisKey {
    /// The key.
    pub key: TemporaryExposureKey,
    /// 0–8; 0 when the app set none. What it scores differs between the operating systems (報告書 2(4)②).
    pub transmission_risk_level: u8,
    /// How the diagnosis was made; absent in version 1 of the API.
    pub report_type: Option<ReportType>,
    /// Days from onset to the key's day, −14 to +14; absent in version 1 of the API.
    pub days_since_onset_of_symptoms: Option<i32>,
}

impl DiagnosisKey {
    /// Whether `later`, the same key in a later file, replaces what was published of it before. When it does, the phone
    /// judges the key anew; a key whose type becomes "revoked" so loses its result.
    ///
    /// Allowed are self report → test, clinical diagnosis, revoked, and clinical diagnosis → test, revoked; each can
    /// happen but once. A key whose period has changed is passed over (Google's published implementation; taken to be
    /// the same on iOS, where nothing is published).
    pub fn is_revised_by(&self, later: &Self) -> bool {
        use ReportType::{ConfirmedClinicalDiagnosis, ConfirmedTest, Revoked, SelfReport};
        self.key == later.key
            && matches!(
                (self.report_type, later.report_type),
                (
                    Some(SelfReport),
                    Some(ConfirmedTest | ConfirmedClinicalDiagnosis | Revoked)
                ) | (Some(ConfirmedClinicalDiagnosis), Some(ConfirmedTest | Revoked))
            )
    }
}

/// How the diagnosis was made (`ReportType` of the export format). In JSON its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "i32", into = "i32")]
pub enum ReportType {
    /// Never sent by a server.
    Unknown = 0,
    /// By a test.
    ConfirmedTest = 1,
    /// By a physician.
    ConfirmedClinicalDiagnosis = 2,
    /// By the user.
    SelfReport = 3,
    /// Reserved; neither operating system matches such a key.
    Recursive = 4,
    /// Withdraws a key published before.
    Revoked = 5,
}

impl ReportType {
    /// The type with this number. A number that the format does not know counts as absent, as in proto2.
    pub fn from_number(number: i32) -> Option<Self> {
        Some(match number {
            0 => Self::Unknown,
            1 => Self::ConfirmedTest,
            2 => Self::ConfirmedClinicalDiagnosis,
            3 => Self::SelfReport,
            4 => Self::Recursive,
            5 => Self::Revoked,
            _ => return None,
        })
    }
}

impl From<ReportType> for i32 {
    fn from(report_type: ReportType) -> Self {
        report_type as Self
    }
}

impl TryFrom<i32> for ReportType {
    type Error = String;

    fn try_from(number: i32) -> Result<Self, Self::Error> {
        Self::from_number(number).ok_or_else(|| format!("report type {number} does not exist; 0 to 5 do"))
    }
}
