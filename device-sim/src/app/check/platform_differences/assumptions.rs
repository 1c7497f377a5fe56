//! Fourth table: how many decisions hang on what nobody published.

use exposure_notification::{MinuteRounding, Platform, UnpublishedBehaviour, WindowCut};

use super::contact::{Contact, checked_at, contacts};
use super::grid::releases;
use super::judgement::{Era, Judge};
use super::labels::line;
use super::region::in_words;

/// Another assumption, and where it could show.
struct Alternative {
    setting: &'static str,
    platform: Platform,
    era: Era,
    level: u8,
    set: fn(&mut UnpublishedBehaviour),
}

static ALTERNATIVES: [Alternative; 6] = [
    Alternative {
        setting: "`ios_score_of_transmission_level_8`: 7",
        platform: Platform::Ios,
        era: Era::V1,
        level: 8,
        set: |unpublished| unpublished.ios_score_of_transmission_level_8 = 7,
    },
    Alternative {
        setting: "`ios_scores_durations_above_30_minutes`: true",
        platform: Platform::Ios,
        era: Era::V1,
        level: 4,
        set: |unpublished| unpublished.ios_scores_durations_above_30_minutes = true,
    },
    Alternative {
        setting: "`ios_score_rounding`: down",
        platform: Platform::Ios,
        era: Era::V2,
        level: 4,
        set: |unpublished| unpublished.ios_score_rounding = MinuteRounding::Down,
    },
    Alternative {
        setting: "`ios_score_rounding`: up",
        platform: Platform::Ios,
        era: Era::V2,
        level: 4,
        set: |unpublished| unpublished.ios_score_rounding = MinuteRounding::Up,
    },
    Alternative {
        setting: "`ios_window_cut`: at half hours",
        platform: Platform::Ios,
        era: Era::V2,
        level: 4,
        set: |unpublished| unpublished.ios_window_cut = WindowCut::AtHalfHours,
    },
    Alternative {
        setting: "`android_window_cut`: at half hours",
        platform: Platform::Android,
        era: Era::V2,
        level: 4,
        set: |unpublished| unpublished.android_window_cut = WindowCut::AtHalfHours,
    },
];

/// The table, and in it the contacts of which another assumption changes the outcome.
pub(super) fn table() -> String {
    let mut text = line(&["instead", "releases", "changes"]);
    text += "| --- | --- | --- |\n";
    for alternative in &ALTERNATIVES {
        let releases = if alternative.era == Era::V2 {
            "2.0.0–2.0.1"
        } else {
            "1.1.4–1.4.1"
        };
        let changed = changed(alternative);
        let place = if changed.is_empty() {
            "nothing".to_owned()
        } else {
            format!("level {}, {}", alternative.level, in_words(&changed))
        };
        text += &line(&[alternative.setting, releases, &place]);
    }
    text
}

fn changed(alternative: &Alternative) -> Vec<Contact> {
    let assumed = Judge::new(alternative.platform, alternative.era);
    let mut unpublished = UnpublishedBehaviour::default();
    (alternative.set)(&mut unpublished);
    let otherwise = assumed.clone().with(unpublished);
    let newest = releases(alternative.era).pop().unwrap();
    let changes = |contact: &Contact| {
        let matched = contact.matched(alternative.level);
        let now = checked_at(0);
        let [assumed, otherwise] =
            [&assumed, &otherwise].map(|judge| judge.answer(&matched, now).outcome(newest, now));
        assumed != otherwise
    };
    contacts().filter(changes).collect()
}
