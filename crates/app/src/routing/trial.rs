//! A draft of the table, tried on the latest cases before it is saved.

use std::collections::{BTreeMap, HashMap};

use wangge_domain::campaign::Campaign;
use wangge_domain::case::{Case, CaseState};
use wangge_domain::duty_change::DutyChangeState;
use wangge_domain::ids::{SiteId, UnitId};
use wangge_domain::ownership::Ownership;
use wangge_domain::permission::{Action, Actor};
use wangge_domain::routing::{Routed, RuleTable, route};
use wangge_domain::standard::EditionIndex;
use wangge_domain::text::{Lang, Message};
use wangge_domain::time::local_day;
use wangge_storage::case::{self as cases, CaseFilter, CasePage};
use wangge_storage::{ConnectionTrait, duty_change, ownership};

use super::table::{drafted, views};
use super::trace::decided;
use super::{Moments, Problem, facts, load};
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::reading::{Wordbook, indexed, many, needs_everywhere, reach};
use crate::view::{Ref, RoutedElsewhere, RoutingFlow, RoutingTrial, TryRules};

/// The most cases a draft is tried on, and the most that are shown.
const LAST_MOST: u32 = 1_000;
const SHOWN_MOST: usize = 100;

/// Where the rules in force send a case now.
///
/// # Errors
/// When the store fails.
pub async fn of_case(
    app: &App,
    db: &impl ConnectionTrait,
    book: &Wordbook,
    campaign: &Campaign,
    case: &Case,
) -> Answer<Routed> {
    let table = load(db, campaign).await?;
    let ownerships = match case.site_id {
        Some(id) => ownership::of_site(db, id).await?,
        None => Vec::new(),
    };
    let edition = match case.edition_id {
        Some(id) => Some(indexed(app, db, id).await?),
        None => None,
    };
    let problem = Problem::of_case(case, app.now(), campaign.tz());
    Ok(sent(book, &table, edition.as_deref(), &ownerships, case, problem))
}

/// Where a table sends a case.
fn sent(
    book: &Wordbook,
    table: &RuleTable,
    edition: Option<&EditionIndex>,
    ownerships: &[Ownership],
    case: &Case,
    problem: Problem<'_>,
) -> Routed {
    let chain: Vec<_> = book.register.chain(&case.node_path).into_iter().map(|node| node.id).collect();
    let place = case.site_id.and_then(|id| book.register.sites.get(&id));
    let problem = Problem { edition, site: place, ownerships, chain: &chain, ..problem };
    route(table, &facts(&book.register, book.lang, table, &problem))
}

/// What a draft would do: its rules in words, and which of the latest cases it would send elsewhere than the table does.
/// Nothing is written.
///
/// # Errors
/// [`AppError::Invalid`] with everything wrong with the draft.
pub async fn tried(app: &App, actor: &Actor, lang: Lang, command: TryRules) -> Answer<RoutingTrial> {
    let db = app.store.read();
    needs_everywhere(actor, Action::EditRouting)?;
    if command.last > LAST_MOST {
        return Err(AppError::invalid("/last", Message::new("routing-last-most").arg("most", LAST_MOST)));
    }
    let book = Wordbook::open(app, &db, lang).await?;
    let campaign = crate::campaign::load(&db).await?;
    let table = load(&db, &campaign).await?;
    let draft = drafted(&book, table.version + 1, command.rules, command.territory_assists)?;
    let on = command.on.unwrap_or_else(|| local_day(app.now(), campaign.tz()));
    let latest = latest(&db, actor, command.last).await?;
    let mut records: HashMap<SiteId, Vec<Ownership>> = HashMap::new();
    if !latest.is_empty() {
        for record in ownership::all(&db).await? {
            records.entry(record.site_id).or_default().push(record);
        }
    }
    let duties = duty_change::in_state(&db, DutyChangeState::Planned).await?;
    let mut trial = Trial::default();
    for case in &latest {
        let edition = match case.edition_id {
            Some(id) => Some(indexed(app, &db, id).await?),
            None => None,
        };
        let problem = Problem::of_case(case, app.now(), campaign.tz());
        let problem = Problem { moments: Moments { on, ..problem.moments }, duties: &duties, ..problem };
        let owned = case.site_id.and_then(|id| records.get(&id)).map_or(&[][..], Vec::as_slice);
        let by = |table: &RuleTable| sent(&book, table, edition.as_deref(), owned, case, problem);
        trial.note(&book, case, &by(&table), &by(&draft));
    }
    Ok(RoutingTrial {
        rules: views(app, &book, &campaign, &draft),
        on,
        tried: many(latest.len()),
        moved: trial.flows.values().sum(),
        flows: trial.flows(&book),
        cases: trial.cases,
    })
}

/// The latest cases within reach that were ever to be sent.
async fn latest(db: &impl ConnectionTrait, actor: &Actor, last: u32) -> Answer<Vec<Case>> {
    if last == 0 {
        return Ok(Vec::new());
    }
    let seen = reach(db, actor, Action::ViewCase).await?;
    let to_be_sent = |state: &CaseState| {
        !matches!(state, CaseState::Reported | CaseState::Declined | CaseState::Merged | CaseState::Voided)
    };
    let states = CaseState::ALL.iter().copied().filter(to_be_sent).collect();
    let filter = CaseFilter { states, ..CaseFilter::default() };
    let page = CasePage { limit: u64::from(last), ..CasePage::default() };
    Ok(cases::list(db, &seen, &filter, &page).await?)
}

/// What would go elsewhere.
#[derive(Default)]
struct Trial {
    flows: BTreeMap<(Option<UnitId>, Option<UnitId>), u64>,
    cases: Vec<RoutedElsewhere>,
}

impl Trial {
    fn note(&mut self, book: &Wordbook, case: &Case, before: &Routed, after: &Routed) {
        if before.unit_id == after.unit_id {
            return;
        }
        *self.flows.entry((before.unit_id, after.unit_id)).or_default() += 1;
        if self.cases.len() < SHOWN_MOST {
            self.cases.push(RoutedElsewhere {
                case: Ref::new(case.id, case.number.clone().unwrap_or_default(), &case.description),
                description: case.description.clone(),
                from: book.unit(before.unit_id),
                from_rule: decided(before, book.lang),
                to: book.unit(after.unit_id),
                to_rule: decided(after, book.lang),
            });
        }
    }

    fn flows(&self, book: &Wordbook) -> Vec<RoutingFlow> {
        let flow = |((from, to), count): (&(Option<UnitId>, Option<UnitId>), &u64)| RoutingFlow {
            from: book.unit(*from),
            to: book.unit(*to),
            count: *count,
        };
        let mut flows: Vec<RoutingFlow> = self.flows.iter().map(flow).collect();
        let code = |unit: &Option<Ref>| unit.as_ref().map(|unit| unit.code.clone());
        flows.sort_by_key(|flow| (std::cmp::Reverse(flow.count), code(&flow.from), code(&flow.to)));
        flows
    }
}
