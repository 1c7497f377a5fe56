//! `docs/platform-differences.md`.

use super::contact::{ATTENUATIONS_DB, DAYS, LEVELS, SCANS};
use super::grid::CELLS;
use super::{assumptions, decisions, sender, told_apart, two_contacts, violations};

/// How the file is written anew.
pub(super) const COMMAND: &str = "ICHIREN_WRITE_DOCS=1 cargo test -p device-sim platform_differences";

/// The whole file.
pub(super) fn text() -> String {
    let list = |values: Vec<String>| values.join(", ");
    let cells = CELLS.len();
    let attenuations = list(ATTENUATIONS_DB.iter().map(u8::to_string).collect());
    let levels = list(LEVELS.iter().map(u8::to_string).collect());
    let days = list(DAYS.iter().map(i64::to_string).collect());
    let scans: Vec<String> = SCANS
        .iter()
        .map(|scans| {
            let (name, every, first) = (scans.name, scans.every_seconds, scans.first_after_seconds);
            format!("  * **{name}** every {every} s, the first time {first} s after the contact began;")
        })
        .collect();
    let scans = scans.join("\n");
    format!(
        "\
# Where iOS and Android judge the same contact differently

<!-- Generated; do not edit. To write it anew: {COMMAND} -->

What each release of COCOA does with a contact, computed with the code that the simulated phones use, beside what was
promised. Written by the tests in `device-sim/src/app/check/platform_differences/`, which fail when this page is out of
date.

## What is compared

One contact at one attenuation with one key, one check; the parameters of the day; {cells} cells per release and
operating system:

* attenuation {attenuations} dB;
* each minute up to 30, then every fifth up to 60, beginning on a full minute;
* when the receiver scans:
{scans}
* transmission risk level {levels};
* {days} days from contact to check, which make no difference anywhere.

Phones scan every 150 to 300 s. Of regular scans B is the worst for version 1 of the API, C for version 2 beyond 46 dB
(up to 46 dB it is every 264 s: 27 minutes). COCOA's server published level 0 until 2021-02-18 and 4 from then on. 3.0.0
judges nothing; 1.1.0 is not known to have been in a store.

## Who is told

`15 / 21 / 19`: from 15 minutes on with scans A, 21 with B, 19 with C.

{decisions}
1.1.4 to 1.2.1 met level 0: silent on Android (報告書 2(4)②). Level 4 made both alike.

Both systems measure a contact by its scans. In version 1 the reported duration is last minus first scan plus 5 minutes,
rounded to 5 minutes, half down, and must be above 15: so a promise of 15 minutes can take 21.

## Where a promise is broken

Promised (報告書 2(4)①, 利用規約 第2条): about 1 m (51 dB) or less for 15 minutes or more is told, that is notified and
listed; 8 m (73 dB) or more, or 5 minutes or less, is not; nothing in between. Cells are summed over levels and days.

* Level 8 hangs on an assumption (below), and COCOA never published it.
* From 2022-04-07 version 1 has no score in the first two elements, on purpose: it mutes outdated keys.
* In version 2 a second up to 46 dB weighs 1.0, up to 60 dB 2.5: the nearest contact is told last, which COCOA accepted.

{violations}
## What the operating systems tell differently

Level 4. Android also tells the minutes near, in the middle and far, where iOS tells seconds; both stop at 30 minutes.

{told_apart}
## A close contact and a far one in one check

30 minutes at 51 dB, and 30 minutes at 80 dB with another person; level 4. One entry is right.

{two_contacts}
2.x stores equal windows once: 60 minutes without any change, with scans A, are listed as 35.

## What hangs on an assumption

Settings of [assumptions.md](assumptions.md) with another value, and which outcomes change.

{assumptions}
## The sender

The sender's operating system shows in transmit power and confidence alone. The attenuation that the receiver computes
is the same for both, and no rule of COCOA reads the confidence. What differs is up to where a sender is heard, when a
contact is stated by distance:

{sender}
So 1.0.0 to 1.1.3 notify of an iPhone at 80 dB and not of an Android phone there.
",
        decisions = decisions::table(),
        violations = violations::table(),
        told_apart = told_apart::table(),
        two_contacts = two_contacts::table(),
        assumptions = assumptions::table(),
        sender = sender::table(),
    )
}
