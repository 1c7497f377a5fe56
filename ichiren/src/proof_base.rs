//! The release into which a catalogued defect is put, so that it is the only one there.

use anyhow::Context;
use release_judgement::{Catalogue, Defect, Switch};
use scenario_runner::{Release, ReleaseFolders};

/// The good release that the catalogue names for a defect.
pub(crate) fn base_of(
    defect: &Defect,
    catalogue: &Catalogue,
    releases: &ReleaseFolders,
) -> anyhow::Result<Release> {
    base(defect.on.as_deref(), catalogue, releases)
}

/// The base of that name: a good release, or one that was mended; without a name the default release.
pub(crate) fn base(
    name: Option<&str>,
    catalogue: &Catalogue,
    releases: &ReleaseFolders,
) -> anyhow::Result<Release> {
    let Some(name) = name else {
        return Ok(releases.default_release()?);
    };
    let mut bases = catalogue.proof_bases().iter();
    let base = bases.find(|base| base.name == *name);
    let base = base.with_context(|| format!("there is no base {name:?} in the catalogue"))?;
    let mut release = releases.release(&base.release)?;
    if let Some(switch) = &base.switch {
        let mended = release.mend(&base.name, &of_release(switch));
        mended.with_context(|| format!("the base {name:?} cannot be mended so"))?;
    }
    Ok(release)
}

/// Puts the defect in.
pub(crate) fn put_in(release: &mut Release, defect: &Defect) -> anyhow::Result<()> {
    let switch = defect.switch.as_ref().with_context(|| {
        format!(
            "{} has no switch; run a release that had it: --release {}",
            defect.id,
            defect.releases.join(", ")
        )
    })?;
    let put_in = release.switch_on(&defect.id, &of_release(switch));
    put_in.with_context(|| format!("{} cannot be put in so", defect.id))
}

/// A switch of the catalogue, as a release takes it.
pub(crate) fn of_release(switch: &Switch) -> scenario_runner::Switch {
    let Switch {
        server,
        app,
        os,
        hersys,
        parameters,
    } = switch.clone();
    scenario_runner::Switch {
        server,
        app,
        os,
        hersys,
        parameters,
    }
}
