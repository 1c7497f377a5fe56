//! Drawing a population: who has which phone, who falls ill and registers, who meets whom, how near and for how long.
//!
//! The official documents promise something for about a metre and a quarter of an hour, and nothing exact around it
//! (Q&A Q6, 利用規約 第9条2). So a drawn contact is either well within that (at most a metre, 40 minutes or more) or
//! misses it by one thing, and clearly: three metres for an hour, a metre for five minutes, days before the infectious
//! period, or with someone who never registers.

use exposure_notification::Platform;
use rand::seq::SliceRandom as _;
use rand::{Rng, RngExt as _};
use testbed::seed::Seed;

use super::air;

/// How many people of each operating system come close to a positive person, and how many do not.
const CLOSE_PER_PLATFORM: usize = 24;
const OTHERS_PER_PLATFORM: usize = 24;
/// Every so many people never open the app: who is to be notified must not depend on it.
const ONE_IN_NEVER_OPENS: usize = 4;
/// On which days after the start positive persons register, one person a day: the later ones have used their phones
/// for more than fourteen days by then.
const REGISTRATION_DAYS: [u32; 6] = [9, 10, 11, 12, 15, 16];
/// When everything is over: the last keys were published two midnights ago.
pub(super) const LAST_DAY: u32 = 18;
/// The infectious period begins so many days before the onset (about two days before it: COCOA since 1.2.1).
const INFECTIOUS_BEFORE_ONSET: u32 = 2;
/// A contact before the infectious period is so many days before the onset at the least.
const CLEARLY_BEFORE_ONSET: u32 = 5;
/// The oldest contact that is looked for, in days before the registration: keys of fourteen days are kept.
const OLDEST_CONTACT: u32 = 12;

/// Everybody, and who meets whom.
#[derive(Debug, Clone, PartialEq)]
pub struct Population {
    /// Those who fall ill.
    pub positives: Vec<Positive>,
    /// Those who may be notified.
    pub people: Vec<Person>,
    /// Every encounter of a positive person with another.
    pub encounters: Vec<Encounter>,
}

/// A person who falls ill. Days count from the start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Positive {
    /// The name, which is that of the phone.
    pub name: String,
    /// The phone's operating system.
    pub platform: Platform,
    /// The day of onset.
    pub onset_day: u32,
    /// The day on which the person gets a processing number and registers with it; `None`: never does.
    pub registers_on: Option<u32>,
}

/// A person who may be notified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The name, which is that of the phone; it says nothing of what happens to the person.
    pub name: String,
    /// The phone's operating system.
    pub platform: Platform,
    /// The days on which the person opens the app, the last day always among them; empty for who never does.
    pub opens_on: Vec<u32>,
}

/// A contact, of which the phones hear samples.
#[derive(Debug, Clone, PartialEq)]
pub struct Encounter {
    /// The positive person, as an index.
    pub positive: usize,
    /// The other, as an index.
    pub person: usize,
    /// The day after the start.
    pub day: u32,
    /// When on that day, in minutes after 10:00 in Japan; over before the day key changes at 9:00.
    pub minute: u32,
    /// How far apart.
    pub metres: f64,
    /// For how long.
    pub minutes: u32,
    /// What both phones measure.
    pub attenuation_db: u8,
    /// When both phones hear each other, in seconds after the beginning.
    pub heard_after_seconds: Vec<u32>,
}

/// What happens to a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// At most a metre for 40 minutes or longer, in the infectious period of someone who registers.
    Close,
    /// The same, but three metres away.
    ThreeMetres,
    /// The same, but ten metres away.
    TenMetres,
    /// The same, but for five minutes.
    FiveMinutes,
    /// The same, but days before the infectious period.
    BeforeInfectious,
    /// The same, but with someone who never registers.
    NeverRegistered,
    /// Meets nobody who falls ill.
    Nobody,
}

impl Fate {
    const OTHERS: [Self; 6] = [
        Self::ThreeMetres,
        Self::TenMetres,
        Self::FiveMinutes,
        Self::BeforeInfectious,
        Self::NeverRegistered,
        Self::Nobody,
    ];
}

impl Population {
    /// The population of a seed.
    pub fn draw(seed: u64) -> Self {
        let mut chance = Seed::from_number(seed).derive("population").rng();
        let positives = positives(&mut chance);
        let (mut people, mut encounters) = (Vec::new(), Vec::new());
        for platform in [Platform::Ios, Platform::Android] {
            for (number, fate) in fates(&mut chance).into_iter().enumerate() {
                if fate != Fate::Nobody {
                    encounters.push(encounter(fate, people.len(), &positives, &mut chance));
                }
                people.push(Person {
                    name: format!("{platform}-{:02}", number + 1),
                    platform,
                    opens_on: Vec::new(),
                });
            }
        }
        let mut population = Self {
            positives,
            people,
            encounters,
        };
        population.draw_openings(&mut chance);
        population
    }

    /// Whether this person, as an index, came close to someone who registered: at most a metre, for a quarter of an hour
    /// or longer, in the infectious period.
    pub fn is_close_contact(&self, person: usize) -> bool {
        self.encounters.iter().any(|encounter| {
            encounter.person == person
                && encounter.metres <= 1.0
                && encounter.minutes >= 15
                && self.positives.get(encounter.positive).is_some_and(|positive| {
                    let infectious_from = positive.onset_day.saturating_sub(INFECTIOUS_BEFORE_ONSET);
                    positive
                        .registers_on
                        .is_some_and(|registers_on| (infectious_from..registers_on).contains(&encounter.day))
                })
        })
    }

    /// Among those who came close and among those who did not, on each operating system, one in four never opens the app.
    fn draw_openings(&mut self, chance: &mut impl Rng) {
        for platform in [Platform::Ios, Platform::Android] {
            for close in [true, false] {
                let alike = |index: &usize| {
                    self.people[*index].platform == platform && self.is_close_contact(*index) == close
                };
                let mut alike: Vec<usize> = (0..self.people.len()).filter(alike).collect();
                alike.shuffle(chance);
                let never = alike.len() / ONE_IN_NEVER_OPENS;
                for index in alike.into_iter().skip(never) {
                    self.people[index].opens_on = openings(chance);
                }
            }
        }
    }
}

/// One of each operating system never registers; of the others, both register by turns.
fn positives(chance: &mut impl Rng) -> Vec<Positive> {
    let platforms = [Platform::Ios, Platform::Android];
    let mut registering: Vec<Platform> = platforms
        .into_iter()
        .cycle()
        .take(REGISTRATION_DAYS.len())
        .collect();
    registering.shuffle(chance);
    let mut falls_ill = |number: usize, platform, day: u32, registers_on| Positive {
        name: format!("positive-{}", number + 1),
        platform,
        onset_day: day - chance.random_range(2..=3),
        registers_on,
    };
    let mut positives = Vec::new();
    for (platform, day) in registering.into_iter().zip(REGISTRATION_DAYS) {
        positives.push(falls_ill(positives.len(), platform, day, Some(day)));
    }
    for (platform, day) in platforms.into_iter().zip(REGISTRATION_DAYS) {
        positives.push(falls_ill(positives.len(), platform, day, None));
    }
    positives
}

/// What happens to the people of one operating system, in the order of their names.
fn fates(chance: &mut impl Rng) -> Vec<Fate> {
    let close = std::iter::repeat_n(Fate::Close, CLOSE_PER_PLATFORM);
    let others = Fate::OTHERS.into_iter().cycle().take(OTHERS_PER_PLATFORM);
    let mut fates: Vec<Fate> = close.chain(others).collect();
    fates.shuffle(chance);
    fates
}

fn encounter(fate: Fate, person: usize, positives: &[Positive], chance: &mut impl Rng) -> Encounter {
    let registers = fate != Fate::NeverRegistered;
    let candidates: Vec<usize> = (0..positives.len())
        .filter(|index| positives[*index].registers_on.is_some() == registers)
        .collect();
    let positive = candidates[chance.random_range(0..candidates.len())];
    let Positive {
        onset_day,
        registers_on,
        ..
    } = positives[positive];
    let day = if fate == Fate::BeforeInfectious {
        let oldest = registers_on
            .unwrap_or(onset_day)
            .saturating_sub(OLDEST_CONTACT)
            .max(1);
        chance.random_range(oldest..=onset_day - CLEARLY_BEFORE_ONSET)
    } else {
        // From the day before the onset to the day after it: a day clear of the border, and before any registration.
        chance.random_range(onset_day - 1..=onset_day + 1)
    };
    let metres = match fate {
        Fate::ThreeMetres => 3.0,
        Fate::TenMetres => 10.0,
        _ => f64::from(chance.random_range(5_u8..=10)) / 10.0,
    };
    let minutes = match fate {
        Fate::FiveMinutes => 5,
        Fate::ThreeMetres => 60,
        _ => [40, 50, 60, 90][chance.random_range(0..4)],
    };
    Encounter {
        positive,
        person,
        day,
        minute: chance.random_range(0..600),
        metres,
        minutes,
        attenuation_db: air::attenuation_db(metres, chance),
        heard_after_seconds: air::scans(minutes, chance),
    }
}

/// Every two to four days, and on the last one.
fn openings(chance: &mut impl Rng) -> Vec<u32> {
    let mut days = Vec::new();
    let mut next = chance.random_range(1..=4);
    while next < LAST_DAY {
        days.push(next);
        next += chance.random_range(2..=4);
    }
    days.push(LAST_DAY);
    days
}

#[cfg(test)]
mod tests;
