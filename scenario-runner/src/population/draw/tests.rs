//! The drawing, for any seed.

use proptest::prelude::*;

use super::*;

fn of_platform(population: &Population, platform: Platform) -> [usize; 2] {
    let here = |index: &usize| population.people[*index].platform == platform;
    let people: Vec<usize> = (0..population.people.len()).filter(here).collect();
    let close = people
        .iter()
        .filter(|index| population.is_close_contact(**index))
        .count();
    [close, people.len() - close]
}

#[test]
fn the_same_seed_gives_the_same_people_and_another_others() {
    assert_eq!(Population::draw(7), Population::draw(7));
    assert_ne!(Population::draw(7).encounters, Population::draw(8).encounters);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_operating_system_has_enough_of_both(seed: u64) {
        let population = Population::draw(seed);
        for platform in [Platform::Ios, Platform::Android] {
            prop_assert_eq!(of_platform(&population, platform), [24, 24]);
        }
    }

    /// Clear of 63 dB (version 1) and of 60 and 65 dB (version 2), of 15 minutes, and of the border of the period.
    #[test]
    fn the_truth_of_everybody_is_clear_cut(seed: u64) {
        let population = Population::draw(seed);
        for encounter in &population.encounters {
            let positive = &population.positives[encounter.positive];
            let near = encounter.attenuation_db <= 55;
            let heard = encounter.heard_after_seconds.last().copied().unwrap_or(0);
            prop_assert!(near || encounter.attenuation_db >= 66, "{encounter:?}");
            prop_assert!(encounter.minutes == 5 || heard >= 30 * 60, "{encounter:?}");
            prop_assert!(!encounter.heard_after_seconds.is_empty());
            prop_assert!(encounter.minute + encounter.minutes < 23 * 60);
            let (day, onset) = (encounter.day, positive.onset_day);
            prop_assert!(day + 1 >= onset || day + 5 <= onset, "{encounter:?} {positive:?}");
            if let Some(registers_on) = positive.registers_on {
                prop_assert!(day < registers_on && day + 12 >= registers_on, "{encounter:?} {positive:?}");
            }
            let close = near && encounter.minutes >= 40 && day + 1 >= onset && positive.registers_on.is_some();
            prop_assert_eq!(population.is_close_contact(encounter.person), close);
        }
    }

    #[test]
    fn some_never_open_the_app_and_the_others_do_at_the_end(seed: u64) {
        let population = Population::draw(seed);
        let never = population.people.iter().filter(|person| person.opens_on.is_empty()).count();
        prop_assert_eq!(never * ONE_IN_NEVER_OPENS, population.people.len());
        let opening = population.people.iter().filter_map(|person| person.opens_on.last());
        prop_assert!(opening.into_iter().all(|last| *last == LAST_DAY));
    }
}
