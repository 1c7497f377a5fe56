//! Old bundles go, and the register says so.

use std::fs;

use evidence::bundle::AlterationKind::BundleMissing;
use evidence::bundle::retire_oldest;

use crate::support::{Output, at};

#[test]
fn the_oldest_are_deleted_and_nothing_is_amiss() {
    let output = Output::with(3);
    assert_eq!(
        retire_oldest(output.path(), &output.key, 1, at(100)).unwrap(),
        [1, 2]
    );
    assert!(!output.file("000002-1.2.4").exists());
    let verification = output.verify();
    assert!(verification.intact, "{:#?}", verification.alterations);
    let retired: Vec<bool> = verification.bundles.iter().map(|bundle| bundle.retired).collect();
    assert_eq!(retired, [true, true, false]);
    assert_eq!(verification.bundles[0].verdict, "NO-GO");
    assert_eq!(output.judge().number, 4);
}

#[test]
fn one_that_was_deleted_by_hand_is_missing() {
    let output = Output::with(2);
    retire_oldest(output.path(), &output.key, 2, at(100)).unwrap();
    fs::remove_dir_all(output.file("000001-1.2.4")).unwrap();
    assert_eq!(output.found(), [(BundleMissing, "000001-1.2.4".to_owned())]);
}

#[test]
fn what_is_none_of_the_registers_is_left_alone() {
    let output = Output::with(1);
    fs::create_dir(output.file("000000-of-mine")).unwrap();
    assert_eq!(
        retire_oldest(output.path(), &output.key, 0, at(100)).unwrap(),
        [1]
    );
    assert!(output.file("000000-of-mine").exists());
}
