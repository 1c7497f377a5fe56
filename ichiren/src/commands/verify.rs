//! `ichiren verify`: whether filed evidence is as it was filed.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::Args;
use evidence::Record;
use evidence::bundle::{
    Alteration, AlterationKind, Demands, PublicKey, Seal, Verification, verify as verify_folder,
};
use owo_colors::OwoColorize as _;
use release_judgement::Catalogue;
use scenario_runner::ReleaseFolders;

use super::Format;
use crate::output::print_line;

/// The exit code when something was altered.
const ALTERED: u8 = 1;

/// The arguments of `verify`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ichiren verify                                          every judgement in ichiren-output
  ichiren verify ichiren-output/000012-1.2.4              one of them, and the register
  ichiren verify --public-key signing-key.pub --head 5e7c…    who signed, and that nothing was cut off

What it cannot find, and why a public key and a head kept elsewhere matter: docs/runbook.md.

Exit codes: 0 nothing was altered, 1 something was, and each alteration is named, 2 it cannot be verified.")]
pub(crate) struct VerifyArguments {
    /// The bundle of one judgement [default: all]
    #[arg(value_name = "BUNDLE", conflicts_with = "all")]
    bundle: Option<PathBuf>,
    /// Every bundle of the output folder
    #[arg(long)]
    all: bool,
    /// Where the bundles and their register are kept
    #[arg(
        long,
        value_name = "FOLDER",
        default_value = "ichiren-output",
        conflicts_with = "bundle"
    )]
    output: PathBuf,
    /// Only this key may have signed; may be given several times
    #[arg(long, value_name = "FILE")]
    public_key: Vec<PathBuf>,
    /// The digest of the register's last line, as it was noted once: it must still be there
    #[arg(long, value_name = "SHA256")]
    head: Option<String>,
    /// How results are printed
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

/// Verifies and says what was altered.
pub(crate) fn verify(arguments: &VerifyArguments) -> anyhow::Result<u8> {
    let (output, only) = match &arguments.bundle {
        Some(bundle) => {
            let (output, number) = place_of(bundle)?;
            (output, Some(number))
        }
        None => (arguments.output.clone(), None),
    };
    let public_keys = arguments.public_key.iter().map(|path| PublicKey::read(path));
    let demands = Demands {
        public_keys: public_keys.collect::<Result<_, _>>()?,
        head: arguments.head.clone(),
        only,
    };
    let mut verification = verify_folder(&output, &demands)?;
    anyhow::ensure!(
        !verification.bundles.is_empty() || !verification.alterations.is_empty(),
        "there is no judgement in {}; name the folder with --output",
        output.display()
    );
    let judged_anew: Vec<Alteration> = verification
        .bundles
        .iter()
        .filter_map(|bundle| Some((bundle.number, bundle.folder.as_deref()?)))
        .filter(|(number, _)| !is_suspect(&verification, *number))
        .flat_map(|(number, folder)| judge_anew(number, folder))
        .collect();
    verification.intact &= judged_anew.is_empty();
    verification.alterations.extend(judged_anew);
    match arguments.format {
        Format::Json => print_line(serde_json::to_string_pretty(&verification)?),
        Format::Text => print(&verification),
    }
    Ok(if verification.intact { 0 } else { ALTERED })
}

/// The output folder of a bundle, and the bundle's number.
fn place_of(bundle: &Path) -> anyhow::Result<(PathBuf, u64)> {
    let not_a_bundle = || {
        format!(
            "{} is not the folder of a bundle, such as ichiren-output/000012-1.2.4",
            bundle.display()
        )
    };
    let whole = bundle.canonicalize().with_context(not_a_bundle)?;
    let name = whole
        .file_name()
        .with_context(not_a_bundle)?
        .to_string_lossy()
        .into_owned();
    let number = name.split('-').next().and_then(|number| number.parse().ok());
    let output = whole.parent().with_context(not_a_bundle)?.to_owned();
    Ok((output, number.with_context(not_a_bundle)?))
}

/// What was altered already says why it would be judged differently.
fn is_suspect(verification: &Verification, number: u64) -> bool {
    let mut alterations = verification.alterations.iter();
    alterations.any(|alteration| alteration.number == Some(number))
}

/// Whoever holds the key can seal what they like; they cannot make the record say something else than it says.
fn judge_anew(number: u64, folder: &Path) -> Vec<Alteration> {
    let found = |kind, subject: &str, message: String| Alteration {
        kind,
        number: Some(number),
        subject: subject.to_owned(),
        message: format!("判定{number:06}：{message}"),
    };
    let (sealed, again, parameters) = match judged_anew(folder) {
        Ok(anew) => anew,
        Err(error) => {
            let message = format!("記録の束から判定し直せません（{error:#}）。");
            return vec![found(
                AlterationKind::VerdictNotReproduced,
                "record.json",
                message,
            )];
        }
    };
    let mut alterations = Vec::new();
    if sealed != again {
        let message =
            format!("封印された判定は {sealed} ですが、同じ記録と要件から判定し直すと {again} です。");
        alterations.push(found(
            AlterationKind::VerdictNotReproduced,
            "judgement.json",
            message,
        ));
    }
    if !parameters {
        let message = "パラメーターのファイルから計算したダイジェストが、記録のものと違います。判定に使ったファイルではありません。";
        let kind = AlterationKind::ParametersNotThoseOfTheRecord;
        alterations.push(found(kind, "parameters.toml", message.to_owned()));
    }
    alterations
}

/// The verdict as sealed, the verdict anew, and whether the parameter file is that of the record.
fn judged_anew(folder: &Path) -> anyhow::Result<(String, String, bool)> {
    let record = Record::read(&folder.join("record.json"))?;
    let catalogue = Catalogue::read(&folder.join("requirements"))?;
    let seal: Seal = serde_json::from_str(&fs::read_to_string(folder.join("seal.json"))?)?;
    let again = release_judgement::judge(&record, &catalogue).verdict;
    let release = &record.release;
    let parameters =
        ReleaseFolders::production_parameters(&folder.join("parameters.toml"), &release.parameters)?;
    let same = parameters.v1.digest() == release.parameters_digest
        && parameters.v2.map(|v2| v2.digest()) == release.parameters_digest_v2;
    Ok((seal.verdict, again.name().to_owned(), same))
}

fn print(verification: &Verification) {
    for alteration in &verification.alterations {
        print_line(format_args!("{} {}", "改変".red().bold(), alteration.message));
    }
    let count = verification.bundles.len();
    if verification.intact {
        print_line(format_args!(
            "{count}件の判定と登録簿に、改変は見つかりませんでした。"
        ));
    } else {
        print_line(format_args!(
            "{count}件の判定を確かめ、{}件の改変が見つかりました。",
            verification.alterations.len()
        ));
    }
    for key in &verification.keys {
        print_line(format_args!("署名した鍵の指紋: {key}"));
    }
    if !verification.keys_known {
        print_line(
            "公開鍵が示されていないので、すべてが一つの鍵で署名されていることだけを確かめました: --public-key FILE",
        );
    }
    if let Some(head) = &verification.head {
        print_line(format_args!("登録簿の末尾: {head}"));
    }
}
