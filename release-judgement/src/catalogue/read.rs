//! Reading a catalogue folder, and refusing what cannot be true.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use evidence::ScenarioPlatform;
use toml::Spanned;

use super::file::{
    CatalogueFile, DefectEntry, KnownDeviationEntry, ProofBaseEntry, RequirementEntry, SwitchEntry,
};
use super::{
    Catalogue, CatalogueError, Coverage, Defect, InForce, KnownDeviation, Location, ProofBase, Requirement,
    Switch, UnseenMutant,
};
use crate::Phase;

impl Catalogue {
    /// Reads every `*.toml` file of a folder, in the order of their names.
    pub fn read(folder: &Path) -> Result<Self, CatalogueError> {
        let mut requirements = BTreeMap::new();
        let mut defects = Vec::new();
        let mut known_deviations = Vec::new();
        let mut unseen_mutants = Vec::new();
        let (mut test_patterns, mut phone_ranges) = (Vec::new(), Vec::new());
        let mut named_requirements = Vec::new();
        let mut proof_bases = Vec::new();
        let mut defect_bases = Vec::new();
        let mut names = Names::default();
        for path in toml_files(folder)? {
            let text = fs::read_to_string(&path).map_err(|source| CatalogueError::Unreadable {
                path: path.clone(),
                source,
            })?;
            let source = SourceText {
                path: &path,
                text: &text,
            };
            let file = source.parse()?;
            for entry in file.requirement {
                names.claim(&entry.id.get_ref().to_string(), source.at(&entry.id))?;
                let requirement = source.requirement(entry)?;
                requirements.insert(requirement.id, requirement);
            }
            for entry in file.defect {
                names.claim(entry.id.get_ref(), source.at(&entry.id))?;
                for id in entry.requirements.get_ref() {
                    named_requirements.push((entry.id.get_ref().clone(), *id.get_ref(), source.at(id)));
                }
                if let Some(base) = &entry.on {
                    defect_bases.push((
                        entry.id.get_ref().clone(),
                        base.get_ref().clone(),
                        source.at(base),
                    ));
                }
                defects.push(source.defect(entry)?);
            }
            for entry in file.unseen_mutant {
                let column = entry.column.get_ref().clone();
                source.filled(&column, "en", entry.en)?;
                unseen_mutants.push(UnseenMutant {
                    value_holds: entry.value_holds,
                    ja: source.filled(&column, "ja", entry.ja)?,
                    column,
                });
            }
            for entry in file.known_deviation {
                names.claim(entry.id.get_ref(), source.at(&entry.id))?;
                let (by, requirement) = (entry.id.get_ref().clone(), &entry.requirement);
                named_requirements.push((by, *requirement.get_ref(), source.at(requirement)));
                known_deviations.push(source.known_deviation(entry)?);
            }
            for entry in file.proof_base {
                names.claim(entry.name.get_ref(), source.at(&entry.name))?;
                proof_bases.push(source.proof_base(entry)?);
            }
            for entry in file.test_pattern {
                let change = entry.change.get_ref().name();
                names.claim(&format!("the test pattern {change}"), source.at(&entry.change))?;
                for id in entry.requirements.get_ref() {
                    named_requirements.push((
                        format!("the test pattern {change}"),
                        *id.get_ref(),
                        source.at(id),
                    ));
                }
                test_patterns.push(source.test_pattern(entry)?);
            }
            for entry in file.phone_range {
                let platform = entry.platform.get_ref().name();
                names.claim(&format!("the phone range {platform}"), source.at(&entry.platform))?;
                phone_ranges.push(source.phone_range(entry)?);
            }
        }
        if requirements.is_empty() {
            return Err(CatalogueError::Empty {
                path: folder.to_owned(),
            });
        }
        // Only now are the requirements of every file known.
        for (by, id, at) in named_requirements {
            if !requirements.contains_key(&id) {
                let requirement = id.to_string();
                return Err(CatalogueError::UnknownRequirement { at, by, requirement });
            }
        }
        for (defect, base, at) in defect_bases {
            if !proof_bases.iter().any(|known| known.name == base) {
                return Err(CatalogueError::UnknownProofBase { at, defect, base });
            }
        }
        Ok(Self {
            requirements,
            defects,
            unseen_mutants,
            known_deviations,
            proof_bases,
            test_patterns,
            phone_ranges,
        })
    }
}

impl SwitchEntry {
    fn into_switch(self) -> Switch {
        Switch {
            server: self.server,
            app: self.app,
            os: self.os,
            hersys: self.hersys,
            parameters: self.parameters,
        }
    }
}

fn toml_files(folder: &Path) -> Result<Vec<PathBuf>, CatalogueError> {
    let unreadable = |source| CatalogueError::Unreadable {
        path: folder.to_owned(),
        source,
    };
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// The names given so far, and where.
#[derive(Default)]
struct Names(BTreeMap<String, Location>);

impl Names {
    fn claim(&mut self, id: &str, at: Location) -> Result<(), CatalogueError> {
        if let Some(first) = self.0.get(id) {
            return Err(CatalogueError::Duplicate {
                at,
                id: id.to_owned(),
                first: first.clone(),
            });
        }
        self.0.insert(id.to_owned(), at);
        Ok(())
    }
}

/// A file being read.
pub(super) struct SourceText<'file> {
    path: &'file Path,
    text: &'file str,
}

impl SourceText<'_> {
    fn parse(&self) -> Result<CatalogueFile, CatalogueError> {
        toml::from_str(self.text).map_err(|error| CatalogueError::Form {
            at: Location::of(self.path, self.text, error.span()),
            cause: error.message().to_owned(),
        })
    }

    fn at<T>(&self, value: &Spanned<T>) -> Location {
        Location::of(self.path, self.text, Some(value.span()))
    }

    fn requirement(&self, entry: RequirementEntry) -> Result<Requirement, CatalogueError> {
        let id = *entry.id.get_ref();
        let name = id.to_string();
        let at = self.at(&entry.id);
        let of_judgement = id.phase() == Phase::ReleaseJudgement;
        let coverage = match (entry.verified_by, entry.untested_because) {
            (Some(_), Some(_)) => return Err(CatalogueError::VerifiedAndUntested { at, id: name }),
            (Some(_), None) if !of_judgement => {
                return Err(CatalogueError::MechanismForChain { at, id: name });
            }
            (Some(mechanism), None) => Coverage::Mechanism(self.filled(&name, "verified_by", mechanism)?),
            (None, Some(reason)) => Coverage::Untested(self.filled(&name, "untested_because", reason)?),
            (None, None) => Coverage::Scenarios,
        };
        Ok(Requirement {
            id,
            ja: self.filled(&name, "ja", entry.ja)?,
            en: self.filled(&name, "en", entry.en)?,
            source: self.filled(&name, "source", entry.source)?,
            force: entry.force,
            platforms: self.platforms(&name, entry.platforms)?,
            in_force: InForce {
                since: entry.since,
                until: entry.until,
            },
            coverage,
        })
    }

    fn defect(&self, entry: DefectEntry) -> Result<Defect, CatalogueError> {
        let name = entry.id.get_ref().clone();
        let not_reproduced_because = entry
            .not_reproduced_because
            .map(|reason| self.filled(&name, "not_reproduced_because", reason))
            .transpose()?;
        let requirements = if not_reproduced_because.is_some() {
            entry.requirements.into_inner()
        } else {
            self.not_empty(&name, "requirements", entry.requirements)?
        };
        // A defect that no release was judged with has a switch, so that it can be found all the same.
        let releases = if entry.switch.is_some() {
            entry.releases.into_inner()
        } else {
            self.not_empty(&name, "releases", entry.releases)?
        };
        Ok(Defect {
            id: self.filled(&name, "id", entry.id)?,
            releases,
            platforms: self.platforms(&name, entry.platforms)?,
            ja: self.filled(&name, "ja", entry.ja)?,
            en: self.filled(&name, "en", entry.en)?,
            source: self.filled(&name, "source", entry.source)?,
            requirements: requirements.into_iter().map(Spanned::into_inner).collect(),
            switch: entry
                .switch
                .map(|switch| self.switch(&name, switch))
                .transpose()?,
            on: entry.on.map(Spanned::into_inner),
            not_reproduced_because,
        })
    }

    fn known_deviation(&self, entry: KnownDeviationEntry) -> Result<KnownDeviation, CatalogueError> {
        let name = entry.id.get_ref().clone();
        Ok(KnownDeviation {
            id: self.filled(&name, "id", entry.id)?,
            release: self.filled(&name, "release", entry.release)?,
            requirement: entry.requirement.into_inner(),
            scenario: self.filled(&name, "scenario", entry.scenario)?,
            ja: self.filled(&name, "ja", entry.ja)?,
            en: self.filled(&name, "en", entry.en)?,
            approved_by: self.filled(&name, "approved_by", entry.approved_by)?,
            expires: entry.expires,
        })
    }

    fn proof_base(&self, entry: ProofBaseEntry) -> Result<ProofBase, CatalogueError> {
        let name = entry.name.get_ref().clone();
        Ok(ProofBase {
            name: self.filled(&name, "name", entry.name)?,
            release: self.filled(&name, "release", entry.release)?,
            ja: self.filled(&name, "ja", entry.ja)?,
            en: self.filled(&name, "en", entry.en)?,
            switch: entry.switch.map(SwitchEntry::into_switch),
        })
    }

    /// A switch that changes nothing would prove nothing.
    fn switch(&self, id: &str, entry: Spanned<SwitchEntry>) -> Result<Switch, CatalogueError> {
        let blank = self.blank(id, "switch", &entry);
        let switch = entry.into_inner().into_switch();
        if switch == Switch::default() {
            return Err(blank);
        }
        Ok(switch)
    }

    fn platforms(
        &self,
        id: &str,
        platforms: Spanned<Vec<ScenarioPlatform>>,
    ) -> Result<BTreeSet<ScenarioPlatform>, CatalogueError> {
        Ok(self.not_empty(id, "platforms", platforms)?.into_iter().collect())
    }

    pub(super) fn filled(
        &self,
        id: &str,
        field: &'static str,
        value: Spanned<String>,
    ) -> Result<String, CatalogueError> {
        if value.get_ref().trim().is_empty() {
            return Err(self.blank(id, field, &value));
        }
        Ok(value.into_inner())
    }

    pub(super) fn not_empty<T>(
        &self,
        id: &str,
        field: &'static str,
        value: Spanned<Vec<T>>,
    ) -> Result<Vec<T>, CatalogueError> {
        if value.get_ref().is_empty() {
            return Err(self.blank(id, field, &value));
        }
        Ok(value.into_inner())
    }

    fn blank<T>(&self, id: &str, field: &'static str, value: &Spanned<T>) -> CatalogueError {
        CatalogueError::Blank {
            at: self.at(value),
            id: id.to_owned(),
            field,
        }
    }
}
