//! How long the contact was, each second weighted by how near it was spent. The same on both operating systems, but for
//! the unit in which they take the weights: Android fractions, iOS percent.

use crate::v2::ScanInstance;

/// How much a second counts, by how near it was spent.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DurationWeights {
    /// The attenuations in dB up to and including which a scan is immediate, near and medium; rising.
    pub attenuation_thresholds_db: [u8; 3],
    /// The weights of immediate, near, medium and other as fractions, 0.0–2.5.
    pub by_distance: [f64; 4],
}

/// The duration of the scans in seconds, each weighted by how near it was.
pub fn weighted_duration_seconds(scans: &[ScanInstance], weights: &DurationWeights) -> f64 {
    let mut seconds_by_distance = [0; 4];
    for scan in scans {
        let distance = weights
            .attenuation_thresholds_db
            .iter()
            .filter(|threshold| scan.typical_attenuation_db > **threshold)
            .count();
        seconds_by_distance[distance] += scan.seconds_since_last_scan;
    }
    seconds_by_distance
        .iter()
        .zip(weights.by_distance)
        .map(|(seconds, weight)| f64::from(*seconds) * weight)
        .sum()
}
