//! An output folder with judgements in it.

use std::fs;
use std::path::{Path, PathBuf};

use evidence::Record;
use evidence::bundle::{
    AlterationKind, BundleContents, BundleFile, Demands, Judging, PartIdentity, ProgramIdentity,
    SealedBundle, SigningKey, Verification, verify,
};
use jiff::Timestamp;
use serde_json::{Value, json};
use tempfile::TempDir;

pub(crate) struct Output {
    folder: TempDir,
    pub(crate) key: SigningKey,
}

pub(crate) fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_790_000_000 + second).unwrap()
}

fn record() -> Record {
    let step = json!({"keyword": "ならば", "text": "届いている", "line": 4, "is_check": true});
    let mut done = step.clone();
    done["outcome"] = json!("passed");
    done["message"] = Value::Null;
    let planned = |line: usize| {
        json!({
            "id": format!("エ-通知/通知.feature:{line}"), "feature": "通知", "name": "届く", "file": "エ-通知/通知.feature",
            "line": line, "requirements": ["エ1"], "platform": "iOS", "steps": [step],
        })
    };
    let result = |line: usize| {
        json!({
            "id": format!("エ-通知/通知.feature:{line}"), "outcome": "passed", "seed": line, "steps": [done],
            "broke_at": null, "chain": [], "parameters": [],
        })
    };
    let record = json!({
        "format": "ichiren-record/1",
        "release": {
            "name": "1.2.4", "app": "1.2.4", "server": "2021-06", "parameters": "2020-09-24", "parameters_digest": "00",
        },
        "environment": "embedded", "seed": 1, "filter": null, "altered_parameters": [],
        "plan": [planned(3), planned(9)], "results": [result(3), result(9)],
        "volatile": {"started_at": "2026-01-05T03:00:00Z", "duration_milliseconds": 1, "ichiren_version": "0.1.0"},
    });
    serde_json::from_value(record).unwrap()
}

impl Output {
    pub(crate) fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let (key, _) = SigningKey::read_or_make(folder.path()).unwrap();
        Self { folder, key }
    }

    /// One with so many judgements.
    pub(crate) fn with(judgements: usize) -> Self {
        let output = Self::new();
        for _ in 0..judgements {
            output.judge();
        }
        output
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn begin(&self) -> Judging {
        Judging::begin(self.path(), &self.key, "1.2.4", Some("判定係"), at(0)).unwrap()
    }

    pub(crate) fn judge(&self) -> SealedBundle {
        let contents = BundleContents {
            record: &record(),
            judgement: &json!({"release": "1.2.4", "verdict": "NO-GO", "reasons": ["要件 エ1 が否です。"]}),
            verdict: "NO-GO",
            program: ProgramIdentity {
                version: "0.1.0".to_owned(),
                sha256: "11".to_owned(),
                parts: vec![PartIdentity {
                    name: "notify-server".to_owned(),
                    version: "0.1.0".to_owned(),
                    sha256: "11".to_owned(),
                }],
            },
            files: vec![
                BundleFile::text("features/エ-通知/通知.feature", "# language: ja\n"),
                BundleFile::text("parameters.toml", "minimum_risk_score = 21\n"),
                BundleFile::text("release.toml", "name = \"1.2.4\"\n"),
                BundleFile::text("report.html", "否"),
            ],
        };
        self.begin().seal(&self.key, contents, at(60)).unwrap()
    }

    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.path().join(name)
    }

    /// Replaces a text that is there.
    pub(crate) fn edit(&self, name: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.file(name)).unwrap();
        assert!(text.contains(from), "{name}: {from}");
        fs::write(self.file(name), text.replacen(from, to, 1)).unwrap();
    }

    /// Changes a file of JSON.
    pub(crate) fn edit_json(&self, name: &str, change: impl FnOnce(&mut Value)) {
        let mut value = serde_json::from_str(&fs::read_to_string(self.file(name)).unwrap()).unwrap();
        change(&mut value);
        fs::write(self.file(name), serde_json::to_string_pretty(&value).unwrap()).unwrap();
    }

    pub(crate) fn lines(&self) -> Vec<String> {
        let text = fs::read_to_string(self.file("register.jsonl")).unwrap();
        text.lines().map(str::to_owned).collect()
    }

    pub(crate) fn set_lines(&self, lines: &[String]) {
        fs::write(self.file("register.jsonl"), lines.join("\n") + "\n").unwrap();
    }

    pub(crate) fn verify(&self) -> Verification {
        verify(self.path(), &Demands::default()).unwrap()
    }

    /// The kinds and subjects of what is found.
    pub(crate) fn found(&self) -> Vec<(AlterationKind, String)> {
        let alterations = self.verify().alterations;
        for alteration in &alterations {
            assert!(alteration.message.ends_with('。'), "{}", alteration.message);
        }
        let named = |alteration: evidence::bundle::Alteration| (alteration.kind, alteration.subject);
        alterations.into_iter().map(named).collect()
    }
}
