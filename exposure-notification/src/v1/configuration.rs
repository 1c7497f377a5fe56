//! The exposure configuration: the parameters of the risk score (接触リスク計算用パラメーター).

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use thiserror::Error;

use crate::v1::buckets::{attenuation_bucket, days_bucket, duration_bucket};

/// The parameters, with the member names of COCOA's `Configration.json`. Every member is required: a missing table
/// must never turn into a default that happens to notify nobody.
///
/// In the tables for attenuation, days and duration, index 0 is the weakest contact (above 73 dB, 14 days or more,
/// 0 minutes) and index 7 the strongest (10 dB or less, today or yesterday, above 30 minutes).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct ExposureConfiguration {
    /// What a contact must score to count: 1–4096.
    pub minimum_risk_score: u16,
    /// 0–100; reserved, no operating system uses it.
    pub attenuation_weight: u8,
    /// 0–100; reserved, no operating system uses it.
    pub transmission_weight: u8,
    /// 0–100; reserved, no operating system uses it.
    pub duration_weight: u8,
    /// 0–100; reserved, no operating system uses it.
    pub days_since_last_exposure_weight: u8,
    /// By transmission risk level; iOS and Android index it differently (報告書 2(4)②).
    pub transmission_risk_scores: [u8; 8],
    /// By attenuation.
    pub attenuation_scores: [u8; 8],
    /// By duration.
    pub duration_scores: [u8; 8],
    /// By days since the exposure.
    pub days_since_last_exposure_scores: [u8; 8],
    /// The two attenuations in dB between near, middle and far, low first. They shape the summary, not the score.
    pub duration_at_attenuation_thresholds: [u8; 2],
}

/// Which parameter is out of its range.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum ConfigurationError {
    /// The minimum.
    #[error("MinimumRiskScore is {0}, allowed is 1 to 4096")]
    MinimumRiskScore(u16),
    /// A weight.
    #[error("{member} is {value}, allowed is 0 to 100")]
    Weight {
        /// The member's name.
        member: &'static str,
        /// Its value.
        value: u8,
    },
    /// A score.
    #[error("{member} has {value} at index {index}, allowed is 0 to 8")]
    Score {
        /// The table's name.
        member: &'static str,
        /// Where in the table, from 0.
        index: usize,
        /// The value there.
        value: u8,
    },
    /// The thresholds.
    #[error("DurationAtAttenuationThresholds is {low}, {high}; the first must not be above the second")]
    Thresholds {
        /// The first.
        low: u8,
        /// The second.
        high: u8,
    },
}

impl ExposureConfiguration {
    /// Whether every parameter is in the range that the operating systems accept.
    pub fn validate(&self) -> Result<(), ConfigurationError> {
        if !(1..=4096).contains(&self.minimum_risk_score) {
            return Err(ConfigurationError::MinimumRiskScore(self.minimum_risk_score));
        }
        let weights = [
            ("AttenuationWeight", self.attenuation_weight),
            ("TransmissionWeight", self.transmission_weight),
            ("DurationWeight", self.duration_weight),
            (
                "DaysSinceLastExposureWeight",
                self.days_since_last_exposure_weight,
            ),
        ];
        for (member, value) in weights {
            if value > 100 {
                return Err(ConfigurationError::Weight { member, value });
            }
        }
        let tables = [
            ("TransmissionRiskScores", self.transmission_risk_scores),
            ("AttenuationScores", self.attenuation_scores),
            ("DurationScores", self.duration_scores),
            (
                "DaysSinceLastExposureScores",
                self.days_since_last_exposure_scores,
            ),
        ];
        for (member, table) in tables {
            if let Some((index, &value)) = table.iter().enumerate().find(|(_, score)| **score > 8) {
                return Err(ConfigurationError::Score { member, index, value });
            }
        }
        let [low, high] = self.duration_at_attenuation_thresholds;
        if low > high {
            return Err(ConfigurationError::Thresholds { low, high });
        }
        Ok(())
    }

    /// SHA-256 of the parameters in hexadecimal: the same for two files that differ in layout alone.
    pub fn digest(&self) -> String {
        #[expect(
            clippy::expect_used,
            reason = "numbers and tables of numbers always have a JSON form"
        )]
        let json = serde_json::to_vec(self).expect("a configuration has a JSON form");
        hex::encode(Sha256::digest(json))
    }

    /// The product of the four scores, 0–4096. `transmission_score` is chosen by the operating system.
    pub(super) fn score(
        &self,
        transmission_score: u8,
        attenuation_db: u8,
        duration_minutes: u32,
        days_since_exposure: u32,
    ) -> u32 {
        [
            transmission_score,
            self.attenuation_scores[attenuation_bucket(attenuation_db)],
            self.duration_scores[duration_bucket(duration_minutes)],
            self.days_since_last_exposure_scores[days_bucket(days_since_exposure)],
        ]
        .into_iter()
        .map(u32::from)
        .product()
    }
}
