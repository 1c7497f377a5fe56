//! What is done to the register.

use std::fs;

use evidence::bundle::AlterationKind::{
    BundleWithoutEntry, NeverEnded, RegisterChainBroken, RegisterCutOff, RegisterLineAltered,
    RegisterLineInserted, RegisterLineRemoved, RegisterLineReordered, RegisterLineUnreadable,
    RegisterMissing, RegisterOfAnotherKey,
};
use evidence::bundle::{AlterationKind, BundleError, Demands, Judging, Register, verify};

use crate::support::{Output, at};

fn kinds(output: &Output) -> Vec<AlterationKind> {
    output.found().into_iter().map(|(kind, _)| kind).collect()
}

#[test]
fn a_removed_line_is_named() {
    let output = Output::with(3);
    let mut lines = output.lines();
    lines.remove(2);
    output.set_lines(&lines);
    assert!(
        output
            .found()
            .contains(&(RegisterLineRemoved, "sequence 3".to_owned()))
    );
    assert!(!kinds(&output).contains(&RegisterLineReordered));
    assert!(
        !kinds(&output).contains(&RegisterChainBroken),
        "what follows is as it was written"
    );
}

#[test]
fn lines_in_another_order_are_named() {
    let output = Output::with(3);
    let mut lines = output.lines();
    lines.swap(2, 3);
    output.set_lines(&lines);
    assert_eq!(output.found(), [(RegisterLineReordered, "line 4".to_owned())]);
}

#[test]
fn an_altered_line_is_named() {
    let output = Output::with(2);
    output.edit("register.jsonl", "NO-GO", "GO");
    assert_eq!(output.found()[0], (RegisterLineAltered, "line 2".to_owned()));
    assert!(!kinds(&output).contains(&RegisterLineRemoved));
    // The judgement has no end that counts any more.
    assert!(kinds(&output).contains(&NeverEnded));
    // Nor may as much as a space be put in.
    let output = Output::with(1);
    output.edit("register.jsonl", ":", ": ");
    assert_eq!(output.found()[0], (RegisterLineAltered, "line 1".to_owned()));
}

#[test]
fn an_unreadable_line_is_named() {
    let output = Output::with(2);
    let mut lines = output.lines();
    lines[1] = "{}".to_owned();
    output.set_lines(&lines);
    assert_eq!(output.found()[0], (RegisterLineUnreadable, "line 2".to_owned()));
    assert!(!kinds(&output).contains(&RegisterLineRemoved));
}

#[test]
fn an_inserted_line_is_named() {
    let output = Output::with(2);
    let mut lines = output.lines();
    lines.insert(3, lines[1].clone());
    output.set_lines(&lines);
    assert_eq!(output.found(), [(RegisterLineInserted, "line 4".to_owned())]);
}

/// A line of somebody else, well signed by a key of their own.
#[test]
fn a_line_of_another_key_counts_for_nothing() {
    let (output, other) = (Output::with(1), Output::new());
    Judging::begin(output.path(), &other.key, "9.9.9", None, at(0)).unwrap();
    assert_eq!(
        output.found(),
        [(RegisterOfAnotherKey, other.key.public().fingerprint())]
    );
}

/// Who holds the key can write another history, and even then not a part of it.
#[test]
fn a_line_written_anew_does_not_fit_its_neighbours() {
    let output = Output::with(2);
    let lines = output.lines();
    fs::remove_file(output.file("register.jsonl")).unwrap();
    Judging::begin(output.path(), &output.key, "1.2.4", Some("別の人"), at(0)).unwrap();
    let mut forged = output.lines();
    // The number follows from the folders, so it is put back by hand: what counts here is the next line.
    forged.extend(lines[1..].iter().cloned());
    output.set_lines(&forged);
    assert!(
        output
            .found()
            .contains(&(RegisterChainBroken, "line 2".to_owned()))
    );
}

#[test]
fn a_register_that_is_gone_is_named() {
    let output = Output::with(1);
    fs::remove_file(output.file("register.jsonl")).unwrap();
    assert_eq!(kinds(&output), [RegisterMissing, BundleWithoutEntry]);
}

/// Nothing inside the folder shows that; a digest kept elsewhere does.
#[test]
fn an_end_that_was_cut_off_is_found_by_the_head_that_was_kept() {
    let output = Output::with(1);
    let head = output.judge().head;
    assert_eq!(Register::of(output.path()).head().unwrap(), Some(head.clone()));
    output.set_lines(&output.lines()[..2]);
    fs::remove_dir_all(output.file("000002-1.2.4")).unwrap();
    assert_eq!(output.found(), []);
    let demands = Demands {
        head: Some(head),
        ..Demands::default()
    };
    let verification = verify(output.path(), &demands).unwrap();
    assert_eq!(verification.alterations[0].kind, RegisterCutOff);
}

#[test]
fn a_judgement_that_never_ended_is_invalid() {
    let output = Output::with(1);
    let judging = output.begin();
    assert_eq!(judging.number(), 2);
    assert_eq!(output.found(), [(NeverEnded, "000002-1.2.4".to_owned())]);
    assert_eq!(output.verify().bundles[1].verdict, "INVALID");
    // The next one does not take its number.
    assert_eq!(output.judge().number, 3);
}

#[test]
fn a_number_is_never_given_twice_although_lines_were_cut_off() {
    let output = Output::with(2);
    output.set_lines(&output.lines()[..2]);
    assert_eq!(output.judge().number, 3);
    assert_eq!(output.found()[0], (BundleWithoutEntry, "000002-1.2.4".to_owned()));
}

#[test]
fn nothing_is_appended_to_half_a_line() {
    let output = Output::with(1);
    let whole = fs::read_to_string(output.file("register.jsonl")).unwrap();
    fs::write(output.file("register.jsonl"), &whole[..whole.len() - 20]).unwrap();
    let refused = Judging::begin(output.path(), &output.key, "1.2.4", None, at(0));
    assert!(
        matches!(refused, Err(BundleError::DamagedRegister { .. })),
        "{refused:?}"
    );
}

#[test]
fn judges_at_once_wait_for_each_other() {
    let output = Output::new();
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| output.judge());
        }
    });
    let verification = output.verify();
    assert!(verification.intact, "{:#?}", verification.alterations);
    assert_eq!(verification.bundles.len(), 8);
}
