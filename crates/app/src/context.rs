//! What every use case is given: the store, the clock and the maker of identities.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use chrono::Utc;
use rand::{RngCore, SeedableRng};
use rand_chacha::ChaCha20Rng;
use tokio::sync::watch;
use uuid::Uuid;
use wangge_channel::Gate;
use wangge_domain::time::{Timestamp, cut};
use wangge_storage::Store;

use crate::error::AppError;
use crate::reading::Memory;

/// Reads the time. Only this crate does; the domain is told.
pub trait Clock: Send + Sync {
    /// The present moment, cut to milliseconds.
    fn now(&self) -> Timestamp;
}

/// The machine's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        cut(Utc::now())
    }
}

/// A clock that is set by hand: for tests, and for the demonstration's history.
#[derive(Debug)]
pub struct SetClock(Mutex<Timestamp>);

impl SetClock {
    /// A clock that stands at a moment.
    pub fn at(now: Timestamp) -> Self {
        Self(Mutex::new(cut(now)))
    }

    /// Moves the clock to a moment, forward or back.
    pub fn set(&self, now: Timestamp) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = cut(now);
    }
}

impl Clock for SetClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Makes identities and secrets.
pub trait Entropy: Send + Sync {
    /// Fills a buffer with random bytes.
    fn fill(&self, bytes: &mut [u8]);
}

/// The operating system's randomness.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemEntropy;

impl Entropy for SystemEntropy {
    fn fill(&self, bytes: &mut [u8]) {
        if getrandom::fill(bytes).is_err() {
            // Without randomness no secret is safe; stopping is the only honest answer.
            std::process::abort();
        }
    }
}

/// Reproducible randomness from a seed: for tests and the demonstration, never for a real district.
#[derive(Debug)]
pub struct SeededEntropy(Mutex<ChaCha20Rng>);

impl SeededEntropy {
    /// Starts the sequence of a seed.
    pub fn new(seed: u64) -> Self {
        Self(Mutex::new(ChaCha20Rng::seed_from_u64(seed)))
    }
}

impl Entropy for SeededEntropy {
    fn fill(&self, bytes: &mut [u8]) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(bytes);
    }
}

/// The application: what use cases run on. Cheap to clone.
#[derive(Clone)]
pub struct App {
    /// The store.
    pub store: Store,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
    memory: Arc<Memory>,
    closing: Arc<watch::Sender<bool>>,
    gate: Arc<OnceLock<Gate>>,
}

impl App {
    /// An application on the machine's clock and randomness.
    pub fn new(store: Store) -> Self {
        Self::with(store, Arc::new(SystemClock), Arc::new(SystemEntropy))
    }

    /// An application with a given clock and randomness.
    pub fn with(store: Store, clock: Arc<dyn Clock>, entropy: Arc<dyn Entropy>) -> Self {
        Self {
            store,
            clock,
            entropy,
            memory: Arc::default(),
            closing: Arc::new(watch::Sender::new(false)),
            gate: Arc::default(),
        }
    }

    /// What is kept in memory between requests.
    pub(crate) fn memory(&self) -> &Memory {
        &self.memory
    }

    /// Ends everything that would go on by itself, such as the streams of readers, so that the server can stop.
    pub fn end(&self) {
        self.closing.send_replace(true);
    }

    /// Whether everything is to end, for those who wait for it.
    pub(crate) fn closing(&self) -> watch::Receiver<bool> {
        self.closing.subscribe()
    }

    /// The way out for messages, opened when the first is sent.
    ///
    /// # Errors
    /// When the machine's certificates cannot be read.
    pub(crate) fn gate(&self) -> Answer<&Gate> {
        if self.gate.get().is_none() {
            let gate = Gate::open().map_err(|error| AppError::refused("not_sent", error.message()))?;
            let _ = self.gate.set(gate);
        }
        self.gate.get().ok_or(AppError::NotFound { what: "the way out".to_owned() })
    }

    /// The present moment.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// A new `UUIDv7` carrying the present moment.
    pub fn new_id<T: From<Uuid>>(&self) -> T {
        let mut random = [0_u8; 10];
        self.entropy.fill(&mut random);
        let millis = u64::try_from(self.now().timestamp_millis()).unwrap_or_default();
        T::from(uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid())
    }

    /// Random bytes for a secret.
    pub fn secret<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0_u8; N];
        self.entropy.fill(&mut bytes);
        bytes
    }
}

/// What a use case answers.
pub type Answer<T> = Result<T, AppError>;
