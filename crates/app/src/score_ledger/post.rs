//! Entering what the facts come to.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::TimeDelta;
use uuid::Uuid;
use wangge_domain::case::Case;
use wangge_domain::figure::Exact;
use wangge_domain::ids::{CaseId, EventId, RoundId, ScoreEntryId, UnitId, VisitId};
use wangge_domain::ranking::{Scheme, SchemeEdition, Schemes};
use wangge_domain::round::RoundState;
use wangge_domain::score_ledger::{LedgerFact, Posting, ScoreEntry, statement};
use wangge_domain::text::{Lang, word};
use wangge_domain::time::{Period, Timestamp};
use wangge_storage::reach::Reach;
use wangge_storage::{ConnectionTrait, case, event, round, scheme_edition, score_ledger as store, visit};

use super::facts::{Pricing, of_cases, of_round};
use super::write::{entries, keep};
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::record::By;

/// How many cases are looked at in one transaction.
const AT_ONCE: usize = 500;

/// By how much each look reaches back before the last one: whatever was being written then is there by now.
const OVERLAP: TimeDelta = TimeDelta::minutes(10);

/// What was entered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Posted {
    /// How many entries.
    pub entered: usize,
    /// How many of them take another back.
    pub reversed: usize,
    /// How many facts were looked at.
    pub facts: usize,
}

impl Posted {
    fn add(&mut self, other: Self) {
        self.entered += other.entered;
        self.reversed += other.reversed;
        self.facts += other.facts;
    }
}

/// Enters what changed since the last look; everything, the first time and after a scheme came into force. Nothing while no
/// scheme gives or takes points.
///
/// # Errors
/// When the store fails.
pub async fn post_due(app: &App) -> Answer<Posted> {
    let db = app.store.read();
    let pricing = Pricing::load(app, &db).await?;
    if pricing.schemes.scored_since().is_none() {
        return Ok(Posted::default());
    }
    let Some(until) = store::posted_until(&db).await? else { return post_all(app).await };
    let now = app.now();
    let since = until - OVERLAP;
    let (mut cases, mut rounds) = (BTreeSet::new(), BTreeSet::new());
    let mut visits: Vec<VisitId> = Vec::new();
    for (noun, id) in event::subjects_since(&db, &["case", "round", "visit"], first_id_at(since)).await? {
        match noun.as_str() {
            "case" => drop(cases.insert(CaseId(id))),
            "round" => drop(rounds.insert(RoundId(id))),
            _ => visits.push(VisitId(id)),
        }
    }
    rounds.extend(visit::rounds_of(&db, &visits).await?);
    cases.extend(case::passed_deadlines(&db, Period { from: since, until: now }).await?);
    let mut posted = Posted::default();
    let ids: Vec<CaseId> = cases.into_iter().collect();
    for chunk in ids.chunks(AT_ONCE) {
        let cases = case::get_many(&db, &Reach::everything(), chunk).await?;
        posted.add(post_cases(app, &pricing, &cases, now).await?);
    }
    for id in rounds {
        posted.add(post_round_or_warn(app, &pricing, id, now).await);
    }
    note(app, &pricing, Some(until), now).await?;
    Ok(posted)
}

/// Enters whatever of all facts there are is not entered yet, and takes back what does not hold.
///
/// # Errors
/// When the store fails.
pub async fn post_all(app: &App) -> Answer<Posted> {
    let db = app.store.read();
    let before = store::posted_until(&db).await?;
    let pricing = Pricing::load(app, &db).await?;
    let now = app.now();
    let mut posted = Posted::default();
    let mut after = None;
    loop {
        let cases = case::of_units_after(&db, after, None, AT_ONCE as u64).await?;
        let Some(last) = cases.last() else { break };
        after = Some(last.id);
        posted.add(post_cases(app, &pricing, &cases, now).await?);
    }
    for round in round::list(&db).await? {
        posted.add(post_round_or_warn(app, &pricing, round.id, now).await);
    }
    note(app, &pricing, before, now).await?;
    Ok(posted)
}

/// Enters anew what belongs to the fact of an entry a person took back: whoever bore a share of it bears it no longer. What
/// the person did stands whatever becomes of this; verification names what would be left.
pub(super) async fn post_beside(app: &App, entry: &ScoreEntry) {
    let posted = async {
        let db = app.store.read();
        let pricing = Pricing::load(app, &db).await?;
        if let Some(id) = entry.case_id {
            let cases = case::get_many(&db, &Reach::everything(), &[id]).await?;
            post_cases(app, &pricing, &cases, app.now()).await?;
        } else if let Some(id) = entry.round_id {
            post_round(app, &pricing, id, app.now()).await?;
        }
        Answer::Ok(())
    };
    if let Err(error) = posted.await {
        tracing::warn!(%error, entry = %entry.id, "entering what belongs to an entry that was taken back");
    }
}

async fn post_cases(app: &App, pricing: &Pricing, cases: &[Case], now: Timestamp) -> Answer<Posted> {
    loop {
        let found = of_cases(app, &app.store.read(), cases, now).await?;
        if let Some(posted) = enter(app, pricing, found, now).await? {
            return Ok(posted);
        }
    }
}

/// A round that cannot be scored keeps the others and the cases from nothing; verification names what is missing.
async fn post_round_or_warn(app: &App, pricing: &Pricing, id: RoundId, now: Timestamp) -> Posted {
    match post_round(app, pricing, id, now).await {
        Ok(posted) => posted,
        Err(error) => {
            tracing::warn!(%error, round = %id, "entering what a round came to");
            Posted::default()
        }
    }
}

async fn post_round(app: &App, pricing: &Pricing, id: RoundId, now: Timestamp) -> Answer<Posted> {
    let db = app.store.read();
    let closed = round::get(&db, id).await?.is_some_and(|round| round.state == RoundState::Closed);
    if !closed {
        return Ok(Posted::default());
    }
    loop {
        let found = of_round(app, &app.store.read(), id).await?;
        if let Some(posted) = enter(app, pricing, found, now).await? {
            return Ok(posted);
        }
    }
}

/// Enters what is due about some facts; none when another server was quicker, and then what it entered is to be looked at.
async fn enter(
    app: &App,
    pricing: &Pricing,
    (facts, held): (Vec<LedgerFact>, Vec<ScoreEntry>),
    now: Timestamp,
) -> Answer<Option<Posted>> {
    let made = entries(app, pricing.due(&facts, &held), &held, now);
    let reversed = made.iter().filter(|entry| entry.reverses.is_some()).count();
    let posted = Posted { entered: made.len(), reversed, facts: facts.len() };
    let by = By { id: app.new_id(), at: now, actor: None, name: word("app-system", Lang::Zh) };
    Ok(keep(app, made, by).await?.then_some(posted))
}

/// Notes up to when the facts were entered, unless a scheme came into force meanwhile or another look was noted: then the
/// next look begins where this one did.
async fn note(app: &App, pricing: &Pricing, before: Option<Timestamp>, until: Timestamp) -> Answer<()> {
    let schemes = pricing.schemes.clone();
    app.store
        .write(move |tx| {
            let schemes = schemes.clone();
            Box::pin(async move {
                if scheme_edition::all(tx).await? == schemes {
                    store::move_posted(tx, before, until).await?;
                }
                Ok::<(), AppError>(())
            })
        })
        .await
}

/// Before every identity made from a moment on: identities begin with their moment.
fn first_id_at(at: Timestamp) -> EventId {
    let milliseconds = u128::try_from(at.timestamp_millis()).unwrap_or_default();
    EventId(Uuid::from_u128(milliseconds << 80))
}

/// Every posting that is due, unwritten, with the entries looked at and how many facts.
pub(super) struct Whole {
    pub(super) due: Vec<Posting>,
    pub(super) entries: BTreeMap<ScoreEntryId, ScoreEntry>,
    pub(super) facts: usize,
}

/// Goes over all facts without writing anything. What a deadline that passed since the last look will come to is not
/// missing yet, so lateness is asked as of that look.
///
/// # Errors
/// When the store fails.
pub(super) async fn whole(app: &App, db: &impl ConnectionTrait) -> Answer<Whole> {
    let pricing = Pricing::load(app, db).await?;
    let now = store::posted_until(db).await?.unwrap_or_else(|| app.now());
    let mut whole = Whole { due: Vec::new(), entries: BTreeMap::new(), facts: 0 };
    let mut add = |(facts, entries): (Vec<LedgerFact>, Vec<ScoreEntry>)| {
        whole.facts += facts.len();
        whole.due.extend(pricing.due(&facts, &entries));
        whole.entries.extend(entries.into_iter().map(|entry| (entry.id, entry)));
    };
    let mut after = None;
    loop {
        let cases = case::of_units_after(db, after, None, AT_ONCE as u64).await?;
        let Some(last) = cases.last() else { break };
        after = Some(last.id);
        add(of_cases(app, db, &cases, now).await?);
    }
    for round in round::list(db).await?.into_iter().filter(|round| round.state == RoundState::Closed) {
        add(of_round(app, db, round.id).await?);
    }
    Ok(whole)
}

/// What a scheme would give and take in a period, whatever is entered: what each unit with any such fact would come to.
///
/// # Errors
/// When the store fails.
pub async fn scored_by(
    app: &App,
    db: &impl ConnectionTrait,
    scheme: &Scheme,
    period: Period,
) -> Answer<HashMap<UnitId, Exact>> {
    let Some(scoring) = &scheme.scoring else { return Ok(HashMap::new()) };
    let mut pricing = Pricing::load(app, db).await?;
    pricing.schemes = Schemes::new(vec![SchemeEdition {
        code: scheme.code.clone(),
        edition: 1,
        effective_from: Some(chrono::NaiveDate::MIN),
        scheme: scheme.clone(),
        saved_at: period.from,
        saved_by: None,
        saved_name: String::new(),
        version: 1,
    }]);
    let now = app.now();
    let mut sums: BTreeMap<(UnitId, String), (u64, Exact)> = BTreeMap::new();
    let mut add = |facts: Vec<LedgerFact>| {
        let within: Vec<LedgerFact> = facts.into_iter().filter(|fact| period.contains(fact.at)).collect();
        for posting in pricing.due(&within, &[]) {
            let Posting::Enter(new) = posting else { continue };
            let sum = sums.entry((new.unit_id, new.rule.0)).or_default();
            sum.0 += 1;
            sum.1 += &new.figure.total();
        }
    };
    let mut after = None;
    loop {
        let cases = case::of_units_after(db, after, Some(period.from), AT_ONCE as u64).await?;
        let Some(last) = cases.last() else { break };
        after = Some(last.id);
        add(of_cases(app, db, &cases, now).await?.0);
    }
    let closed =
        round::list(db).await?.into_iter().filter(|round| round.closed_at.is_some_and(|at| period.contains(at)));
    for round in closed {
        add(of_round(app, db, round.id).await?.0);
    }
    let mut by_unit: HashMap<UnitId, Vec<(String, String, u64, Exact)>> = HashMap::new();
    for ((unit, rule), (count, sum)) in sums {
        by_unit.entry(unit).or_default().push((rule, String::new(), count, sum));
    }
    Ok(by_unit.into_iter().map(|(unit, entered)| (unit, statement(scoring, entered).total)).collect())
}
