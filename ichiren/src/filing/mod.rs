//! Filing a judgement: the bundle of its evidence, the register, the file for monitoring.
//!
//! | module | what for |
//! | --- | --- |
//! | this one | the arguments, and a judgement from its beginning to its seal |
//! | `inputs` | features, requirements, release and parameters as they were when the judgement began |
//! | `monitoring` | the file that a monitoring system reads |
//! | `program` | what judged: the digest of this program |
//! | `logs` | the log of each scenario |

mod inputs;
pub(crate) mod logs;
mod monitoring;
mod program;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Context as _;
use clap::Args;
use evidence::Record;
use evidence::bundle::{BundleContents, BundleFile, Judging, SealedBundle, SigningKey, retire_oldest};
use release_judgement::{Catalogue, Judgement, cucumber_messages, junit_xml, render_report};
use scenario_runner::Release;
use serde::Serialize;
use testbed::clock::Clock;

use crate::folders::Folders;
use inputs::Inputs;
use monitoring::Monitoring;

/// Where evidence is filed, and who answers for it.
#[derive(Debug, Args)]
pub(crate) struct FilingArguments {
    /// Where the bundles of evidence and their register are kept
    #[arg(
        long,
        value_name = "FOLDER",
        default_value = "ichiren-output",
        help_heading = "Evidence"
    )]
    output: PathBuf,
    /// Who judges, as it is to stand in the register
    #[arg(
        long,
        value_name = "TEXT",
        env = "ICHIREN_JUDGED_BY",
        help_heading = "Evidence"
    )]
    judged_by: Option<String>,
    /// The Ed25519 key that seals (PKCS#8) [default: one that is made in the output folder]
    #[arg(
        long,
        value_name = "FILE",
        env = "ICHIREN_SIGNING_KEY_FILE",
        help_heading = "Evidence"
    )]
    signing_key: Option<PathBuf>,
    /// Write what a monitoring system needs to know to this file
    #[arg(long, value_name = "FILE", help_heading = "Evidence")]
    monitoring: Option<PathBuf>,
    /// Keep so many bundles and delete older ones; the register keeps everything
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..), help_heading = "Evidence")]
    keep_bundles: Option<u32>,
}

/// A judgement with the files that hold its evidence.
#[derive(Serialize)]
pub(crate) struct FiledJudgement {
    #[serde(flatten)]
    pub(crate) judgement: Judgement,
    /// Its number in the register.
    pub(crate) number: u64,
    /// The folder that holds everything.
    pub(crate) bundle: PathBuf,
    pub(crate) record: PathBuf,
    pub(crate) report: PathBuf,
    /// What the judgement was made from; it stands in its own file.
    #[serde(skip)]
    pub(crate) run: Record,
}

/// Where judgements are filed: the key at hand, the inputs read.
pub(crate) struct Filing<'arguments> {
    arguments: &'arguments FilingArguments,
    key: SigningKey,
    inputs: Inputs,
    clock: Clock,
}

/// A judgement that has begun. Unless it is filed, it stays one that never ended.
pub(crate) struct Begun {
    judging: Judging,
    monitoring: Option<Monitoring>,
}

impl FilingArguments {
    /// Whatever a run of judgements ends with is told to the monitoring system, also what kept it from beginning.
    pub(crate) fn tell<T>(&self, result: anyhow::Result<T>) -> anyhow::Result<T> {
        let Some(path) = &self.monitoring else {
            return result;
        };
        result.inspect_err(|error| {
            let told = Monitoring::failed(path, Clock::system().now(), &format!("{error:#}"));
            if let Err(untold) = told {
                anstream::eprintln!("error: {untold:#}");
            }
        })
    }
}

impl<'arguments> Filing<'arguments> {
    /// Makes ready: the folder, the key, and the inputs before anything reads them.
    pub(crate) fn prepare(arguments: &'arguments FilingArguments, folders: &Folders) -> anyhow::Result<Self> {
        let output = &arguments.output;
        fs::create_dir_all(output).with_context(|| format!("{} cannot be made", output.display()))?;
        let key = match &arguments.signing_key {
            Some(path) => SigningKey::read(path)?,
            None => own_key(output)?,
        };
        Ok(Self {
            arguments,
            key,
            inputs: Inputs::read(folders)?,
            clock: Clock::system(),
        })
    }

    /// The folder of the bundles and their register.
    pub(crate) fn output(&self) -> &Path {
        &self.arguments.output
    }

    /// Who judges, as they named themselves.
    fn judged_by(&self) -> Option<&str> {
        let name = self.arguments.judged_by.as_deref().map(str::trim);
        name.filter(|name| !name.is_empty())
    }

    /// Writes down that a judgement begins. To be called before anything runs.
    pub(crate) fn begin(&self, release: &Release) -> anyhow::Result<Begun> {
        let now = self.clock.now();
        let output = &self.arguments.output;
        let judging = Judging::begin(output, &self.key, &release.name, self.judged_by(), now)?;
        let monitoring = self.arguments.monitoring.as_deref();
        let monitoring =
            monitoring.map(|path| Monitoring::running(path, now, judging.number(), &release.name));
        Ok(Begun {
            judging,
            monitoring: monitoring.transpose()?,
        })
    }

    /// Files a judgement and seals it. Only a judgement that is filed has a verdict.
    pub(crate) fn file(
        &self,
        begun: Begun,
        mut record: Record,
        judgement: Judgement,
        catalogue: &Catalogue,
    ) -> anyhow::Result<FiledJudgement> {
        record.volatile.judged_by = self.judged_by().map(str::to_owned);
        let bundle = begun.judging.folder();
        let report = render_report(&record, &judgement, catalogue, &command_to_repeat(&record));
        // What is made of record and judgement for readers; each is one line here.
        let mut files = vec![
            BundleFile::text("report.html", report),
            BundleFile::text("junit.xml", junit_xml(&record, &judgement, catalogue)?),
            BundleFile::text(
                "messages.ndjson",
                cucumber_messages(&record, &judgement, &self.inputs.features_of(&record))?,
            ),
        ];
        files.extend(self.inputs.files_of(&record)?);
        files.extend(logs::files(&record));
        let number = begun.judging.number();
        let contents = BundleContents {
            judgement: &serde_json::to_value(&judgement)?,
            verdict: judgement.verdict.name(),
            program: program::identity()?,
            record: &record,
            files,
        };
        let sealed = begun.judging.seal(&self.key, contents, self.clock.now())?;
        if let Some(keep) = self.arguments.keep_bundles {
            let keep = usize::try_from(keep).unwrap_or(usize::MAX);
            retire_oldest(&self.arguments.output, &self.key, keep, self.clock.now())?;
        }
        if let Some(monitoring) = begun.monitoring {
            let duration = Duration::from_millis(record.volatile.duration_milliseconds);
            monitoring.ended(
                self.clock.now(),
                duration,
                judgement.verdict,
                &self.head(&sealed)?,
            )?;
        }
        Ok(FiledJudgement {
            judgement,
            number,
            record: bundle.join("record.json"),
            report: bundle.join("report.html"),
            bundle,
            run: record,
        })
    }

    /// The digest of the register's last line, which retention may have moved on.
    fn head(&self, sealed: &SealedBundle) -> anyhow::Result<String> {
        let head = evidence::bundle::Register::of(&self.arguments.output).head()?;
        Ok(head.unwrap_or_else(|| sealed.head.clone()))
    }
}

fn own_key(output: &Path) -> anyhow::Result<SigningKey> {
    let (key, made) = SigningKey::read_or_make(output)?;
    if made {
        anstream::eprintln!(
            "a signing key was made: {}; its public half is signing-key.pub (fingerprint {}). Who can write this folder \
             can sign with it; keep the key elsewhere with --signing-key",
            output.join("signing-key.pk8").display(),
            key.public().fingerprint()
        );
    }
    Ok(key)
}

fn command_to_repeat(record: &Record) -> String {
    let minimum = record
        .altered_parameters
        .iter()
        .find(|parameter| parameter.name == "MinimumRiskScore")
        .map(|parameter| format!(" --minimum-risk-score {}", parameter.used))
        .unwrap_or_default();
    let seeds = match record.other_seeds.len() {
        0 => String::new(),
        others => format!(" --seeds {}", others + 1),
    };
    format!(
        "ichiren judge --release {} --seed {}{seeds}{minimum}",
        record.release.name, record.seed
    )
}
