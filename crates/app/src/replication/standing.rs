//! What closed rounds found at sites, and how replications stand by it.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use wangge_domain::campaign::Campaign;
use wangge_domain::figure::{Exact, Figure};
use wangge_domain::ids::{PracticeCardId, RoundId, SiteId};
use wangge_domain::permission::{Action, Actor};
use wangge_domain::replication::{
    Difference, Judgement, PracticeCard, Replication, ReplicationState, differences, standing,
};
use wangge_domain::round::Round;
use wangge_domain::text::Lang;
use wangge_domain::time::{Timestamp, local_day};
use wangge_storage::reach::Reach;
use wangge_storage::{ConnectionTrait, site};

use crate::context::{Answer, App};
use crate::reading::{Register, Wordbook, reach};
use crate::result::{ScoredRound, closed};
use crate::view::{ItemDifference, Ref, ReplicationCounts, ReplicationView};

/// Everything replication is told from.
pub(super) struct Found {
    pub campaign: Campaign,
    pub book: Wordbook,
    now: Timestamp,
    /// The closed rounds, the last closed first.
    rounds: Vec<Round>,
    judgements: HashMap<SiteId, Vec<Judgement>>,
    /// The sites in use within the reader's reach.
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
        let within = in_use(db, &reach).await?;
        let adopts = match actor.may(Action::AdoptPractice) {
            Some(granted) => in_use(db, &Reach::of(db, &granted).await?).await?,
            None => HashSet::new(),
        };
        let campaign = crate::campaign::load(db).await?;
        let rounds = closed(db).await?;
        let judgements = latest(app, db, &campaign, &rounds).await?;
        let book = Wordbook::open(app, db, lang).await?;
        let may_edit = actor.may(Action::EditPractice).is_some();
        Ok(Self { campaign, book, now: app.now(), rounds, judgements, within, adopts, may_edit })
    }

    /// What closed rounds found at a site: the latest for certain, earlier ones as far as they were read.
    pub fn judgements(&self, site: SiteId) -> &[Judgement] {
        self.judgements.get(&site).map_or(&[], Vec::as_slice)
    }

    /// What the last closed round that judged a site found.
    pub fn last(&self, site: SiteId) -> Option<&Judgement> {
        self.judgements(site).iter().filter(|one| one.share.is_some()).max_by_key(|one| one.begun)
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
        let round = self.rounds.iter().find(|round| round.id == id)?;
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
    pub async fn differences(
        &self,
        app: &App,
        db: &impl ConnectionTrait,
        card: &PracticeCard,
        site: SiteId,
    ) -> Answer<Vec<ItemDifference>> {
        let (there, here) = (self.lost(app, db, card.site_id).await?, self.lost(app, db, site).await?);
        let (Some(there), Some(here)) = (there, here) else { return Ok(Vec::new()) };
        let view = |one: Difference| ItemDifference {
            on_card: card.measures.iter().any(|measure| measure.item_code.as_ref() == Some(&one.item_code)),
            item: self.book.item(None, &one.item_code),
            there: Figure::of(Some(&one.there), 2),
            here: Figure::of(Some(&one.here), 2),
        };
        Ok(differences(&there, &here).into_iter().map(view).collect())
    }

    /// What a site lost by item when it was judged last.
    async fn lost(
        &self,
        app: &App,
        db: &impl ConnectionTrait,
        site: SiteId,
    ) -> Answer<Option<BTreeMap<String, Exact>>> {
        match self.last(site) {
            Some(last) => ScoredRound::load(app, db, last.round_id).await?.lost_by_item(site),
            None => Ok(None),
        }
    }
}

async fn in_use(db: &impl ConnectionTrait, reach: &Reach) -> Answer<HashSet<SiteId>> {
    let sites = site::list(db, reach).await?;
    Ok(sites.into_iter().filter(|site| site.active).map(|site| site.id).collect())
}

/// A share as a percentage with one decimal.
pub(super) fn percent(share: Option<&Exact>) -> Figure {
    Figure::of(share.map(|share| share * Exact::HUNDRED).as_ref(), 1)
}

/// The latest judgement of each site for certain, and earlier ones as far as they were read: rounds are read from the last
/// closed back, until every site in use is judged and no older round can hold a later visit, since none is visited after
/// its close.
async fn latest(
    app: &App,
    db: &impl ConnectionTrait,
    campaign: &Campaign,
    rounds: &[Round],
) -> Answer<HashMap<SiteId, Vec<Judgement>>> {
    let register = Register::load(app, db).await?;
    let in_use: HashSet<SiteId> = register.sites.values().filter(|site| site.active).map(|site| site.id).collect();
    let mut found: HashMap<SiteId, Vec<Judgement>> = HashMap::new();
    let mut last: HashMap<SiteId, Timestamp> = HashMap::new();
    for round in rounds {
        if last.len() == in_use.len() && last.values().min() > round.closed_at.as_ref() {
            break;
        }
        for (site, judgement) in judged(app, db, campaign, round.id).await?.iter() {
            if judgement.share.is_some() && in_use.contains(site) {
                let begun = last.entry(*site).or_insert(judgement.begun);
                *begun = judgement.begun.max(*begun);
            }
            found.entry(*site).or_default().push(judgement.clone());
        }
    }
    Ok(found)
}

/// What a closed round found at each of its sites.
///
/// # Errors
/// When its facts cannot be scored.
pub(super) async fn judged(
    app: &App,
    db: &impl ConnectionTrait,
    campaign: &Campaign,
    id: RoundId,
) -> Answer<Arc<Vec<(SiteId, Judgement)>>> {
    let stamp = ScoredRound::stamp(db, &*Register::load(app, db).await?, id).await?;
    if let Some(kept) = app.memory().judgements.get(&id, &stamp) {
        return Ok(kept);
    }
    let round = ScoredRound::load(app, db, id).await?;
    let judgement = |(site, place): (&SiteId, &usize)| {
        let begun = *round.begun.get(site)?;
        let (on, share) = (local_day(begun, campaign.tz()), round.sites[*place].share.clone());
        Some((*site, Judgement { round_id: id, begun, on, share }))
    };
    let all = round.places.iter().filter_map(judgement).collect();
    Ok(app.memory().judgements.put(id, stamp, all))
}

/// The replications of each card.
pub(super) fn by_card(replications: Vec<Replication>) -> HashMap<PracticeCardId, Vec<Replication>> {
    let mut cards: HashMap<PracticeCardId, Vec<Replication>> = HashMap::new();
    for one in replications {
        cards.entry(one.card_id).or_default().push(one);
    }
    cards
}
