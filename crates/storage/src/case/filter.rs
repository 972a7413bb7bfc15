//! Lists of cases: typed filters that only add a predicate where something is asked, and pages by key.

use sea_orm::Value;
use sea_orm::sea_query::{
    CaseStatement, Condition, Expr, ExprTrait as _, Func, LikeExpr, Order, PostgresQueryBuilder, Query, SelectStatement,
};
use wangge_domain::case::{Case, CaseSeverity, CaseState, FinderLevel, Source};
use wangge_domain::ids::{CaseId, NodeId, RoundId, SiteId, UnitId, UserId};
use wangge_domain::permission::Blindfold;
use wangge_domain::round::RoundState;
use wangge_domain::time::{Period, Timestamp};

use super::handed::handed;
use super::rows::{col, dispatch_col};
use crate::re_check;
use crate::reach::{Columns, Reach, blind_rounds, matching, within};
use crate::row::Cell;

/// What selects cases; an empty part asks nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CaseFilter {
    /// In one of these states.
    pub states: Vec<CaseState>,
    /// Handled by one of these units.
    pub units: Vec<UnitId>,
    /// In this subtree, by the path of its top node.
    pub node_path: Option<String>,
    /// At no site, with this node as the deepest.
    pub at_node: Option<NodeId>,
    /// At this site.
    pub site_id: Option<SiteId>,
    /// About this item.
    pub item_code: Option<String>,
    /// At sites of this type.
    pub type_code: Option<String>,
    /// Found in this round.
    pub round_id: Option<RoundId>,
    /// From one of these sources.
    pub sources: Vec<Source>,
    /// Found on one of these levels.
    pub finder_levels: Vec<FinderLevel>,
    /// Past the deadline at this moment with the clock still running: filed, dispatched or in hand.
    pub overdue_at: Option<Timestamp>,
    /// In a stage that was due before this moment.
    pub stage_late_at: Option<Timestamp>,
    /// Not [overdue](Self::overdue_at) at this moment: in time, without a running clock, or ended.
    pub not_overdue_at: Option<Timestamp>,
    /// With this text in description or number; letters count the same large and small.
    pub text: Option<String>,
    /// One of these.
    pub among: Option<Vec<CaseId>>,
    /// Reported in this period.
    pub reported: Option<Period>,
    /// Dispatched in this period and not taken back within it, so that an old week comes out the same whenever asked.
    pub dispatched: Option<Period>,
    /// Due in this period.
    pub due: Option<Period>,
    /// Rectified in this period.
    pub rectified: Option<Period>,
    /// Closed in this period.
    pub closed: Option<Period>,
    /// Whether it is a rebound 反弹.
    pub rebound: Option<bool>,
    /// Whether it was sent back at least once 返工.
    pub reworked: Option<bool>,
    /// Rectified after its deadline, or not rectified with the deadline before this moment.
    pub late_at: Option<Timestamp>,
    /// Merged into this case.
    pub merged_into: Option<CaseId>,
    /// With a place within this box: west, south, east, north in degrees, WGS-84.
    pub within: Option<[f64; 4]>,
    /// Waiting for a check that this account may make: it neither dispatched nor rectified it.
    pub checkable_by: Option<UserId>,
    /// Whether a request 申请 of its unit waits for a ruling.
    pub pending: Option<bool>,
    /// About one of these items.
    pub items: Vec<String>,
    /// As grave as one of these.
    pub severities: Vec<CaseSeverity>,
    /// Closed, and watched in this way.
    pub watch: Option<WatchFilter>,
    /// Re-checked 回头看 with a judgement.
    pub re_checked: Option<ReChecked>,
    /// Rectified neither by this account nor by one of these units, so that they may re-check it.
    pub independent_of: Option<(Option<UserId>, Vec<UnitId>)>,
    /// In the chain of rebounds of this root, the root itself included.
    pub chain: Option<CaseId>,
}

/// Closed cases whose watch stands in a certain way.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WatchFilter {
    /// Lying in one of these, where they did not come back.
    pub bands: Vec<WatchBand>,
    /// Or having come back.
    pub came_back: bool,
}

/// Cases closed in a period, with what their re-checks cover.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WatchBand {
    /// Closed in this period.
    pub closed: Period,
    /// With a judged re-check so many days after the close-out or later.
    pub covered: Option<u32>,
    /// Without one.
    pub uncovered: Option<u32>,
}

/// Cases with a judged re-check.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ReChecked {
    /// Made in this period; at any time where none is given.
    pub period: Option<Period>,
    /// Only with one that found that the case had come back.
    pub came_back: bool,
}

/// The order of a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CaseSort {
    /// The latest report first.
    #[default]
    Latest,
    /// The earliest report first.
    Earliest,
    /// The earliest deadline first, those without one last.
    Deadline,
}

/// Where a page begins: after this case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The case's time in the order: of its report, or its deadline, which may be missing.
    pub at: Option<Timestamp>,
    /// The case.
    pub id: CaseId,
}

impl Cursor {
    /// The cursor after a case.
    pub fn after(case: &Case, sort: CaseSort) -> Self {
        let at = match sort {
            CaseSort::Latest | CaseSort::Earliest => Some(case.reported_at),
            CaseSort::Deadline => case.deadline.as_ref().map(|deadline| deadline.at),
        };
        Self { at, id: case.id }
    }
}

/// A page of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CasePage {
    /// The order.
    pub sort: CaseSort,
    /// After which case; none for the first page.
    pub after: Option<Cursor>,
    /// How many cases at most.
    pub limit: u64,
}

impl Default for CasePage {
    fn default() -> Self {
        Self { sort: CaseSort::Latest, after: None, limit: 50 }
    }
}

/// By what cases are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grouping {
    /// By state.
    State,
    /// By handling unit.
    Unit,
    /// By site type.
    Type,
    /// By item.
    Item,
    /// By the path of the deepest node.
    NodePath,
    /// By source.
    Source,
}

impl Grouping {
    pub(super) const fn column(self) -> &'static str {
        match self {
            Self::State => col::state,
            Self::Unit => col::unit_id,
            Self::Type => col::type_code,
            Self::Item => col::item_code,
            Self::NodePath => col::node_path,
            Self::Source => col::source,
        }
    }
}

/// The states in which a case's clock runs.
const RUNNING: &[CaseState] = &[CaseState::Filed, CaseState::Dispatched, CaseState::InHand];

/// The states in which a case counts nowhere.
pub(super) const UNCOUNTED: &[CaseState] =
    &[CaseState::Reported, CaseState::Declined, CaseState::Merged, CaseState::Voided];

pub(super) fn here(column: &'static str) -> Expr {
    Expr::col(("cases", column))
}

/// What the reach means for cases: their place, their unit, the units called to assist, and what an
/// inspector's own sites and rounds brought up.
pub(crate) fn reach_columns() -> Columns {
    let inspected =
        matching("round_inspectors", &[("round_id", ("cases", col::round_id)), ("site_id", ("cases", col::site_id))]);
    // A unit whose dispatch was taken back has no part in the case any more.
    let mut assisted = matching("dispatches", &[("case_id", ("cases", col::id))]);
    assisted.and_where(Expr::col(("dispatches", dispatch_col::returned_at)).is_null());
    // What was raised one level is read by the unit above; it is not its to handle.
    let mut raised = matching("units", &[("id", ("cases", col::unit_id))]);
    raised.and_where(here(col::raised_at).is_not_null());
    Columns {
        path: Some(here(col::node_path)),
        units: vec![here(col::unit_id)],
        assisting: vec![(assisted, Expr::col(("dispatches", "unit_id"))), (raised, Expr::col(("units", "parent_id")))],
        assigned: Some((inspected, Expr::col(("round_inspectors", "person_id")))),
        hidden: Some(hidden),
    }
}

/// At a site of a blind round its inspectors see no case an earlier round brought up, save those that wait for their
/// check, which is a task of its own.
fn hidden(_: Blindfold) -> Condition {
    let mut earlier = matching("rounds", &[("id", ("cases", col::round_id))]);
    earlier.and_where(Expr::col(("rounds", "state")).eq(RoundState::Closed.value()));
    Condition::all()
        .add(Expr::exists(earlier))
        .add(here(col::state).ne(CaseState::Rectified.value()))
        .add(Expr::exists(blind_rounds(("cases", col::site_id))))
}

pub(super) fn condition(reach: &Reach, filter: &CaseFilter) -> Condition {
    let mut all = Condition::all().add(reach.condition(&reach_columns()));
    for wanted in words(filter).into_iter().chain(values(filter)).chain(periods(filter)).chain(flags(filter)) {
        all = all.add(wanted);
    }
    if let Some(watch) = &filter.watch {
        all = all.add(watched(watch));
    }
    if let Some(root) = filter.chain {
        all = all.add(Condition::any().add(here(col::id).eq(root.value())).add(here(col::rebound_of).eq(root.value())));
    }
    if let Some(node) = filter.at_node {
        all = all.add(here(col::node_id).eq(node.value())).add(here(col::site_id).is_null());
    }
    if let Some(path) = &filter.node_path {
        all = all.add(within(here(col::node_path), path));
    }
    if let Some(text) = filter.text.as_deref().filter(|text| !text.trim().is_empty()) {
        all = all.add(containing(text.trim()));
    }
    all
}

fn watched(watch: &WatchFilter) -> Condition {
    let mut bands = Condition::any();
    for band in &watch.bands {
        let mut all = Condition::all()
            .add(here(col::closed_at).gte(band.closed.from.value()))
            .add(here(col::closed_at).lt(band.closed.until.value()));
        if let Some(days) = band.covered {
            all = all.add(re_check::covered_from(days));
        }
        if let Some(days) = band.uncovered {
            all = all.add(re_check::covered_from(days).not());
        }
        bands = bands.add(all);
    }
    let mut any = Condition::any();
    if !watch.bands.is_empty() {
        any = any.add(Condition::all().add(bands).add(re_check::came_back().not()));
    }
    if watch.came_back {
        any = any.add(re_check::came_back());
    }
    if !watch.came_back && watch.bands.is_empty() {
        any = any.add(Expr::val(false));
    }
    Condition::all().add(here(col::state).eq(CaseState::Closed.value())).add(any)
}

fn words(filter: &CaseFilter) -> Vec<Expr> {
    let mut wanted = Vec::new();
    if !filter.states.is_empty() {
        wanted.push(among(col::state, &filter.states));
        // Nearly all cases have ended; the open ones have an order of their own.
        if filter.states.iter().all(|state| !state.ended()) {
            wanted.push(here(col::ended).eq(false));
        }
    }
    if !filter.units.is_empty() {
        wanted.push(among(col::unit_id, &filter.units));
    }
    if !filter.sources.is_empty() {
        wanted.push(among(col::source, &filter.sources));
    }
    if !filter.finder_levels.is_empty() {
        wanted.push(among(col::finder_level, &filter.finder_levels));
    }
    if let Some(ids) = &filter.among {
        wanted.push(among(col::id, ids));
    }
    if !filter.items.is_empty() {
        wanted.push(among(col::item_code, &filter.items));
    }
    if !filter.severities.is_empty() {
        wanted.push(among(col::severity, &filter.severities));
    }
    if let Some(re_checked) = filter.re_checked {
        wanted.push(re_check::looked_at(re_checked.period, re_checked.came_back));
    }
    if let Some((user, units)) = &filter.independent_of {
        if let Some(user) = user {
            wanted.push(here(col::rectified_by).is_null().or(here(col::rectified_by).ne(user.value())));
        }
        if !units.is_empty() {
            wanted.push(here(col::unit_id).is_null().or(among(col::unit_id, units).not()));
        }
    }
    wanted
}

fn values(filter: &CaseFilter) -> Vec<Expr> {
    let equal: [(&'static str, Option<Value>); 5] = [
        (col::site_id, filter.site_id.map(|id| id.value())),
        (col::item_code, filter.item_code.as_ref().map(Cell::value)),
        (col::type_code, filter.type_code.as_ref().map(Cell::value)),
        (col::round_id, filter.round_id.map(|id| id.value())),
        (col::merged_into, filter.merged_into.map(|id| id.value())),
    ];
    equal.into_iter().filter_map(|(column, value)| Some(here(column).eq(value?))).collect()
}

fn periods(filter: &CaseFilter) -> Vec<Expr> {
    [
        (col::reported_at, filter.reported),
        (col::deadline_at, filter.due),
        (col::rectified_at, filter.rectified),
        (col::closed_at, filter.closed),
    ]
    .into_iter()
    .filter_map(|(column, period)| period.map(|period| (column, period)))
    .flat_map(|(column, period)| [here(column).gte(period.from.value()), here(column).lt(period.until.value())])
    .collect()
}

fn flags(filter: &CaseFilter) -> Vec<Expr> {
    let mut wanted = Vec::new();
    if let Some(now) = filter.overdue_at {
        wanted.push(here(col::deadline_at).lt(now.value()));
        wanted.push(among(col::state, RUNNING));
    }
    if let Some(now) = filter.stage_late_at {
        wanted.push(here(col::id).in_subquery(super::stage::stage_late(now)));
    }
    if let Some(now) = filter.not_overdue_at {
        let in_time = here(col::deadline_at).gte(now.value()).or(here(col::deadline_at).is_null());
        wanted.push(in_time.or(among(col::state, RUNNING).not()));
    }
    if let Some(rebound) = filter.rebound {
        let root = here(col::rebound_of);
        wanted.push(if rebound { root.is_not_null() } else { root.is_null() });
    }
    if let Some(pending) = filter.pending {
        let request = here(col::pending);
        wanted.push(if pending { request.is_not_null() } else { request.is_null() });
    }
    if let Some(now) = filter.late_at {
        let fixed = here(col::rectified_at);
        let late = fixed.clone().gt(here(col::deadline_at));
        let never = fixed.is_null().and(here(col::deadline_at).lt(now.value()));
        wanted.push(late.or(never));
        wanted.push(among(col::state, UNCOUNTED).not());
    }
    if let Some(period) = filter.dispatched {
        wanted.push(here(col::id).in_subquery(handed(period)));
    }
    if let Some([west, south, east, north]) = filter.within {
        wanted.push(here(col::lat).between(south, north));
        wanted.push(here(col::lon).between(west, east));
    }
    if let Some(user) = filter.checkable_by {
        wanted.push(among(col::state, &[CaseState::Rectified]));
        for column in [col::dispatched_by, col::rectified_by] {
            wanted.push(here(column).is_null().or(here(column).ne(user.value())));
        }
    }
    if let Some(reworked) = filter.reworked {
        let count = here(col::rework_count);
        wanted.push(if reworked { count.gt(0_i64) } else { count.eq(0_i64) });
    }
    wanted
}

pub(super) fn among<'a, C: Cell + 'a>(column: &'static str, values: impl IntoIterator<Item = &'a C>) -> Expr {
    here(column).is_in(values.into_iter().map(Cell::value).collect::<Vec<_>>())
}

/// `LIKE` ignores the case of ASCII letters only on SQLite, and `LOWER` folds only those letters under the byte-wise
/// collation of our texts on PostgreSQL; folding both sides makes the two agree.
fn containing(text: &str) -> Condition {
    let escaped = text.to_ascii_lowercase().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    let pattern = || LikeExpr::new(format!("%{escaped}%")).escape('\\');
    let lower = |column| Expr::expr(Func::lower(here(column)));
    Condition::any().add(lower(col::description).like(pattern())).add(lower(col::number).like(pattern()))
}

pub(super) fn count_statement(reach: &Reach, filter: &CaseFilter) -> SelectStatement {
    let mut statement = Query::select();
    statement.expr(Expr::cust("COUNT(*)")).from("cases").cond_where(condition(reach, filter));
    statement
}

pub(super) fn grouped_statement(reach: &Reach, filter: &CaseFilter, grouping: Grouping) -> SelectStatement {
    let column = ("cases", grouping.column());
    let mut statement = Query::select();
    statement
        .column(column)
        .expr(Expr::cust("COUNT(*)"))
        .from("cases")
        .cond_where(condition(reach, filter))
        .group_by_col(column)
        .order_by(column, Order::Asc);
    statement
}

/// How many closed cases that a filter selects stand in each of several ways of their watch, in one reading of them.
pub(super) fn watched_statement(reach: &Reach, filter: &CaseFilter, watches: &[WatchFilter]) -> SelectStatement {
    let any = CaseFilter { watch: None, ..filter.clone() };
    let mut statement = Query::select();
    for watch in watches {
        let one = CaseStatement::new().case(watched(watch), Expr::val(1_i64));
        statement.expr(Func::count(Expr::Case(Box::new(one))));
    }
    statement.from("cases").cond_where(condition(reach, &any)).and_where(among(col::state, &[CaseState::Closed]));
    statement
}

/// Deadline and its basis of the cases whose clock runs.
pub(super) fn running_statement(reach: &Reach, filter: &CaseFilter) -> SelectStatement {
    let mut statement = Query::select();
    statement
        .columns([("cases", col::deadline_at), ("cases", col::deadline_basis), ("cases", col::id)])
        .from("cases")
        .cond_where(condition(reach, filter))
        .and_where(among(col::state, RUNNING))
        .and_where(here(col::deadline_at).is_not_null());
    statement
}

/// How many cases that count fell due by a moment, and how many of them were rectified in time.
pub(super) fn due_statement(reach: &Reach, filter: &CaseFilter, now: Timestamp) -> SelectStatement {
    let mut statement = Query::select();
    statement
        .expr(Expr::cust("COUNT(*)"))
        .expr(Expr::cust("COUNT(*) FILTER (WHERE rectified_at <= deadline_at)"))
        .from("cases")
        .cond_where(condition(reach, filter))
        .and_where(among(col::state, UNCOUNTED).not())
        .and_where(here(col::deadline_at).lt(now.value()));
    statement
}

/// The reach as an `IN` over case ids for a plain report whose own first two values are `$1` and `$2`.
pub(super) fn narrowed(reach: &Reach) -> (String, Vec<Value>) {
    if reach.all {
        return ("TRUE".to_owned(), Vec::new());
    }
    let mut statement = Query::select();
    statement.column(("cases", col::id)).from("cases").cond_where(reach.condition(&reach_columns()));
    let (text, values) = statement.build(PostgresQueryBuilder);
    (format!("id IN ({})", shifted(&text, 2)), values.0)
}

/// Raises every `$n` by an offset.
fn shifted(sql: &str, by: usize) -> String {
    let mut text = String::with_capacity(sql.len() + 16);
    let mut rest = sql;
    while let Some(start) = rest.find('$') {
        let (before, after) = rest.split_at(start + 1);
        let digits = after.len() - after.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        text.push_str(before);
        match after[..digits].parse::<usize>() {
            Ok(number) => text.push_str(&(number + by).to_string()),
            Err(_) => text.push_str(&after[..digits]),
        }
        rest = &after[digits..];
    }
    text.push_str(rest);
    text
}
