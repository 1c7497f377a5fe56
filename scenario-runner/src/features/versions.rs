//! Which versions of the app a scenario concerns: `@版-1.2.0以降`, `@版-2.0.1まで`.
//!
//! A scenario that does not concern a release is left out of its plan, and the record says why.

use evidence::AppVersion;

/// The tags that name versions.
const VERSION_TAG: &str = "版-";
const SINCE: &str = "以降";
const UNTIL: &str = "まで";

/// The versions from the first to the last, both included.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct ConcernedVersions {
    since: Option<AppVersion>,
    until: Option<AppVersion>,
}

impl ConcernedVersions {
    /// What the tags of a scenario, of its rule and of its feature say together: the narrowest.
    pub(super) fn of_tags(tags: &[String]) -> Self {
        tags.iter()
            .filter_map(|tag| Self::of_tag(tag))
            .fold(Self::default(), |all, one| Self {
                since: all.since.max(one.since),
                until: match (all.until, one.until) {
                    (Some(all), Some(one)) => Some(all.min(one)),
                    (all, one) => all.or(one),
                },
            })
    }

    /// What one tag says, without `@`; `None` if it names no version.
    pub(super) fn of_tag(tag: &str) -> Option<Self> {
        let named = tag.strip_prefix(VERSION_TAG)?;
        let since = named.strip_suffix(SINCE).and_then(|version| version.parse().ok());
        let until = named.strip_suffix(UNTIL).and_then(|version| version.parse().ok());
        (since.is_some() || until.is_some()).then_some(Self { since, until })
    }

    /// Why this version is not concerned, if it is not.
    pub(crate) fn reason_against(self, app: AppVersion) -> Option<String> {
        match self {
            Self {
                since: Some(since), ..
            } if app < since => Some(format!("{since}以降のアプリにだけ関わるシナリオである")),
            Self {
                until: Some(until), ..
            } if app > until => Some(format!("{until}までのアプリにだけ関わるシナリオである")),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn concerned(tags: &[&str], app: &str) -> bool {
        let tags: Vec<String> = tags.iter().map(|&tag| tag.to_owned()).collect();
        let versions = ConcernedVersions::of_tags(&tags);
        versions.reason_against(app.parse().unwrap()).is_none()
    }

    #[test]
    fn both_ends_are_included() {
        let tags = ["要件-ウ1", "版-1.2.0以降", "版-2.0.1まで"];
        for (app, expected) in [
            ("1.1.5", false),
            ("1.2.0", true),
            ("2.0.1", true),
            ("3.0.0", false),
        ] {
            assert_eq!(concerned(&tags, app), expected, "{app}");
        }
    }

    #[test]
    fn of_several_tags_the_narrowest_counts() {
        let tags = ["版-2.0.1まで", "版-1.4.1まで", "版-1.0.0以降", "版-1.2.0以降"];
        assert!(!concerned(&tags, "2.0.0"));
        assert!(!concerned(&tags, "1.1.5"));
        assert!(concerned(&tags, "1.4.1"));
    }

    #[test]
    fn without_such_a_tag_every_version_is_concerned() {
        assert!(concerned(&["要件-ウ1"], "9.0.0"));
        assert_eq!(ConcernedVersions::of_tag("版-次以降"), None);
        assert_eq!(ConcernedVersions::of_tag("版-1.2.0"), None);
    }
}
