//! The whole suite is run, and everything that a part keeps, logs or records is searched for what must not be there:
//! processing numbers, addresses, keys (イ4, ア6, エ10).

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod support;

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use aho_corasick::AhoCorasick;
use scenario_runner::{Audit, RunSettings, run};
use support::suite::{Silent, catalogue, plan, releases};
use testbed::clock::Clock;
use tracing_subscriber::EnvFilter;

/// Everything of ours, and what libraries say that is worth an operator's while.
const LOGGED: &str =
    "debug,testbed=trace,mock_hersys=trace,notify_server=trace,device_sim=trace,scenario_runner=trace";

/// The log of all parts, kept to be searched.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The lines in which a secret stands by itself: eight digits within a longer number are no processing number.
fn lines_with<'text>(secrets: &AhoCorasick, text: &'text str) -> BTreeSet<&'text str> {
    let is_of_a_word = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    let bytes = text.as_bytes();
    let found = secrets.find_overlapping_iter(text).filter(|found| {
        let before = found.start().checked_sub(1).and_then(|at| bytes.get(at));
        !is_of_a_word(before) && !is_of_a_word(bytes.get(found.end()))
    });
    let line_around = |at: usize| {
        let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
        text[start..].lines().next().unwrap_or_default()
    };
    found.map(|found| line_around(found.start())).collect()
}

#[tokio::test]
async fn nothing_personal_is_kept_logged_or_recorded() {
    let log = Log::default();
    let writer = log.clone();
    tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::new(LOGGED))
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .init();
    let audit = Arc::new(Audit::default());
    let settings = RunSettings {
        release: releases().default_release().unwrap(),
        seed: 1,
        concurrency: 4,
        wall_clock: Clock::virtual_at("2026-01-01T00:00:00Z".parse().unwrap()),
        filter: None,
        audit: Some(Arc::clone(&audit)),
    };
    let plan = plan(&catalogue());

    let record = run(&plan, &settings, &Silent).await;

    let secrets = audit.secrets();
    assert!(
        secrets.len() > 500,
        "only {} secrets were given out",
        secrets.len()
    );
    let findings = audit.findings();
    assert!(findings.is_empty(), "{findings:#?}");
    let record = record.to_json().unwrap();
    let log = String::from_utf8_lossy(&log.0.lock().unwrap()).into_owned();
    assert!(
        log.contains("TRACE") || log.contains("DEBUG"),
        "nothing was logged"
    );
    let secrets = AhoCorasick::new(&secrets).unwrap();
    for (what, text) in [("record", &record), ("log", &log)] {
        let lines = lines_with(&secrets, text);
        assert!(lines.is_empty(), "the {what} holds what it must not: {lines:#?}");
    }
}
