//! Third table: what the operating systems tell differently of a contact, whatever COCOA makes of it.

use exposure_notification::Platform;
use exposure_notification::v1::{Evaluation, ExposureInformation};

use super::contact::{Contact, checked_at, contacts};
use super::judgement::{Answer, Era, Judge};
use super::labels::line;
use super::region::attenuations;

/// The level that COCOA's server published from 2021-02-18 on.
const LEVEL: u8 = 4;

/// A difference: what iOS does, what Android does, and for which answers it shows.
struct Difference {
    era: Era,
    what: &'static str,
    ios: &'static str,
    android: &'static str,
    shows: fn(&Answer, &Answer) -> bool,
}

static DIFFERENCES: [Difference; 6] = [
    Difference {
        era: Era::V1,
        what: "a contact below the minimum",
        ios: "is left out, with its minutes",
        android: "is told of, with score 0",
        shows: |ios, android| v1(ios).information.len() != v1(android).information.len(),
    },
    Difference {
        era: Era::V1,
        what: "an attenuation on a limit (50, 70 dB) of `attenuationDurations`",
        ios: "`≤`: in the nearer range",
        android: "`<`: in the farther range",
        shows: |ios, android| {
            both_told(ios, android, |ios, android| {
                ios.attenuation_durations_seconds != android.attenuation_durations_seconds
            })
        },
    },
    Difference {
        era: Era::V1,
        what: "the score of a contact above 30 minutes",
        ios: "element 6 of the duration table (assumed)",
        android: "element 7; COCOA has the same score in both",
        shows: |ios, android| {
            both_told(ios, android, |ios, android| {
                ios.total_risk_score != android.total_risk_score
            })
        },
    },
    Difference {
        era: Era::V2,
        what: "the scores of a day",
        ios: "rounded to whole minutes",
        android: "seconds",
        shows: |ios, android| differs(day(ios).map(|day| day.0), day(android).map(|day| day.0)),
    },
    Difference {
        era: Era::V2,
        what: "the weighted duration of a day",
        ios: "rounded up to whole minutes",
        android: "seconds",
        shows: |ios, android| differs(day(ios).map(|day| day.1), day(android).map(|day| day.1)),
    },
    Difference {
        era: Era::V2,
        what: "a day of which every window is below the minimum window score",
        ios: "is missing",
        android: "is there, with zeros; COCOA's minimum is 0",
        shows: |ios, android| day(ios).is_some() != day(android).is_some(),
    },
];

/// The table.
pub(super) fn table() -> String {
    let mut text = line(&["API", "what", "iOS", "Android", "where"]);
    text += "| --- | --- | --- | --- | --- |\n";
    let all = contacts().count();
    for difference in &DIFFERENCES {
        let [ios, android] =
            [Platform::Ios, Platform::Android].map(|platform| Judge::new(platform, difference.era));
        let shows = |contact: &Contact| {
            let matched = contact.matched(LEVEL);
            let [ios, android] = [&ios, &android].map(|judge| judge.answer(&matched, checked_at(0)));
            (difference.shows)(&ios, &android)
        };
        let contacts: Vec<Contact> = contacts().filter(shows).collect();
        let place = if contacts.is_empty() {
            "nowhere".to_owned()
        } else {
            format!(
                "{}: {} of {all} contacts",
                attenuations(&contacts),
                contacts.len()
            )
        };
        let api = if difference.era == Era::V2 { "v2" } else { "v1" };
        text += &line(&[api, difference.what, difference.ios, difference.android, &place]);
    }
    text
}

fn v1(answer: &Answer) -> &Evaluation {
    match answer {
        Answer::V1 { evaluation, .. } => evaluation,
        Answer::V2 { .. } => panic!("the difference is one of version 1"),
    }
}

fn both_told(
    ios: &Answer,
    android: &Answer,
    differ: fn(&ExposureInformation, &ExposureInformation) -> bool,
) -> bool {
    let [ios, android] = [ios, android].map(|answer| v1(answer).information.first());
    ios.zip(android)
        .is_some_and(|(ios, android)| differ(ios, android))
}

/// Sum of scores and weighted duration of the only day.
fn day(answer: &Answer) -> Option<(f64, f64)> {
    match answer {
        Answer::V2 { data, .. } => {
            let day = data.summaries().next()?.day;
            Some((day.score_sum, day.weighted_duration_sum))
        }
        Answer::V1 { .. } => panic!("the difference is one of version 2"),
    }
}

/// Whether two sums of seconds are apart by more than the error of binary fractions.
fn differs(ios: Option<f64>, android: Option<f64>) -> bool {
    ios.zip(android)
        .is_some_and(|(ios, android)| (ios - android).abs() > 1e-6)
}
