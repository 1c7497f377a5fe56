//! Changing what the parts of a release do: a catalogued defect put in, a base mended, a mutant.
//!
//! Whatever was changed stands in the record, and such a run is never a judgement of the release.

use notify_server::ServerState;
use serde_json::{Map, Value};
use testbed::switch::{self, Alternative, Mutants};
use thiserror::Error;

use super::Release;

/// What is to be changed, per part: columns of the part's table of behaviour, with what they are to say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Switch {
    /// The notification server: `ServerState`.
    pub server: Map<String, Value>,
    /// The app, whatever its version.
    pub app: Map<String, Value>,
    /// The operating systems of the phones.
    pub os: Map<String, Value>,
    /// HER-SYS.
    pub hersys: Map<String, Value>,
    /// Parameters that are served: `MinimumRiskScore`.
    pub parameters: Map<String, Value>,
}

/// In what the parts of a release differ from what they are made to be; the server has a state of its own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SwitchedBehaviour {
    /// Columns of the app.
    pub app: Map<String, Value>,
    /// Columns of the operating systems.
    pub os: Map<String, Value>,
    /// Columns of HER-SYS.
    pub hersys: Map<String, Value>,
    /// As what the release was mended, where it was: a base for defects that every release has.
    pub mended: Option<String>,
}

/// A part with a table of behaviour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SwitchedPart {
    /// The notification server.
    Server,
    /// The app.
    App,
    /// The operating systems.
    Os,
    /// HER-SYS.
    Hersys,
}

impl SwitchedPart {
    /// As the catalogue names it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Server => "server",
            Self::App => "app",
            Self::Os => "os",
            Self::Hersys => "hersys",
        }
    }
}

/// One column of one part, saying something else than on the release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mutant {
    /// The part: `server`, `app`, `os` or `hersys`.
    pub part: &'static str,
    /// The column.
    pub column: String,
    /// What it says.
    pub from: Value,
    /// What it says in the mutant.
    pub to: Value,
}

impl Mutant {
    /// As the record names it.
    pub fn id(&self) -> String {
        format!("mutant: {}.{} = {}", self.part, self.column, self.to)
    }
}

/// Why a release was not switched.
#[derive(Debug, Error)]
pub enum SwitchError {
    /// The part has no such column, or it cannot say this.
    #[error("{}: {error}", part.name())]
    Part {
        /// The part.
        part: SwitchedPart,
        /// Why.
        error: switch::SwitchError,
    },
    /// No such parameter can be switched.
    #[error("there is no parameter {0:?} that can be switched; known is MinimumRiskScore")]
    UnknownParameter(String),
    /// The parameter cannot be that.
    #[error("MinimumRiskScore cannot be {value}: {reason}")]
    Parameter {
        /// What it was to be.
        value: Value,
        /// Why it cannot.
        reason: String,
    },
    /// The phones have no such app.
    #[error("the phones have no app {0}")]
    UnknownApp(String),
}

impl Release {
    /// Puts a catalogued defect in: all of the switch, or nothing.
    pub fn switch_on(&mut self, defect: &str, switch: &Switch) -> Result<(), SwitchError> {
        *self = self.switched(switch)?;
        self.switched_on_defects.push(defect.to_owned());
        Ok(())
    }

    /// Takes defects away that the release has, so that another one can be put in alone. `name` is the base's own.
    pub fn mend(&mut self, name: &str, switch: &Switch) -> Result<(), SwitchError> {
        *self = self.switched(switch)?;
        self.behaviour.mended = Some(name.to_owned());
        Ok(())
    }

    /// Puts a mutant in.
    pub fn put_in(&mut self, mutant: &Mutant) -> Result<(), SwitchError> {
        let change = Map::from_iter([(mutant.column.clone(), mutant.to.clone())]);
        let mut switch = Switch::default();
        match mutant.part {
            "server" => switch.server = change,
            "app" => switch.app = change,
            "os" => switch.os = change,
            _ => switch.hersys = change,
        }
        self.switch_on(&mutant.id(), &switch)
    }

    /// Every mutant of the tables of behaviour that changes what this release does: one column of one part each.
    pub fn mutants(&self) -> Result<Vec<Mutant>, SwitchError> {
        let mutants = self.mutants_of_parts()?.into_iter();
        Ok(mutants
            .flat_map(|(part, mutants)| mutants.alive.into_iter().map(move |one| mutant(part, one)))
            .collect())
    }

    /// The mutants that leave everything as it is, with the reason in English.
    pub fn mutants_left_out(&self) -> Result<Vec<(Mutant, &'static str)>, SwitchError> {
        let mutants = self.mutants_of_parts()?.into_iter();
        let left_out = mutants.flat_map(|(part, mutants)| {
            let of_part = mutants.left_out.into_iter();
            of_part.map(move |(one, because)| (mutant(part, one), because))
        });
        Ok(left_out.collect())
    }

    fn mutants_of_parts(&self) -> Result<[(SwitchedPart, Mutants); 4], SwitchError> {
        let version = self.app.to_string();
        let unknown = || SwitchError::UnknownApp(version.clone());
        let behaviour = &self.behaviour;
        let app = device_sim::app_mutants(&version, &behaviour.app).ok_or_else(unknown)?;
        let os = device_sim::os_mutants(&version, &behaviour.os).ok_or_else(unknown)?;
        let hersys = mock_hersys::mutants(!self.server.end_of_service, &behaviour.hersys);
        Ok([
            of(SwitchedPart::Server, self.server.mutants())?,
            of(SwitchedPart::App, app)?,
            of(SwitchedPart::Os, os)?,
            of(SwitchedPart::Hersys, hersys)?,
        ])
    }

    fn switched(&self, switch: &Switch) -> Result<Self, SwitchError> {
        let mut release = self.clone();
        release.server = at(SwitchedPart::Server, switched_server(&self.server, switch))?;
        at(SwitchedPart::App, device_sim::check_app_columns(&switch.app))?;
        at(SwitchedPart::Os, device_sim::check_os_columns(&switch.os))?;
        at(SwitchedPart::Hersys, mock_hersys::check_columns(&switch.hersys))?;
        let behaviour = &mut release.behaviour;
        behaviour.app.extend(switch.app.clone());
        behaviour.os.extend(switch.os.clone());
        behaviour.hersys.extend(switch.hersys.clone());
        for (parameter, value) in &switch.parameters {
            if parameter != "MinimumRiskScore" {
                return Err(SwitchError::UnknownParameter(parameter.clone()));
            }
            let minimum = value.as_u64().and_then(|minimum| u16::try_from(minimum).ok());
            let altered = minimum.ok_or_else(|| "it is a whole number".to_owned());
            let altered = altered.and_then(|minimum| release.alter_minimum_risk_score(minimum));
            altered.map_err(|reason| SwitchError::Parameter {
                value: value.clone(),
                reason,
            })?;
        }
        Ok(release)
    }
}

fn switched_server(state: &ServerState, switch: &Switch) -> Result<ServerState, switch::SwitchError> {
    state.switched(&switch.server)
}

fn at<T>(part: SwitchedPart, result: Result<T, switch::SwitchError>) -> Result<T, SwitchError> {
    result.map_err(|error| SwitchError::Part { part, error })
}

fn of(
    part: SwitchedPart,
    mutants: Result<Mutants, switch::SwitchError>,
) -> Result<(SwitchedPart, Mutants), SwitchError> {
    Ok((part, at(part, mutants)?))
}

fn mutant(part: SwitchedPart, alternative: Alternative) -> Mutant {
    let Alternative { column, from, to } = alternative;
    Mutant {
        part: part.name(),
        column,
        from,
        to,
    }
}
