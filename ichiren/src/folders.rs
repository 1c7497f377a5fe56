//! Where features, requirements, releases and parameters are kept.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::Args;
use release_judgement::Catalogue;
use scenario_runner::{KnownTags, Plan, PlanError, ReleaseFolders, read_plan};

/// The folders, as the user may name them.
#[derive(Args)]
pub(crate) struct FolderArguments {
    /// The folder that holds features/, requirements/, releases/ and parameters/ [default: the nearest one that does,
    /// from here upwards]
    #[arg(long, global = true, value_name = "FOLDER", help_heading = "Folders")]
    home: Option<PathBuf>,
    /// The features, instead of those below --home
    #[arg(long, global = true, value_name = "FOLDER", help_heading = "Folders")]
    features: Option<PathBuf>,
    /// The catalogue of requirements, instead of the one below --home
    #[arg(long, global = true, value_name = "FOLDER", help_heading = "Folders")]
    requirements: Option<PathBuf>,
    /// The release files, instead of those below --home
    #[arg(long, global = true, value_name = "FOLDER", help_heading = "Folders")]
    releases: Option<PathBuf>,
    /// The parameter files, instead of those below --home
    #[arg(long, global = true, value_name = "FOLDER", help_heading = "Folders")]
    parameters: Option<PathBuf>,
}

/// The folders that are used.
pub(crate) struct Folders {
    pub(crate) features: PathBuf,
    pub(crate) requirements: PathBuf,
    pub(crate) releases: ReleaseFolders,
}

impl FolderArguments {
    /// Finds the folders.
    pub(crate) fn find(self) -> anyhow::Result<Folders> {
        let here = std::env::current_dir().context("the current folder cannot be read")?;
        let home = self.home.or_else(|| {
            here.ancestors()
                .find(|folder| is_home(folder))
                .map(Path::to_owned)
        });
        let below_home = |named: Option<PathBuf>, name: &str| {
            named
                .or_else(|| home.as_ref().map(|home| home.join(name)))
                .with_context(|| {
                    format!(
                        "no folder {name}/ from {} upwards; name one with --home or --{name}",
                        here.display()
                    )
                })
        };
        Ok(Folders {
            features: below_home(self.features, "features")?,
            requirements: below_home(self.requirements, "requirements")?,
            releases: ReleaseFolders {
                releases: below_home(self.releases, "releases")?,
                parameters: below_home(self.parameters, "parameters")?,
            },
        })
    }
}

impl Folders {
    /// The catalogue of requirements.
    pub(crate) fn catalogue(&self) -> anyhow::Result<Catalogue> {
        Ok(Catalogue::read(&self.requirements)?)
    }

    /// Every scenario, read and checked.
    pub(crate) fn plan(&self, catalogue: &Catalogue) -> anyhow::Result<Plan> {
        Ok(self.read_plan(catalogue)?)
    }

    /// The same with its own error, which holds every mistake.
    pub(crate) fn read_plan(&self, catalogue: &Catalogue) -> Result<Plan, PlanError> {
        let requirements = catalogue.requirements();
        let known = KnownTags {
            requirements: requirements
                .map(|requirement| requirement.id.to_string())
                .collect(),
            defects: catalogue
                .defects()
                .iter()
                .map(|defect| defect.id.clone())
                .collect(),
        };
        read_plan(&self.features, &known)
    }
}

fn is_home(folder: &Path) -> bool {
    ["features", "requirements", "releases", "parameters"]
        .iter()
        .all(|name| folder.join(name).is_dir())
}
