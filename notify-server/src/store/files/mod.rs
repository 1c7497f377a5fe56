//! The files: `c19r/440/list.json` and `c19r/440/{n}.zip` of the content network, and the logs that users sent in.
//!
//! One server to a store: it deletes every export file there that its database does not know.

mod address;
mod cloud;
mod connection;
mod folder;

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::body::Bytes;
use object_store::memory::InMemory;
use object_store::path::Path;
use object_store::{Error, ObjectMeta, ObjectStore, ObjectStoreExt, PutMode, PutOptions};

pub use self::address::{CloudFiles, Files, FilesAddressError};
use super::StoreError;
use crate::server::REGION;

type FileObjects = Arc<dyn ObjectStore>;

/// The export files, their list and the inquiry logs, wherever they are kept.
pub(crate) struct FileStore(FileObjects);

impl FileStore {
    /// Opens it, and makes a folder where it is missing.
    pub(crate) fn open(files: &Files) -> Result<Self, StoreError> {
        Ok(Self(match files {
            Files::Memory => Arc::new(InMemory::new()),
            Files::Folder(path) => Arc::new(folder::open(path)?),
            Files::Cloud(place) => cloud::open(place)?,
        }))
    }

    /// Fails where files could not be read: a wrong key, a missing bucket, nobody under the endpoint.
    pub(crate) async fn check(&self) -> Result<(), StoreError> {
        self.list().await.map(drop)
    }

    /// Keeps an export file.
    pub(crate) async fn put_export(&self, file_number: i64, zip: Vec<u8>) -> Result<(), StoreError> {
        self.0.put(&export_path(file_number), zip.into()).await?;
        Ok(())
    }

    /// An export file, if there is one of this number.
    pub(crate) async fn export(&self, file_number: i64) -> Result<Option<Bytes>, StoreError> {
        self.get(&export_path(file_number)).await
    }

    /// Deletes an export file. One that is gone already counts as deleted.
    pub(crate) async fn delete_export(&self, file_number: i64) -> Result<(), StoreError> {
        match self.0.delete(&export_path(file_number)).await {
            Ok(()) | Err(Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// The numbers of all export files, listed or not.
    pub(crate) async fn export_numbers(&self) -> Result<Vec<i64>, StoreError> {
        let found = self.0.list_with_delimiter(Some(&exports())).await?;
        let number = |object: ObjectMeta| object.location.filename()?.strip_suffix(".zip")?.parse().ok();
        Ok(found.objects.into_iter().filter_map(number).collect())
    }

    /// Replaces the list.
    pub(crate) async fn put_list(&self, json: Vec<u8>) -> Result<(), StoreError> {
        self.0.put(&list_path(), json.into()).await?;
        Ok(())
    }

    /// The list, if one was ever written.
    pub(crate) async fn list(&self) -> Result<Option<Bytes>, StoreError> {
        self.get(&list_path()).await
    }

    /// Keeps an inquiry log; `false` if there is one of this name already, which stays as it is.
    pub(crate) async fn add_inquiry_log(&self, name: &str, log: Bytes) -> Result<bool, StoreError> {
        let create = PutOptions::from(PutMode::Create);
        match self.0.put_opts(&inquiry_log_path(name), log.into(), create).await {
            Ok(_) => Ok(true),
            Err(Error::AlreadyExists { .. }) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    /// The name and the content of every inquiry log, by name.
    pub(crate) async fn inquiry_logs(&self) -> Result<BTreeMap<String, Bytes>, StoreError> {
        let listed = self.0.list_with_delimiter(Some(&inquiry_logs())).await?;
        let mut logs = BTreeMap::new();
        for object in listed.objects {
            if let (Some(name), Some(log)) = (object.location.filename(), self.get(&object.location).await?) {
                logs.insert(name.to_owned(), log);
            }
        }
        Ok(logs)
    }

    async fn get(&self, path: &Path) -> Result<Option<Bytes>, StoreError> {
        match self.0.get(path).await {
            Ok(found) => Ok(Some(found.bytes().await?)),
            Err(Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}

/// What the names of files begin with.
fn places() -> [Path; 2] {
    [exports(), inquiry_logs()]
}

fn exports() -> Path {
    Path::from(format!("c19r/{REGION}"))
}

fn inquiry_logs() -> Path {
    Path::from("inquiry-logs")
}

fn export_path(file_number: i64) -> Path {
    exports().join(format!("{file_number}.zip"))
}

fn inquiry_log_path(name: &str) -> Path {
    inquiry_logs().join(name)
}

fn list_path() -> Path {
    exports().join("list.json")
}
