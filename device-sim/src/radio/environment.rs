//! Where a contact takes place: how attenuation grows with distance, and how much it varies.
//!
//! | preset | source |
//! | --- | --- |
//! | open | the pairs that the Corona-Warn-App project published: 55 dB at 1.5 m, 63 dB at 3 m, 73 dB at 8 m; measurements outdoors deviate from a fit by 3.2 dB |
//! | indoor | 5 dB more, and positions that vary more (received strength indoors varies by 3.5 to 5.9 dB) |
//! | tram | a metal carriage (Leith and Farrell, Dublin 2020): 65 dB on average whatever the distance from 0.5 to 5 m; 6.0 dB between pairs of seats, 3.1 dB within one |

use serde::Deserialize;

/// Where two phones meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Environment {
    /// Outdoors.
    #[default]
    Open,
    /// In a building.
    Indoor,
    /// In a tram or a train.
    Tram,
}

/// The figures of an environment.
#[derive(Debug, PartialEq)]
#[expect(clippy::struct_field_names, reason = "the unit of each, as everywhere")]
pub(super) struct Propagation {
    /// The attenuation in dB at one metre, without noise.
    pub at_one_metre_db: f64,
    /// By how many dB it grows when the distance grows tenfold.
    pub per_decade_db: f64,
    /// The standard deviation in dB of what belongs to the place of two phones for a whole encounter.
    pub placement_db: f64,
    /// The standard deviation in dB of slow fading: one value per pair and ten minutes.
    pub slow_fading_db: f64,
    /// The standard deviation in dB from scan to scan.
    pub scan_noise_db: f64,
}

impl Environment {
    pub(super) fn propagation(self) -> &'static Propagation {
        match self {
            Self::Open => &Propagation {
                at_one_metre_db: 51.0,
                per_decade_db: 25.0,
                placement_db: 0.0,
                slow_fading_db: 3.0,
                scan_noise_db: 2.0,
            },
            Self::Indoor => &Propagation {
                at_one_metre_db: 56.0,
                per_decade_db: 25.0,
                placement_db: 0.0,
                slow_fading_db: 4.0,
                scan_noise_db: 2.0,
            },
            // Within a pair √(2.4² + 2.0²) = 3.1 dB.
            Self::Tram => &Propagation {
                at_one_metre_db: 63.0,
                per_decade_db: 5.0,
                placement_db: 6.0,
                slow_fading_db: 2.4,
                scan_noise_db: 2.0,
            },
        }
    }
}
