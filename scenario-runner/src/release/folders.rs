//! The folders in which releases and parameters are kept, and reading from them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use evidence::AppVersion;
use exposure_notification::{Platform, v2};
use notify_server::ServerState;
use testbed::japan;

use super::file::{ParameterFile, ReleaseFile};
use super::{PhonesOfTheDay, ProductionParameters, Release, SwitchedBehaviour};
use crate::toml_file::{FileError, error_at, read_toml};

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

    /// Every release, in the order of their app's versions, then of their names.
    pub fn all(&self) -> Result<Vec<Release>, FileError> {
        let releases = self.names()?;
        let mut releases: Vec<Release> = releases
            .iter()
            .map(|name| self.release(name))
            .collect::<Result<_, _>>()?;
        releases.sort_by(|one, other| (one.app, &one.name).cmp(&(other.app, &other.name)));
        Ok(releases)
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

    /// The names of every release file, in order.
    pub fn names(&self) -> Result<Vec<String>, FileError> {
        names_in(&self.releases)
    }

    /// Reads every parameter file, whether or not a release names it.
    pub fn check_parameters(&self) -> Result<Vec<FileError>, FileError> {
        let names = names_in(&self.parameters)?;
        let errors = names.iter().filter_map(|name| self.parameters(name).err());
        Ok(errors.collect())
    }

    fn read(&self, path: &Path) -> Result<Release, FileError> {
        let file: ReleaseFile = read_toml(path)?;
        if path.file_stem().and_then(|stem| stem.to_str()) != Some(&file.name) {
            return Err(error_at(path, "name =", "the name must be that of the file"));
        }
        let app = file.app.version;
        check_app(path, "version", app)?;
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
        let phones = phones(path, &file)?;
        let production = self.parameters(&file.parameters.in_force_from)?;
        match (file.exposure_notification_api.version, &production.v2) {
            (1, _) | (2, Some(_)) => {}
            (2, None) => {
                let message = format!(
                    "the parameters of {} have no [exposure_configuration_v2] and [risk_calculation_v2], which version 2 needs",
                    file.parameters.in_force_from
                );
                return Err(error_at(path, "[exposure_notification_api]", &message));
            }
            _ => {
                let message = "unknown version of the Exposure Notification API; the phones know 1 and 2";
                return Err(error_at(path, "[exposure_notification_api]", message));
            }
        }
        Ok(Release {
            name: file.name,
            app,
            phones,
            server,
            starts_at,
            note: file.note.trim().to_owned(),
            default: file.default,
            parameters: file.parameters.in_force_from,
            behaviour: SwitchedBehaviour::default(),
            switched_on_defects: Vec::new(),
            served: production.clone(),
            production,
        })
    }

    fn parameters(&self, in_force_from: &str) -> Result<ProductionParameters, FileError> {
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
        let v2 = match (file.exposure_configuration_v2, file.risk_calculation_v2) {
            (None, None) => None,
            (Some(exposure_configuration), Some(risk_calculation)) => {
                let v2 = v2::Parameters {
                    exposure_configuration,
                    risk_calculation,
                };
                v2.validate()
                    .map_err(|error| error_at(&path, "[exposure_configuration_v2", &error.to_string()))?;
                Some(v2)
            }
            _ => {
                let message = "[exposure_configuration_v2] and [risk_calculation_v2] belong together; write both or none";
                return Err(error_at(&path, "_v2]", message));
            }
        };
        Ok(ProductionParameters {
            v1: file.exposure_configuration,
            v2,
        })
    }
}

/// The names of the TOML files of a folder, without their ending, in order.
fn names_in(folder: &Path) -> Result<Vec<String>, FileError> {
    let unreadable = |source| FileError::Unreadable {
        path: folder.to_owned(),
        source,
    };
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
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

fn phones(path: &Path, file: &ReleaseFile) -> Result<BTreeMap<Platform, PhonesOfTheDay>, FileError> {
    let known_systems = device_sim::known_os_versions();
    let mut phones = BTreeMap::new();
    for platform in [Platform::Ios, Platform::Android] {
        let Some(of_the_day) = file.platforms.get(&platform) else {
            let message = format!("[platforms.{platform}] is missing; name the operating system of the day");
            return Err(error_at(path, "[platforms", &message));
        };
        let here = |name: &&str| name.starts_with(&platform.to_string());
        let known: Vec<&str> = known_systems.iter().copied().filter(here).collect();
        if !known.contains(&of_the_day.os.as_str()) {
            let message = format!(
                "unknown operating system {}; known are {}",
                of_the_day.os,
                known.join(", ")
            );
            return Err(error_at(path, &format!("os = \"{}\"", of_the_day.os), &message));
        }
        if let Some(kept) = of_the_day.keeps {
            check_app(path, "keeps", kept)?;
        }
        phones.insert(
            platform,
            PhonesOfTheDay {
                os: of_the_day.os.clone(),
                app: of_the_day.keeps.unwrap_or(file.app.version),
                judged: of_the_day.keeps.is_none(),
            },
        );
    }
    if phones.values().any(|phones| phones.judged) {
        return Ok(phones);
    }
    let message = "no phone gets this release; leave `keeps` out for one operating system at least";
    Err(error_at(path, "keeps", message))
}

fn check_app(path: &Path, key: &str, app: AppVersion) -> Result<(), FileError> {
    let known = device_sim::known_releases();
    if known.contains(&app.to_string().as_str()) {
        return Ok(());
    }
    let message = format!("unknown app version {app}; the phones know {}", known.join(", "));
    Err(error_at(path, &format!("{key} = \"{app}\""), &message))
}
