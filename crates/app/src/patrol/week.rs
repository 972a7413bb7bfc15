//! A week's patrols by node.

use std::collections::HashMap;

use chrono::Datelike as _;
use wangge_domain::campaign::Campaign;
use wangge_domain::case::{CaseState, FinderLevel};
use wangge_domain::grid::{Node, is_within};
use wangge_domain::ids::NodeId;
use wangge_domain::patrol::{CellSet, Patrol, WeekTally};
use wangge_domain::permission::{Action, Actor};
use wangge_domain::text::Lang;
use wangge_domain::time::{IsoWeek, Timestamp, local_day};
use wangge_storage::case::{self, CaseFilter, Grouping};
use wangge_storage::patrol::{self, PatrolWeek};
use wangge_storage::reach::Reach;
use wangge_storage::{ConnectionTrait, node};

use crate::context::{Answer, App};
use crate::error::AppError;
use crate::reading::{Wordbook, many, reach, shown};
use crate::view::{PatrolLine, PatrolQuery, PatrolShare, PatrolWeekView, Ref};

/// A week's patrols by node within reach: the nodes that are due or were walked, those nobody walked first.
///
/// # Errors
/// [`AppError::NotFound`] for a node outside the actor's reach.
pub async fn week(app: &App, actor: &Actor, lang: Lang, query: PatrolQuery) -> Answer<PatrolWeekView> {
    let db = app.store.read();
    let reach = reach(&db, actor, Action::ViewPatrol).await?;
    let mut nodes = node::list(&db, &reach).await?;
    if let Some(id) = query.node {
        let path = nodes.iter().find(|node| node.id == id).map(|node| node.path.clone());
        let path = path.ok_or_else(|| AppError::not_found("node", id))?;
        nodes.retain(|node| is_within(&node.path, &path));
    }
    let book = Wordbook::open(app, &db, lang).await?;
    let week = Week::load(app, &db, actor, query.week, &reach, None).await?;
    let mut items: Vec<PatrolLine> =
        nodes.iter().filter(|node| week.concerns(node)).map(|node| week.line(&book, node)).collect();
    let unwalked = |line: &PatrolLine| line.kept.denominator > 0 && line.made == 0;
    items.sort_by(|a, b| {
        let kept = |line: &PatrolLine| (line.kept.numerator, line.kept.denominator);
        let ((kept_a, due_a), (kept_b, due_b)) = (kept(a), kept(b));
        // Smaller shares first, by multiplying across; what is not due comes last.
        let shares = (kept_a * due_b).cmp(&(kept_b * due_a));
        (!unwalked(a), due_a == 0)
            .cmp(&(!unwalked(b), due_b == 0))
            .then(shares)
            .then_with(|| a.node.code.cmp(&b.node.code))
    });
    let due = items.iter().filter(|line| line.kept.denominator > 0);
    Ok(PatrolWeekView {
        week: week.iso,
        previous: week.iso.previous(),
        next: week.next(),
        keep_days: week.campaign.settings.patrol.keep_days,
        unwalked: PatrolShare {
            numerator: many(items.iter().filter(|line| unwalked(line)).count()),
            denominator: many(due.clone().count()),
        },
        kept: PatrolShare {
            numerator: due.clone().map(|line| line.kept.numerator).sum(),
            denominator: due.map(|line| line.kept.denominator).sum(),
        },
        self_found: week.found_in(|path| nodes.iter().any(|node| is_within(path, &node.path))),
        items,
    })
}

/// Everything a node's week is told from.
pub(super) struct Week {
    pub iso: IsoWeek,
    pub campaign: Campaign,
    pub patrols: HashMap<NodeId, Vec<Patrol>>,
    this: IsoWeek,
    days_begun: u32,
    last: HashMap<NodeId, Timestamp>,
    kept: HashMap<NodeId, PatrolWeek>,
    /// The counts of cases by the path of their node: all, and those found by their own people.
    found: Option<Vec<(String, u64, u64)>>,
}

impl Week {
    pub(super) async fn load(
        app: &App,
        db: &impl ConnectionTrait,
        actor: &Actor,
        week: Option<IsoWeek>,
        reach: &Reach,
        node: Option<NodeId>,
    ) -> Answer<Self> {
        let campaign = crate::campaign::load(db).await?;
        let zone = campaign.tz();
        let today = local_day(app.now(), zone);
        let this = IsoWeek::of(today);
        let week = week.unwrap_or(this);
        let period = week.period(zone);
        let mut patrols: HashMap<NodeId, Vec<Patrol>> = HashMap::new();
        for patrol in patrol::in_period(db, reach, period, node).await? {
            patrols.entry(patrol.node_id).or_default().push(patrol);
        }
        let begun = (today - week.monday()).num_days() + 1;
        let kept = patrol::week(db, &week.to_string()).await?;
        Ok(Self {
            iso: week,
            this,
            days_begun: u32::try_from(begun.clamp(0, 7)).unwrap_or_default(),
            patrols,
            last: patrol::last_walked(db, period.until).await?,
            kept: kept.into_iter().map(|row| (row.node_id, row)).collect(),
            found: found(db, actor, period).await?,
            campaign,
        })
    }

    /// The week after, unless this week has come.
    pub(super) fn next(&self) -> Option<IsoWeek> {
        (self.iso < self.this).then(|| IsoWeek::of(self.iso.sunday() + chrono::Days::new(1)))
    }

    fn concerns(&self, node: &Node) -> bool {
        let due = self.campaign.settings.patrol.duty(node.level, node.kind).is_some();
        self.patrols.contains_key(&node.id) || (due && node.active && node.level.counts())
    }

    fn walks(&self, node: NodeId) -> &[Patrol] {
        self.patrols.get(&node).map_or(&[], Vec::as_slice)
    }

    /// How a node's duty stands.
    pub(super) fn tally(&self, node: &Node) -> WeekTally {
        let duty = self.campaign.settings.patrol.duty(node.level, node.kind);
        WeekTally::of(duty, &self.made(node.id), self.days_begun)
    }

    /// The patrols made on each day.
    pub(super) fn made(&self, node: NodeId) -> [u32; 7] {
        let mut made = [0_u32; 7];
        for patrol in self.walks(node).iter().filter(|patrol| patrol.counts()) {
            let day = local_day(patrol.begun_at, self.campaign.tz()).weekday().num_days_from_monday();
            if let Some(count) = made.get_mut(day as usize) {
                *count += 1;
            }
        }
        made
    }

    pub(super) fn last_walked(&self, node: NodeId) -> Option<Timestamp> {
        self.last.get(&node).copied()
    }

    /// The cells all patrols of the week reached together, by the boundary that stood last.
    pub(super) fn cells(&self, node: NodeId) -> Option<CellSet> {
        let mut sets = self.walks(node).iter().rev().filter_map(|patrol| patrol.walked.cells.as_ref());
        let mut joined = sets.next()?.clone();
        sets.for_each(|set| joined.join(set));
        Some(joined)
    }

    fn coverage(&self, node: NodeId) -> PatrolShare {
        let share = |covered: u32, of: u32| PatrolShare { numerator: covered.into(), denominator: of.into() };
        let now = self.cells(node).map_or_else(PatrolShare::default, |cells| share(cells.covered(), cells.of()));
        let before = self.kept.get(&node).map_or_else(PatrolShare::default, |row| share(row.covered, row.cells_of));
        if before.numerator > now.numerator { before } else { now }
    }

    pub(super) fn line(&self, book: &Wordbook, node: &Node) -> PatrolLine {
        let tally = self.tally(node);
        let duty = self.campaign.settings.patrol.duty(node.level, node.kind);
        PatrolLine {
            node: Ref::new(node.id, &node.code, node.name.get(book.lang)),
            level: node.level.0,
            level_name: self.campaign.settings.levels.name(node.level, book.lang),
            place: book.chain_name(&node.path),
            frequency: duty.map(|duty| duty.wording(book.lang)),
            made: tally.made,
            kept: PatrolShare { numerator: tally.kept.into(), denominator: tally.due.into() },
            coverage: self.coverage(node.id),
            length_m: self.walks(node.id).iter().map(|patrol| u64::from(patrol.walked.length_m)).sum(),
            last_walked: self.last_walked(node.id),
            self_found: self.found_in(|path| is_within(path, &node.path)),
        }
    }

    fn found_in(&self, within: impl Fn(&str) -> bool) -> Option<PatrolShare> {
        let found = self.found.as_ref()?.iter().filter(|(path, ..)| within(path));
        Some(found.fold(PatrolShare::default(), |sum, (_, all, own)| PatrolShare {
            numerator: sum.numerator + own,
            denominator: sum.denominator + all,
        }))
    }
}

/// The cases found in a period by the path of their node, those declined, merged and voided aside: the list of cases
/// shows the same ones.
async fn found(
    db: &impl ConnectionTrait,
    actor: &Actor,
    period: wangge_domain::time::Period,
) -> Answer<Option<Vec<(String, u64, u64)>>> {
    let Some(granted) = actor.may(Action::ViewCase) else { return Ok(None) };
    let reach = Reach::of(db, &granted).await?;
    let aside = [CaseState::Declined, CaseState::Merged, CaseState::Voided];
    let states = CaseState::ALL.iter().copied().filter(|state| !aside.contains(state)).collect();
    let all = CaseFilter { states, reported: Some(period), ..CaseFilter::default() };
    let own = CaseFilter { finder_levels: vec![FinderLevel::Own], ..all.clone() };
    let mut counts: HashMap<String, (u64, u64)> = HashMap::new();
    for (path, count) in case::count_by(db, &reach, &all, Grouping::NodePath).await? {
        counts.entry(path.unwrap_or_default()).or_default().0 += shown(count);
    }
    for (path, count) in case::count_by(db, &reach, &own, Grouping::NodePath).await? {
        counts.entry(path.unwrap_or_default()).or_default().1 += shown(count);
    }
    Ok(Some(counts.into_iter().map(|(path, (all, own))| (path, all, own)).collect()))
}
