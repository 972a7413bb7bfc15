//! What is kept in memory: made once per stamp, shared by all requests.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};

use wangge_domain::ids::{EditionId, RoundId};
use wangge_domain::standard::EditionIndex;

use super::Register;
use crate::locate::Places;
use crate::result::ScoredRound;

/// At most so many scored rounds or editions are kept; with more, all are made anew as they are asked for.
const MOST: usize = 64;

/// Things by key, each with the stamp of the data it was made from.
#[derive(Debug)]
pub struct Shelf<K, V>(Mutex<HashMap<K, (String, Arc<V>)>>);

impl<K, V> Default for Shelf<K, V> {
    fn default() -> Self {
        Self(Mutex::new(HashMap::new()))
    }
}

impl<K: Eq + Hash, V> Shelf<K, V> {
    /// The thing, if it was made from data of this stamp.
    pub fn get(&self, key: &K, stamp: &str) -> Option<Arc<V>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.get(key).filter(|(of, _)| of == stamp).map(|(_, thing)| Arc::clone(thing))
    }

    /// Keeps a thing in place of an older one.
    pub fn put(&self, key: K, stamp: String, thing: V) -> Arc<V> {
        let thing = Arc::new(thing);
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MOST {
            kept.clear();
        }
        kept.insert(key, (stamp, Arc::clone(&thing)));
        thing
    }
}

/// Everything that is kept.
#[derive(Debug, Default)]
pub struct Memory {
    /// Nodes, units, sites and people.
    pub(crate) register: Shelf<(), Register>,
    /// Boundaries and the index that finds the nodes of a place.
    pub(crate) places: Shelf<(), Places>,
    /// Editions by identity; only published ones, which never change.
    pub(crate) editions: Shelf<EditionId, EditionIndex>,
    /// Rounds with their scores.
    pub(crate) rounds: Shelf<RoundId, ScoredRound>,
}
