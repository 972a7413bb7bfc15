//! Sites in passing, with their last score and open cases.

use std::collections::HashMap;
use std::sync::Arc;

use wangge_domain::assessment::{ScoreKind, ScoreNode};
use wangge_domain::figure::Exact;
use wangge_domain::ids::SiteId;
use wangge_domain::permission::{Action, Actor};
use wangge_domain::round::{Round, RoundKind};
use wangge_domain::site::{Practice, Site};
use wangge_domain::time::Timestamp;
use wangge_storage::reach::Reach;
use wangge_storage::{ConnectionTrait, case, visit};

use crate::context::{Answer, App};
use crate::reading::{Wordbook, shown};
use crate::result::{ScoredRound, Visible, change, closed};
use crate::view::{PracticeView, SiteSummary};

/// How sites stand: their scores in the last closed assessment and the one of its kind before, and their
/// open cases, as far as the actor may see them. Mock and official assessments cover the whole standard, so
/// they speak for the district; where none is closed yet, the last closed round of any kind does.
#[derive(Debug, Default)]
pub struct Standings {
    last: Option<Arc<ScoredRound>>,
    before: Option<Arc<ScoredRound>>,
    /// Whose scores the actor may see.
    visible: Visible,
    /// By site: open, overdue.
    cases: HashMap<SiteId, (u64, u64)>,
    /// When each site was last visited, where the actor may know.
    visited: HashMap<SiteId, Timestamp>,
}

impl Standings {
    /// Loads how all sites stand.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn load(app: &App, db: &impl ConnectionTrait, actor: &Actor) -> Answer<Self> {
        let mut standings = Self::default();
        if let Some(granted) = actor.may(Action::ViewScore) {
            standings.visible = Visible::of(db, &Reach::of(db, &granted).await?).await?;
            let rounds = closed(db).await?;
            let whole = |round: &&Round| matches!(round.kind, RoundKind::Mock | RoundKind::Official);
            if let Some(last) = rounds.iter().find(whole).or(rounds.first()) {
                standings.last = Some(ScoredRound::load(app, db, last.id).await?);
                let mut earlier = rounds.iter().skip_while(|round| round.id != last.id).skip(1);
                if let Some(before) = earlier.find(|round| round.kind == last.kind) {
                    standings.before = Some(ScoredRound::load(app, db, before.id).await?);
                }
            }
        }
        if let Some(granted) = actor.may(Action::ViewCase) {
            let reach = Reach::of(db, &granted).await?;
            for standing in case::standings(db, &reach, app.now()).await? {
                if let Some(site) = standing.site_id {
                    let counts = standings.cases.entry(site).or_default();
                    counts.0 += shown(standing.open);
                    counts.1 += shown(standing.overdue);
                }
            }
        }
        if let Some(granted) = actor.may(Action::ViewVisit) {
            standings.visited = visit::last_visits(db, &Reach::of(db, &granted).await?).await?;
        }
        Ok(standings)
    }

    /// When a site was last visited.
    pub fn visited_at(&self, site: SiteId) -> Option<Timestamp> {
        self.visited.get(&site).copied()
    }

    /// How much of its full mark a site gained or lost against the closed assessment of its kind before.
    pub fn change(&self, site: SiteId) -> Option<Exact> {
        let now = self.share(site)?;
        let before = self.score(self.before.as_ref(), site)?.1.share.clone()?;
        Some(now - before)
    }

    /// Whether the actor may see the scores of a site.
    pub fn may_see(&self, site: SiteId) -> bool {
        self.visible.shows(ScoreKind::Site, &site.to_string())
    }

    /// The last closed assessment, where scores may be seen.
    pub fn last(&self) -> Option<&Arc<ScoredRound>> {
        self.last.as_ref()
    }

    /// The closed one of the same kind before it.
    pub fn before(&self) -> Option<&Arc<ScoredRound>> {
        self.before.as_ref()
    }

    /// The share of the full mark a site reached in the last closed assessment.
    pub fn share(&self, site: SiteId) -> Option<Exact> {
        self.score(self.last.as_ref(), site)?.1.share.clone()
    }

    /// A site's score in a round, where the actor may see it.
    fn score<'r>(&self, round: Option<&'r Arc<ScoredRound>>, site: SiteId) -> Option<(&'r ScoredRound, &'r ScoreNode)> {
        let round = round.filter(|_| self.visible.shows(ScoreKind::Site, &site.to_string()))?;
        Some((round, round.site(site)?))
    }

    /// How many cases are open at a site.
    pub fn open(&self, site: SiteId) -> u64 {
        self.cases.get(&site).map_or(0, |counts| counts.0)
    }

    /// How many open cases at a site are past their deadline.
    pub fn overdue(&self, site: SiteId) -> u64 {
        self.cases.get(&site).map_or(0, |counts| counts.1)
    }

    /// A site in a list.
    pub fn summary(&self, book: &Wordbook, site: &Site) -> SiteSummary {
        let latest = self.score(self.last.as_ref(), site.id);
        let before = self.score(self.before.as_ref(), site.id).map(|(_, node)| node);
        let node = site.node_id.and_then(|id| book.register.nodes.get(&id));
        // A site that moves or has no place of its own is shown where its node is named.
        let lon = site.lon.or_else(|| node?.label_lon).unwrap_or_default();
        let lat = site.lat.or_else(|| node?.label_lat).unwrap_or_default();
        SiteSummary {
            id: site.id,
            code: site.code.clone(),
            name: site.name.get(book.lang).to_owned(),
            site_type: book.site_type(&site.type_code),
            node: book.node(site.node_id),
            chain_name: book.chain_name(&site.node_path),
            unit: book.unit(site.unit_id),
            supporting_unit: book.unit(site.supporting_unit_id),
            demonstration: site.demonstration,
            lon,
            lat,
            score: latest.map(|(round, node)| round.figure(node)),
            change: latest.zip(before).and_then(|((round, node), before)| change(before, node, round.decimals())),
            open: self.open(site.id),
            overdue: self.overdue(site.id),
            practice: site.practice.as_ref().and_then(|noted| practice_view(book, noted, noted.from)),
            visited_at: self.visited_at(site.id),
        }
    }
}

/// A practice with the site at the other end of it.
pub(super) fn practice_view(book: &Wordbook, noted: &Practice, other: SiteId) -> Option<PracticeView> {
    let other = book.register.sites.get(&other)?;
    Some(PracticeView {
        site: book.site_ref(other),
        chain_name: book.chain_name(&other.node_path),
        since: noted.since,
        by: noted.by.clone(),
    })
}
