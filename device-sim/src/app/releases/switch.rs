//! Switching single columns of a release: how a scenario puts a defect into an app, or takes one away.

use serde_json::{Map, Value, json};
use testbed::switch::{self, Alternative, Mutants, SwitchError};

use super::super::behaviour::Api;
use super::{RELEASES, Release};

impl Release {
    /// This release with some columns switched: all of them, or none.
    pub(crate) fn switched(&self, changes: &Map<String, Value>) -> Result<Self, SwitchError> {
        let switched = switch::switched(self, changes)?;
        // The name of a row is no column of it.
        let version = self.version;
        Ok(Self { version, ..switched })
    }
}

/// Whether every release can be switched like this; which columns there are and what they can say is the same for all.
pub fn check_app_columns(changes: &Map<String, Value>) -> Result<(), SwitchError> {
    let [first, ..] = &RELEASES;
    first.switched(changes).map(|_switched| ())
}

/// The mutants of the release of this version with some columns switched already; `None`: there is no such release.
pub fn app_mutants(version: &str, switched: &Map<String, Value>) -> Option<Result<Mutants, SwitchError>> {
    let release = Release::find(version)?;
    Some(release.switched(switched).and_then(|release| {
        // Not the neighbours alone: a check every other day breaks the promise of one a day.
        let rarely = |work| {
            let mut work = switch::columns(&work)?;
            work.insert("runs".to_owned(), json!({"every_hours": 48}));
            Ok::<_, SwitchError>(Value::Object(work))
        };
        let more = [("background_on_android", rarely(release.background_on_android)?)];
        Mutants::of(&release, more, |alternative| inert(&release, alternative))
    }))
}

/// Why an alternative leaves a release as it is.
fn inert(release: &Release, alternative: &Alternative) -> Option<&'static str> {
    let changed = |member: &str| alternative.from.get(member) != alternative.to.get(member);
    let column = alternative.column.as_str();
    match column {
        "background_on_ios" | "background_on_android" if changed("name") => {
            Some("a switched column is that of every release, and only names that differ do anything")
        }
        "background_on_ios" if changed("runs") && alternative.to["runs"] != "never" => {
            Some("iOS decides when the work runs, whatever the app asks for")
        }
        "background_on_ios" | "background_on_android"
            if changed("runs") && alternative.to["runs"]["every_hours"] == 0 =>
        {
            Some("no system runs work without a pause: it counts as every hour")
        }
        "region_loop" if release.regions.codes().len() < 2 => Some("after the only region none follows"),
        "details" | "kept" | "fallback" if release.api != Api::V1 => {
            Some("it belongs to version 1 of the API, which this release does not use")
        }
        "rated_days" | "rated_windows" | "equal_windows" if release.api != Api::V2 => {
            Some("it belongs to version 2 of the API, which this release does not use")
        }
        _ if release.api == Api::None && OF_REGISTRATION_AND_CHECK.contains(&column) => {
            Some("this release neither registers nor checks")
        }
        _ => None,
    }
}

/// What only a release does that registers and checks.
const OF_REGISTRATION_AND_CHECK: [&str; 27] = [
    "android_rolling_period",
    "answers",
    "attempts",
    "attestation_attempts",
    "attested_keys",
    "completion",
    "contact_dates",
    "count_unit",
    "cursor",
    "dialogs",
    "display",
    "exports_exposures",
    "failed_file",
    "failed_list",
    "failed_run",
    "form_checks",
    "guidance",
    "keys",
    "no_keys",
    "overlapping",
    "own_notification",
    "re_entry",
    "refused_keys",
    "region_loop",
    "regions",
    "register_button",
    "required_state",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn changes(value: &Value) -> Map<String, Value> {
        value.as_object().unwrap().clone()
    }

    #[test]
    fn a_release_is_switched_by_column_and_keeps_its_version() {
        let release = Release::find("1.2.4").unwrap();
        let switched = release
            .switched(&changes(&json!({"display": "unlimited"})))
            .unwrap();
        // Display is the only thing in which 1.2.4 and its sister of iPhones differ from 1.2.2 on iOS.
        assert_eq!(switched.version, "1.2.4");
        assert_eq!(
            Release {
                display: release.display,
                ..switched
            },
            *release
        );
        assert_ne!(switched, *release);
    }

    #[test]
    fn every_release_is_read_back_from_its_own_columns() {
        for release in &RELEASES {
            let columns = switch::columns(release).unwrap();
            assert_eq!(
                release.switched(&columns).unwrap(),
                *release,
                "{}",
                release.version
            );
        }
    }

    #[test]
    fn unknown_columns_and_values_are_named_with_the_known_ones() {
        let unknown = check_app_columns(&changes(&json!({"displays": "unlimited"}))).unwrap_err();
        assert!(unknown.to_string().contains("display, "), "{unknown}");
        let impossible = check_app_columns(&changes(&json!({"display": "never"}))).unwrap_err();
        assert!(impossible.to_string().contains("`fifteen_days`"), "{impossible}");
    }

    #[test]
    fn mutants_change_one_column_of_a_release_and_say_what_it_says_now() {
        let mutants = app_mutants("1.2.4", &Map::new()).unwrap().unwrap();
        let display: Vec<&Alternative> = mutants
            .alive
            .iter()
            .filter(|mutant| mutant.column == "display")
            .collect();
        let [display] = display.as_slice() else {
            panic!("{display:?}");
        };
        assert_eq!(
            (&display.from, &display.to),
            (&json!("fifteen_days"), &json!("unlimited"))
        );
        let left_out = mutants.left_out.iter().map(|(mutant, _)| mutant.column.as_str());
        assert!(left_out.into_iter().any(|column| column == "rated_days"));
        let release = Release::find("1.2.4").unwrap();
        for mutant in &mutants.alive {
            let change = Map::from_iter([(mutant.column.clone(), mutant.to.clone())]);
            assert_ne!(release.switched(&change).unwrap(), *release, "{mutant:?}");
        }
        assert!(app_mutants("9.9.9", &Map::new()).is_none());
    }
}
