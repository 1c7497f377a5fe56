//! What nobody published about the computation, as named settings.
//!
//! Google published one snapshot of its implementation, Apple documentation alone. Where both are silent something
//! has to be assumed; each assumption is a field here, so that a scenario can be repeated with another one and a
//! verdict that hangs on it shows.

use serde::{Deserialize, Serialize};

use crate::platform::Platform;

/// Where the cut between two windows of one key lies. The published Android text promises windows of at most 30
/// minutes "with random cut points"; the published Android source cuts after the first sighting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WindowCut {
    /// 30 minutes after the window's first sighting.
    AfterFirstSighting,
    /// At the full and the half hour UTC.
    AtHalfHours,
    /// Every 30 minutes from a point that the key's data decide, the same on every run.
    AtPointOfKey,
}

/// How a duration becomes whole minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MinuteRounding {
    /// A minute that has begun does not count.
    Down,
    /// To the nearest; half a minute goes up.
    HalfUp,
    /// A minute that has begun counts.
    Up,
}

/// What becomes of a file in which one key's number is out of range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyOutOfRange {
    /// The key is passed over, the others count.
    KeyIgnored,
    /// The file is refused, as on Android.
    FileRefused,
}

/// One setting per thing that nobody published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct UnpublishedBehaviour {
    /// How Android turns the seconds near, in the middle and far into the minutes of `attenuationDurations`. Default:
    /// down, as Java's `TimeUnit.SECONDS.toMinutes` does; the step is missing in the published source.
    pub android_minute_rounding: MinuteRounding,
    /// Where Android cuts windows. Default: after the first sighting, as the published source does, against the
    /// published text.
    pub android_window_cut: WindowCut,
    /// How many intervals of 10 minutes a sighting may lie beside the identifier's own on iOS. Default: 12, two hours,
    /// as the EN specification says and as on Android.
    pub ios_clock_tolerance_intervals: u32,
    /// What iOS does with a file in which a key's length, start, level or onset is out of range. Default: the key is
    /// ignored, which Apple documents for a period above 144.
    pub ios_key_out_of_range: KeyOutOfRange,
    /// The longest gap in seconds within one exposure of version 1 on iOS. Default: 600, as on Android; Apple
    /// publishes the steps and limits of durations, not how sightings become an exposure.
    pub ios_longest_gap_in_exposure_seconds: u32,
    /// What a key of transmission risk level 8 scores on iOS, 0–8. Default: 0, so that a scenario that relies on a
    /// level which Apple does not define fails instead of passing by luck.
    pub ios_score_of_transmission_level_8: u8,
    /// Whether iOS scores an exposure above 30 minutes with the table's last duration score. Default: no, because the
    /// duration that iOS reports ends at 30 minutes.
    pub ios_scores_durations_above_30_minutes: bool,
    /// Where iOS cuts windows. Default: after the first sighting, as on Android; Apple says "30 minutes" and no more.
    pub ios_window_cut: WindowCut,
    /// How iOS rounds the scores of a day to whole minutes. Default: half up. Apple says that they are rounded, not
    /// which way; so rounded, COCOA's limit of 1350 s (22.5 min) divides the same contacts on both systems.
    pub ios_score_rounding: MinuteRounding,
    /// How iOS rounds `weightedDurationSum` to whole minutes. Default: up, as one line of Apple's documentation says.
    pub ios_weighted_duration_rounding: MinuteRounding,
}

impl Default for UnpublishedBehaviour {
    fn default() -> Self {
        Self {
            android_minute_rounding: MinuteRounding::Down,
            android_window_cut: WindowCut::AfterFirstSighting,
            ios_clock_tolerance_intervals: 12,
            ios_key_out_of_range: KeyOutOfRange::KeyIgnored,
            ios_longest_gap_in_exposure_seconds: 600,
            ios_score_of_transmission_level_8: 0,
            ios_scores_durations_above_30_minutes: false,
            ios_window_cut: WindowCut::AfterFirstSighting,
            ios_score_rounding: MinuteRounding::HalfUp,
            ios_weighted_duration_rounding: MinuteRounding::Up,
        }
    }
}

impl UnpublishedBehaviour {
    /// Where the operating system cuts windows.
    pub(crate) fn window_cut(&self, platform: Platform) -> WindowCut {
        match platform {
            Platform::Ios => self.ios_window_cut,
            Platform::Android => self.android_window_cut,
        }
    }
}

impl MinuteRounding {
    /// Whole seconds as minutes.
    pub(crate) fn minutes(self, seconds: u32) -> u32 {
        match self {
            Self::Down => seconds / 60,
            Self::HalfUp => (seconds / 30).div_ceil(2),
            Self::Up => seconds.div_ceil(60),
        }
    }

    /// Seconds rounded to a multiple of 60.
    pub(crate) fn whole_minutes_in_seconds(self, seconds: f64) -> f64 {
        // Weights such as 1.3 have no exact binary form; what that adds must not push a full minute up.
        let minutes = (seconds / 60.0 * 1e9).round() / 1e9;
        60.0 * match self {
            Self::Down => minutes.floor(),
            Self::HalfUp => (minutes + 0.5).floor(),
            Self::Up => minutes.ceil(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_are_rounded_as_named() {
        for (seconds, down, half_up, up) in [
            (0, 0, 0, 0),
            (29, 0, 0, 1),
            (30, 0, 1, 1),
            (59, 0, 1, 1),
            (60, 1, 1, 1),
            (61, 1, 1, 2),
            (89, 1, 1, 2),
            (90, 1, 2, 2),
            (1350, 22, 23, 23),
        ] {
            for (rounding, minutes) in [
                (MinuteRounding::Down, down),
                (MinuteRounding::HalfUp, half_up),
                (MinuteRounding::Up, up),
            ] {
                assert_eq!(rounding.minutes(seconds), minutes, "{rounding:?}, {seconds} s");
                let rounded = rounding.whole_minutes_in_seconds(f64::from(seconds));
                assert!(
                    (rounded - f64::from(60 * minutes)).abs() < f64::EPSILON,
                    "{rounding:?}, {seconds} s: {rounded} s"
                );
            }
        }
    }

    #[test]
    fn the_error_of_binary_fractions_does_not_make_a_minute() {
        let a_minute_and_an_error = 60.000_000_000_000_01;
        let rounded = MinuteRounding::Up.whole_minutes_in_seconds(a_minute_and_an_error);
        assert!((rounded - 60.0).abs() < f64::EPSILON, "{rounded}");
    }

    #[test]
    fn a_setting_that_does_not_exist_is_refused_and_one_that_is_left_out_has_its_default() {
        let read = |text| serde_json::from_str::<UnpublishedBehaviour>(text);
        assert_eq!(read("{}").unwrap(), UnpublishedBehaviour::default());
        let changed = read(r#"{"ios_window_cut": "at_half_hours"}"#).unwrap();
        assert_eq!(
            changed,
            UnpublishedBehaviour {
                ios_window_cut: WindowCut::AtHalfHours,
                ..UnpublishedBehaviour::default()
            }
        );
        let refused = read(r#"{"ios_windows": 1}"#).unwrap_err().to_string();
        assert!(refused.contains("`ios_windows`"), "{refused}");
    }
}
