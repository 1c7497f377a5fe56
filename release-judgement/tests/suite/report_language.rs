//! What is new to the reader of a report: the switch of the language, the chain as a picture, commands, screens, charts.

use evidence::{Record, ScenarioOutcome, StepOutcome};
use release_judgement::{judge, render_report};

use crate::support::{catalogue, chain, everything, fail, green, result, with_d6};

fn report(record: &Record) -> String {
    let catalogue = catalogue();
    let judgement = judge(record, &catalogue);
    render_report(
        record,
        &judgement,
        &catalogue,
        "ichiren judge --release 1.1.4 --seed 7",
    )
}

/// The part of the page from the first text to the next occurrence of the second.
#[track_caller]
fn between<'page>(page: &'page str, from: &str, to: &str) -> &'page str {
    let (_, after) = page
        .split_once(from)
        .unwrap_or_else(|| panic!("the report lacks {from}"));
    after.split_once(to).map_or(after, |(part, _)| part)
}

#[track_caller]
fn assert_has(part: &str, texts: &[&str]) {
    for text in texts {
        assert!(part.contains(text), "lacks {text}: {part}");
    }
}

#[test]
fn the_switch_is_a_control_and_every_text_of_the_report_is_there_twice() {
    let page = report(&everything());
    assert_has(
        &page,
        &[
            "<input id=\"english\" type=\"checkbox\" role=\"switch\">",
            "<label for=\"english\" lang=\"en\">",
        ],
    );
    let count = |class: &str| page.matches(&format!("class=\"{class}\" lang=")).count();
    assert_eq!(count("j"), count("e"));
    assert!(count("e") > 100, "{}", count("e"));
    assert_eq!(page.matches("class=\"j\" lang=\"ja\"").count(), count("j"));
    assert_eq!(page.matches("class=\"e\" lang=\"en\"").count(), count("e"));
    assert_has(
        &page,
        &[
            "Release judgement",
            "This release must not go out.",
            "A close contact is judged close.",
        ],
    );
}

#[test]
fn what_exists_in_japanese_alone_is_marked_in_english() {
    let page = report(&everything());
    let reasons = between(&page, "<ol class=\"reasons\">", "</ol>");
    assert_has(
        reasons,
        &[
            "<span class=\"e\" lang=\"en\">Android: requirements fail: <span lang=\"ja\">ウ1</span>, <span lang=\"ja\">エ1</span> (2 scenarios).",
            "<span lang=\"ja\">「最大リスク値 4 は 21 に届かない」</span>.",
        ],
    );
    assert_has(
        &page,
        &[
            "<ol class=\"steps\" lang=\"ja\">",
            "<span lang=\"ja\">離れた接触を数えないため</span>",
        ],
    );
}

#[test]
fn the_picture_has_a_lane_for_everyone_and_names_the_place_where_the_chain_broke() {
    let page = report(&everything());
    let drawing = between(&page, "<svg class=\"chain\"", "</svg>");
    assert_has(
        drawing,
        &[
            "HER-SYS",
            "通知サーバー",
            "Aの端末",
            "Bの端末 (Android)",
            "phone B (Android)",
        ],
    );
    assert_has(
        drawing,
        &[
            "正しくなかった所は（ウ）濃厚接触の判定（B）。",
            "処理番号の発行",
            "10:00:00",
            "2021-06-15",
        ],
    );
    let broke = between(drawing, "<g class=\"row broke\">", "</g>");
    assert_has(
        broke,
        &[
            "ここで途切れた",
            "broke here",
            "× 濃厚接触の判定",
            "× close contact judged",
        ],
    );
    assert_eq!(drawing.matches("row broke").count(), 1);
    // The status of the exchange stands at its arrow.
    assert_has(drawing, &["日次鍵の送信 204"]);
}

#[test]
fn a_chain_that_never_got_to_the_place_ends_with_it() {
    let mut record = with_d6();
    let events = chain();
    result(&mut record, "close.feature:6").chain = events[..4].to_vec();
    let page = report(&record);
    let drawing = between(&page, "<svg class=\"chain\"", "</svg>");
    assert_has(
        between(drawing, "<g class=\"row broke\">", "</g>"),
        &["ここに届かなかった", "never got here"],
    );
}

#[test]
fn what_happens_again_and_again_is_drawn_once_with_how_often() {
    let mut record = with_d6();
    let one = chain().remove(6);
    let events = (0..9).map(|hour| {
        let mut event = one.clone();
        event.passed = false;
        event.at = format!("2021-06-14T{hour:02}:00:00Z").parse().unwrap();
        event
    });
    result(&mut record, "close.feature:6").chain = events.collect();
    let page = report(&record);
    let drawing = between(&page, "<svg class=\"chain\"", "</svg>");
    assert_has(drawing, &["× 配布ファイルの取得 ×9"]);
    assert_eq!(drawing.matches("<g class=\"row ended\">").count(), 1);
}

#[test]
fn a_very_long_chain_is_shortened_and_says_so() {
    let mut record = with_d6();
    let all = (0..200_usize).map(|number| {
        let mut event = chain().remove(number % 2);
        event.at = format!("2021-06-14T{:02}:{:02}:00Z", number / 60, number % 60)
            .parse()
            .unwrap();
        event
    });
    result(&mut record, "close.feature:6").chain = all.collect();
    let page = report(&record);
    let drawing = between(&page, "<svg class=\"chain\"", "</svg>");
    assert_has(drawing, &["ここで153行を省いた", "153 rows left out here"]);
    assert_eq!(
        between(&page, "<table class=\"small\">", "</table>")
            .matches("<tr><td")
            .count(),
        200
    );
}

#[test]
fn every_scenario_says_how_to_repeat_it() {
    let mut record = green();
    fail(&mut record, "push.feature:6");
    "It's (1) [通知]".clone_into(&mut record.plan[3].name);
    let page = report(&record);
    let article = between(&page, "<article id=\"scenario-4\">", "</article>");
    // The shell gets ^It's \(1\) \[通知\]$
    assert_has(
        article,
        &[
            r"ichiren run --release 1.1.4 --seed 7 --name '^It'\''s \(1\) \[通知\]$'",
            "ichiren judge --release 1.1.4 --seed 7",
            "<dd>11</dd>",
        ],
    );
}

#[test]
fn steps_that_did_not_run_are_shown_as_such() {
    let mut record = with_d6();
    let steps = &mut result(&mut record, "close.feature:6").steps;
    steps[1].outcome = StepOutcome::Failed;
    steps[2].outcome = StepOutcome::NotRun;
    let page = report(&record);
    let steps = between(&page, "<ol class=\"steps\" lang=\"ja\">", "</ol>");
    let last = &steps[steps.rfind("<li").unwrap()..];
    assert_has(last, &["未実行", "not run", "Bさんに通知が届く"]);
}

#[test]
fn an_unstable_scenario_shows_its_other_attempts() {
    let mut record = everything();
    result(&mut record, "close.feature:6").outcome = ScenarioOutcome::Unstable;
    let page = report(&record);
    assert_has(
        between(&page, "<ul class=\"attempts\">", "</ul>"),
        &["合", "passed", "12"],
    );
}

#[test]
fn the_comparison_says_in_numbers_who_is_no_longer_notified() {
    let page = report(&everything());
    let chart = between(&page, "<svg class=\"chart\"", "</svg>");
    assert_has(
        chart,
        &[
            "Androidの濃厚接触者",
            "close contacts on Android",
            "5 / 5",
            "0 / 5",
        ],
    );
    let table = between(&page, "id=\"chart-numbers\"", "</table>");
    assert_has(
        table,
        &[
            "<td>5</td><td>5</td><td>0</td><td>−5</td>",
            "<td>5</td><td>0</td><td>0</td><td>0</td>",
        ],
    );
}

#[test]
fn a_population_in_which_the_harness_broke_has_no_bars() {
    let mut record = everything();
    let after = &mut record.populations.as_mut().unwrap().after;
    after.error = Some("端末が起動しない".to_owned());
    let page = report(&record);
    assert!(!page.contains("<svg class=\"chart\""));
    assert_has(&page, &["端末が起動しない"]);
}

#[test]
fn changes_parameters_screens_and_exchanges_are_shown() {
    let page = report(&everything());
    assert_has(
        between(&page, "id=\"changes\"", "</section>"),
        &[
            "1.1.3",
            "アプリ",
            "パラメーター",
            "通知されるほかの人が減る",
            "離れた接触を数えないため",
        ],
    );
    let article = between(&page, "<article id=\"scenario-2\">", "</article>");
    assert_has(
        article,
        &[
            "陽性者との接触は確認されませんでした",
            "PUT /api/v2/diagnosis",
            "verificationPayload",
            "21212121",
        ],
    );
    assert_has(&page, &["リリース判定会議"]);
}

#[test]
fn a_screen_that_holds_a_script_is_not_taken_into_the_page() {
    let mut record = everything();
    let screen = &mut result(&mut record, "close.feature:6").screens[0];
    screen.svg = screen.svg.replace("</svg>", "<script>alert(1)</script></svg>");
    let page = report(&record);
    assert!(!page.contains("<script"));
    assert_has(&page, &["載せられない要素"]);
}

#[test]
fn ids_stand_once_and_every_reference_to_one_leads_somewhere() {
    let page = report(&everything());
    let values = |name: &str| -> Vec<String> {
        let opening = format!(" {name}=\"");
        let parts = page.split(&opening).skip(1);
        parts
            .filter_map(|part| part.split('"').next().map(str::to_owned))
            .collect()
    };
    let ids = values("id");
    let mut unique = ids.clone();
    unique.sort();
    unique.dedup();
    assert_eq!(unique.len(), ids.len(), "{ids:?}");
    let anchors = values("href")
        .into_iter()
        .filter_map(|href| href.strip_prefix('#').map(str::to_owned));
    let named = ["aria-labelledby", "aria-describedby", "for"]
        .into_iter()
        .flat_map(values);
    for reference in anchors.chain(named) {
        assert!(ids.contains(&reference), "nothing has the id {reference}");
    }
}
