//! What differs from the release before and no declared kind of change covers.

use evidence::{ChangeKind, PhonesOfRelease, ReleaseIdentity};

use super::japanese;
use crate::Bilingual;

/// One sentence per difference that nobody declared.
pub(super) fn undeclared(previous: &ReleaseIdentity, release: &ReleaseIdentity) -> Vec<Bilingual> {
    let differences = [
        app(previous, release),
        server(previous, release),
        parameters(previous, release),
        api_or_os(previous, release),
    ];
    let undeclared = differences.into_iter().flatten().filter(|difference| {
        !difference
            .covered_by
            .iter()
            .any(|kind| release.changes.contains(kind))
    });
    undeclared
        .map(|difference| difference.sentence(previous, release))
        .collect()
}

/// Something that is not what it was.
struct Difference {
    ja: &'static str,
    en: &'static str,
    before: String,
    after: String,
    /// The kinds of which one must be declared.
    covered_by: &'static [ChangeKind],
}

impl Difference {
    fn sentence(&self, previous: &ReleaseIdentity, release: &ReleaseIdentity) -> Bilingual {
        let Self {
            ja,
            en,
            before,
            after,
            ..
        } = self;
        let kinds: Vec<String> = self
            .covered_by
            .iter()
            .map(|kind| format!("「{}」（{}）", japanese(*kind), kind.name()))
            .collect();
        let names: Vec<&str> = self.covered_by.iter().map(|kind| kind.name()).collect();
        let declared: Vec<&str> = release.changes.iter().map(|kind| kind.name()).collect();
        Bilingual::new(
            format!(
                "両方：{ja}が前の版{}の{before}から{after}に変わるのに、変更の種類は{}とだけ届け出られ、{}がない。",
                previous.name,
                declared.join("・"),
                kinds.join("も"),
            ),
            format!(
                "both: {en} changes from {before} (release {}) to {after}, and the declared kinds ({}) lack {}.",
                previous.name,
                declared.join(", "),
                names.join(" or "),
            ),
        )
    }
}

fn differing(
    ja: &'static str,
    en: &'static str,
    before: String,
    after: String,
    covered_by: &'static [ChangeKind],
) -> Option<Difference> {
    (before != after).then_some(Difference {
        ja,
        en,
        before,
        after,
        covered_by,
    })
}

/// A text is part of the app, so another version of it may be said to change texts alone.
fn app(previous: &ReleaseIdentity, release: &ReleaseIdentity) -> Option<Difference> {
    let version = |release: &ReleaseIdentity| release.app.to_string();
    differing(
        "アプリの版",
        "the app",
        version(previous),
        version(release),
        &[ChangeKind::App, ChangeKind::TextOnly],
    )
}

fn server(previous: &ReleaseIdentity, release: &ReleaseIdentity) -> Option<Difference> {
    differing(
        "通知サーバーの状態",
        "the state of the notification server",
        previous.server.clone(),
        release.server.clone(),
        &[ChangeKind::Server],
    )
}

/// Two files of the same values are no change of parameters.
fn parameters(previous: &ReleaseIdentity, release: &ReleaseIdentity) -> Option<Difference> {
    let digests = |release: &ReleaseIdentity| {
        (
            release.parameters_digest.clone(),
            release.parameters_digest_v2.clone(),
        )
    };
    (digests(previous) != digests(release)).then(|| Difference {
        ja: "パラメーター",
        en: "the parameters",
        before: previous.parameters.clone(),
        after: release.parameters.clone(),
        covered_by: &[ChangeKind::Parameters],
    })
}

fn api_or_os(previous: &ReleaseIdentity, release: &ReleaseIdentity) -> Option<Difference> {
    let phones = |release: &ReleaseIdentity| {
        let phone = |phones: &PhonesOfRelease| format!("{}（API第{}版）", phones.os, phones.api_version);
        release.phones.iter().map(phone).collect::<Vec<_>>().join("・")
    };
    differing(
        "OSか接触通知のAPIの版",
        "the operating system or the version of the Exposure Notification API",
        phones(previous),
        phones(release),
        &[ChangeKind::ExposureNotificationApi],
    )
}
