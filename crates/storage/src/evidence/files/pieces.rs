//! Photographs on their way in, in pieces: an object a piece, under the account that sends it and the hash of the whole.
//!
//! Invariants: a piece is written whole or not at all and never over another; nothing under `uploads/` is evidence; no
//! account sees another's pieces, so that knowing a hash gives nobody a photograph.

use std::collections::BTreeMap;

use futures_util::TryStreamExt as _;
use object_store::path::Path as Key;
use object_store::{ObjectMeta, ObjectStore as _, ObjectStoreExt as _, PutMode, PutPayload};
use wangge_domain::evidence::EvidenceHash;
use wangge_domain::ids::UserId;
use wangge_domain::time::Timestamp;

use super::{Files, failed};
use crate::error::{Result, StorageError};

/// The folder of everything that has not arrived whole.
const UPLOADS: &str = "uploads";

impl Files {
    /// How many bytes of a photograph an account has sent, from the beginning without a gap.
    ///
    /// # Errors
    /// When the place cannot be read.
    pub async fn received(&self, user: UserId, hash: &EvidenceHash) -> Result<u64> {
        let pieces = self.pieces(user, hash).await?;
        Ok(pieces
            .into_iter()
            .fold(0, |so_far, (offset, size)| if offset <= so_far { so_far.max(offset + size) } else { so_far }))
    }

    /// Keeps a piece that begins at an offset. One that is there already stays as it is.
    ///
    /// # Errors
    /// When it could not be kept.
    pub async fn keep_piece(&self, user: UserId, hash: &EvidenceHash, offset: u64, bytes: Vec<u8>) -> Result<()> {
        self.create(&piece(user, hash, offset), PutPayload::from(bytes)).await.map_err(|error| failed(hash, &error))
    }

    /// The bytes an account has sent of a photograph, from the beginning without a gap.
    ///
    /// # Errors
    /// When the place cannot be read.
    pub async fn joined(&self, user: UserId, hash: &EvidenceHash) -> Result<Vec<u8>> {
        let mut whole = Vec::new();
        for (offset, _) in self.pieces(user, hash).await? {
            let known = whole.len() as u64;
            if offset > known {
                break;
            }
            let bytes = self.fetch(&piece(user, hash, offset)).await.map_err(|error| failed(hash, &error))?;
            let overlap = usize::try_from(known - offset).unwrap_or(usize::MAX);
            whole.extend_from_slice(bytes.get(overlap..).unwrap_or_default());
        }
        Ok(whole)
    }

    /// Drops what an account has sent of a photograph.
    ///
    /// # Errors
    /// When the place cannot be written.
    pub async fn drop_pieces(&self, user: UserId, hash: &EvidenceHash) -> Result<()> {
        for (offset, _) in self.pieces(user, hash).await? {
            self.delete(&piece(user, hash, offset)).await.map_err(|error| failed(hash, &error))?;
        }
        Ok(())
    }

    /// The photographs an account has begun to send and not finished.
    ///
    /// # Errors
    /// When the place cannot be read.
    pub async fn unfinished_of(&self, user: UserId) -> Result<Vec<EvidenceHash>> {
        let folder = Key::from_iter([UPLOADS, &user.to_string()]);
        let listed = self.objects.list_with_delimiter(Some(&folder)).await.map_err(|error| unread(&error))?;
        let named = listed.common_prefixes.iter().filter_map(|prefix| prefix.parts().next_back());
        Ok(named.filter_map(|name| name.as_ref().parse().ok()).collect())
    }

    /// Drops every photograph of which no piece came since a moment, and says how many there were.
    ///
    /// # Errors
    /// When the place cannot be read or written.
    pub async fn drop_unfinished(&self, before: Timestamp) -> Result<usize> {
        let all: Vec<ObjectMeta> =
            self.objects.list(Some(&Key::from(UPLOADS))).try_collect().await.map_err(|error| unread(&error))?;
        let mut uploads: BTreeMap<Vec<String>, Vec<ObjectMeta>> = BTreeMap::new();
        for meta in all {
            let of = meta.location.parts().take(3).map(|part| part.as_ref().to_owned()).collect();
            uploads.entry(of).or_default().push(meta);
        }
        let mut dropped = 0;
        for pieces in uploads.into_values().filter(|pieces| pieces.iter().all(|one| one.last_modified < before)) {
            for one in pieces {
                self.delete(&one.location).await.map_err(|error| unread(&error))?;
            }
            dropped += 1;
        }
        Ok(dropped)
    }

    /// Where the pieces of a photograph begin and how long they are, in their order.
    async fn pieces(&self, user: UserId, hash: &EvidenceHash) -> Result<Vec<(u64, u64)>> {
        let folder = Key::from_iter([UPLOADS, &user.to_string(), hash.as_str()]);
        let found: Vec<ObjectMeta> =
            self.objects.list(Some(&folder)).try_collect().await.map_err(|error| failed(hash, &error))?;
        let place = |meta: &ObjectMeta| Some((meta.location.filename()?.parse().ok()?, meta.size));
        let mut pieces: Vec<(u64, u64)> = found.iter().filter_map(place).collect();
        pieces.sort_unstable();
        Ok(pieces)
    }

    /// Writes what is not there yet.
    pub(super) async fn create(&self, key: &Key, payload: PutPayload) -> object_store::Result<()> {
        match self.objects.put_opts(key, payload.clone(), PutMode::Create.into()).await {
            Ok(_) | Err(object_store::Error::AlreadyExists { .. }) => Ok(()),
            Err(object_store::Error::NotImplemented { .. }) => self.create_after_looking(key, payload).await,
            Err(error) => Err(error),
        }
    }

    /// For a place that was said to be unable to refuse. Two at once write the same bytes under the same hash.
    async fn create_after_looking(&self, key: &Key, payload: PutPayload) -> object_store::Result<()> {
        match self.objects.head(key).await {
            Ok(_) => Ok(()),
            Err(object_store::Error::NotFound { .. }) => self.objects.put(key, payload).await.map(drop),
            Err(error) => Err(error),
        }
    }

    /// Deletes what may be gone already.
    pub(super) async fn delete(&self, key: &Key) -> object_store::Result<()> {
        match self.objects.delete(key).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error),
        }
    }
}

fn piece(user: UserId, hash: &EvidenceHash, offset: u64) -> Key {
    Key::from_iter([UPLOADS, &user.to_string(), hash.as_str(), &format!("{offset:010}")])
}

/// The place as a whole could not be read.
fn unread(error: &object_store::Error) -> StorageError {
    StorageError::Evidence { hash: UPLOADS.to_owned(), reason: error.to_string() }
}
