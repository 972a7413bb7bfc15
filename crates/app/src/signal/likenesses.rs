//! The fingerprints of all photographs, in memory, and the search for like ones.
//!
//! Every fingerprint is compared with every question, see [`alike`]. Read once and then kept up by the time of arrival.

use std::collections::HashSet;
use std::sync::{PoisonError, RwLock};

use chrono::TimeDelta;
use wangge_domain::evidence::{EvidenceHash, Likeness, alike};
use wangge_domain::time::Timestamp;
use wangge_storage::evidence::{self, Fingerprint};

use crate::context::{Answer, App};

/// How far back arrivals are read again, for those that were received before others but kept after.
const OVERLAP: TimeDelta = TimeDelta::seconds(60);

/// The fingerprints of all photographs.
#[derive(Debug, Default)]
pub struct Likenesses(RwLock<Kept>);

#[derive(Debug, Default)]
struct Kept {
    prints: Vec<Likeness>,
    /// Whose they are, in the same order; as bytes, so that a million take 32 MB.
    hashes: Vec<[u8; 32]>,
    latest: Option<Timestamp>,
    /// Those that came in within the overlap before the latest.
    recent: HashSet<[u8; 32]>,
}

impl Likenesses {
    /// Photographs like one, with the number of differing bits: the likest first, never the photograph itself.
    ///
    /// # Errors
    /// When the store fails.
    pub(super) async fn like(
        &self,
        app: &App,
        questions: &[(EvidenceHash, Likeness)],
    ) -> Answer<Vec<Vec<(EvidenceHash, u32)>>> {
        self.catch_up(app).await?;
        let kept = self.0.read().unwrap_or_else(PoisonError::into_inner);
        Ok(questions.iter().map(|(hash, print)| kept.like(hash, *print)).collect())
    }

    async fn catch_up(&self, app: &App) -> Answer<()> {
        let since = self.0.read().unwrap_or_else(PoisonError::into_inner).latest.map(|latest| latest - OVERLAP);
        let new = evidence::fingerprints_since(&app.store.read(), since).await?;
        if !new.is_empty() {
            self.0.write().unwrap_or_else(PoisonError::into_inner).add(&new);
        }
        Ok(())
    }

    /// Forgets everything: photographs of earlier versions have learnt their fingerprints since.
    pub(super) fn forget(&self) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Kept::default();
    }
}

impl Kept {
    fn add(&mut self, new: &[Fingerprint]) {
        for one in new {
            let Some(bytes) = bytes_of(&one.sha256) else { continue };
            if self.recent.insert(bytes) {
                self.prints.push(one.likeness);
                self.hashes.push(bytes);
            }
        }
        self.latest = new.iter().map(|one| one.received_at).max().max(self.latest);
        let from = self.latest.map(|latest| latest - OVERLAP);
        // What is older than the overlap is not read again and need not be remembered as recent.
        let old = new.iter().filter(|one| Some(one.received_at) < from).filter_map(|one| bytes_of(&one.sha256));
        for bytes in old {
            self.recent.remove(&bytes);
        }
    }

    fn like(&self, hash: &EvidenceHash, print: Likeness) -> Vec<(EvidenceHash, u32)> {
        let own = bytes_of(hash);
        let mut found: Vec<(u32, [u8; 32])> = alike(print, &self.prints)
            .into_iter()
            .map(|(place, bits)| (bits, self.hashes[place]))
            .filter(|(_, bytes)| Some(*bytes) != own)
            .collect();
        found.sort_unstable();
        found.into_iter().map(|(bits, bytes)| (EvidenceHash::from(bytes), bits)).collect()
    }
}

fn bytes_of(hash: &EvidenceHash) -> Option<[u8; 32]> {
    let (high, low) = hash.as_str().split_at_checked(32)?;
    let half = |text| u128::from_str_radix(text, 16).ok().map(u128::to_be_bytes);
    let mut bytes = [0; 32];
    bytes[..16].copy_from_slice(&half(high)?);
    bytes[16..].copy_from_slice(&half(low)?);
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use chrono::{TimeZone as _, Utc};

    use super::*;

    fn print(name: &str, likeness: u64, second: i64) -> Fingerprint {
        let received_at = Utc.timestamp_opt(1_800_000_000 + second, 0).single().unwrap_or_default();
        Fingerprint { sha256: EvidenceHash::of(name.as_bytes()), likeness: Likeness(likeness), received_at }
    }

    #[test]
    fn the_likest_come_first_and_never_the_picture_itself_and_none_is_kept_twice() {
        let mut kept = Kept::default();
        let first = [print("a", 0, 0), print("b", 0b111, 1), print("c", 0b1, 200)];
        kept.add(&first);
        kept.add(&[print("c", 0b1, 200), print("d", u64::MAX, 230)]);
        assert_eq!(kept.prints.len(), 4);
        let like = kept.like(&EvidenceHash::of(b"a"), Likeness(0));
        assert_eq!(like, [(EvidenceHash::of(b"c"), 1), (EvidenceHash::of(b"b"), 3)]);
        assert_eq!(kept.recent.len(), 2, "only what the next look reads again");
    }
}
