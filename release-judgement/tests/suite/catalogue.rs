//! The catalogue: that the one in `requirements/` is complete, and that a wrong one is refused with its place.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use evidence::ChangeKind;
use release_judgement::{Catalogue, CatalogueError, Coverage, Force};

use crate::support;

fn requirements_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../requirements")
}

/// Reads a folder with one file, `wrong.toml`, and gives the error without the folder's name.
fn refused(toml: &str) -> (CatalogueError, String) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("wrong.toml"), toml).unwrap();
    let error = Catalogue::read(folder.path()).unwrap_err();
    let text = error
        .to_string()
        .replace(&format!("{}/", folder.path().display()), "");
    (error, text)
}

fn requirement(id: &str, more: &str) -> String {
    format!(
        "[[requirement]]\nid = \"{id}\"\nja = \"文\"\nen = \"sentence\"\nsource = \"報告書\"\n\
         force = \"mandatory\"\nplatforms = [\"both\"]\n{more}\n"
    )
}

#[test]
fn the_catalogue_holds_every_requirement_and_every_defect() {
    let catalogue = Catalogue::read(&requirements_folder()).unwrap();
    // ア12, イ11 to イ15, ウ14 to ウ17 and エ12 to エ14 come from reports of the field and from the history of the sources.
    let expected: Vec<String> = [("ア", 12), ("イ", 15), ("ウ", 17), ("エ", 14), ("判", 12)]
        .iter()
        .flat_map(|(phase, last)| (1..=*last).map(move |number| format!("{phase}{number}")))
        .collect();
    let ids: Vec<String> = catalogue
        .requirements()
        .map(|requirement| requirement.id.to_string())
        .collect();
    assert_eq!(ids, expected);
    let defects: Vec<&str> = catalogue
        .defects()
        .iter()
        .map(|defect| defect.id.as_str())
        .collect();
    let expected: Vec<String> = (1..=73).map(|number| format!("D{number}")).collect();
    assert_eq!(defects, expected);
}

#[test]
fn what_no_document_promises_is_informative_and_nothing_else_is() {
    let catalogue = Catalogue::read(&requirements_folder()).unwrap();
    let informative: Vec<String> = catalogue
        .requirements()
        .filter(|requirement| requirement.force == Force::Informative)
        .map(|requirement| requirement.id.to_string())
        .collect();
    assert_eq!(
        informative,
        [
            "ア12", "イ11", "イ12", "イ13", "イ14", "イ15", "ウ14", "ウ15", "ウ16", "ウ17", "エ12", "エ13",
            "エ14"
        ]
    );
}

#[test]
fn each_requirement_stands_in_the_file_of_its_phase() {
    for entry in fs::read_dir(requirements_folder()).unwrap() {
        let path = entry.unwrap().path();
        let phase = path
            .file_name()
            .unwrap()
            .to_str()
            .unwrap()
            .chars()
            .next()
            .unwrap();
        let text = fs::read_to_string(&path).unwrap();
        for line in text.lines().filter_map(|line| line.strip_prefix("id = \"")) {
            let belongs = line.starts_with(phase) || (phase == 'd' && line.starts_with('D'));
            assert!(belongs, "{}: {line}", path.display());
        }
    }
}

/// The requirements for which the first version has no scenario, and those that the judgement itself ensures.
#[test]
fn the_gaps_are_those_that_are_known() {
    let catalogue = Catalogue::read(&requirements_folder()).unwrap();
    let with = |which: fn(&Coverage) -> bool| {
        let requirements = catalogue.requirements();
        let found = requirements.filter(|requirement| which(&requirement.coverage));
        found
            .map(|requirement| requirement.id.to_string())
            .collect::<BTreeSet<_>>()
    };
    let set = |ids: &[&str]| ids.iter().map(ToString::to_string).collect::<BTreeSet<_>>();
    assert_eq!(
        with(|coverage| matches!(coverage, Coverage::Untested(_))),
        set(&[])
    );
    assert_eq!(
        with(|coverage| matches!(coverage, Coverage::Mechanism(_))),
        set(&[
            "判1", "判2", "判3", "判4", "判5", "判6", "判7", "判9", "判11", "判12"
        ])
    );
}

/// 報告書 4(1)③: a test pattern per kind of change, and a stated range of phones.
#[test]
fn every_kind_of_change_has_a_test_pattern_and_every_operating_system_a_range() {
    let catalogue = Catalogue::read(&requirements_folder()).unwrap();
    let kinds: Vec<ChangeKind> = catalogue
        .test_patterns()
        .iter()
        .map(|pattern| pattern.change)
        .collect();
    assert_eq!(kinds, ChangeKind::ALL);
    let ranges: Vec<&str> = catalogue
        .phone_ranges()
        .iter()
        .map(|range| range.platform.name())
        .collect();
    assert_eq!(ranges, ["iOS", "Android"]);
}

#[test]
fn d6_is_the_defect_of_1_1_4_to_1_2_1_on_android() {
    let catalogue = Catalogue::read(&requirements_folder()).unwrap();
    let d6 = catalogue
        .defects()
        .iter()
        .find(|defect| defect.id == "D6")
        .unwrap();
    assert_eq!(d6.releases, ["1.1.4", "1.1.5", "1.2.0", "1.2.1"]);
    let platforms: Vec<&str> = d6.platforms.iter().map(|platform| platform.name()).collect();
    assert_eq!(platforms, ["Android"]);
}

#[test]
fn a_requirement_is_found_by_its_name() {
    let catalogue = support::catalogue();
    assert!(catalogue.contains("ウ1"));
    assert!(!catalogue.contains("ウ2"));
    assert!(!catalogue.contains("要件"));
}

#[test]
fn a_syntax_error_is_shown_with_line_and_column() {
    let (error, text) = refused("[[requirement]]\nid = \"ウ1\nja = \"文\"\n");
    assert!(matches!(error, CatalogueError::Form { .. }));
    assert!(text.starts_with("wrong.toml:2:"), "{text}");
}

#[test]
fn an_unknown_field_is_refused() {
    let (error, text) = refused(&requirement("ウ1", "owner = \"誰か\""));
    assert!(matches!(error, CatalogueError::Form { .. }));
    assert!(
        text.starts_with("wrong.toml:8:1: unknown field `owner`"),
        "{text}"
    );
}

#[test]
fn an_unknown_platform_is_refused() {
    let (error, text) = refused(&requirement("ウ1", "").replace("both", "Symbian"));
    assert!(matches!(error, CatalogueError::Form { .. }));
    assert!(
        text.starts_with("wrong.toml:7:14: unknown variant `Symbian`"),
        "{text}"
    );
}

#[test]
fn a_malformed_id_is_refused() {
    let (error, text) = refused(&requirement("オ1", ""));
    assert!(matches!(error, CatalogueError::Form { .. }));
    assert!(
        text.starts_with("wrong.toml:2:6: `オ1` names no requirement"),
        "{text}"
    );
}

#[test]
fn a_requirement_that_stands_twice_is_refused_with_both_places() {
    let twice = requirement("ウ1", "") + &requirement("ウ1", "");
    let (error, text) = refused(&twice);
    assert!(matches!(error, CatalogueError::Duplicate { .. }));
    assert!(
        text.starts_with("wrong.toml:10:6: ウ1 already stands in wrong.toml:2:6"),
        "{text}"
    );
}

#[test]
fn a_requirement_that_is_verified_and_untested_at_once_is_refused() {
    let (error, text) = refused(&requirement(
        "判1",
        "verified_by = \"照合\"\nuntested_because = \"理由\"",
    ));
    assert!(matches!(error, CatalogueError::VerifiedAndUntested { .. }));
    assert!(text.starts_with("wrong.toml:2:6: 判1 has both"), "{text}");
}

#[test]
fn a_requirement_on_the_chain_cannot_escape_its_scenarios() {
    let (error, text) = refused(&requirement("ウ1", "verified_by = \"照合\""));
    assert!(matches!(error, CatalogueError::MechanismForChain { .. }));
    assert!(
        text.starts_with("wrong.toml:2:6: ウ1 is checked by scenarios"),
        "{text}"
    );
}

#[test]
fn an_empty_reason_is_no_reason() {
    let (error, text) = refused(&requirement("ウ1", "untested_because = \" \""));
    assert!(matches!(
        error,
        CatalogueError::Blank {
            field: "untested_because",
            ..
        }
    ));
    assert!(
        text.starts_with("wrong.toml:8:20: ウ1: `untested_because` is empty"),
        "{text}"
    );
}

#[test]
fn a_requirement_without_a_platform_is_refused() {
    let (error, text) = refused(&requirement("ウ1", "").replace("\"both\"", ""));
    assert!(matches!(
        error,
        CatalogueError::Blank {
            field: "platforms",
            ..
        }
    ));
    assert!(text.starts_with("wrong.toml:7:13:"), "{text}");
}

#[test]
fn a_defect_that_names_an_unknown_requirement_is_refused() {
    let (error, text) = refused(&support::CATALOGUE.replace("[\"ウ1\", \"エ1\"]", "[\"ウ1\", \"エ9\"]"));
    assert!(matches!(error, CatalogueError::UnknownRequirement { .. }));
    assert!(text.contains("D6 names the requirement エ9"), "{text}");
}

#[test]
fn a_folder_without_requirements_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let error = Catalogue::read(folder.path()).unwrap_err();
    assert!(matches!(error, CatalogueError::Empty { .. }));
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    let error = Catalogue::read(Path::new("/nowhere/requirements")).unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("/nowhere/requirements: cannot be read: "),
        "{error}"
    );
}

#[test]
fn a_defect_says_in_which_part_of_which_base_it_is_put() {
    let base = "\n[[proof_base]]\nname = \"1.2.4 mended\"\nrelease = \"1.2.4\"\nja = \"理由\"\nen = \"Why\"\n\
                switch = { server = { export_start = \"at_or_after\" } }\n";
    let with = support::CATALOGUE.to_owned()
        + "switch = { app = { kept = \"every\" }, os = { files_read = \"first\" } }\non = \"1.2.4 mended\"\n"
        + base;
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("right.toml"), &with).unwrap();
    let catalogue = Catalogue::read(folder.path()).unwrap();
    let defect = catalogue.defects().last().unwrap();
    let switch = defect.switch.as_ref().unwrap();
    assert_eq!(switch.app["kept"], "every");
    assert_eq!(switch.os["files_read"], "first");
    assert!(switch.server.is_empty() && switch.hersys.is_empty() && switch.parameters.is_empty());
    assert_eq!(defect.on.as_deref(), Some("1.2.4 mended"));
    let base = &catalogue.proof_bases()[0];
    assert_eq!(
        (base.name.as_str(), base.release.as_str()),
        ("1.2.4 mended", "1.2.4")
    );
    assert_eq!(
        base.switch.as_ref().unwrap().server["export_start"],
        "at_or_after"
    );
}

#[test]
fn a_base_that_is_not_there_and_a_switch_that_changes_nothing_are_refused() {
    let (error, text) = refused(
        &(support::CATALOGUE.to_owned() + "switch = { app = { kept = \"every\" } }\non = \"1.2.4 mended\"\n"),
    );
    assert!(matches!(error, CatalogueError::UnknownProofBase { .. }));
    assert!(text.contains("is put into \"1.2.4 mended\""), "{text}");
    let (error, _) = refused(&(support::CATALOGUE.to_owned() + "switch = {}\n"));
    assert!(matches!(error, CatalogueError::Blank { field: "switch", .. }));
    let (error, text) = refused(&(support::CATALOGUE.to_owned() + "switch = { phone = {} }\n"));
    assert!(matches!(error, CatalogueError::Form { .. }));
    assert!(text.contains("`phone`"), "{text}");
}
