//! What closed rounds found at sites, and how replications stand by it.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use wangge_domain::campaign::Campaign;
use wangge_domain::figure::{Exact, Figure};
use wangge_domain::ids::{PracticeCardId, RoundId, SiteId};
use wangge_domain::permission::{Action, Actor};
use wangge_domain::replication::{Judgement, PracticeCard, Replication, ReplicationState, differences, standing};
use wangge_domain::text::Lang;
use wangge_domain::time::{Timestamp, local_day};
use wangge_storage::reach::Reach;
use wangge_storage::{ConnectionTrait, site};

use crate::context::{Answer, App};
use crate::reading::{Wordbook, reach};
use crate::result::{ScoredRound, closed};
use crate::view::{ItemDifference, Ref, ReplicationCounts, ReplicationView};

/// Everything replication is told from.
pub(super) struct Found {
    pub campaign: Campaign,
    pub book: Wordbook,
    now: Timestamp,
    /// The closed rounds, the last closed first.
    rounds: Vec<Arc<ScoredRound>>,
    judgements: HashMap<SiteId, Vec<Judgement>>,
    /// The sites within the reader's reach.
    pub within: HashSet<SiteId>,
    /// Those at which the reader may say that a practice is in place.
    adopts: HashSet<SiteId>,
    pub may_edit: bool,
}

impl Found {
    /// Reads the closed rounds and whom the actor may see.
    ///
    /// # Errors
    /// [`crate::AppError::Forbidden`] for those who may not see practices.
    pub async fn load(app: &App, db: &impl ConnectionTrait, actor: &Actor, lang: Lang) -> Answer<Self> {
        let reach = reach(db, actor, Action::ViewPractice).await?;
        let within = site::list(db, &reach).await?.into_iter().map(|site| site.id).collect();
        let adopts = match actor.may(Action::AdoptPractice) {
            Some(granted) => {
                let sites = site::list(db, &Reach::of(db, &granted).await?).await?;
                sites.into_iter().map(|site| site.id).collect()
            }
            None => HashSet::new(),
        };
        let campaign = crate::campaign::load(db).await?;
        let mut rounds = Vec::new();
        for round in closed(db).await? {
            rounds.push(ScoredRound::load(app, db, round.id).await?);
        }
        let judgements = judged(&campaign, &rounds);
        let book = Wordbook::open(app, db, lang).await?;
        let may_edit = actor.may(Action::EditPractice).is_some();
        Ok(Self { campaign, book, now: app.now(), rounds, judgements, within, adopts, may_edit })
    }

    /// What closed rounds found at a site.
    pub fn judgements(&self, site: SiteId) -> &[Judgement] {
        self.judgements.get(&site).map_or(&[], Vec::as_slice)
    }

    /// What the last closed round that judged a site found.
    pub fn last(&self, site: SiteId) -> Option<&Judgement> {
        self.judgements(site).iter().filter(|one| one.share.is_some()).max_by_key(|one| one.on)
    }

    /// The share the last one found.
    pub fn share(&self, site: SiteId) -> Option<&Exact> {
        self.last(site)?.share.as_ref()
    }

    pub fn today(&self) -> chrono::NaiveDate {
        local_day(self.now, self.campaign.tz())
    }

    /// A round by name.
    pub fn round(&self, id: RoundId) -> Option<Ref> {
        let round = &self.rounds.iter().find(|round| round.round.id == id)?.round;
        Some(Ref::new(id, round.number.to_string(), round.name.get(self.book.lang)))
    }

    /// How a replication stands.
    pub fn state(&self, replication: &Replication) -> ReplicationState {
        let settings = &self.campaign.settings.replication;
        standing(replication, self.judgements(replication.site_id), settings, self.today()).state
    }

    /// How many replications stand how; those taken back do not count.
    pub fn counts<'r>(&self, replications: impl IntoIterator<Item = &'r Replication>) -> ReplicationCounts {
        let mut counts = ReplicationCounts::default();
        for one in replications {
            let field = match self.state(one) {
                ReplicationState::Cancelled => continue,
                ReplicationState::Planned => &mut counts.waiting,
                ReplicationState::Overdue => {
                    counts.waiting += 1;
                    &mut counts.overdue
                }
                ReplicationState::Adopted => &mut counts.adopted,
                ReplicationState::Passed => &mut counts.passed,
                ReplicationState::Failed => &mut counts.failed,
            };
            *field += 1;
            counts.total += 1;
        }
        counts
    }

    /// A replication in words.
    pub fn view(&self, card: &PracticeCard, replication: &Replication) -> Option<ReplicationView> {
        let site = self.book.register.sites.get(&replication.site_id)?;
        let settings = &self.campaign.settings.replication;
        let standing = standing(replication, self.judgements(site.id), settings, self.today());
        let adopted = replication.adopted.as_ref();
        Some(ReplicationView {
            id: replication.id,
            card_id: card.id,
            card_title: card.title.clone(),
            site: self.book.site_ref(site),
            unit: self.book.unit(site.unit_id),
            place: self.book.chain_name(&site.node_path),
            due_on: replication.due_on,
            state: standing.state,
            state_name: standing.state.wording(self.book.lang),
            adopted_on: adopted.map(|one| one.on),
            adopted_note: adopted.map(|one| one.note.clone()).filter(|note| !note.is_empty()),
            adopted_by: adopted.map(|one| one.by.clone()),
            cancelled: replication.cancelled.clone(),
            judged_in: standing.by.and_then(|one| self.round(one.round_id)),
            reached: percent(standing.by.and_then(|one| one.share.as_ref())),
            differences: Vec::new(),
            may_adopt: adopted.is_none() && replication.cancelled.is_none() && self.adopts.contains(&site.id),
            version: replication.version,
        })
    }

    /// Where a site lost more than the demonstration site of a card, each as it was judged last.
    ///
    /// # Errors
    /// When a round's facts cannot be scored.
    pub fn differences(&self, card: &PracticeCard, site: SiteId) -> Answer<Vec<ItemDifference>> {
        let (Some(there), Some(here)) = (self.lost(card.site_id)?, self.lost(site)?) else { return Ok(Vec::new()) };
        let named = |code: &str| self.book.item(None, code);
        let view = |one: wangge_domain::replication::Difference| ItemDifference {
            on_card: card.measures.iter().any(|measure| measure.item_code.as_deref() == Some(one.item_code.as_str())),
            item: named(&one.item_code),
            there: Figure::of(Some(&one.there), 2),
            here: Figure::of(Some(&one.here), 2),
        };
        Ok(differences(&there, &here).into_iter().map(view).collect())
    }

    /// What a site lost by item when it was judged last.
    fn lost(&self, site: SiteId) -> Answer<Option<BTreeMap<String, Exact>>> {
        let Some(last) = self.last(site) else { return Ok(None) };
        let Some(round) = self.rounds.iter().find(|round| round.round.id == last.round_id) else { return Ok(None) };
        round.lost_by_item(site)
    }
}

/// A share as a percentage with one decimal.
pub(super) fn percent(share: Option<&Exact>) -> Figure {
    Figure::of(share.map(|share| share * Exact::HUNDRED).as_ref(), 1)
}

/// What each closed round found at each site.
fn judged(campaign: &Campaign, rounds: &[Arc<ScoredRound>]) -> HashMap<SiteId, Vec<Judgement>> {
    let mut judgements: HashMap<SiteId, Vec<Judgement>> = HashMap::new();
    for round in rounds {
        for (site, place) in &round.places {
            let Some(begun) = round.begun.get(site) else { continue };
            let (on, share) = (local_day(*begun, campaign.tz()), round.sites[*place].share.clone());
            judgements.entry(*site).or_default().push(Judgement { round_id: round.round.id, on, share });
        }
    }
    judgements
}

/// The replications of each card.
pub(super) fn by_card(replications: Vec<Replication>) -> HashMap<PracticeCardId, Vec<Replication>> {
    let mut cards: HashMap<PracticeCardId, Vec<Replication>> = HashMap::new();
    for one in replications {
        cards.entry(one.card_id).or_default().push(one);
    }
    cards
}
