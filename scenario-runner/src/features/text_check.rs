//! What the Gherkin parser would silently misread, found in the text itself.
//!
//! The parser (gherkin 0.16) takes `ルール:` for a description, so that the scenarios below it run outside any rule;
//! takes a step with `*` for a `前提`, whatever came before; takes a comment at the end of a step for a part of it;
//! and keeps no positions of tags.

use super::source::Source;
use super::versions::ConcernedVersions;
use super::{FeatureMistake, KnownTags};

/// The tags with which a scenario says whose behaviour it judges.
pub(super) const PLATFORM_TAG: &str = "判定対象-";
/// The tags with which a scenario says what it checks.
pub(super) const REQUIREMENT_TAG: &str = "要件-";
/// The tags with which a scenario says which defects of the past it finds.
pub(super) const DEFECT_TAG: &str = "不具合-";

const KEYWORDS_WITH_COLON: [&str; 12] = [
    "機能",
    "フィーチャ",
    "背景",
    "シナリオ",
    "シナリオアウトライン",
    "シナリオテンプレート",
    "テンプレ",
    "シナリオテンプレ",
    "例",
    "サンプル",
    "ルール",
    "Rule",
];

const STEP_KEYWORDS: [&str; 7] = ["前提", "もし", "ならば", "かつ", "しかし", "但し", "ただし"];

/// Checks the text of a feature file.
pub(super) fn check_text(source: &Source, known: &KnownTags) -> Vec<FeatureMistake> {
    let mut mistakes = Vec::new();
    let mut report = |line: usize, message: String| {
        mistakes.push(FeatureMistake {
            path: source.path.clone(),
            line,
            message,
        });
    };
    if source.text.lines().next().map(str::trim) != Some("# language: ja") {
        report(1, "the first line must be `# language: ja`".to_owned());
    }
    let mut in_doc_string = false;
    for (index, line) in source.text.lines().enumerate() {
        let number = index + 1;
        let text = line.trim();
        if text.starts_with("\"\"\"") || text.starts_with("```") {
            in_doc_string = !in_doc_string;
            continue;
        }
        if in_doc_string {
            continue;
        }
        if text.starts_with('@') {
            for tag in text.split_whitespace() {
                if let Err(message) = check_tag(tag, known) {
                    report(number, message);
                }
            }
        } else if let Some(message) = misread_line(text) {
            report(number, message);
        }
    }
    mistakes
}

fn check_tag(tag: &str, known: &KnownTags) -> Result<(), String> {
    let name = tag.strip_prefix('@').unwrap_or(tag);
    if let Some(requirement) = name.strip_prefix(REQUIREMENT_TAG) {
        if known.requirements.contains(requirement) {
            return Ok(());
        }
        return Err(format!(
            "unknown tag {tag}: there is no requirement {requirement} in the catalogue; `ichiren list requirements` shows them"
        ));
    }
    if let Some(defect) = name.strip_prefix(DEFECT_TAG) {
        if known.defects.contains(defect) {
            return Ok(());
        }
        return Err(format!(
            "unknown tag {tag}: there is no defect {defect} in the catalogue; `ichiren list defects` shows them"
        ));
    }
    if ConcernedVersions::of_tag(name).is_some() {
        return Ok(());
    }
    if name
        .strip_prefix(PLATFORM_TAG)
        .is_some_and(|platform| super::plan::platform(platform).is_some())
    {
        return Ok(());
    }
    Err(format!(
        "unknown tag {tag}; known are @要件-… (a requirement of the catalogue), @不具合-… (a defect of the catalogue), @判定対象-iOS, @判定対象-Android, @判定対象-両方, @版-1.2.0以降 and @版-2.0.1まで"
    ))
}

fn misread_line(text: &str) -> Option<String> {
    if text.starts_with("ルール:") || text.starts_with("ルール：") {
        return Some(
            "`ルール:` would be read as a description and its scenarios would lose their rule; write `Rule:`"
                .to_owned(),
        );
    }
    if text.starts_with("且つ") {
        return Some("`且つ` is not a keyword; write `かつ`".to_owned());
    }
    if text.starts_with("* ") {
        return Some("`*` would always be read as 前提; write the keyword".to_owned());
    }
    if text.starts_with('＠') {
        return Some("a tag begins with `@`, not `＠`; the line would be read as a description".to_owned());
    }
    if text.starts_with('｜') {
        return Some("the cells of a table are parted by `|`, not `｜`".to_owned());
    }
    let is_step = STEP_KEYWORDS.iter().any(|keyword| text.starts_with(keyword));
    if is_step && (text.contains(" #") || text.contains("　#") || text.contains('＃')) {
        return Some(
            "what follows `#` would be part of the step; write the comment on a line of its own".to_owned(),
        );
    }
    if is_step && let Some(digit) = text.chars().find(|letter| ('０'..='９').contains(letter)) {
        return Some(format!(
            "write numbers with half-width digits: {digit} is full-width"
        ));
    }
    let keyword = KEYWORDS_WITH_COLON
        .iter()
        .find(|keyword| text.starts_with(&format!("{keyword}：")))?;
    Some(format!("the colon after {keyword} must be `:`, not `：`"))
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    fn mistakes(text: &str) -> Vec<(usize, String)> {
        let source = Source {
            path: PathBuf::from("x.feature"),
            name: "x.feature".to_owned(),
            text: text.to_owned(),
        };
        let known = KnownTags {
            requirements: ["ウ1".to_owned()].into(),
            defects: ["D6".to_owned()].into(),
        };
        check_text(&source, &known)
            .into_iter()
            .map(|mistake| (mistake.line, mistake.message))
            .collect()
    }

    #[test]
    fn a_clean_text_has_no_mistake() {
        let text = "# language: ja\n@要件-ウ1 @判定対象-iOS @不具合-D6 @版-1.2.0以降\n機能: 名\n  シナリオ: 名\n    前提 何か\n";
        assert_eq!(mistakes(text), []);
    }

    #[test]
    fn an_unknown_requirement_is_named_with_its_line() {
        let found = mistakes("# language: ja\n\n@要件-ウ99\n機能: 名\n");
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].0, 3);
        assert!(found[0].1.contains("@要件-ウ99"), "{}", found[0].1);
    }

    #[test]
    fn an_unknown_defect_is_named() {
        assert!(
            mistakes("# language: ja\n@不具合-D99\n")[0]
                .1
                .contains("no defect D99")
        );
    }

    #[test]
    fn a_mistyped_tag_is_named() {
        assert!(
            mistakes("# language: ja\n@要件ーウ1\n")[0]
                .1
                .contains("unknown tag")
        );
        assert!(
            mistakes("# language: ja\n@判定対象-windows\n")[0]
                .1
                .contains("unknown tag")
        );
        assert!(
            mistakes("# language: ja\n@allow.skipped\n")[0]
                .1
                .contains("unknown tag")
        );
    }

    #[test]
    fn what_the_parser_misreads_is_refused() {
        for line in [
            "ルール: 名",
            "ルール：名",
            "且つ 何か",
            "* 何か",
            "シナリオ：名",
            "例：",
            "背景：",
            "＠要件-ウ1",
            "｜ 距離 ｜",
            "もし 翌朝になる # 2日目",
            "かつ 翌朝になる　＃ 2日目",
            "前提 利用者Aと利用者Bが１mの距離で30分間接触する",
        ] {
            let found = mistakes(&format!("# language: ja\n機能: 名\n  {line}\n"));
            assert_eq!(found.len(), 1, "{line}");
            assert_eq!(found[0].0, 3, "{line}");
        }
    }

    #[test]
    fn the_language_must_be_said() {
        assert_eq!(mistakes("機能: 名\n")[0].0, 1);
    }
}
