//! From sightings to windows and scan instances.

use exposure_notification::v2::{ExposureWindow, exposure_windows};
use exposure_notification::{
    CalibrationConfidence, MatchedKey, MatchedSighting, Platform, UnpublishedBehaviour, WindowCut,
};

use crate::fixture::{BOTH, CONTACT, DAY, MIDNIGHT, cocoa, contact, sighting, windows};

/// How many scan instances each window of a contact at these seconds has.
fn split(platform: Platform, seconds: &[i64]) -> Vec<usize> {
    let mut counts: Vec<_> = windows(
        platform,
        &[contact(seconds.iter().map(|at| sighting(*at, 50)).collect())],
    )
    .iter()
    .map(|window| window.scan_instances.len())
    .collect();
    counts.sort_unstable();
    counts
}

#[test]
fn a_window_ends_thirty_minutes_after_its_first_sighting_whatever_the_gaps() {
    for platform in BOTH {
        assert_eq!(split(platform, &[0]), [1]);
        assert_eq!(split(platform, &[0, 1799]), [2], "29:59 apart, one window");
        assert_eq!(split(platform, &[0, 1800]), [1, 1]);
        // The second window begins at its own first sighting, 2000 s, and so reaches to 3800 s.
        assert_eq!(split(platform, &[0, 600, 1200, 2000, 3799, 3800]), [1, 2, 3]);
    }
}

#[test]
fn a_scan_across_the_edge_of_a_window_becomes_two_instances() {
    for platform in BOTH {
        // 1790 to 1810 s is one scan of 20 s; the window ends at 1800 s.
        assert_eq!(split(platform, &[0, 1790, 1795, 1800, 1810]), [1, 2]);
        // The same scan in the middle of a window is one instance.
        assert_eq!(split(platform, &[0, 900, 905, 910, 920]), [2]);
    }
}

#[test]
fn sightings_up_to_twenty_five_seconds_apart_are_one_scan() {
    for platform in BOTH {
        // 25.5 s join; times are whole seconds.
        assert_eq!(split(platform, &[0, 25, 50]), [1]);
        assert_eq!(split(platform, &[0, 26]), [2]);
    }
}

fn instances(scans: &[(i64, u8)]) -> Vec<(u8, u8)> {
    let sightings = scans
        .iter()
        .map(|(seconds, attenuation)| sighting(*seconds, *attenuation))
        .collect();
    windows(Platform::Android, &[contact(sightings)])[0]
        .scan_instances
        .iter()
        .map(|scan| (scan.minimum_attenuation_db, scan.typical_attenuation_db))
        .collect()
}

#[test]
fn a_scan_has_its_lowest_and_its_mean_attenuation_and_half_goes_up() {
    // (60 + 40 + 50) / 3 = 50.
    assert_eq!(instances(&[(0, 60), (4, 40), (8, 50)]), [(40, 50)]);
    // 40.5, and 40.33.
    assert_eq!(instances(&[(0, 40), (4, 41)]), [(40, 41)]);
    assert_eq!(instances(&[(0, 40), (4, 40), (8, 41)]), [(40, 40)]);
    assert_eq!(instances(&[(0, 255), (4, 255)]), [(255, 255)]);
}

#[test]
fn the_time_since_the_last_scan_is_told_in_minutes_of_the_clock() {
    // Previous scan, this scan, in seconds after a full minute; what is told.
    let cases = [
        (0, 240, 240),
        (0, 239, 180),
        (59, 299, 240),
        // 241 s apart across five changes of the minute.
        (59, 300, 300),
        (0, 59, 0),
        (59, 60, 60),
        (0, 300, 300),
        (0, 3600, 300),
        // The clock was set back an hour between the scans.
        (3600, 0, 0),
    ];
    for platform in BOTH {
        for (previous, this, told) in cases {
            let heard = MatchedSighting {
                previous_scan_at: Some(CONTACT + previous),
                ..sighting(this, 50)
            };
            let windows = windows(platform, &[contact(vec![heard])]);
            assert_eq!(
                windows[0].scan_instances[0].seconds_since_last_scan, told,
                "{platform}, scans at {previous} and {this} s"
            );
        }
    }
}

#[test]
fn a_scan_stands_for_two_minutes_when_the_one_before_is_unknown() {
    for platform in BOTH {
        let windows = windows(platform, &[contact(vec![sighting(0, 50)])]);
        assert_eq!(windows[0].scan_instances[0].seconds_since_last_scan, 120);
    }
}

#[test]
fn a_window_bears_the_utc_day_of_its_first_sighting_and_its_calibration() {
    // 23:55 and 00:10 UTC share a window, 00:25 opens the next.
    let late = 13 * 3600 + 55 * 60;
    let sightings = [
        (0, CalibrationConfidence::Low),
        (900, CalibrationConfidence::High),
        (1800, CalibrationConfidence::Medium),
    ]
    .map(|(seconds, calibration_confidence)| MatchedSighting {
        calibration_confidence,
        ..sighting(late + seconds, 50)
    });
    for platform in BOTH {
        let told: Vec<_> = windows(platform, &[contact(sightings.to_vec())])
            .iter()
            .map(|window| (window.date, window.calibration_confidence))
            .collect();
        assert_eq!(
            told,
            [
                (MIDNIGHT, CalibrationConfidence::Low),
                (MIDNIGHT + DAY, CalibrationConfidence::Medium)
            ]
        );
    }
}

#[test]
fn two_people_with_the_same_pattern_of_scans_give_two_equal_windows() {
    for platform in BOTH {
        let one = contact(vec![sighting(0, 50), sighting(300, 50)]);
        let mut other = one.clone();
        other.key.key.key_data = [2; 16];
        let windows = windows(platform, &[one, other]);
        assert_eq!(windows.len(), 2);
        assert_eq!(windows[0], windows[1]);
    }
}

fn cut_by(cut: WindowCut, matched: &[MatchedKey]) -> Vec<Vec<ExposureWindow>> {
    let unpublished = UnpublishedBehaviour {
        android_window_cut: cut,
        ios_window_cut: cut,
        ..UnpublishedBehaviour::default()
    };
    BOTH.map(|platform| exposure_windows(platform, &cocoa(), matched, &unpublished))
        .to_vec()
}

#[test]
fn windows_cut_by_the_clock_change_at_the_half_hour() {
    // 10:20, 10:29:59, 10:30 and 10:59:59.
    let sightings = [1200, 1799, 1800, 3599].map(|seconds| sighting(seconds, 50));
    for windows in cut_by(WindowCut::AtHalfHours, &[contact(sightings.to_vec())]) {
        let counts: Vec<_> = windows.iter().map(|window| window.scan_instances.len()).collect();
        assert_eq!(counts, [2, 2]);
    }
}

#[test]
fn windows_cut_at_a_point_of_the_key_differ_between_keys_and_not_between_runs() {
    // A sighting every 100 s for 20 minutes: cut somewhere, or not at all.
    let sightings: Vec<_> = (0..12).map(|scan| sighting(100 * scan, 50)).collect();
    let first_window = |key_data| {
        let mut contact = contact(sightings.clone());
        contact.key.key.key_data = key_data;
        let on_both = cut_by(WindowCut::AtPointOfKey, std::slice::from_ref(&contact));
        assert_eq!(on_both[0], on_both[1]);
        assert_eq!(on_both, cut_by(WindowCut::AtPointOfKey, &[contact]));
        on_both[0][0].scan_instances.len()
    };
    let lengths: Vec<_> = (0..16).map(|key| first_window([key; 16])).collect();
    assert!(lengths.iter().any(|length| *length != lengths[0]), "{lengths:?}");
}
