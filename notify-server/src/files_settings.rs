//! What a cloud asks for beside an address: keys, an endpoint, a region, under the names of its environment variables.
//!
//! From the environment or from a file, never from arguments: those are visible to every user of the machine.

use std::ffi::OsString;
use std::path::Path;
use std::{env, fs};

use anyhow::{Context, bail};

/// What the names of all settings begin with.
const CLOUDS: [&str; 2] = ["AWS_", "AZURE_"];

/// Every variable of the environment that may be meant for a cloud.
pub(crate) fn of_environment() -> impl Iterator<Item = (String, String)> {
    let text =
        |(name, value): (OsString, OsString)| Some((name.into_string().ok()?, value.into_string().ok()?));
    env::vars_os()
        .filter_map(text)
        .filter(|(name, _value)| is_setting(name))
}

/// The settings in a file of lines `NAME=VALUE`.
pub(crate) fn of_file(file: Option<&Path>) -> anyhow::Result<Vec<(String, String)>> {
    let Some(file) = file else {
        return Ok(Vec::new());
    };
    let read = || read(&fs::read_to_string(file)?);
    read().with_context(|| format!("cannot use the settings {}", file.display()))
}

/// Empty lines and lines that begin with `#` say nothing. No line is repeated in an error: it may hold a secret.
fn read(text: &str) -> anyhow::Result<Vec<(String, String)>> {
    let mut settings = Vec::new();
    for (line, number) in text.lines().map(str::trim).zip(1_u32..) {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        match line.split_once('=') {
            Some((name, value)) if is_setting(name.trim()) => {
                settings.push((name.trim().to_owned(), value.trim().to_owned()));
            }
            _ => bail!(
                "line {number} is not of the form NAME=VALUE with a name that begins with AWS_ or AZURE_, for \
                 instance AWS_ACCESS_KEY_ID"
            ),
        }
    }
    Ok(settings)
}

fn is_setting(name: &str) -> bool {
    CLOUDS.iter().any(|cloud| name.starts_with(cloud))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_holds_a_setting_a_line() {
        let text =
            "# the bucket of the exports\nAWS_ACCESS_KEY_ID=name\n\n AWS_SECRET_ACCESS_KEY = a=b/c== \n";
        let expected = [
            ("AWS_ACCESS_KEY_ID", "name"),
            ("AWS_SECRET_ACCESS_KEY", "a=b/c=="),
        ];
        let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(read(text).unwrap(), expected);
    }

    #[test]
    fn a_line_of_another_kind_is_refused_by_its_number_and_not_repeated() {
        for line in ["geheim", "SECRET=geheim", "export AWS_ACCESS_KEY_ID=geheim"] {
            let error = read(&format!("AWS_REGION=x\n{line}")).unwrap_err().to_string();
            assert!(error.contains("line 2") && !error.contains("geheim"), "{error}");
        }
    }
}
