//! Demonstration and replication 示范复制.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use wangge_domain::evidence::EvidenceHash;
use wangge_domain::figure::Figure;
use wangge_domain::ids::{PersonId, PracticeCardId, ReplicationId, SiteId};
use wangge_domain::replication::{ReplicationState, Stage};
use wangge_domain::time::Timestamp;

use super::{Coded, Photo, Ref};

/// How many sites there are, were judged in a closed round, and meet the mark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct MarkTally {
    /// How many there are.
    pub total: u64,
    /// How many a closed round has judged.
    pub judged: u64,
    /// How many meet the mark. Of the sites that copy, those a later visit found so.
    pub reached: u64,
}

/// A stage of the district.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct StageLine {
    /// The stage.
    pub stage: Stage,
    /// Its name.
    pub stage_name: String,
    /// Its sites.
    pub tally: MarkTally,
}

/// A type of sites over the three stages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ReplicatedType {
    /// The type.
    pub site_type: Coded,
    /// Its demonstration sites.
    pub demonstration: MarkTally,
    /// Its sites that copy.
    pub copying: MarkTally,
    /// Its other sites.
    pub others: MarkTally,
}

/// How many replications of a card stand how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ReplicationCounts {
    /// All that were not taken back.
    pub total: u64,
    /// Not in place yet, late ones included.
    pub waiting: u64,
    /// Of these the late ones.
    pub overdue: u64,
    /// In place, to be judged.
    pub adopted: u64,
    /// Found to meet the mark.
    pub passed: u64,
    /// Found below the mark.
    pub failed: u64,
}

/// A practice card in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PracticeCardLine {
    /// The card.
    pub id: PracticeCardId,
    /// Its name.
    pub title: String,
    /// The demonstration site.
    pub site: Ref,
    /// Its type.
    pub site_type: Coded,
    /// How many measures it has.
    pub measures: u64,
    /// When it was written or changed last.
    pub written_at: Timestamp,
    /// How its replications stand, as far as the reader may see the sites.
    pub counts: ReplicationCounts,
}

/// A demonstration site and whether it may yield a card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DemonstrationLine {
    /// The site.
    pub site: Ref,
    /// Its type.
    pub site_type: Coded,
    /// What it reached last, in percent; without a value where no closed round has judged it.
    pub reached: Figure,
    /// The round it was judged in.
    pub round: Option<Ref>,
    /// Whether it meets the mark.
    pub meets_mark: bool,
    /// Its cards.
    pub cards: Vec<PracticeCardId>,
}

/// How far the district is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ReplicationOverview {
    /// The share of its full mark, in percent, from which a site meets the mark.
    pub mark_percent: u8,
    /// The demonstration sites, those that copy, all others.
    pub stages: Vec<StageLine>,
    /// The same by type.
    pub types: Vec<ReplicatedType>,
    /// The demonstration sites.
    pub demonstrations: Vec<DemonstrationLine>,
    /// The practice cards, the latest first.
    pub cards: Vec<PracticeCardLine>,
    /// The replications within reach, those to be done first.
    pub replications: Vec<ReplicationView>,
    /// Whether the reader may write cards and plan replications.
    pub may_edit: bool,
}

/// What was done about one item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct MeasureView {
    /// The item; null for the place as a whole.
    pub item: Option<Coded>,
    /// What was done.
    pub text: String,
    /// What it cost in yuan, where it is known.
    pub cost_yuan: Option<String>,
    /// Photographs of it.
    pub photos: Vec<Photo>,
}

/// Who may be asked about a practice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PracticeContact {
    /// The person.
    pub person: Ref,
    /// Their unit.
    pub unit: Option<Ref>,
    /// The work telephone.
    pub phone: Option<String>,
}

/// An item at which a site lost more than the demonstration site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ItemDifference {
    /// The item.
    pub item: Coded,
    /// What the demonstration site lost there.
    pub there: Figure,
    /// What this site lost there.
    pub here: Figure,
    /// Whether the card says what to do about it.
    pub on_card: bool,
}

/// A replication.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ReplicationView {
    /// Its identity.
    pub id: ReplicationId,
    /// The card.
    pub card_id: PracticeCardId,
    /// The card's name.
    pub card_title: String,
    /// The site that is to take the practice over.
    pub site: Ref,
    /// The unit responsible for it.
    pub unit: Option<Ref>,
    /// Where it lies.
    pub place: String,
    /// By when.
    pub due_on: NaiveDate,
    /// How it stands.
    pub state: ReplicationState,
    /// The state's name.
    pub state_name: String,
    /// Since when it is in place, as the unit says.
    pub adopted_on: Option<NaiveDate>,
    /// What the unit said.
    pub adopted_note: Option<String>,
    /// Who said so.
    pub adopted_by: Option<String>,
    /// Why it was taken back.
    pub cancelled: Option<String>,
    /// The round that decides, where one does.
    pub judged_in: Option<Ref>,
    /// What it reached there, in percent.
    pub reached: Figure,
    /// Where it lost more than the demonstration site when both were judged last; empty in lists.
    pub differences: Vec<ItemDifference>,
    /// Whether the reader may say that it is in place.
    pub may_adopt: bool,
    /// Its version, for `If-Match`.
    pub version: i64,
}

/// A practice card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PracticeCardView {
    /// The card.
    pub id: PracticeCardId,
    /// Its name.
    pub title: String,
    /// What it is about.
    pub summary: String,
    /// The demonstration site.
    pub site: Ref,
    /// Where it lies.
    pub place: String,
    /// Its type.
    pub site_type: Coded,
    /// The round in which the site met the mark.
    pub round: Option<Ref>,
    /// What it reached there, in percent.
    pub reached: Figure,
    /// What was done.
    pub measures: Vec<MeasureView>,
    /// What it cost altogether in yuan, of the measures whose cost is known; null where none is.
    pub cost_yuan: Option<String>,
    /// Who may be asked.
    pub contact: Option<PracticeContact>,
    /// Who wrote it.
    pub written_by: String,
    /// When it was written or changed last.
    pub written_at: Timestamp,
    /// Its replications within reach.
    pub replications: Vec<ReplicationView>,
    /// How they stand.
    pub counts: ReplicationCounts,
    /// The sites of its type that are not planned with it.
    pub open_sites: Vec<Ref>,
    /// Whether the reader may change it and plan with it.
    pub may_edit: bool,
    /// Its version.
    pub version: i64,
}

/// A measure as it is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WriteMeasure {
    /// The code of the item it is about; none for the place as a whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item_code: Option<String>,
    /// What was done, at most 2,000 characters.
    pub text: String,
    /// What it cost in yuan, from 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost_yuan: Option<String>,
    /// Photographs of it.
    #[serde(default)]
    pub photos: Vec<EvidenceHash>,
}

/// What a card says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WriteCard {
    /// The card's identity, made by whoever writes; sent again it is answered as the first time.
    pub id: PracticeCardId,
    /// The demonstration site.
    pub site_id: SiteId,
    /// What it says.
    pub text: CardText,
}

/// The text of a card; an edit gives all of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CardText {
    /// Its name, at most 80 characters.
    pub title: String,
    /// What it is about, at most 2,000 characters.
    #[serde(default)]
    pub summary: String,
    /// What was done, at most 40.
    pub measures: Vec<WriteMeasure>,
    /// Who may be asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact_id: Option<PersonId>,
}

/// Which sites are to take a practice over, and by when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanReplication {
    /// The sites; all of the type that are not planned with the card when not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sites: Option<Vec<SiteId>>,
    /// By when.
    pub due_on: NaiveDate,
}

/// That a practice is in place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AdoptPractice {
    /// Since when.
    pub on: NaiveDate,
    /// What was done differently, or anything to know.
    #[serde(default)]
    pub note: String,
}

/// Why a replication is taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CancelReplication {
    /// The reason.
    pub reason: String,
}
