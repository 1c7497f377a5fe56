//! Earlier judgements, for people at a terminal.

use jiff::tz::TimeZone;
use jiff::{Timestamp, fmt::strtime};

use super::print_line;
use super::table::Table;
use crate::earlier::{Differences, EarlierJudgement};

/// How many changed files are named; a list of all of them is in the JSON.
const NAMED: usize = 3;

/// Prints a table, the last judgement at the end.
pub(crate) fn print(judgements: &[EarlierJudgement]) {
    if judgements.is_empty() {
        print_line("まだ判定がありません: ichiren judge");
        return;
    }
    let row = |judgement: &EarlierJudgement| {
        let verdict = match judgement.verdict.as_str() {
            "GO" => "可 (GO)",
            "NO-GO" => "否 (NO-GO)",
            _ => "無効 (INVALID)",
        };
        let judged_by = judgement.judged_by.as_deref().unwrap_or("（記名なし）");
        vec![
            format!("{:06}", judgement.number),
            judgement.began_at.map(local_time).unwrap_or_default(),
            judgement.release.clone(),
            verdict.to_owned(),
            judged_by.to_owned(),
            remark(judgement),
        ]
    };
    Table::new(
        &["番号", "開始", "リリース", "判定", "判定者", "前回との違い"],
        judgements.iter().map(row).collect(),
    )
    .print();
}

fn remark(judgement: &EarlierJudgement) -> String {
    if judgement.ended_at.is_none() {
        return "終わっていません".to_owned();
    }
    match &judgement.differences {
        Some(differences) => described(differences),
        None if judgement.retired => "（束は保存期間を過ぎて削除）".to_owned(),
        None => "—".to_owned(),
    }
}

fn described(differences: &Differences) -> String {
    let mut parts = Vec::new();
    if let Some(before) = &differences.verdict_before {
        parts.push(format!("判定は{before}だった"));
    }
    for (what, requirements) in [
        ("新たに否", &differences.newly_failing),
        ("否でなくなった", &differences.no_longer_failing),
    ] {
        if !requirements.is_empty() {
            parts.push(format!("{what}: {}", requirements.join("、")));
        }
    }
    if differences.parameters_changed {
        parts.push("パラメーターが変わった".to_owned());
    }
    if differences.release_file_changed {
        parts.push("リリースのファイルが変わった".to_owned());
    }
    if !differences.files_changed.is_empty() {
        let files = &differences.files_changed;
        let named = files.iter().take(NAMED).cloned().collect::<Vec<_>>().join("、");
        let more = files.len().saturating_sub(NAMED);
        let more = if more > 0 {
            format!("ほか{more}件")
        } else {
            String::new()
        };
        parts.push(format!("変わったファイル: {named}{more}"));
    }
    if differences.program_changed {
        parts.push("プログラムが変わった".to_owned());
    }
    if parts.is_empty() {
        return format!("なし（{:06}と同じ）", differences.against);
    }
    parts.join("。")
}

fn local_time(at: Timestamp) -> String {
    let at = at.to_zoned(TimeZone::system());
    strtime::format("%Y-%m-%d %H:%M", &at).unwrap_or_default()
}
