//! `ichiren inspect export`: what stands in an export file.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::Args;
use exposure_notification::{INSPECTED_BYTES_LIMIT, InspectedExport, VerificationKey, inspect_export};

use super::{export_text, read_file};
use crate::commands::Format;
use crate::output::print_line;

/// No public key is longer, in whatever form.
const PUBLIC_KEY_LIMIT: u64 = 64 * 1024;

/// A file with 750,000 bad keys need not say so 750,000 times.
const SHOWN_PROBLEMS: usize = 20;

/// The exit code for what can be read and is no use to phones.
const NOT_TAKEN: u8 = 1;

/// The arguments of `inspect export`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ichiren inspect export 1618790400.zip
  ichiren inspect export 1618790400.zip --public-key server.pem --format json
  ichiren inspect export export.bin | less

Exit codes:
  0  the file can be read
  1  it can be read, but phones would not take it (a key of another length, a
     value out of range, no signature by the public key); stderr says where, why
  2  it cannot be read, or is larger than phones take; stderr says at which byte
     and why")]
pub(crate) struct ExportArguments {
    /// The zip that a server publishes, or the export.bin out of it
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The server's public key: PEM or DER, or the uncompressed point, also in base64 or hexadecimal
    #[arg(long, value_name = "FILE")]
    public_key: Option<PathBuf>,
    /// How it is printed
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

/// Prints the file's content, and on stderr what phones would not take.
pub(super) fn export(arguments: &ExportArguments) -> anyhow::Result<u8> {
    let keys = match &arguments.public_key {
        Some(path) => vec![public_key(path)?],
        None => Vec::new(),
    };
    let bytes = read_file(&arguments.file, INSPECTED_BYTES_LIMIT)?;
    let export = inspect_export(&bytes, &keys).with_context(|| arguments.file.display().to_string())?;
    match arguments.format {
        Format::Text => export_text::print(&export),
        Format::Json => print_line(serde_json::to_string_pretty(&export)?),
    }
    let taken = warn_of_problems(&export) & warn_of_signatures(&export, arguments);
    Ok(if taken { 0 } else { NOT_TAKEN })
}

fn public_key(path: &Path) -> anyhow::Result<VerificationKey> {
    let content = read_file(path, PUBLIC_KEY_LIMIT)?;
    // Which of the file's signatures it made is found by trying, so its name does not matter.
    VerificationKey::from_public_key_file("", "", &content).with_context(|| path.display().to_string())
}

/// Whether there are none.
fn warn_of_problems(export: &InspectedExport) -> bool {
    for problem in export.problems().take(SHOWN_PROBLEMS) {
        anstream::eprintln!("warning: {problem}; phones do not take it");
    }
    let more = export.problems().skip(SHOWN_PROBLEMS).count();
    if more > 0 {
        anstream::eprintln!("warning: and {more} more like these");
    }
    export.problems().next().is_none()
}

/// Whether one of the signatures verifies, if that was asked.
fn warn_of_signatures(export: &InspectedExport, arguments: &ExportArguments) -> bool {
    let Some(path) = &arguments.public_key else {
        return true;
    };
    if export.signatures.iter().any(|each| each.verified == Some(true)) {
        return true;
    }
    let path = path.display();
    if export.zipped {
        anstream::eprintln!(
            "warning: no signature was made by {path}: the file was altered, or another key signed it"
        );
    } else {
        anstream::eprintln!(
            "warning: {path} has nothing to verify: a bare export.bin bears no signature; give the zip"
        );
    }
    false
}
