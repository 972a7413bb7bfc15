//! How a Rust value lies in a column.

use sea_orm::sea_query::Nullable;
use sea_orm::{QueryResult, TryGetable, Value};

/// A value that lies in a column of its own type.
pub(crate) trait Plain: Sized {
    /// What the database holds.
    type Stored: TryGetable + Into<Value> + Nullable;
    fn store(&self) -> Self::Stored;
    /// The text says why a stored value is impossible.
    fn load(stored: Self::Stored) -> std::result::Result<Self, String>;
}

/// A value or its absence in a column.
pub(crate) trait Cell: Sized {
    fn value(&self) -> Value;
    fn read(row: &QueryResult, index: usize) -> std::result::Result<Self, String>;
}

impl<T: Plain> Cell for T {
    fn value(&self) -> Value {
        self.store().into()
    }

    fn read(row: &QueryResult, index: usize) -> std::result::Result<Self, String> {
        let stored: T::Stored = row.try_get_by_index(index).map_err(|e| e.to_string())?;
        T::load(stored)
    }
}

impl<T: Plain> Cell for Option<T> {
    fn value(&self) -> Value {
        self.as_ref().map(Plain::store).into()
    }

    fn read(row: &QueryResult, index: usize) -> std::result::Result<Self, String> {
        let stored: Option<T::Stored> = row.try_get_by_index(index).map_err(|e| e.to_string())?;
        stored.map(T::load).transpose()
    }
}

macro_rules! stored_as_is {
    ($($kind:ty),+ $(,)?) => {$(
        impl Plain for $kind {
            type Stored = $kind;
            fn store(&self) -> $kind {
                self.clone()
            }
            fn load(stored: $kind) -> std::result::Result<Self, String> {
                Ok(stored)
            }
        }
    )+};
}

stored_as_is!(String, bool, i16, i32, i64, f64, uuid::Uuid, chrono::NaiveDate, serde_json::Value);

impl Plain for wangge_domain::time::Timestamp {
    type Stored = Self;
    fn store(&self) -> Self {
        // PostgreSQL keeps microseconds and SQLite nanoseconds; both shall give back what was stored.
        wangge_domain::time::cut(*self)
    }
    fn load(stored: Self) -> std::result::Result<Self, String> {
        Ok(stored)
    }
}

impl Plain for rust_decimal::Decimal {
    type Stored = String;
    fn store(&self) -> String {
        self.to_string()
    }
    fn load(stored: String) -> std::result::Result<Self, String> {
        stored.parse().map_err(|_| format!("{stored:?} is not a decimal"))
    }
}

macro_rules! stored_as_uuid {
    ($($id:ident),+ $(,)?) => {$(
        impl Plain for wangge_domain::ids::$id {
            type Stored = uuid::Uuid;
            fn store(&self) -> uuid::Uuid {
                self.0
            }
            fn load(stored: uuid::Uuid) -> std::result::Result<Self, String> {
                Ok(Self(stored))
            }
        }
    )+};
}

stored_as_uuid!(
    NodeId,
    UnitId,
    PersonId,
    DutyId,
    SiteId,
    MerchantId,
    OwnershipId,
    DutyChangeId,
    EditionId,
    RoundId,
    SavedViewId,
    VisitId,
    ObservationId,
    LostPointId,
    CaseId,
    DispatchId,
    RectificationId,
    CheckId,
    ReCheckId,
    RequestId,
    EventId,
    BulletinId,
    UserId,
    PatrolId,
    PracticeCardId,
    ReplicationId,
    ScoreEntryId,
    ScoreAppealId,
    DriveId,
    DriveReportId,
    DeadCornerId,
    EscalationId,
    ListingId,
    MeetingId,
    AgendaPointId,
    ResolutionId,
    NoticeId,
    DeliveryId,
    PushSubscriptionId,
);

impl Plain for u32 {
    type Stored = i64;
    fn store(&self) -> i64 {
        i64::from(*self)
    }
    fn load(stored: i64) -> std::result::Result<Self, String> {
        Self::try_from(stored).map_err(|_| format!("{stored} is no count"))
    }
}
