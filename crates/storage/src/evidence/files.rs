//! The bytes of photographs, by hash, in a folder or wherever `object_store` reaches.
//!
//! Invariants: a photograph is kept whole or not at all, is on the disk before it is acknowledged, is never
//! written over, and is compared with its hash whenever it is read. What was made of it to be shown lies beside
//! it and may be deleted at any time.

mod bucket;
mod pieces;
mod probe;

pub use probe::Overwriting;

use std::error::Error;
use std::fmt;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;

use object_store::local::LocalFileSystem;
use object_store::path::Path as Key;
use object_store::{ObjectStore, ObjectStoreExt as _, PutPayload};
use wangge_domain::evidence::EvidenceHash;

use crate::error::{Result, StorageError};

/// Where photographs lie.
#[derive(Clone)]
pub struct Files {
    objects: Arc<dyn ObjectStore>,
    place: String,
}

impl fmt::Debug for Files {
    /// The place alone: what reaches a bucket would show its keys in a log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Files").field("place", &self.place).finish_non_exhaustive()
    }
}

impl Files {
    /// Photographs in a folder, which is made where it is missing.
    ///
    /// # Errors
    /// [`StorageError::Folder`] when it cannot be made.
    pub fn in_folder(folder: &Path) -> Result<Self> {
        let place = folder.display().to_string();
        let wrong = |source| StorageError::Folder { path: place.clone(), source };
        std::fs::create_dir_all(folder).map_err(wrong)?;
        let objects = LocalFileSystem::new_with_prefix(folder).map_err(|error| wrong(std::io::Error::other(error)))?;
        Ok(Self::over(Arc::new(objects.with_fsync(true).with_automatic_cleanup(true)), place))
    }

    /// Photographs wherever an object store keeps them; the place in words is for operators.
    pub fn over(objects: Arc<dyn ObjectStore>, place: String) -> Self {
        Self { objects, place }
    }

    /// The place in words, for operators.
    pub fn place(&self) -> &str {
        &self.place
    }

    /// Keeps a photograph. One that is there already stays as it is.
    ///
    /// # Errors
    /// [`StorageError::Evidence`] when it could not be kept.
    pub async fn keep(&self, hash: &EvidenceHash, bytes: Vec<u8>) -> Result<()> {
        self.create(&original(hash), PutPayload::from(bytes)).await.map_err(|error| failed(hash, &error))
    }

    /// Whether a photograph is there, without reading it.
    ///
    /// # Errors
    /// [`StorageError::Evidence`] when that cannot be told.
    pub async fn has(&self, hash: &EvidenceHash) -> Result<bool> {
        match self.objects.head(&original(hash)).await {
            Ok(_) => Ok(true),
            Err(object_store::Error::NotFound { .. }) => Ok(false),
            Err(error) => Err(failed(hash, &error)),
        }
    }

    /// Removes a photograph and what was made of it to be shown in these sizes. One that is gone is no error.
    ///
    /// # Errors
    /// [`StorageError::Evidence`] when it could not be removed.
    pub async fn remove(&self, hash: &EvidenceHash, sizes: &[&str]) -> Result<()> {
        for size in sizes {
            self.delete(&made(hash, size)).await.map_err(|error| failed(hash, &error))?;
        }
        self.delete(&original(hash)).await.map_err(|error| failed(hash, &error))
    }

    /// The bytes of a photograph.
    ///
    /// # Errors
    /// [`StorageError::Evidence`] when it is missing, altered or cannot be read.
    pub async fn read(&self, hash: &EvidenceHash) -> Result<Vec<u8>> {
        let bytes = self.fetch(&original(hash)).await.map_err(|error| failed(hash, &error))?;
        if EvidenceHash::of(&bytes) == *hash {
            return Ok(bytes);
        }
        Err(StorageError::Evidence {
            hash: hash.to_string(),
            reason: "the bytes are not those it is named after".into(),
        })
    }

    /// What was made of a photograph to be shown, if it is kept.
    pub async fn shown(&self, hash: &EvidenceHash, size: &str) -> Option<Vec<u8>> {
        self.fetch(&made(hash, size)).await.ok()
    }

    /// Keeps what was made of a photograph to be shown; it can be made again, so nothing is lost if it fails.
    pub async fn keep_shown(&self, hash: &EvidenceHash, size: &str, bytes: Vec<u8>) {
        if let Err(error) = self.objects.put(&made(hash, size), PutPayload::from(bytes)).await {
            tracing::warn!(%error, %hash, size, "a smaller photograph could not be kept");
        }
    }

    async fn fetch(&self, key: &Key) -> object_store::Result<Vec<u8>> {
        Ok(self.objects.get(key).await?.bytes().await?.to_vec())
    }
}

/// Folders of two digits, so that none grows to a million files.
fn original(hash: &EvidenceHash) -> Key {
    Key::from(format!("photos/{}/{hash}", &hash.as_str()[..2]))
}

fn made(hash: &EvidenceHash, size: &str) -> Key {
    Key::from(format!("shown/{size}/{}/{hash}.jpg", &hash.as_str()[..2]))
}

fn failed(hash: &EvidenceHash, error: &object_store::Error) -> StorageError {
    let reason = error.to_string();
    if is_full(error) {
        StorageError::EvidenceFull { reason }
    } else {
        StorageError::Evidence { hash: hash.to_string(), reason }
    }
}

/// Whether the place has no room left; the reason lies at the end of a chain of wrappings.
fn is_full(error: &object_store::Error) -> bool {
    let mut next: Option<&(dyn Error + 'static)> = Some(error);
    while let Some(one) = next {
        let kind = one.downcast_ref::<std::io::Error>().map(std::io::Error::kind);
        if matches!(kind, Some(ErrorKind::StorageFull | ErrorKind::QuotaExceeded)) {
            return true;
        }
        next = one.source();
    }
    bucket::says_full(&error.to_string())
}
