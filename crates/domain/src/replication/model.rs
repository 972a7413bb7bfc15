//! What a practice card and a replication are, and why they are refused.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::figure::Exact;
use crate::ids::{PersonId, PracticeCardId, ReplicationId, RoundId, SiteId, UserId};
use crate::text::Message;
use crate::time::Timestamp;

/// What replication is judged by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct ReplicationSettings {
    /// The share of its full mark, in percent, from which a site meets the mark 达标线. The 90 is a suggestion of the
    /// project, not of any standard.
    pub mark_percent: u8,
}

impl Default for ReplicationSettings {
    fn default() -> Self {
        Self { mark_percent: 90 }
    }
}

impl ReplicationSettings {
    /// The mark as a share of 1.
    pub fn mark(&self) -> Exact {
        Exact::from(i64::from(self.mark_percent)).over(&Exact::HUNDRED).unwrap_or_default()
    }
}

/// What was done about one item, or about the place as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "PracticeMeasure")]
pub struct Measure {
    /// What its photographs are attached to.
    pub id: uuid::Uuid,
    /// The item it is about; none for the place as a whole.
    pub item_code: Option<String>,
    /// What was done, so that somebody else can do it.
    pub text: String,
    /// What it cost in yuan, where it is known.
    #[schemars(with = "Option<String>")]
    pub cost_yuan: Option<Decimal>,
}

/// A practice card 做法卡: what made a demonstration site meet the mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PracticeCard {
    /// Its identity.
    pub id: PracticeCardId,
    /// The demonstration site.
    pub site_id: SiteId,
    /// Its type, whose other sites may take the practice over.
    pub type_code: String,
    /// Its name.
    pub title: String,
    /// In a few sentences, what it is about.
    pub summary: String,
    /// What was done, item by item.
    pub measures: Vec<Measure>,
    /// Who knows how, and may be asked.
    pub contact_id: Option<PersonId>,
    /// The round in which the site met the mark.
    pub round_id: RoundId,
    /// Who wrote it.
    pub written_by: Option<UserId>,
    /// The name of who wrote it, as it was.
    pub written_name: String,
    /// When it was written or changed last.
    pub written_at: Timestamp,
    /// Counts its edits.
    pub version: i64,
}

/// That a site has taken a practice over, as its unit says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adoption {
    /// Since when it is in place. Only visits from this day on say whether it holds.
    pub on: NaiveDate,
    /// What was done differently, or anything to know.
    pub note: String,
    /// The name of who said so.
    pub by: String,
}

/// A replication 复制推广: one site that is to take a practice over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replication {
    /// Its identity.
    pub id: ReplicationId,
    /// The card.
    pub card_id: PracticeCardId,
    /// The site that is to take it over.
    pub site_id: SiteId,
    /// By when.
    pub due_on: NaiveDate,
    /// When it was planned.
    pub planned_at: Timestamp,
    /// Whether it is in place, as the unit says.
    pub adopted: Option<Adoption>,
    /// Why it was taken back 取消; none while it stands.
    pub cancelled: Option<String>,
    /// Counts its edits.
    pub version: i64,
}

vocabulary! {
    /// How a replication stands.
    ReplicationState in "replication-state" {
        /// To be done, in time.
        Planned = "planned",
        /// To be done, and late.
        Overdue = "overdue",
        /// In place as the unit says; no visit since in a closed round.
        Adopted = "adopted",
        /// In place, and a later visit found the mark met.
        Passed = "passed",
        /// In place as the unit says, and the last visit found the mark not met.
        Failed = "failed",
        /// Taken back.
        Cancelled = "cancelled",
    }
}

vocabulary! {
    /// In which order a district reaches the mark.
    Stage in "replication-stage" {
        /// The demonstration sites 示范点.
        Demonstration = "demonstration",
        /// The sites that copy them 复制点位.
        Copying = "copying",
        /// Every other site.
        Others = "others",
    }
}

/// Why a card is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CardRefusal {
    /// The site is no demonstration site, or is no longer inspected.
    NoDemonstration,
    /// No closed round has judged the site.
    NotJudged,
    /// The site does not meet the mark.
    BelowTheMark {
        /// What it reached, in percent with one decimal.
        reached: String,
        /// The mark in percent.
        mark: u8,
    },
}

impl CardRefusal {
    /// Stable name for programs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoDemonstration => "practice_card_no_demonstration",
            Self::NotJudged => "practice_card_not_judged",
            Self::BelowTheMark { .. } => "practice_card_below_the_mark",
        }
    }

    /// The sentence for the user.
    pub fn message(&self) -> Message {
        match self {
            Self::NoDemonstration => Message::new("replication-no-demonstration"),
            Self::NotJudged => Message::new("replication-not-judged"),
            Self::BelowTheMark { reached, mark } => {
                Message::new("replication-below-the-mark").arg("reached", reached).arg("mark", i64::from(*mark))
            }
        }
    }
}

/// Why a step of a replication is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReplicationRefusal {
    /// It was taken back.
    Cancelled,
    /// It was said to be in place already.
    AdoptedAlready,
    /// The day is still to come.
    Future,
    /// The day lies before the card was planned for the site by more than a year: a slip of the pen.
    LongAgo,
}

impl ReplicationRefusal {
    /// Stable name for programs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Cancelled => "replication_cancelled",
            Self::AdoptedAlready => "replication_adopted_already",
            Self::Future => "replication_future",
            Self::LongAgo => "replication_long_ago",
        }
    }

    /// The sentence for the user.
    pub fn message(self) -> Message {
        Message::new(match self {
            Self::Cancelled => "replication-cancelled",
            Self::AdoptedAlready => "replication-adopted-already",
            Self::Future => "replication-future",
            Self::LongAgo => "replication-long-ago",
        })
    }
}

impl Replication {
    /// The same, in place since a day.
    ///
    /// # Errors
    /// The refusals of [`ReplicationRefusal`].
    pub fn adopt(self, adoption: Adoption, today: NaiveDate) -> Result<Self, ReplicationRefusal> {
        if self.cancelled.is_some() {
            return Err(ReplicationRefusal::Cancelled);
        }
        if self.adopted.is_some() {
            return Err(ReplicationRefusal::AdoptedAlready);
        }
        if adoption.on > today {
            return Err(ReplicationRefusal::Future);
        }
        if (today - adoption.on).num_days() > 366 {
            return Err(ReplicationRefusal::LongAgo);
        }
        Ok(Self { adopted: Some(adoption), ..self })
    }

    /// The same, taken back for a reason.
    ///
    /// # Errors
    /// [`ReplicationRefusal::Cancelled`] when it was before.
    pub fn cancel(self, reason: String) -> Result<Self, ReplicationRefusal> {
        match self.cancelled {
            Some(_) => Err(ReplicationRefusal::Cancelled),
            None => Ok(Self { cancelled: Some(reason), ..self }),
        }
    }
}
