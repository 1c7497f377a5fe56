//! Earlier judgements as the register lists them, each with what differs from the one before of the same release.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use evidence::bundle::{Register, RegisterEvent, Seal};
use jiff::Timestamp;
use release_judgement::{Judgement, Verdict};
use serde::Serialize;

/// A judgement of the register.
#[derive(Debug, Serialize)]
pub(crate) struct EarlierJudgement {
    pub(crate) number: u64,
    pub(crate) release: String,
    /// `GO`, `NO-GO`, or `INVALID`, also of one that never ended.
    pub(crate) verdict: String,
    pub(crate) judged_by: Option<String>,
    pub(crate) began_at: Option<Timestamp>,
    /// None of one that never ended.
    pub(crate) ended_at: Option<Timestamp>,
    /// Whether its bundle was deleted for its age.
    pub(crate) retired: bool,
    /// Against the judgement before of the same release; none where there is none, or a bundle is gone.
    pub(crate) differences: Option<Differences>,
    #[serde(skip)]
    bundle: Option<String>,
}

/// What differs between two judgements of a release.
#[derive(Debug, Serialize)]
pub(crate) struct Differences {
    /// The number of the judgement before.
    pub(crate) against: u64,
    /// The verdict before, if it was another.
    pub(crate) verdict_before: Option<String>,
    /// Requirements with their operating system that fail and did not.
    pub(crate) newly_failing: Vec<String>,
    /// Requirements with their operating system that failed and do not.
    pub(crate) no_longer_failing: Vec<String>,
    /// Whether the parameter file is another.
    pub(crate) parameters_changed: bool,
    /// Whether the release file is another.
    pub(crate) release_file_changed: bool,
    /// The files of features and requirements that are others, new or gone.
    pub(crate) files_changed: Vec<String>,
    /// Whether another program judged.
    pub(crate) program_changed: bool,
}

/// What of a bundle is compared.
struct Filed {
    seal: Seal,
    failing: BTreeSet<String>,
}

/// Every judgement of an output folder, in order of number.
pub(crate) fn earlier_judgements(output: &Path) -> anyhow::Result<Vec<EarlierJudgement>> {
    let mut judgements: BTreeMap<u64, EarlierJudgement> = BTreeMap::new();
    for entry in Register::of(output).entries()? {
        match entry.event {
            RegisterEvent::Began {
                number,
                release,
                judged_by,
            } => {
                let judgement = EarlierJudgement {
                    number,
                    release,
                    verdict: Verdict::Invalid.name().to_owned(),
                    judged_by,
                    began_at: Some(entry.at),
                    ended_at: None,
                    retired: false,
                    differences: None,
                    bundle: None,
                };
                judgements.insert(number, judgement);
            }
            RegisterEvent::Ended {
                number,
                verdict,
                bundle,
                ..
            } => {
                if let Some(judgement) = judgements.get_mut(&number) {
                    judgement.verdict = verdict;
                    judgement.ended_at = Some(entry.at);
                    judgement.bundle = Some(bundle);
                }
            }
            RegisterEvent::Retired { number, .. } => {
                if let Some(judgement) = judgements.get_mut(&number) {
                    judgement.retired = true;
                }
            }
        }
    }
    let mut judgements: Vec<EarlierJudgement> = judgements.into_values().collect();
    compare(output, &mut judgements);
    Ok(judgements)
}

fn compare(output: &Path, judgements: &mut [EarlierJudgement]) {
    let mut last: BTreeMap<String, (u64, String, Option<Filed>)> = BTreeMap::new();
    for judgement in judgements
        .iter_mut()
        .filter(|judgement| judgement.ended_at.is_some())
    {
        let filed = judgement
            .bundle
            .as_ref()
            .and_then(|name| Filed::read(&output.join(name)));
        if let (Some((against, verdict, Some(before))), Some(now)) = (last.get(&judgement.release), &filed) {
            judgement.differences = Some(Differences {
                against: *against,
                verdict_before: (*verdict != judgement.verdict).then(|| verdict.clone()),
                ..now.differences(before)
            });
        }
        let seen = (judgement.number, judgement.verdict.clone(), filed);
        last.insert(judgement.release.clone(), seen);
    }
}

impl Filed {
    fn read(bundle: &Path) -> Option<Self> {
        let read = |name: &str| fs::read_to_string(bundle.join(name)).ok();
        let judgement: Judgement = serde_json::from_str(&read("judgement.json")?).ok()?;
        let failing = judgement.requirements.iter().filter(|verdict| verdict.failed());
        Some(Self {
            seal: serde_json::from_str(&read("seal.json")?).ok()?,
            failing: failing
                .map(|verdict| format!("{} ({})", verdict.id, verdict.platform.name()))
                .collect(),
        })
    }

    fn differences(&self, before: &Self) -> Differences {
        let (now, then) = (&self.seal, &before.seal);
        let names: BTreeSet<&String> = now.files.keys().chain(then.files.keys()).collect();
        let is_of_the_suite = |name: &str| name.starts_with("features/") || name.starts_with("requirements/");
        Differences {
            against: 0,
            verdict_before: None,
            newly_failing: self.failing.difference(&before.failing).cloned().collect(),
            no_longer_failing: before.failing.difference(&self.failing).cloned().collect(),
            parameters_changed: now.inputs.parameters != then.inputs.parameters,
            release_file_changed: now.inputs.release != then.inputs.release,
            files_changed: names
                .into_iter()
                .filter(|name| is_of_the_suite(name) && now.files.get(*name) != then.files.get(*name))
                .cloned()
                .collect(),
            program_changed: now.program.sha256 != then.program.sha256,
        }
    }
}
