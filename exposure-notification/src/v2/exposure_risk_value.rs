//! Apple's exposure risk value of a day: weighted duration × infectiousness × report type.
//!
//! iOS tells apps whole minutes; how it rounds is not published, so nothing is rounded here.

/// The weights in percent, 0–250, and the attenuations in dB up to and including which a scan is immediate, near and
/// medium.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IosWeights {
    /// Rising; Apple's default is 50, 70, 90.
    pub attenuation_thresholds_db: [u8; 3],
    /// Up to the first threshold.
    pub immediate_percent: u8,
    /// Up to the second.
    pub near_percent: u8,
    /// Up to the third.
    pub medium_percent: u8,
    /// Above.
    pub other_percent: u8,
}

/// What one scan heard (`ENScanInstance`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ScanInstance {
    /// The mean attenuation in dB.
    pub typical_attenuation_db: u8,
    /// For how many seconds it stands, 0–300.
    pub seconds_since_last_scan: u32,
}

/// The duration of the scans in seconds, each weighted by how near it was.
pub fn weighted_duration_seconds(scans: &[ScanInstance], weights: &IosWeights) -> f64 {
    let [immediate, near, medium] = weights.attenuation_thresholds_db;
    scans
        .iter()
        .map(|scan| {
            let percent = match scan.typical_attenuation_db {
                attenuation if attenuation <= immediate => weights.immediate_percent,
                attenuation if attenuation <= near => weights.near_percent,
                attenuation if attenuation <= medium => weights.medium_percent,
                _ => weights.other_percent,
            };
            f64::from(scan.seconds_since_last_scan) * percentage(percent)
        })
        .sum()
}

/// The exposure risk value in seconds of scans that share infectiousness and report type, whose weights are in
/// percent.
pub fn exposure_risk_value_seconds(
    scans: &[ScanInstance],
    weights: &IosWeights,
    infectiousness_percent: u8,
    report_type_percent: u8,
) -> f64 {
    weighted_duration_seconds(scans, weights)
        * percentage(infectiousness_percent)
        * percentage(report_type_percent)
}

fn percentage(percent: u8) -> f64 {
    f64::from(percent) / 100.0
}
