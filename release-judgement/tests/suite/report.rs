//! The report: complete, in the right order, safe against what stands in a feature.

use evidence::{ChainEvent, Record};
use release_judgement::{judge, render_report};

use crate::support::{catalogue, fail, green, result, with_d6, with_d6_altered};

fn report(record: &Record) -> String {
    let catalogue = catalogue();
    let judgement = judge(record, &catalogue);
    render_report(record, &judgement, &catalogue, "ichiren judge 1.1.4 --seed 7")
}

#[track_caller]
fn position(page: &str, text: &str) -> usize {
    page.find(text)
        .unwrap_or_else(|| panic!("the report lacks {text}"))
}

#[track_caller]
fn assert_in_order(page: &str, texts: &[&str]) {
    let positions: Vec<usize> = texts.iter().map(|text| position(page, text)).collect();
    assert!(positions.is_sorted(), "not in this order: {texts:?}");
}

#[test]
fn the_verdict_and_its_reasons_come_before_everything_else() {
    let page = report(&with_d6());
    assert_in_order(
        &page[position(&page, "<body>")..],
        &[
            "判定：否",
            "NO-GO",
            "Android：要件 ウ1・エ1 が否です",
            "<main",
            "id=\"phases\"",
            "id=\"changes\"",
            "合格しなかったシナリオ（2件）",
            "id=\"requirements\"",
            "試験していないこと（1件）",
            "合格したシナリオ（2件）",
        ],
    );
}

#[test]
fn every_scenario_stands_in_the_report_with_every_step_and_message() {
    let mut record = green();
    fail(&mut record, "push.feature:6");
    let page = report(&record);
    for planned in &record.plan {
        position(&page, &planned.name);
    }
    assert_eq!(
        page.matches("AさんとBさんが1mの距離で30分間接触した</li>")
            .count(),
        4
    );
    position(&page, "通知がありません");
    position(&page, "最大リスク値 4 は 21 に届かない");
}

#[test]
fn what_failed_comes_before_what_says_nothing() {
    let mut record = green();
    result(&mut record, "close.feature:5").outcome = evidence::ScenarioOutcome::NotRun;
    fail(&mut record, "push.feature:6");
    let page = report(&record);
    let articles = &page[position(&page, "id=\"not-passed\"")..];
    assert_in_order(articles, &["通知が出る（Android）", "濃厚接触の判定（iOS）"]);
}

#[test]
fn a_scenario_without_a_result_is_shown_as_planned() {
    let mut record = green();
    record.results.remove(0);
    let page = report(&record);
    let articles = &page[position(&page, "id=\"not-passed\"")..];
    assert_in_order(
        articles,
        &["異常", "濃厚接触の判定（iOS）", "未実行", "Bさんに通知が届く"],
    );
}

#[test]
fn the_chain_is_shown_in_japanese_time() {
    let mut record = with_d6();
    result(&mut record, "close.feature:6").chain.push(ChainEvent {
        at: "2021-06-14T18:30:00Z".parse().unwrap(),
        phase: "ウ".to_owned(),
        place: "リスク値の計算".to_owned(),
        subject: "B".to_owned(),
        passed: false,
        detail: "最大 4".to_owned(),
    });
    // 18:30 UTC is half past three in the morning of the next day in Japan.
    let page = report(&record);
    position(&page, "2021-06-15 03:30:00");
    let drawing = &page[position(&page, "<svg class=\"chain\"")..];
    assert_in_order(drawing, &[">2021-06-15</text>", ">03:30:00</text>"]);
}

#[test]
fn what_stands_in_a_feature_cannot_become_markup() {
    let mut record = green();
    let attack = "<script>alert(1)</script>";
    record.plan[0].name = attack.to_owned();
    record.plan[0].feature = attack.to_owned();
    record.plan[0].requirements.push(attack.to_owned());
    attack.clone_into(&mut record.plan[0].steps[0].text);
    attack.clone_into(&mut record.results[0].steps[0].text);
    record.results[0].steps[0].message = Some(attack.to_owned());
    let page = report(&record);
    assert!(!page.contains("<script"), "a script stands in the report");
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
}

#[test]
fn the_report_needs_neither_network_nor_script() {
    let page = report(&with_d6());
    for foreign in ["http://", "https://", "src=", "@import", "url("] {
        assert!(!page.contains(foreign), "the report contains {foreign}");
    }
}

#[test]
fn altered_parameters_are_shown_with_both_values() {
    let page = report(&with_d6_altered());
    let section = &page[position(&page, "id=\"parameters\"")..];
    assert_in_order(
        section,
        &["調整済み", "MinimumRiskScore", "<td>21</td><td>1</td>", "不一致"],
    );
}

#[test]
fn what_is_not_tested_is_listed_with_its_reason() {
    let page = report(&green());
    let section = &page[position(&page, "id=\"untested\"")..];
    assert_in_order(
        section,
        &["ア8", "停止の後は発行できない。", "対象の版が模擬されていない。"],
    );
}

#[test]
fn the_report_says_what_was_judged_and_how_to_repeat_it() {
    let page = report(&green());
    let section = &page[position(&page, "id=\"identity\"")..];
    assert_in_order(
        section,
        &[
            "1.1.4",
            "2020-09",
            "2021-04-16 12:00:00",
            "ichiren judge 1.1.4 --seed 7",
        ],
    );
}

#[test]
fn the_page_can_be_read_by_a_screen_reader() {
    let page = report(&with_d6());
    position(&page, "<html lang=\"ja\">");
    assert_eq!(page.matches("<h1").count(), 1);
    let headers = page.matches("<th ").count();
    assert_eq!(page.matches("<th scope=").count(), headers);
    assert_eq!(page.matches("<th>").count(), 0);
}
