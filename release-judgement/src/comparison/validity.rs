//! Whether two runs of a population can be compared.

use evidence::{
    ComparedPopulations, PersonResult, PopulationResult, Record, ReleaseIdentity, ScenarioPlatform,
};

use crate::Bilingual;

/// The comparison is not there.
pub(super) fn missing(previous: &str) -> Bilingual {
    Bilingual::new(
        format!("前の版{previous}との比較がありません。誰に通知されるかが変わったかどうかがわかりません。"),
        format!(
            "The comparison with release {previous} is missing; nobody knows whether who is notified changed."
        ),
    )
}

/// What stands against it as part of a record.
pub(super) fn objections_to_record(record: &Record, populations: &ComparedPopulations) -> Vec<Bilingual> {
    let mut objections = Vec::new();
    let compared = &populations.previous.name;
    if record.release.previous.as_ref() != Some(compared) {
        let named = record.release.previous.as_deref();
        objections.push(Bilingual::new(
            format!(
                "比べた前の版が{compared}で、リリースのファイルの前の版（{}）と異なります。",
                named.unwrap_or("なし")
            ),
            format!(
                "The comparison is with release {compared}; the release file names {}.",
                named.unwrap_or("none")
            ),
        ));
    }
    if populations.after.seed != record.seed {
        objections.push(Bilingual::new(
            "比較に使った人々が、記録のシードから引いたものではありません。",
            "The people of the comparison were not drawn from the seed of the record.",
        ));
    }
    objections
}

/// What stands against it, whoever asked for it.
pub(super) fn objections(release: &ReleaseIdentity, populations: &ComparedPopulations) -> Vec<Bilingual> {
    let ComparedPopulations {
        previous,
        before,
        after,
    } = populations;
    let mut objections = Vec::new();
    for (identity, result) in [(previous, before), (release, after)] {
        objections.extend(of_run(identity, result));
    }
    if objections.is_empty() {
        objections.extend(of_people(release, before, after));
    }
    objections
}

/// One of the two runs.
fn of_run(identity: &ReleaseIdentity, result: &PopulationResult) -> Vec<Bilingual> {
    let name = &identity.name;
    let mut objections = Vec::new();
    if let Some(error) = &result.error {
        objections.push(Bilingual::new(
            format!("版{name}での比較が、試験環境の異常で終わりませんでした（{error}）。"),
            format!("The harness broke while the population lived through release {name} ({error})."),
        ));
    }
    if result.release != *name {
        let other = &result.release;
        objections.push(Bilingual::new(
            format!("版{name}の比較に、別の版{other}の結果が入っています。"),
            format!("The result for release {name} is one of release {other}."),
        ));
    }
    let deviates = result
        .parameters
        .iter()
        .find(|used| identity.production_digest(used.api_version) != Some(used.digest.as_str()));
    if let Some(used) = deviates {
        let phone = format!("{}（{}）", used.device, used.platform.name());
        objections.push(Bilingual::new(
            format!("版{name}での比較で、{phone}などが本番パラメーターと異なる値で判定しました。"),
            format!("On release {name}, {phone} judged with other than the production parameters."),
        ));
    }
    let notified = result.people.iter().any(|person| person.notified);
    if notified && result.parameters.is_empty() {
        objections.push(Bilingual::new(
            format!("版{name}での比較で、端末が使ったパラメーターが記録にありません。"),
            format!("The record does not say with which parameters the phones of release {name} judged."),
        ));
    }
    objections
}

/// Both must be the same people, and such that a silence would show.
fn of_people(
    release: &ReleaseIdentity,
    before: &PopulationResult,
    after: &PopulationResult,
) -> Vec<Bilingual> {
    let identity = |person: &PersonResult| (person.name.clone(), person.platform, person.close_contact);
    let same = before
        .people
        .iter()
        .map(identity)
        .eq(after.people.iter().map(identity));
    if before.seed != after.seed || !same {
        return vec![Bilingual::new(
            "二つの版を比べた人々が同じではありません。",
            "The people of the two runs are not the same.",
        )];
    }
    let lacks = |platform: &&ScenarioPlatform| {
        [true, false].into_iter().any(|close| {
            let mut people = after.people.iter();
            !people.any(|person| person.platform == **platform && person.close_contact == close)
        })
    };
    let lacking = release.platforms.iter().filter(lacks);
    lacking
        .map(|platform| {
            let platform = platform.name();
            Bilingual::new(
                format!("{platform}：濃厚接触した人とそうでない人の両方がいないため、比較は何も言いません。"),
                format!("{platform}: without both close contacts and others the comparison says nothing."),
            )
        })
        .collect()
}
