//! The report in a real browser: what its reader sees on the first screen, what the switch does, whether every text can
//! be read, light and dark, wide and narrow, and whether it can be printed.
//!
//! A small script is appended to a copy of the page and writes what it finds into the page. Where no Chromium is
//! installed the test says so on standard error and is skipped; with `ICHIREN_NOTHING_SKIPPED=1` that fails it.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod support;

use std::env;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use evidence::{Attempt, HttpExchange, Record, ScenarioOutcome};
use release_judgement::{Catalogue, judge, render_report};
use serde_json::{Value, json};
use support::{home, ichiren_in};
use tempfile::TempDir;

const LOOK: &str = include_str!("support/look.js");

/// The browser, under the names that distributions give it.
fn chromium() -> Option<PathBuf> {
    let names = ["chromium", "chromium-browser", "google-chrome"];
    let folders: Vec<PathBuf> = env::split_paths(&env::var_os("PATH")?).collect();
    let found = folders
        .iter()
        .flat_map(|folder| names.map(|name| folder.join(name)));
    found.into_iter().find(|path| path.is_file())
}

/// A browser that knows nothing but the page.
fn browse(browser: &Path, folder: &Path, page: &Path, flags: &[&str]) -> Vec<u8> {
    let output = Command::new(browser)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run"])
        .args([
            "--disable-background-networking",
            "--host-resolver-rules=MAP * ~NOTFOUND",
        ])
        .arg(format!("--user-data-dir={}", folder.join("profile").display()))
        .args(flags)
        .arg(format!("file://{}", page.display()))
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    output.stdout
}

/// What the script found in the page, laid out in so many pixels: a window cannot be made as narrow as a phone, a frame
/// can.
fn look(browser: &Path, folder: &Path, page: &str, (width, height): (u32, u32), flags: &[&str]) -> Value {
    let with_script = page.replace("</body>", &format!("<script>{LOOK}</script></body>"));
    let framed = format!(
        "<!DOCTYPE html><meta charset=\"utf-8\"><meta name=\"color-scheme\" content=\"light dark\">\
         <body><iframe width=\"{width}\" height=\"{height}\" style=\"border: 0\" srcdoc=\"{}\"></iframe>",
        with_script.replace('&', "&amp;").replace('"', "&quot;")
    );
    let copy = folder.join("looked-at.html");
    fs::write(&copy, framed).unwrap();
    let mut all = vec!["--dump-dom"];
    all.extend(flags);
    let dom = String::from_utf8(browse(browser, folder, &copy, &all)).unwrap();
    let (_, found) = dom
        .rsplit_once("<pre id=\"found\">")
        .unwrap_or_else(|| panic!("the script ended before its time"));
    let found = found.split("</pre>").next().unwrap();
    let found = found
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
    serde_json::from_str(&found).unwrap()
}

/// The record of a real run of the release with D6.
fn real_run(folder: &Path) -> (String, Record) {
    ichiren_in(
        folder,
        &home(),
        &[
            "judge",
            "--release",
            "1.1.4",
            "--output",
            "output",
            "--format",
            "json",
        ],
    );
    let find = |name: &str| {
        let mut pending = vec![folder.join("output")];
        while let Some(here) = pending.pop() {
            if here.is_dir() {
                pending.extend(fs::read_dir(&here).unwrap().map(|entry| entry.unwrap().path()));
            } else if here.file_name().is_some_and(|found| found == name) {
                return here;
            }
        }
        panic!("the judgement wrote no {name}");
    };
    let page = fs::read_to_string(find("report.html")).unwrap();
    (page, Record::read(&find("record.json")).unwrap())
}

/// Everything that a record can hold and this run did not: also names that would be markup.
fn with_everything(mut record: Record) -> Record {
    let hostile = "<script>document.title='x'</script><b onclick=alert(1)>\"'&";
    record.volatile.judged_by = Some(hostile.to_owned());
    record.plan[0].name.push_str(hostile);
    record.other_seeds = vec![2];
    for result in &mut record.results {
        result.other_attempts = vec![Attempt {
            seed: 2,
            outcome: ScenarioOutcome::Passed,
        }];
        result.exchanges.push(HttpExchange {
            at: "2020-10-01T00:00:00Z".parse().unwrap(),
            from: "A".to_owned(),
            to: "通知サーバー".to_owned(),
            method: "PUT".to_owned(),
            path: format!("/api/{}", "long".repeat(40)),
            status: None,
            request: Some("{\"keys\": [text]}".to_owned()),
            response: None,
        });
    }
    record
}

#[track_caller]
fn assert_readable(found: &Value) {
    for (pointer, expected) in [
        ("/overflow", json!(0)),
        ("/overflow_unfolded", json!(0)),
        ("/heading_jumps", json!(0)),
        ("/first_headings", json!(1)),
        ("/landmarks", json!(["header", "nav", "main"])),
        ("/doubled_ids", json!(0)),
        ("/lost_references", json!([])),
        ("/nameless", json!(0)),
        ("/headers_without_scope", json!(0)),
        ("/switched_off/en", json!(0)),
        ("/switched_on/ja", json!(0)),
        ("/heading_in_english", json!("Release judgement COCOA 1.1.4")),
        ("/switch_has_focus", json!(true)),
        ("/first_reached", json!(["skip", "english"])),
        ("/tab_order_altered", json!(0)),
        ("/without_focus_ring", json!(0)),
        ("/scrolls_by_keyboard", json!(true)),
        ("/requests", json!([])),
        ("/title", json!("リリース判定 1.1.4：否 NO-GO")),
    ] {
        assert_eq!(found.pointer(pointer), Some(&expected), "{pointer}: {found:#}");
    }
    assert_eq!(found["switched_off"], found["switched_back"]);
    assert!(found["switched_off"]["ja"].as_u64().unwrap() > 20, "{found:#}");
    assert_eq!(found["switched_off"]["ja"], found["switched_on"]["en"]);
    assert!(found["drawings"].as_u64().unwrap() > 100, "{found:#}");
    for language in ["contrast_japanese", "contrast_english"] {
        assert!(found[language]["texts"].as_u64().unwrap() > 5000, "{found:#}");
        assert!(
            found[language]["ratio"].as_f64().unwrap() >= 4.5,
            "{language}: {found:#}"
        );
    }
}

#[test]
fn the_report_can_be_read_in_a_browser_by_everyone() {
    let Some(browser) = chromium() else {
        let said = "skipped, because no Chromium is installed";
        assert_ne!(env::var("ICHIREN_NOTHING_SKIPPED").as_deref(), Ok("1"), "{said}");
        // Past the capture of the test's output, so that it is seen.
        let _ = writeln!(std::io::stderr(), "{said}");
        return;
    };
    let folder = TempDir::new().unwrap();
    let folder = folder.path();
    let (real, record) = real_run(folder);
    let record = with_everything(record);
    let catalogue = Catalogue::read(&home().join("requirements")).unwrap();
    let full = render_report(
        &record,
        &judge(&record, &catalogue),
        &catalogue,
        "ichiren judge --release 1.1.4",
    );
    assert!(full.len() < 8_000_000, "{} bytes", full.len());

    for page in [&real, &full] {
        let light = look(&browser, folder, page, (1280, 800), &[]);
        assert_readable(&light);
        assert_eq!(light["dark"], false);
        let first = json!({"width": 1280, "height": 800, "verdict": true, "reason": true, "facts": true});
        assert_eq!(light["first_screen"], first);
    }
    let dark = look(&browser, folder, &full, (1280, 800), &["--force-dark-mode"]);
    assert_eq!(dark["dark"], true);
    assert_readable(&dark);
    let narrow = look(&browser, folder, &full, (320, 640), &[]);
    assert_eq!(narrow["first_screen"]["width"], 320);
    assert_readable(&narrow);

    // Paper: a few scenarios, for laying out hundreds of pages takes its time.
    let mut few = record;
    few.plan.truncate(12);
    few.results.truncate(12);
    let page = render_report(
        &few,
        &judge(&few, &catalogue),
        &catalogue,
        "ichiren judge --release 1.1.4",
    );
    let unprinted = folder.join("printed.html");
    fs::write(&unprinted, page).unwrap();
    let paper = folder.join("report.pdf");
    browse(
        &browser,
        folder,
        &unprinted,
        &[&format!("--print-to-pdf={}", paper.display())],
    );
    let printed = fs::read(&paper).unwrap();
    assert!(printed.starts_with(b"%PDF-"));
    let pages = printed
        .windows(11)
        .filter(|bytes| *bytes == b"/Type /Page")
        .count();
    // What is folded on the screen is unfolded on paper: twelve scenarios fill more than the tables before them.
    assert!(pages > 20, "{pages} pages");
}
