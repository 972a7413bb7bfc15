//! What is kept in memory: made once per stamp, shared by all requests.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};

use wangge_domain::ids::{EditionId, NodeId, RoundId, SiteId};
use wangge_domain::replication::Judgement;
use wangge_domain::standard::EditionIndex;
use wangge_geo::Datum;
use wangge_geo::walk::Lattice;

use super::Register;
use crate::chessboard::{Areas, Atlas, Merchants, Sight, Tally};
use crate::locate::Places;
use crate::result::ScoredRound;
use crate::signal::Likenesses;
use crate::visit::Ground;

/// Things by key, each with the stamp of the data it was made from. At most so many are kept; with more, all
/// are made anew as they are asked for.
#[derive(Debug)]
pub struct Shelf<K, V, const MOST: usize = 64>(Mutex<HashMap<K, (String, Arc<V>)>>);

impl<K, V, const MOST: usize> Default for Shelf<K, V, MOST> {
    fn default() -> Self {
        Self(Mutex::new(HashMap::new()))
    }
}

impl<K: Eq + Hash, V, const MOST: usize> Shelf<K, V, MOST> {
    /// The thing, if it was made from data of this stamp.
    pub fn get(&self, key: &K, stamp: &str) -> Option<Arc<V>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.get(key).filter(|(of, _)| of == stamp).map(|(_, thing)| Arc::clone(thing))
    }

    /// The thing with its stamp, whatever that is.
    pub fn peek(&self, key: &K) -> Option<(String, Arc<V>)> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(key).cloned()
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
    /// What closed rounds found at each site, small enough to keep of many more rounds than the scores themselves.
    pub(crate) judgements: Shelf<RoundId, Vec<(SiteId, Judgement)>, 1024>,
    /// What submitting a visit to a site in a round rests on.
    pub(crate) grounds: Shelf<(RoundId, SiteId), Ground, 1024>,
    /// The moments and places of every case.
    pub(crate) atlas: Atlas,
    /// What readers see, by their grants.
    pub(crate) sights: Shelf<String, Sight>,
    /// Counts of cases by reader, choice and moment.
    pub(crate) tallies: Shelf<String, Tally>,
    /// All merchants.
    pub(crate) merchants: Shelf<(), Merchants>,
    /// The fingerprints of all photographs.
    pub(crate) likenesses: Likenesses,
    /// The cells of nodes, by boundary and size.
    pub(crate) lattices: Shelf<NodeId, Option<Lattice>, 1024>,
    /// Boundaries on the plane of the tiles, by datum.
    pub(crate) areas: Shelf<Datum, Areas>,
}
