//! What a judgement is made from, read before it begins and compared when it ends: what changed meanwhile was not what
//! was judged.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use evidence::Record;
use evidence::bundle::BundleFile;
use release_judgement::FeatureSource;

use crate::folders::Folders;

/// The folders of a bundle and where their files come from.
pub(super) struct Inputs {
    folders: [(&'static str, PathBuf); 4],
    /// By the name in `FOLDER/…`.
    files: BTreeMap<String, Vec<u8>>,
}

impl Inputs {
    pub(super) fn read(folders: &Folders) -> anyhow::Result<Self> {
        let folders = [
            ("features", folders.features.clone()),
            ("requirements", folders.requirements.clone()),
            ("releases", folders.releases.releases.clone()),
            ("parameters", folders.releases.parameters.clone()),
        ];
        let files = read_all(&folders)?;
        Ok(Self { folders, files })
    }

    /// The features that the plan names, in order.
    pub(super) fn features_of(&self, record: &Record) -> Vec<FeatureSource> {
        let named: BTreeSet<&String> = record.plan.iter().map(|planned| &planned.file).collect();
        let source = |file: &String| {
            let bytes = self.files.get(&format!("features/{file}"))?;
            Some(FeatureSource {
                file: file.clone(),
                text: String::from_utf8_lossy(bytes).into_owned(),
            })
        };
        named.into_iter().filter_map(source).collect()
    }

    /// The inputs of a judgement as its bundle keeps them.
    pub(super) fn files_of(&self, record: &Record) -> anyhow::Result<Vec<BundleFile>> {
        let now = read_all(&self.folders)?;
        let changed = self
            .files
            .iter()
            .find(|(name, bytes)| now.get(*name) != Some(bytes));
        let changed = changed.map(|(name, _)| name);
        let changed = changed.or_else(|| now.keys().find(|name| !self.files.contains_key(*name)));
        if let Some(name) = changed {
            anyhow::bail!("{name} was changed while it was judged; judge again when nobody edits the files");
        }
        let release = &record.release;
        let mut files = Vec::new();
        for (from, to) in [
            (format!("releases/{}.toml", release.name), "release.toml"),
            (
                format!("parameters/{}.toml", release.parameters),
                "parameters.toml",
            ),
        ] {
            let bytes = self.files.get(&from);
            let bytes = bytes.with_context(|| format!("{from} is not there and cannot be filed"))?;
            files.push(BundleFile {
                name: to.to_owned(),
                bytes: bytes.clone(),
            });
        }
        for (name, bytes) in &self.files {
            if name.starts_with("features/") || name.starts_with("requirements/") {
                files.push(BundleFile {
                    name: name.clone(),
                    bytes: bytes.clone(),
                });
            }
        }
        Ok(files)
    }
}

fn read_all(folders: &[(&'static str, PathBuf); 4]) -> anyhow::Result<BTreeMap<String, Vec<u8>>> {
    let mut files = BTreeMap::new();
    for (name, folder) in folders {
        read_below(folder, name, &mut files)?;
    }
    Ok(files)
}

fn read_below(folder: &Path, prefix: &str, files: &mut BTreeMap<String, Vec<u8>>) -> anyhow::Result<()> {
    let unreadable = |path: &Path| format!("{}: cannot be read", path.display());
    for entry in fs::read_dir(folder).with_context(|| unreadable(folder))? {
        let path = entry.with_context(|| unreadable(folder))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        // An editor's own files are none of the suite.
        if name.starts_with('.') {
            continue;
        }
        let name = format!("{prefix}/{name}");
        if path.is_dir() {
            read_below(&path, &name, files)?;
        } else {
            files.insert(name, fs::read(&path).with_context(|| unreadable(&path))?);
        }
    }
    Ok(())
}
