//! An output folder with judgements by the real program, quickly made: of a few scenarios, and therefore INVALID, which
//! is as good as any verdict where evidence is concerned.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;
use std::sync::LazyLock;

use serde_json::Value;
use tempfile::TempDir;

use crate::support::{home, ichiren_in, json};

/// Judged twice, for all tests.
static JUDGED: LazyLock<Folder> = LazyLock::new(|| {
    let folder = Folder::unjudged();
    folder.judge(&[]);
    folder.judge(&["--judged-by", "判定係"]);
    folder
});

/// A folder of its own, with a small home and an output folder.
pub(crate) struct Folder(TempDir);

impl Folder {
    pub(crate) fn unjudged() -> Self {
        let folder = TempDir::new().unwrap();
        for name in ["requirements", "releases", "parameters", "features/ア-処理番号"] {
            let of_all = name.split('/').next() != Some("features");
            copy(
                &home().join(name),
                &folder.path().join("home").join(name),
                |file| of_all || file == "発行.feature",
            );
        }
        Self(folder)
    }

    /// A copy of what was judged twice.
    pub(crate) fn judged() -> Self {
        let folder = TempDir::new().unwrap();
        copy(JUDGED.0.path(), folder.path(), |_| true);
        Self(folder)
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// A file of the first bundle.
    pub(crate) fn bundle(&self, file: &str) -> PathBuf {
        self.path("ichiren-output/000001-1.2.4").join(file)
    }

    pub(crate) fn ichiren(&self, arguments: &[&str]) -> Output {
        ichiren_in(self.0.path(), &self.path("home"), arguments)
    }

    pub(crate) fn judge(&self, arguments: &[&str]) -> Value {
        let arguments = [&["judge", "--format", "json"], arguments].concat();
        let judgement = json(&self.ichiren(&arguments));
        assert_eq!(judgement["verdict"], "INVALID");
        judgement
    }

    /// What `verify` finds, and its exit code.
    pub(crate) fn verify(&self, arguments: &[&str]) -> (Value, i32) {
        let output = self.ichiren(&[&["verify", "--format", "json"], arguments].concat());
        (json(&output), output.status.code().unwrap())
    }

    /// That `verify` finds this, and says so.
    pub(crate) fn assert_altered(&self, kind: &str, subject: &str) {
        let (verification, code) = self.verify(&[]);
        assert_eq!(
            (code, &verification["intact"]),
            (1, &Value::Bool(false)),
            "{verification:#}"
        );
        let alterations = verification["alterations"].as_array().unwrap();
        let found = alterations
            .iter()
            .any(|alteration| alteration["kind"] == kind && alteration["subject"] == subject);
        assert!(found, "{kind} {subject} is not among {alterations:#?}");
        let text = self.ichiren(&["verify"]);
        assert_eq!(text.status.code(), Some(1));
        let text = String::from_utf8(text.stdout).unwrap();
        assert!(text.contains("改変"), "{text}");
    }

    pub(crate) fn register(&self) -> Vec<String> {
        let text = fs::read_to_string(self.path("ichiren-output/register.jsonl")).unwrap();
        text.lines().map(str::to_owned).collect()
    }

    pub(crate) fn set_register(&self, lines: &[String]) {
        fs::write(
            self.path("ichiren-output/register.jsonl"),
            lines.join("\n") + "\n",
        )
        .unwrap();
    }
}

fn copy(from: &Path, to: &Path, wanted: impl Fn(&str) -> bool + Copy) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        if entry.path().is_dir() {
            copy(&entry.path(), &to.join(&name), wanted);
        } else if wanted(&name) {
            fs::copy(entry.path(), to.join(&name)).unwrap();
        }
    }
}
