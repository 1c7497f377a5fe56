//! A release as its file in `releases/` describes it, with the parameters that were in force.

use std::fs;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use exposure_notification::v1::ExposureConfiguration;
use jiff::Timestamp;
use jiff::civil::Date;
use notify_server::ServerState;
use serde::Deserialize;
use testbed::japan;

use evidence::{AlteredParameter, ReleaseIdentity};

use crate::toml_file::{FileError, error_at, read_toml};

/// Something that can be judged: an app, a server of the day and the parameters of the day.
#[derive(Debug, Clone)]
pub struct Release {
    /// Its name, which is also the file's.
    pub name: String,
    /// The app's version.
    pub app: String,
    /// The server's behaviour of the day.
    pub server: ServerState,
    /// When every scenario begins: 10:00 Japan time, an hour after the day key changed.
    pub starts_at: Timestamp,
    /// What a reader should know, gaps of the public record among it.
    pub note: String,
    /// Whether it is judged when none is named.
    pub default: bool,
    /// The name of the parameter file.
    pub parameters: String,
    /// The parameters that were in force.
    pub production: ExposureConfiguration,
    /// The parameters to be served; others than those in force make every judgement invalid.
    pub served: ExposureConfiguration,
}

/// What a release is called in a file of `releases/`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReleaseFile {
    name: String,
    judged_on: Date,
    note: String,
    #[serde(default)]
    default: bool,
    platforms: Vec<String>,
    app: App,
    exposure_notification_api: ExposureNotificationApi,
    server: Server,
    parameters: Parameters,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct App {
    version: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExposureNotificationApi {
    version: u8,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Server {
    state: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Parameters {
    in_force_from: String,
}

/// A file of `parameters/`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ParameterFile {
    in_force_from: String,
    #[expect(
        dead_code,
        reason = "read by people; required so that no parameter stands there without its origin"
    )]
    origin: String,
    exposure_configuration: ExposureConfiguration,
}

/// Where releases and parameters are kept.
#[derive(Debug, Clone)]
pub struct ReleaseFolders {
    /// The folder of release files.
    pub releases: PathBuf,
    /// The folder of parameter files.
    pub parameters: PathBuf,
}

impl ReleaseFolders {
    /// The release of that name.
    pub fn release(&self, name: &str) -> Result<Release, FileError> {
        let path = self.releases.join(format!("{name}.toml"));
        if !path.is_file() {
            let message = format!(
                "there is no release {name}; known releases: {}",
                self.names()?.join(", ")
            );
            return Err(FileError::Meaning { path, message });
        }
        self.read(&path)
    }

    /// The release of that name, or the default one where none is named.
    pub fn named_or_default(&self, name: Option<&str>) -> Result<Release, FileError> {
        name.map_or_else(|| self.default_release(), |name| self.release(name))
    }

    /// Every release, in the order of their names.
    pub fn all(&self) -> Result<Vec<Release>, FileError> {
        self.names()?.iter().map(|name| self.release(name)).collect()
    }

    /// The release that is judged when none is named.
    pub fn default_release(&self) -> Result<Release, FileError> {
        let mut defaults: Vec<Release> = self
            .all()?
            .into_iter()
            .filter(|release| release.default)
            .collect();
        if let (Some(release), true) = (defaults.pop(), defaults.is_empty()) {
            return Ok(release);
        }
        let message = "exactly one release must say `default = true`; or name one with --release".to_owned();
        Err(FileError::Meaning {
            path: self.releases.clone(),
            message,
        })
    }

    fn names(&self) -> Result<Vec<String>, FileError> {
        let unreadable = |source| FileError::Unreadable {
            path: self.releases.clone(),
            source,
        };
        let mut names = Vec::new();
        for entry in fs::read_dir(&self.releases).map_err(unreadable)? {
            let path = entry.map_err(unreadable)?.path();
            if let (Some("toml"), Some(stem)) = (
                path.extension().and_then(|part| part.to_str()),
                path.file_stem().and_then(|part| part.to_str()),
            ) {
                names.push(stem.to_owned());
            }
        }
        names.sort();
        Ok(names)
    }

    fn read(&self, path: &Path) -> Result<Release, FileError> {
        let file: ReleaseFile = read_toml(path)?;
        if path.file_stem().and_then(|stem| stem.to_str()) != Some(&file.name) {
            return Err(error_at(path, "name =", "the name must be that of the file"));
        }
        let known_apps = device_sim::known_releases();
        if !known_apps.contains(&file.app.version.as_str()) {
            let message = format!(
                "unknown app version {}; the phones know {}",
                file.app.version,
                known_apps.join(", ")
            );
            return Err(error_at(
                path,
                &format!("version = \"{}\"", file.app.version),
                &message,
            ));
        }
        if file.exposure_notification_api.version != 1 {
            let message = "unknown version of the Exposure Notification API; the phones know 1";
            return Err(error_at(path, "[exposure_notification_api]", message));
        }
        if file.platforms != ["iOS", "Android"] {
            return Err(error_at(
                path,
                "platforms",
                "a release is judged on both: [\"iOS\", \"Android\"]",
            ));
        }
        let server = ServerState::from_str(&file.server.state).map_err(|error| {
            error_at(
                path,
                &format!("state = \"{}\"", file.server.state),
                &error.to_string(),
            )
        })?;
        let starts_at = file
            .judged_on
            .at(10, 0, 0, 0)
            .to_zoned(japan::time_zone())
            .map_err(|error| error_at(path, "judged_on", &error.to_string()))?
            .timestamp();
        let production = self.parameters(&file.parameters.in_force_from)?;
        Ok(Release {
            name: file.name,
            app: file.app.version,
            server,
            starts_at,
            note: file.note.trim().to_owned(),
            default: file.default,
            parameters: file.parameters.in_force_from,
            served: production.clone(),
            production,
        })
    }

    fn parameters(&self, in_force_from: &str) -> Result<ExposureConfiguration, FileError> {
        let path = self.parameters.join(format!("{in_force_from}.toml"));
        let file: ParameterFile = read_toml(&path)?;
        if file.in_force_from != in_force_from {
            return Err(error_at(
                &path,
                "in_force_from",
                "the date must be that of the file's name",
            ));
        }
        file.exposure_configuration
            .validate()
            .map_err(|error| error_at(&path, "[exposure_configuration]", &error.to_string()))?;
        Ok(file.exposure_configuration)
    }
}

impl Release {
    /// Serves another minimum risk score than the one in force, as the test environment of October 2020 did
    /// (報告書 2(5)).
    pub fn alter_minimum_risk_score(&mut self, minimum: u16) -> Result<(), String> {
        self.served.minimum_risk_score = minimum;
        self.served.validate().map_err(|error| error.to_string())
    }

    /// What is served and was not in force.
    pub fn altered_parameters(&self) -> Vec<AlteredParameter> {
        if self.served.minimum_risk_score == self.production.minimum_risk_score {
            return Vec::new();
        }
        vec![AlteredParameter {
            name: "MinimumRiskScore".to_owned(),
            production: self.production.minimum_risk_score.to_string(),
            used: self.served.minimum_risk_score.to_string(),
        }]
    }

    /// The release as the record names it.
    pub fn identity(&self) -> ReleaseIdentity {
        ReleaseIdentity {
            name: self.name.clone(),
            app: self.app.clone(),
            server: self.server.to_string(),
            parameters: self.parameters.clone(),
            parameters_digest: self.production.digest(),
        }
    }
}
