//! The atlas: the moments and places of every case, in memory, in the order of the tiles' squares.
//!
//! Read once, and from then on kept up with the record: every step of a case writes an event, so the events since the
//! last look name the cases to read again. A million cases take some 80 MB and are passed over in milliseconds, whatever
//! day, reach and shape is asked for; no stored count could answer all of these.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;
use std::ops::RangeInclusive;
use std::sync::{PoisonError, RwLock, RwLockReadGuard};

use chrono::TimeDelta;
use wangge_domain::case::{CaseState, Course, Second, Setback};
use wangge_domain::ids::{CaseId, EventId, SiteId};
use wangge_domain::time::Timestamp;
use wangge_geo::tile::square;
use wangge_storage::ConnectionTrait;
use wangge_storage::case::{self, CourseRow};

use crate::context::{Answer, App};
use crate::reading::Register;

/// How many cases are read at once.
const AT_ONCE: u64 = 20_000;
/// How far back the record is looked through again, for steps that were made before others but recorded after.
const OVERLAP: TimeDelta = TimeDelta::seconds(10);
/// Degrees are kept as whole ten-millionths: a centimetre.
const PER_DEGREE: f64 = 1e7;
/// Stands for "none" among numbers of names.
const NONE: u32 = u32::MAX;

/// A case in the atlas.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub id: CaseId,
    pub course: Course,
    pub rebound: bool,
    set_back: bool,
    placed: bool,
    lon: i32,
    lat: i32,
    square: u32,
    site: u32,
    path: u32,
}

impl Entry {
    /// Where it is; none when neither the case nor its site has a place.
    pub fn place(&self) -> Option<(f64, f64)> {
        self.placed.then(|| (f64::from(self.lon) / PER_DEGREE, f64::from(self.lat) / PER_DEGREE))
    }

    /// The number of its path.
    pub const fn path(&self) -> usize {
        self.path as usize
    }

    /// The number of its site; none without one.
    pub const fn site(&self) -> Option<usize> {
        if self.site == NONE { None } else { Some(self.site as usize) }
    }
}

/// Names by number.
#[derive(Debug)]
struct Names<K> {
    all: Vec<K>,
    numbers: HashMap<K, u32>,
}

impl<K> Default for Names<K> {
    fn default() -> Self {
        Self { all: Vec::new(), numbers: HashMap::new() }
    }
}

impl<K: Clone + Eq + Hash> Names<K> {
    fn number(&mut self, name: &K) -> u32 {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        let number = u32::try_from(self.all.len()).unwrap_or(NONE);
        self.all.push(name.clone());
        self.numbers.insert(name.clone(), number);
        number
    }
}

/// Every case as it was last read.
#[derive(Debug, Default)]
pub(super) struct Cases {
    entries: Vec<Entry>,
    setbacks: HashMap<CaseId, Vec<Setback>>,
    paths: Names<String>,
    sites: Names<SiteId>,
    read_until: Option<Timestamp>,
    seen: HashMap<EventId, Timestamp>,
    revision: u64,
}

impl Cases {
    /// All cases, in the order of their squares.
    pub fn all(&self) -> &[Entry] {
        &self.entries
    }

    /// The cases of a range of squares.
    pub fn within(&self, squares: &RangeInclusive<u32>) -> &[Entry] {
        let from = self.entries.partition_point(|entry| entry.square < *squares.start());
        let until = self.entries.partition_point(|entry| entry.square <= *squares.end());
        &self.entries[from..until]
    }

    /// Where a case stood at a moment.
    pub fn state_at(&self, entry: &Entry, at: Second) -> Option<CaseState> {
        let setbacks = if entry.set_back { self.setbacks.get(&entry.id) } else { None };
        entry.course.state_at(at, setbacks.map(Vec::as_slice).unwrap_or_default())
    }

    /// The paths by number.
    pub fn paths(&self) -> &[String] {
        &self.paths.all
    }

    /// The sites by number.
    pub fn sites(&self) -> &[SiteId] {
        &self.sites.all
    }

    /// Changes with every change of any case.
    pub const fn revision(&self) -> u64 {
        self.revision
    }

    /// Puts cases in, in place of what was known of them.
    fn put(&mut self, rows: Vec<CourseRow>, register: &Register) {
        let mut fresh: HashMap<CaseId, Entry> = HashMap::with_capacity(rows.len());
        for row in rows {
            fresh.insert(row.id, self.entry(&row, register));
        }
        for entry in &mut self.entries {
            if let Some(new) = fresh.remove(&entry.id) {
                *entry = new;
            }
        }
        self.entries.extend(fresh.into_values());
        self.entries.sort_by_key(|entry| (entry.square, entry.id));
        self.revision += 1;
    }

    #[expect(clippy::cast_possible_truncation, reason = "degrees times ten million fit into i32")]
    fn entry(&mut self, row: &CourseRow, register: &Register) -> Entry {
        let of_site = || {
            let site = register.sites.get(&row.site_id?)?;
            site.lon.zip(site.lat)
        };
        let place = row.place.or_else(of_site);
        let (lon, lat) = place.unwrap_or_default();
        Entry {
            id: row.id,
            course: row.course,
            rebound: row.rebound,
            set_back: self.setbacks.contains_key(&row.id),
            placed: place.is_some(),
            lon: (lon * PER_DEGREE).round() as i32,
            lat: (lat * PER_DEGREE).round() as i32,
            square: if place.is_some() { square(lon, lat) } else { NONE },
            site: row.site_id.map_or(NONE, |site| self.sites.number(&site)),
            path: self.paths.number(&row.node_path),
        }
    }
}

/// The atlas, shared by all requests.
#[derive(Debug, Default)]
pub struct Atlas {
    cases: RwLock<Cases>,
    /// Held while the record is read, so that it is read once for all who wait.
    turn: tokio::sync::Mutex<()>,
}

impl Atlas {
    /// Brings it up to the record.
    ///
    /// # Errors
    /// When the store fails.
    pub(super) async fn refresh(app: &App, db: &impl ConnectionTrait) -> Answer<()> {
        let atlas = &app.memory().atlas;
        let _turn = atlas.turn.lock().await;
        let register = Register::load(app, db).await?;
        let read_until = atlas.read().read_until;
        match read_until {
            None => atlas.read_all(db, &register).await,
            Some(until) => atlas.catch_up(db, &register, until).await,
        }
    }

    /// The cases as last read.
    pub(super) fn read(&self) -> RwLockReadGuard<'_, Cases> {
        self.cases.read().unwrap_or_else(PoisonError::into_inner)
    }

    async fn read_all(&self, db: &impl ConnectionTrait, register: &Register) -> Answer<()> {
        let until = case::last_step(db).await?.unwrap_or(Timestamp::UNIX_EPOCH);
        let mut cases = Cases { read_until: Some(until), revision: 1, ..Cases::default() };
        for (id, setback) in case::setbacks(db, None).await? {
            cases.setbacks.entry(id).or_default().push(setback);
        }
        let mut after = None;
        loop {
            let rows = case::courses(db, after, AT_ONCE).await?;
            let Some(last) = rows.last() else { break };
            after = Some(last.id);
            for row in rows {
                let entry = cases.entry(&row, register);
                cases.entries.push(entry);
            }
        }
        cases.entries.sort_by_key(|entry| (entry.square, entry.id));
        cases.entries.shrink_to_fit();
        *self.cases.write().unwrap_or_else(PoisonError::into_inner) = cases;
        Ok(())
    }

    async fn catch_up(&self, db: &impl ConnectionTrait, register: &Register, until: Timestamp) -> Answer<()> {
        let steps = case::steps_since(db, until - OVERLAP).await?;
        let new: Vec<_> = {
            let cases = self.read();
            steps.into_iter().filter(|(event, _, _)| !cases.seen.contains_key(event)).collect()
        };
        let Some(latest) = new.iter().map(|(_, _, at)| *at).max() else { return Ok(()) };
        let ids: HashSet<CaseId> = new.iter().map(|(_, case, _)| *case).collect();
        let ids: Vec<CaseId> = ids.into_iter().collect();
        let (rows, setbacks) = (case::courses_of(db, &ids).await?, case::setbacks(db, Some(&ids)).await?);
        let mut cases = self.cases.write().unwrap_or_else(PoisonError::into_inner);
        for id in &ids {
            cases.setbacks.remove(id);
        }
        for (id, setback) in setbacks {
            cases.setbacks.entry(id).or_default().push(setback);
        }
        cases.put(rows, register);
        let until = latest.max(until);
        cases.seen.extend(new.into_iter().map(|(event, _, at)| (event, at)));
        cases.seen.retain(|_, at| *at >= until - OVERLAP);
        cases.read_until = Some(until);
        Ok(())
    }
}
