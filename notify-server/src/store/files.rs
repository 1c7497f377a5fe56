//! The files of the content network: `c19r/440/list.json` and `c19r/440/{n}.zip`.

use std::fs;
use std::sync::Arc;

use axum::body::Bytes;
use object_store::local::LocalFileSystem;
use object_store::memory::InMemory;
use object_store::path::Path;
use object_store::{Error, ObjectStore, ObjectStoreExt};

use super::StoreError;
use crate::config::Files;
use crate::server::REGION;

/// Where export files and their list are kept.
pub(crate) struct FileStore(Arc<dyn ObjectStore>);

impl FileStore {
    /// Opens it, and makes the folder where it is missing.
    pub(crate) fn open(files: &Files) -> Result<Self, StoreError> {
        let Files::Folder(folder) = files else {
            return Ok(Self(Arc::new(InMemory::new())));
        };
        fs::create_dir_all(folder).map_err(|reason| StoreError::Folder {
            folder: folder.display().to_string(),
            reason,
        })?;
        Ok(Self(Arc::new(LocalFileSystem::new_with_prefix(folder)?)))
    }

    /// Keeps an export file.
    pub(crate) async fn put_export(&self, batch_num: i64, zip: Vec<u8>) -> Result<(), StoreError> {
        self.0.put(&export_path(batch_num), zip.into()).await?;
        Ok(())
    }

    /// An export file, if there is one of this number.
    pub(crate) async fn export(&self, batch_num: i64) -> Result<Option<Bytes>, StoreError> {
        self.get(&export_path(batch_num)).await
    }

    /// Deletes an export file. One that is gone already counts as deleted.
    pub(crate) async fn delete_export(&self, batch_num: i64) -> Result<(), StoreError> {
        match self.0.delete(&export_path(batch_num)).await {
            Ok(()) | Err(Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
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

    async fn get(&self, path: &Path) -> Result<Option<Bytes>, StoreError> {
        match self.0.get(path).await {
            Ok(found) => Ok(Some(found.bytes().await?)),
            Err(Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}

fn export_path(batch_num: i64) -> Path {
    Path::from(format!("c19r/{REGION}/{batch_num}.zip"))
}

fn list_path() -> Path {
    Path::from(format!("c19r/{REGION}/list.json"))
}
