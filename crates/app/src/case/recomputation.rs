//! Reckoning deadlines anew 重算期限, after the calendar or the settings changed: first what would change, then, on the
//! office's word and with a reason, an event for every case. Nothing else moves a deadline that stands.

use wangge_domain::case::{Case, CaseState, Step};
use wangge_domain::deadline::{Deadline, LimitRule, Term};
use wangge_domain::permission::{Action, Actor};
use wangge_domain::text::{Lang, Message};
use wangge_storage::case::{self, CaseFilter, CasePage, CaseSort};
use wangge_storage::reach::Reach;
use wangge_storage::{ConnectionTrait, event};

use super::limit::{Clocks, item_limit, said};
use super::step::{acting, recorded, refused};
use super::summary::case_ref;
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::reading::{Wordbook, reach};
use crate::view::{DeadlineDifference, DeadlineDifferences, Recomputation, RecomputeDeadlines};

/// How many are listed; the count is of all.
const LISTED: usize = 200;

/// More open cases than a district ever has.
const ALL: u64 = 1_000_000;

/// The open cases whose deadline would be another, and how many were looked at.
async fn differing(app: &App, db: &impl ConnectionTrait, reach: &Reach) -> Answer<(Vec<(Case, Deadline)>, usize)> {
    let clocks = Clocks::load(db).await?;
    let filter = CaseFilter {
        states: vec![CaseState::Filed, CaseState::Dispatched, CaseState::InHand],
        ..CaseFilter::default()
    };
    let page = CasePage { sort: CaseSort::Deadline, limit: ALL, ..CasePage::default() };
    let open = case::list(db, reach, &filter, &page).await?;
    let looked_at = open.len();
    let mut differing = Vec::new();
    for case in open {
        let Some(stands) = case.running_deadline() else { continue };
        let then = anew(app, db, &clocks, &case, stands).await?;
        if then.at != stands.at {
            differing.push((case, then));
        }
    }
    Ok((differing, looked_at))
}

/// The deadline by the calendar and settings of now. The limit is sought anew where a rule gave it; one that a person
/// named, an extension granted or a merge brought stays, and only its days and hours are counted again.
async fn anew(
    app: &App,
    db: &impl ConnectionTrait,
    clocks: &Clocks,
    case: &Case,
    stands: &Deadline,
) -> Answer<Deadline> {
    let basis = &stands.basis;
    let given = matches!(basis.rule, Some(LimitRule::Given { .. })) || matches!(basis.limit, Term::By(_));
    let own = Some(basis.start) == case.filed_at && case.extension_count == 0;
    let (limit, rule) = if own && !given {
        let item = item_limit(app, db, case.edition_id, case.item_code.as_deref()).await?;
        let (limit, rule) = clocks.limit_of(case, item, basis.start);
        (Term::Within(limit), Some(rule))
    } else {
        (basis.limit, basis.rule.clone())
    };
    Ok(stands.anew(limit, rule, &clocks.calendar, &clocks.settings.working_time))
}

/// Which open cases would have another deadline by the calendar and the settings of now. Nothing is changed.
///
/// # Errors
/// [`AppError::Forbidden`] for everyone but the office.
pub async fn differences(app: &App, actor: &Actor, lang: Lang) -> Answer<DeadlineDifferences> {
    let db = app.store.read();
    let reach = reach(&db, actor, Action::RecomputeDeadlines).await?;
    let book = Wordbook::open(app, &db, lang).await?;
    let (differing, looked_at) = differing(app, &db, &reach).await?;
    let total = differing.len() as u64;
    let items = differing.into_iter().take(LISTED).filter_map(|(case, then)| {
        let basis = &then.basis;
        let rule = basis.rule.as_ref().map(|rule| rule.wording(lang));
        let why = [Some(basis.limit.wording(lang)), rule].into_iter().flatten().collect::<Vec<_>>().join(" · ");
        Some(DeadlineDifference {
            case: case_ref(&case, lang),
            unit: book.unit(case.unit_id),
            now: case.deadline.as_ref()?.at,
            then: then.at,
            why,
            description: case.description,
        })
    });
    Ok(DeadlineDifferences { total, of: looked_at as u64, items: items.collect() })
}

/// Reckons deadlines anew, each in a transaction of its own with its event. A case that somebody else takes a step on in
/// this very moment stays as it is and is counted.
///
/// # Errors
/// [`AppError::Forbidden`] for everyone but the office; [`AppError::Invalid`] without a reason.
pub async fn recompute(app: &App, actor: &Actor, lang: Lang, command: RecomputeDeadlines) -> Answer<Recomputation> {
    let db = app.store.read();
    let reach = reach(&db, actor, Action::RecomputeDeadlines).await?;
    let reason = said(Some(&command.reason)).map(str::to_owned);
    let reason = reason.ok_or_else(|| AppError::invalid("/reason", Message::new("case-no-reason")))?;
    let (mut differing, _) = differing(app, &db, &reach).await?;
    if let Some(only) = &command.cases {
        differing.retain(|(case, _)| only.contains(&case.id));
    }
    let by = acting(&db, actor).await?;
    let mut done = Recomputation { moved: 0, passed_over: 0 };
    for (case, then) in differing {
        let now = app.now();
        let read = case.version;
        let step = Step { by: &by, at: now, now };
        let (moved, happened) = case.recompute(then, &reason, step).map_err(|refusal| refused(&refusal, lang))?;
        let record = recorded(app.new_id(), &happened);
        let written = app
            .store
            .write(move |tx| {
                Box::pin(async move {
                    case::update(tx, &moved, read).await?;
                    event::append(tx, vec![record]).await?;
                    Ok::<(), AppError>(())
                })
            })
            .await;
        match written {
            Ok(()) => done.moved += 1,
            Err(AppError::Conflict { .. }) => done.passed_over += 1,
            Err(error) => return Err(error),
        }
    }
    Ok(done)
}
