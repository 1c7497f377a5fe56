//! What the operating system tells the app.

use crate::matching::MatchedKey;
use crate::v1::exposure::{LONGEST_ATTENUATION_DURATION_SECONDS, days_since};

/// Everything about all contacts together (`ExposureSummary`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ExposureSummary {
    /// Days since the start of the latest matched key's validity; says nothing when no key matched.
    pub days_since_last_exposure: u32,
    /// How many published keys the phone met, whatever they scored.
    pub matched_key_count: u32,
    /// The highest score of a contact: 0–4096, on iOS at most 255.
    pub maximum_risk_score: u32,
    /// The same without a limit (`maximumRiskScoreFullRange`).
    pub maximum_risk_score_full_range: u32,
    /// The scores of all contacts together, unlimited (on iOS `riskScoreSumFullRange`).
    pub summation_risk_score: u32,
    /// Seconds spent near, in the middle and far, divided by the configuration's thresholds. Each at most 1800. What
    /// iOS tells; Android counts with it.
    pub attenuation_durations_seconds: [u32; 3],
    /// The same in whole minutes, each at most 30. What Android tells; `None` on iOS.
    pub attenuation_durations_minutes: Option<[u32; 3]>,
}

/// One contact (`ExposureInformation`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ExposureInformation {
    /// The UTC day on which it began, in Unix seconds.
    pub date: i64,
    /// How long it lasted: a multiple of 5, at most 30 minutes.
    pub duration_minutes: u32,
    /// The mean attenuation in dB, weighted by time.
    pub attenuation_value: u8,
    /// The level on the key, 0–8.
    pub transmission_risk_level: u8,
    /// Its score: 0–4096, on iOS at most 255.
    pub total_risk_score: u32,
    /// The same without a limit (`totalRiskScoreFullRange`).
    pub total_risk_score_full_range: u32,
    /// As in the summary, for this contact.
    pub attenuation_durations_seconds: [u32; 3],
    /// As in the summary, for this contact.
    pub attenuation_durations_minutes: Option<[u32; 3]>,
}

/// What a check of diagnosis keys yields.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Evaluation {
    /// All contacts together.
    pub summary: ExposureSummary,
    /// Each contact, in the order of the keys and then of time.
    pub information: Vec<ExposureInformation>,
}

impl Evaluation {
    /// Sums up the contacts that count, unlimited and in seconds. Number of keys and days come from all matched keys.
    pub(super) fn new(matched: &[&MatchedKey], information: Vec<ExposureInformation>, now: i64) -> Self {
        let scores = || {
            information
                .iter()
                .map(|exposure| exposure.total_risk_score_full_range)
        };
        let mut attenuation_durations_seconds = [0; 3];
        for exposure in &information {
            for (sum, seconds) in attenuation_durations_seconds
                .iter_mut()
                .zip(exposure.attenuation_durations_seconds)
            {
                *sum = LONGEST_ATTENUATION_DURATION_SECONDS.min(*sum + seconds);
            }
        }
        let summary = ExposureSummary {
            days_since_last_exposure: matched
                .iter()
                .map(|matched| days_since(&matched.key, now))
                .min()
                .unwrap_or(0),
            matched_key_count: u32::try_from(matched.len()).unwrap_or(u32::MAX),
            maximum_risk_score: scores().max().unwrap_or(0),
            maximum_risk_score_full_range: scores().max().unwrap_or(0),
            summation_risk_score: scores().fold(0, u32::saturating_add),
            attenuation_durations_seconds,
            attenuation_durations_minutes: None,
        };
        Self { summary, information }
    }
}
