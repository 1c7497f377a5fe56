//! What holds for any contact.
//!
//! In version 2 a nearer contact is not always the closer one: up to 46 dB a second weighs 1.0, beyond it 2.5 (COCOA
//! v2.0.0 `configuration.json`, on purpose).

use exposure_notification::{MatchedKey, Platform};
use proptest::prelude::*;

use super::contact::{Contact, SCANS, Scans, checked_at};
use super::grid::releases;
use super::judgement::{Answer, Era, Judge, Outcome};

fn judge(eras: &'static [Era]) -> impl Strategy<Value = (Judge, Era)> {
    let platform = prop_oneof![Just(Platform::Ios), Just(Platform::Android)];
    (platform, prop::sample::select(eras)).prop_map(|(platform, era)| (Judge::new(platform, era), era))
}

fn contact() -> impl Strategy<Value = Contact> {
    let spacing = (150_i64..=300).prop_flat_map(|every| (Just(every), 0..every));
    (any::<u8>(), 0_i64..=90, spacing).prop_map(
        |(attenuation_db, minutes, (every_seconds, first_after_seconds))| Contact {
            attenuation_db,
            minutes,
            scans: Scans {
                name: "any",
                every_seconds,
                first_after_seconds,
            },
        },
    )
}

/// How close the operating system finds a check: the highest score of version 1, the day's of version 2.
fn closeness(answer: &Answer) -> f64 {
    match answer {
        Answer::V1 { evaluation, .. } => f64::from(evaluation.summary.maximum_risk_score_full_range),
        Answer::V2 { data, .. } => data.summaries().map(|summary| summary.day.score_sum).sum(),
    }
}

/// Nothing that the user of any release was told of the first is missing from the second.
fn assert_not_less(
    judge: &Judge,
    era: Era,
    first: &[MatchedKey],
    second: &[MatchedKey],
) -> Result<(), TestCaseError> {
    let now = checked_at(1);
    let [first, second] = [first, second].map(|matched| judge.answer(matched, now));
    let [was, is] = [&first, &second].map(closeness);
    prop_assert!(is >= was - 1e-6, "{} after {}", is, was);
    for release in releases(era) {
        let [first, second] = [&first, &second].map(|answer| answer.outcome(release, now));
        prop_assert!(
            second.notified >= first.notified && second.listed >= first.listed,
            "{}",
            release.version
        );
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn a_longer_contact_is_never_less_close(
        (judge, era) in judge(&[Era::V1, Era::V1From2022, Era::V2]),
        contact in contact(),
        longer_by in 1_i64..=20,
        level in 0_u8..=8,
    ) {
        let longer = Contact { minutes: contact.minutes + longer_by, ..contact };
        assert_not_less(&judge, era, &contact.matched(level), &longer.matched(level))?;
    }

    #[test]
    fn a_nearer_contact_is_never_less_close_in_version_1(
        (judge, era) in judge(&[Era::V1, Era::V1From2022]),
        contact in contact(),
        attenuations in proptest::collection::vec((any::<u8>(), any::<u8>()), 40),
        level in 0_u8..=8,
    ) {
        let (mut farther, mut nearer) = (contact.matched(level), contact.matched(level));
        let pairs = farther.iter_mut().zip(&mut nearer).flat_map(|(farther, nearer)| {
            farther.sightings.iter_mut().zip(&mut nearer.sightings)
        });
        for ((farther, nearer), (first, second)) in pairs.zip(attenuations) {
            farther.attenuation_db = first.max(second);
            nearer.attenuation_db = first.min(second);
        }
        assert_not_less(&judge, era, &farther, &nearer)?;
    }

    #[test]
    fn a_nearer_contact_is_never_less_close_in_version_2_beyond_immediate_distance(
        (judge, era) in judge(&[Era::V2]),
        contact in contact(),
        nearer_db in 47_u8..=255,
    ) {
        let farther = Contact { attenuation_db: contact.attenuation_db.max(nearer_db), ..contact };
        let nearer = Contact { attenuation_db: nearer_db, ..contact };
        assert_not_less(&judge, era, &farther.matched(4), &nearer.matched(4))?;
    }
}

/// Four scans of 300 s: 1200 × 1.0 is below 1350, 1200 × 2.5 is not.
#[test]
fn in_version_2_immediate_distance_weighs_less_than_near() {
    let outcome = |platform, attenuation_db| {
        let contact = Contact {
            attenuation_db,
            minutes: 15,
            scans: SCANS[0],
        };
        let newest = releases(Era::V2).pop().unwrap();
        let answer = Judge::new(platform, Era::V2).answer(&contact.matched(4), checked_at(1));
        answer.outcome(newest, checked_at(1))
    };
    let told = Outcome {
        notified: true,
        listed: 1,
    };
    for platform in [Platform::Ios, Platform::Android] {
        assert_eq!(outcome(platform, 46), Outcome::default(), "{platform}");
        assert_eq!(outcome(platform, 47), told, "{platform}");
    }
}
