//! The files: `c19r/{region}/list.json` and `c19r/{region}/{n}.zip` of the content network, the region as its folder,
//! and the logs that users sent in.
//!
//! One server to a store: it deletes every export file there that its database does not know.

mod address;
mod cloud;
mod connection;
mod fault;
mod folder;

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::body::Bytes;
use object_store::memory::InMemory;
use object_store::path::Path;
use object_store::{Error, ObjectMeta, ObjectStore, ObjectStoreExt, PutMode, PutOptions};

pub use self::address::{CloudFiles, Files, FilesAddressError};
use self::fault::FileFault;
use super::StoreError;
use crate::regions::{Regions, folder as folder_of};

type FileObjects = Arc<dyn ObjectStore>;

/// The export files, their list and the inquiry logs, wherever they are kept.
pub(crate) struct FileStore {
    objects: FileObjects,
    places: Vec<Path>,
    /// Put in by a scenario.
    pub(crate) fault: FileFault,
}

impl FileStore {
    /// Opens it, and makes a folder where it is missing.
    pub(crate) fn open(files: &Files, regions: &Regions) -> Result<Self, StoreError> {
        let places = places(regions);
        let objects: FileObjects = match files {
            Files::Memory => Arc::new(InMemory::new()),
            Files::Folder(path) => Arc::new(folder::open(path, &places)?),
            Files::Cloud(place) => cloud::open(place)?,
        };
        Ok(Self {
            objects,
            places,
            fault: FileFault::default(),
        })
    }

    /// Fails where files could not be read: a wrong key, a missing bucket, nobody under the endpoint.
    pub(crate) async fn check(&self) -> Result<(), StoreError> {
        for place in &self.places {
            self.get(&place.clone().join("list.json")).await?;
        }
        Ok(())
    }

    /// Keeps an export file.
    pub(crate) async fn put_export(
        &self,
        folder: &str,
        file_number: i64,
        zip: Vec<u8>,
    ) -> Result<(), StoreError> {
        self.fault.strike()?;
        self.objects
            .put(&export_path(folder, file_number), zip.into())
            .await?;
        Ok(())
    }

    /// An export file, if there is one of this number.
    pub(crate) async fn export(&self, folder: &str, file_number: i64) -> Result<Option<Bytes>, StoreError> {
        self.get(&export_path(folder, file_number)).await
    }

    /// Deletes an export file. One that is gone already counts as deleted.
    pub(crate) async fn delete_export(&self, folder: &str, file_number: i64) -> Result<(), StoreError> {
        match self.objects.delete(&export_path(folder, file_number)).await {
            Ok(()) | Err(Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// The numbers of all export files of a region, listed or not.
    pub(crate) async fn export_numbers(&self, folder: &str) -> Result<Vec<i64>, StoreError> {
        let found = self.objects.list_with_delimiter(Some(&exports(folder))).await?;
        let number = |object: ObjectMeta| object.location.filename()?.strip_suffix(".zip")?.parse().ok();
        Ok(found.objects.into_iter().filter_map(number).collect())
    }

    /// Replaces the list.
    pub(crate) async fn put_list(&self, folder: &str, json: Vec<u8>) -> Result<(), StoreError> {
        self.fault.strike()?;
        self.objects.put(&list_path(folder), json.into()).await?;
        Ok(())
    }

    /// The list, if one was ever written.
    pub(crate) async fn list(&self, folder: &str) -> Result<Option<Bytes>, StoreError> {
        self.get(&list_path(folder)).await
    }

    /// Keeps an inquiry log; `false` if there is one of this name already, which stays as it is.
    pub(crate) async fn add_inquiry_log(&self, name: &str, log: Bytes) -> Result<bool, StoreError> {
        let create = PutOptions::from(PutMode::Create);
        match self
            .objects
            .put_opts(&inquiry_log_path(name), log.into(), create)
            .await
        {
            Ok(_) => Ok(true),
            Err(Error::AlreadyExists { .. }) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    /// The name and the content of every inquiry log, by name.
    pub(crate) async fn inquiry_logs(&self) -> Result<BTreeMap<String, Bytes>, StoreError> {
        let listed = self.objects.list_with_delimiter(Some(&inquiry_logs())).await?;
        let mut logs = BTreeMap::new();
        for object in listed.objects {
            if let (Some(name), Some(log)) = (object.location.filename(), self.get(&object.location).await?) {
                logs.insert(name.to_owned(), log);
            }
        }
        Ok(logs)
    }

    /// The name and the content of every file: what a search for things that must not be kept goes through.
    pub(crate) async fn every_file(&self) -> Result<Vec<(String, Bytes)>, StoreError> {
        let mut files = Vec::new();
        for place in &self.places {
            for object in self.objects.list_with_delimiter(Some(place)).await?.objects {
                if let Some(content) = self.get(&object.location).await? {
                    files.push((object.location.to_string(), content));
                }
            }
        }
        Ok(files)
    }

    async fn get(&self, path: &Path) -> Result<Option<Bytes>, StoreError> {
        match self.objects.get(path).await {
            Ok(found) => Ok(Some(found.bytes().await?)),
            Err(Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}

/// What the names of files begin with.
fn places(regions: &Regions) -> Vec<Path> {
    let exports = regions.iter().map(|region| exports(&folder_of(region)));
    exports.chain([inquiry_logs()]).collect()
}

fn exports(folder: &str) -> Path {
    Path::from(format!("c19r/{folder}"))
}

fn inquiry_logs() -> Path {
    Path::from("inquiry-logs")
}

fn export_path(folder: &str, file_number: i64) -> Path {
    exports(folder).join(format!("{file_number}.zip"))
}

fn inquiry_log_path(name: &str) -> Path {
    inquiry_logs().join(name)
}

fn list_path(folder: &str) -> Path {
    exports(folder).join("list.json")
}
