//! The file that a monitoring system reads (判2): what the last run came to, and when one last came out well.
//!
//! It says `running` from the beginning of a judgement to its end, so a run that was killed shows; it is replaced whole,
//! so nobody ever reads half of it.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Context as _;
use jiff::Timestamp;
use release_judgement::Verdict;
use serde::{Deserialize, Serialize};

const FORMAT: &str = "ichiren-monitoring/1";

/// What the file says. The form is a contract: `docs/runbook.md`.
#[derive(Clone, Serialize, Deserialize)]
struct Status {
    format: String,
    state: State,
    number: Option<u64>,
    release: Option<String>,
    started_at: Option<Timestamp>,
    ended_at: Option<Timestamp>,
    duration_milliseconds: Option<u64>,
    verdict: Option<Verdict>,
    exit_code: Option<u8>,
    error: Option<String>,
    last_success: Option<Success>,
    register_head: Option<String>,
}

#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum State {
    Running,
    Ended,
}

/// The last run with the verdict GO.
#[derive(Clone, Serialize, Deserialize)]
struct Success {
    number: u64,
    release: String,
    at: Timestamp,
}

/// A run of which a monitoring system is told.
pub(super) struct Monitoring {
    path: PathBuf,
    status: Status,
}

impl Monitoring {
    /// Tells that a judgement runs.
    pub(super) fn running(path: &Path, now: Timestamp, number: u64, release: &str) -> anyhow::Result<Self> {
        let before = Status::read(path);
        let status = Status {
            number: Some(number),
            release: Some(release.to_owned()),
            started_at: Some(now),
            last_success: before.as_ref().and_then(|status| status.last_success.clone()),
            register_head: before.and_then(|status| status.register_head),
            ..Status::empty(State::Running)
        };
        status.write(path)?;
        Ok(Self {
            path: path.to_owned(),
            status,
        })
    }

    /// Tells how it ended.
    pub(super) fn ended(
        mut self,
        now: Timestamp,
        duration: Duration,
        verdict: Verdict,
        head: &str,
    ) -> anyhow::Result<()> {
        let status = &mut self.status;
        status.state = State::Ended;
        status.ended_at = Some(now);
        status.duration_milliseconds = u64::try_from(duration.as_millis()).ok();
        status.verdict = Some(verdict);
        status.exit_code = Some(verdict.exit_code());
        status.register_head = Some(head.to_owned());
        if let (Verdict::Go, Some(number), Some(release)) = (verdict, status.number, &status.release) {
            let release = release.clone();
            status.last_success = Some(Success {
                number,
                release,
                at: now,
            });
        }
        self.status.write(&self.path)
    }

    /// Tells that a run ended without a judgement, or could not begin one.
    pub(super) fn failed(path: &Path, now: Timestamp, error: &str) -> anyhow::Result<()> {
        let before = Status::read(path);
        let status = before.unwrap_or_else(|| Status::empty(State::Ended));
        // What an earlier run left is of that run, but for what it says of the past.
        let of_this_run = matches!(status.state, State::Running);
        let status = Status {
            number: status.number.filter(|_| of_this_run),
            release: status.release.filter(|_| of_this_run),
            started_at: status.started_at.filter(|_| of_this_run),
            ended_at: Some(now),
            verdict: Some(Verdict::Invalid),
            exit_code: Some(Verdict::Invalid.exit_code()),
            error: Some(error.to_owned()),
            last_success: status.last_success,
            register_head: status.register_head,
            ..Status::empty(State::Ended)
        };
        status.write(path)
    }
}

impl Status {
    fn empty(state: State) -> Self {
        Self {
            format: FORMAT.to_owned(),
            state,
            number: None,
            release: None,
            started_at: None,
            ended_at: None,
            duration_milliseconds: None,
            verdict: None,
            exit_code: None,
            error: None,
            last_success: None,
            register_head: None,
        }
    }

    /// What the file says so far; one that cannot be read is written anew.
    fn read(path: &Path) -> Option<Self> {
        serde_json::from_str(&fs::read_to_string(path).ok()?).ok()
    }

    fn write(&self, path: &Path) -> anyhow::Result<()> {
        let unwritable = || format!("{} cannot be written", path.display());
        let name = path
            .file_name()
            .with_context(unwritable)?
            .to_string_lossy()
            .into_owned();
        let beside = path.with_file_name(format!(".{name}.new"));
        let text = serde_json::to_string_pretty(self)? + "\n";
        let written = File::create(&beside).and_then(|mut file| {
            file.write_all(text.as_bytes())?;
            file.sync_all()
        });
        written
            .and_then(|()| fs::rename(&beside, path))
            .with_context(unwritable)
    }
}
