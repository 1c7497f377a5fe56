//! The files: `c19r/{region}/list.json` and `c19r/{region}/{n}.zip` of the content network, the region as its folder,
//! and the logs that users sent in.

use std::collections::BTreeMap;
use std::fs;
use std::sync::Arc;

use axum::body::Bytes;
use object_store::local::LocalFileSystem;
use object_store::memory::InMemory;
use object_store::path::Path;
use object_store::{Error, ObjectStore, ObjectStoreExt, PutMode, PutOptions};

use super::StoreError;
use crate::config::Files;

const INQUIRY_LOGS: &str = "inquiry-logs";

/// Where export files, their list and inquiry logs are kept.
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
    pub(crate) async fn put_export(
        &self,
        folder: &str,
        file_number: i64,
        zip: Vec<u8>,
    ) -> Result<(), StoreError> {
        self.0.put(&export_path(folder, file_number), zip.into()).await?;
        Ok(())
    }

    /// An export file, if there is one of this number.
    pub(crate) async fn export(&self, folder: &str, file_number: i64) -> Result<Option<Bytes>, StoreError> {
        self.get(&export_path(folder, file_number)).await
    }

    /// Deletes an export file. One that is gone already counts as deleted.
    pub(crate) async fn delete_export(&self, folder: &str, file_number: i64) -> Result<(), StoreError> {
        match self.0.delete(&export_path(folder, file_number)).await {
            Ok(()) | Err(Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// Replaces the list.
    pub(crate) async fn put_list(&self, folder: &str, json: Vec<u8>) -> Result<(), StoreError> {
        self.0.put(&list_path(folder), json.into()).await?;
        Ok(())
    }

    /// The list, if one was ever written.
    pub(crate) async fn list(&self, folder: &str) -> Result<Option<Bytes>, StoreError> {
        self.get(&list_path(folder)).await
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
        let listed = self
            .0
            .list_with_delimiter(Some(&Path::from(INQUIRY_LOGS)))
            .await?;
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

fn export_path(folder: &str, file_number: i64) -> Path {
    Path::from(format!("c19r/{folder}/{file_number}.zip"))
}

fn inquiry_log_path(name: &str) -> Path {
    Path::from(INQUIRY_LOGS).join(name)
}

fn list_path(folder: &str) -> Path {
    Path::from(format!("c19r/{folder}/list.json"))
}
