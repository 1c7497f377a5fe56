//! The part of the command line that switches the device check on.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;
use notify_server::{AndroidCheckSettings, DeviceCheckSettings, IosCheckSettings};

/// Without these, no phone is checked.
#[derive(Args)]
#[command(next_help_heading = "Device check")]
pub(crate) struct DeviceCheckArguments {
    /// Check Android phones: the certificate in PEM to which the chain of Google's statements must lead
    #[arg(long, value_name = "FILE")]
    google_root_certificate_file: Option<PathBuf>,
    /// Where Google checks its statements itself, for the states that ask
    #[arg(
        long,
        value_name = "URL",
        default_value = "http://127.0.0.1:8083/manufacturers/google/v1/attestations/verify"
    )]
    google_verify_url: String,
    /// A file that holds the key for that call
    #[arg(long, value_name = "FILE", env = "NOTIFY_SERVER_GOOGLE_API_KEY_FILE")]
    google_api_key_file: Option<PathBuf>,
    /// Check iPhones: the developer's key as Apple hands it out
    #[arg(long, value_name = "FILE", env = "NOTIFY_SERVER_APPLE_KEY_FILE", requires_all = ["apple_key_id", "apple_team_id"])]
    apple_key_file: Option<PathBuf>,
    /// The name of that key
    #[arg(long, value_name = "ID")]
    apple_key_id: Option<String>,
    /// The name of the developer
    #[arg(long, value_name = "ID")]
    apple_team_id: Option<String>,
    /// Where Apple checks tokens
    #[arg(
        long,
        value_name = "URL",
        default_value = "http://127.0.0.1:8083/manufacturers/apple/v1/validate_device_token"
    )]
    apple_url: String,
}

impl DeviceCheckArguments {
    /// Reads the files that the arguments name.
    pub(crate) fn into_settings(self) -> anyhow::Result<DeviceCheckSettings> {
        let google_api_key = self.google_api_key_file.as_deref().map(read).transpose()?;
        let android = self.google_root_certificate_file.as_deref().map(|file| {
            anyhow::Ok(AndroidCheckSettings {
                google_root_certificate: read(file)?,
                google_verify_url: self.google_verify_url,
                google_api_key,
            })
        });
        let ios = self.apple_key_file.as_deref().map(|file| {
            anyhow::Ok(IosCheckSettings {
                apple_url: self.apple_url,
                apple_key: read(file)?,
                apple_key_id: self.apple_key_id.unwrap_or_default(),
                apple_team_id: self.apple_team_id.unwrap_or_default(),
            })
        });
        Ok(DeviceCheckSettings {
            android: android.transpose()?,
            ios: ios.transpose()?,
        })
    }
}

fn read(file: &Path) -> anyhow::Result<String> {
    let text = fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    Ok(text.trim().to_owned())
}
