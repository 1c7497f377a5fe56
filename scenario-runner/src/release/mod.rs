//! A release as its file in `releases/` describes it, with the parameters that were in force.

mod file;
mod folders;
mod switch;

use std::collections::BTreeMap;

use evidence::{AlteredParameter, AppVersion, ReleaseIdentity, ScenarioPlatform};
use exposure_notification::v1::ExposureConfiguration;
use exposure_notification::{Platform, v2};
use jiff::Timestamp;
use notify_server::ServerState;

pub use folders::ReleaseFolders;
pub use switch::{Mutant, Switch, SwitchError, SwitchedBehaviour, SwitchedPart};

/// Something that can be judged: an app, a server of the day and the parameters of the day.
#[derive(Debug, Clone)]
pub struct Release {
    /// Its name, which is also the file's.
    pub name: String,
    /// The app's version.
    pub app: AppVersion,
    /// The phones of the day.
    pub phones: BTreeMap<Platform, PhonesOfTheDay>,
    /// The server's behaviour of the day.
    pub server: ServerState,
    /// In what the other parts differ from what they are made to be.
    pub behaviour: SwitchedBehaviour,
    /// The catalogued defects and the mutants that were put in on purpose.
    pub switched_on_defects: Vec<String>,
    /// When every scenario begins: 10:00 Japan time, an hour after the day key changed.
    pub starts_at: Timestamp,
    /// What a reader should know, gaps of the public record among it.
    pub note: String,
    /// Whether it is judged when none is named.
    pub default: bool,
    /// The name of the parameter file.
    pub parameters: String,
    /// The parameters that were in force.
    pub production: ProductionParameters,
    /// The parameters to be served; others than those in force make every judgement invalid.
    pub served: ProductionParameters,
}

/// What phones of one operating system had on the day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhonesOfTheDay {
    /// The version of the operating system, `iOS 14`.
    pub os: String,
    /// The app's version: the release's own, or the one kept where the release did not come out.
    pub app: AppVersion,
    /// Whether the release came out for them.
    pub judged: bool,
}

/// The parameters that judge contacts, as phones download them.
#[derive(Debug, Clone, PartialEq)]
pub struct ProductionParameters {
    /// For phones on version 1 of the Exposure Notification API.
    pub v1: ExposureConfiguration,
    /// For phones on version 2, from COCOA 2.0.0 on.
    pub v2: Option<v2::Parameters>,
}

impl Release {
    /// Serves another minimum risk score than the one in force, as the test environment of October 2020 did
    /// (報告書 2(5)).
    pub fn alter_minimum_risk_score(&mut self, minimum: u16) -> Result<(), String> {
        self.served.v1.minimum_risk_score = minimum;
        self.served.v1.validate().map_err(|error| error.to_string())
    }

    /// What is served and was not in force.
    pub fn altered_parameters(&self) -> Vec<AlteredParameter> {
        if self.served.v1.minimum_risk_score == self.production.v1.minimum_risk_score {
            return Vec::new();
        }
        vec![AlteredParameter {
            name: "MinimumRiskScore".to_owned(),
            production: self.production.v1.minimum_risk_score.to_string(),
            used: self.served.v1.minimum_risk_score.to_string(),
        }]
    }

    /// The release as the record names it.
    pub fn identity(&self) -> ReleaseIdentity {
        ReleaseIdentity {
            name: self.name.clone(),
            app: self.app,
            platforms: self.judged_platforms(),
            server: self.server.to_string(),
            parameters: self.parameters.clone(),
            parameters_digest: self.production.v1.digest(),
            parameters_digest_v2: self.production.v2.as_ref().map(v2::Parameters::digest),
            previous: None,
            changes: Vec::new(),
            expected_changes: Vec::new(),
        }
    }

    /// The operating systems for which it came out.
    pub fn judged_platforms(&self) -> Vec<ScenarioPlatform> {
        let judged = self.phones.iter().filter(|(_, phones)| phones.judged);
        judged.map(|(platform, _)| of_scenario(*platform)).collect()
    }
}

/// The operating system as the record names it.
pub(crate) fn of_scenario(platform: Platform) -> ScenarioPlatform {
    match platform {
        Platform::Ios => ScenarioPlatform::Ios,
        Platform::Android => ScenarioPlatform::Android,
    }
}
