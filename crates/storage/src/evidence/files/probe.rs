//! Trying a place out, so that a mistake shows when it is set up and not with the first photograph.

use futures_util::TryStreamExt as _;
use object_store::path::Path as Key;
use object_store::{ObjectStore as _, PutMode, PutPayload};

use super::Files;
use crate::error::{Result, StorageError};

/// The folder of what is written to try the place out.
const PROBES: &str = "probes";

/// Who sees to it that nothing is written over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overwriting {
    /// The place itself refuses.
    Refused,
    /// The server looks before it writes, because the place was said to be unable to refuse.
    LookedFor,
    /// Nobody: the place was taken to refuse, and does not.
    Allowed,
}

impl Files {
    /// Writes, reads, lists and deletes something small.
    ///
    /// # Errors
    /// [`StorageError::EvidencePlace`] with what the place said.
    pub async fn probe(&self) -> Result<Overwriting> {
        let key = Key::from_iter([PROBES, &uuid::Uuid::now_v7().to_string()]);
        let found = self.tried(&key).await;
        let deleted = self.delete(&key).await;
        let wrong = |reason: String| StorageError::EvidencePlace { place: self.place.clone(), reason };
        let overwriting = found.map_err(wrong)?;
        deleted.map_err(|error| wrong(error.to_string()))?;
        Ok(overwriting)
    }

    async fn tried(&self, key: &Key) -> Result<Overwriting, String> {
        let said = |error: object_store::Error| error.to_string();
        self.create(key, PutPayload::from_static(b"first")).await.map_err(said)?;
        let second = PutPayload::from_static(b"second");
        let overwriting = match self.objects.put_opts(key, second, PutMode::Create.into()).await {
            Ok(_) => return Ok(Overwriting::Allowed),
            Err(object_store::Error::AlreadyExists { .. }) => Overwriting::Refused,
            Err(object_store::Error::NotImplemented { .. }) => Overwriting::LookedFor,
            Err(error) => return Err(error.to_string()),
        };
        let read = self.fetch(key).await.map_err(said)?;
        let listed: Vec<_> = self.objects.list(Some(&Key::from(PROBES))).try_collect().await.map_err(said)?;
        if read != b"first" || !listed.iter().any(|meta| meta.location == *key) {
            return Err(format!("{key}: not as written"));
        }
        Ok(overwriting)
    }
}
