//! Contacts of the grid as ranges that a person can read.

use super::contact::{ATTENUATIONS_DB, Contact, SCANS, minutes};

/// `15–20, 25 min`, with ranges of values that are neighbours in the grid.
fn ranges<T: Copy + PartialEq + std::fmt::Display>(grid: &[T], chosen: &[T]) -> Vec<String> {
    let place = |value: &T| grid.iter().position(|other| other == value).unwrap();
    chosen
        .chunk_by(|value, next| place(next) == place(value) + 1)
        .map(|range| match range {
            [single] => single.to_string(),
            _ => format!("{}–{}", range[0], range[range.len() - 1]),
        })
        .collect()
}

/// `≤ 63 dB`, `any dB`, `61–65 dB`: neighbours in the grid.
fn decibels(neighbours: &[u8]) -> String {
    let (first, last) = (neighbours[0], neighbours[neighbours.len() - 1]);
    let (lowest, highest) = (ATTENUATIONS_DB[0], ATTENUATIONS_DB[ATTENUATIONS_DB.len() - 1]);
    match (first == lowest, last == highest) {
        (true, true) => "any dB".to_owned(),
        (true, false) => format!("≤ {last} dB"),
        (false, true) => format!("≥ {first} dB"),
        (false, false) => format!("{} dB", ranges(&ATTENUATIONS_DB, neighbours).join(", ")),
    }
}

/// The attenuations of `chosen` alone: `≤ 46 dB, ≥ 66 dB`.
pub(super) fn attenuations(chosen: &[Contact]) -> String {
    let is_there = |attenuation_db| {
        chosen
            .iter()
            .any(|contact| contact.attenuation_db == attenuation_db)
    };
    let groups = by_attenuation(is_there);
    let texts = groups
        .iter()
        .filter(|(_, there)| *there)
        .map(|(neighbours, _)| decibels(neighbours));
    texts.collect::<Vec<_>>().join(", ")
}

/// Neighbouring attenuations with the same value, in order.
fn by_attenuation<T: PartialEq>(mut value: impl FnMut(u8) -> T) -> Vec<(Vec<u8>, T)> {
    let mut groups: Vec<(Vec<u8>, T)> = Vec::new();
    for attenuation_db in ATTENUATIONS_DB {
        let value = value(attenuation_db);
        match groups.last_mut() {
            Some((attenuations, same)) if *same == value => attenuations.push(attenuation_db),
            _ => groups.push((vec![attenuation_db], value)),
        }
    }
    groups
}

/// From which minute on a contact is among `chosen`, for the scans A / B / C: `≤ 63 dB: 15 / 21 / 20`. `None` when
/// a longer contact is not where a shorter one is.
pub(super) fn from_minute(chosen: &[Contact]) -> Option<String> {
    let mut is_monotone = true;
    let groups = by_attenuation(|attenuation_db| {
        SCANS.map(|scans| {
            let of_scans: Vec<i64> = minutes_of(chosen, |contact| {
                contact.attenuation_db == attenuation_db && contact.scans == scans
            });
            let first = of_scans.first().copied();
            is_monotone &=
                first.is_none_or(|first| minutes().filter(|minutes| *minutes >= first).eq(of_scans));
            first
        })
    });
    let text = |(attenuations, from): &(Vec<u8>, [Option<i64>; 3])| {
        let from =
            from.map(|minutes| minutes.map_or_else(|| "never".to_owned(), |minutes| minutes.to_string()));
        format!("{}: {}", decibels(attenuations), from.join(" / "))
    };
    let groups: Vec<String> = groups
        .iter()
        .filter(|(_, from)| *from != [None; 3])
        .map(text)
        .collect();
    let text = if groups.is_empty() {
        "never".to_owned()
    } else {
        groups.join("; ")
    };
    is_monotone.then_some(text)
}

/// All of `chosen`, for each of the scans: `B: ≤ 51 dB 15–20 min`.
pub(super) fn in_words(chosen: &[Contact]) -> String {
    let all: Vec<i64> = minutes().collect();
    let of_scans = |scans| {
        let groups = by_attenuation(|attenuation_db| {
            minutes_of(chosen, |contact| {
                contact.attenuation_db == attenuation_db && contact.scans == scans
            })
        });
        let texts: Vec<String> = groups
            .iter()
            .filter(|(_, minutes)| !minutes.is_empty())
            .map(|(attenuations, minutes)| {
                let minutes = ranges(&all, minutes).join(", ");
                format!("{} {minutes} min", decibels(attenuations))
            })
            .collect();
        texts.join(", ")
    };
    let mut by_text: Vec<(String, Vec<&str>)> = Vec::new();
    for scans in SCANS {
        let text = of_scans(scans);
        match by_text.iter_mut().find(|(same, _)| *same == text) {
            Some((_, names)) => names.push(scans.name),
            None => by_text.push((text, vec![scans.name])),
        }
    }
    let lines = by_text
        .iter()
        .filter(|(text, _)| !text.is_empty())
        .map(|(text, names)| {
            if names.len() == SCANS.len() {
                text.clone()
            } else {
                format!("{}: {text}", names.join(", "))
            }
        });
    lines.collect::<Vec<_>>().join("; ")
}

fn minutes_of(chosen: &[Contact], is_meant: impl Fn(&Contact) -> bool) -> Vec<i64> {
    chosen
        .iter()
        .filter(|contact| is_meant(contact))
        .map(|contact| contact.minutes)
        .collect()
}

#[test]
fn contacts_become_ranges() {
    let contact = |scans: usize, attenuation_db, minutes| Contact {
        attenuation_db,
        minutes,
        scans: SCANS[scans],
    };
    let mut chosen: Vec<Contact> = Vec::new();
    for attenuation_db in [40, 46] {
        chosen.extend([29, 30, 35, 40, 45, 50, 55, 60].map(|minutes| contact(0, attenuation_db, minutes)));
    }
    assert_eq!(
        from_minute(&chosen).as_deref(),
        Some("≤ 46 dB: 29 / never / never")
    );
    assert_eq!(in_words(&chosen), "A: ≤ 46 dB 29–60 min");

    let single = [
        contact(0, 80, 3),
        contact(1, 80, 3),
        contact(2, 80, 3),
        contact(2, 80, 5),
    ];
    assert_eq!(from_minute(&single), None);
    assert_eq!(in_words(&single), "A, B: ≥ 80 dB 3 min; C: ≥ 80 dB 3, 5 min");
    assert_eq!(from_minute(&[]).as_deref(), Some("never"));
    assert_eq!(
        attenuations(&[contact(0, 40, 3), contact(0, 80, 3), contact(2, 80, 3)]),
        "≤ 40 dB, ≥ 80 dB"
    );
}
