//! Cases in passing, worded for their reader.

use std::borrow::Cow;
use std::collections::HashMap;

use wangge_domain::case::{Case, CaseState};
use wangge_domain::deadline::Light;
use wangge_domain::figure::{Exact, Figure};
use wangge_domain::ids::CaseId;
use wangge_domain::permission::{Action, Actor};
use wangge_domain::text::Lang;
use wangge_domain::time::Timestamp;
use wangge_storage::reach::Reach;
use wangge_storage::{ConnectionTrait, visit};

use super::veil::Veil;
use crate::context::{Answer, App};
use crate::reading::{Wordbook, indexed, shown};
use crate::view::{CaseRef, CaseSummary, Coded, StateCount};

/// Cases as a list shows them, in the order given. What a case cost is told only to those who may see scores,
/// and an inspector of a blind round is not told of rebounds.
///
/// # Errors
/// When the store fails.
pub async fn summaries(
    app: &App,
    db: &impl ConnectionTrait,
    actor: &Actor,
    book: &Wordbook,
    cases: &[Case],
) -> Answer<Vec<CaseSummary>> {
    let mut lost: HashMap<CaseId, Exact> = HashMap::new();
    if actor.may(Action::ViewScore).is_some() {
        let ids: Vec<CaseId> = cases.iter().map(|case| case.id).collect();
        for row in visit::lost_points_of_cases(db, &ids).await? {
            lost.extend(row.case_id.map(|case| (case, row.lost)));
        }
    }
    let mut cases = Cow::Borrowed(cases);
    if let Some(veil) = Veil::of(db, actor).await? {
        veil.over(app, db, cases.to_mut()).await?;
    }
    let now = app.now();
    let mut items = Vec::with_capacity(cases.len());
    for case in cases.iter() {
        let edition = match case.edition_id {
            Some(id) => Some(indexed(app, db, id).await?),
            None => None,
        };
        let item = case.item_code.as_deref().map(|code| book.item(edition.as_deref(), code));
        items.push(CaseSummary {
            id: case.id,
            number: case.number.clone(),
            state: case.state,
            state_name: case.state.wording(book.lang),
            severity: case.severity,
            severity_name: case.severity.wording(book.lang),
            rebound: case.rebound_of.is_some(),
            source: case.source,
            source_name: case.source.wording(book.lang),
            description: case.description.clone(),
            site: book.site(case.site_id),
            node: book.node(case.node_id),
            chain_name: book.chain_name(&case.node_path),
            item,
            unit: book.unit(case.unit_id),
            reported_at: case.reported_at,
            deadline_at: case.deadline.as_ref().map(|deadline| deadline.at),
            light: light(case, now),
            closed_at: case.closed_at,
            rework_count: i64::from(case.rework_count),
            pending: case.pending.map(|kind| Coded::new(kind.as_str(), kind.wording(book.lang))),
            exempt: case.exempt,
            lost: lost.get(&case.id).map(|points| Figure::of(Some(points), 2)),
        });
    }
    Ok(items)
}

/// A case named in passing.
pub fn case_ref(case: &Case, lang: Lang) -> CaseRef {
    CaseRef { id: case.id, number: case.number.clone(), state: case.state, state_name: case.state.wording(lang) }
}

/// How much of the limit is used up; only a running clock shows a light.
pub fn light(case: &Case, now: Timestamp) -> Option<Light> {
    let running = matches!(case.state, CaseState::Filed | CaseState::Dispatched | CaseState::InHand);
    case.deadline.as_ref().filter(|_| running).map(|deadline| deadline.light(now))
}

/// Every state with its count, in the order of the life cycle; a state without cases counts 0.
pub fn state_counts(counted: &[(CaseState, i64)], lang: Lang) -> Vec<StateCount> {
    let count = |state: CaseState| counted.iter().filter(|(s, _)| *s == state).map(|(_, n)| shown(*n)).sum();
    CaseState::ALL
        .iter()
        .map(|state| StateCount { state: *state, name: state.wording(lang), count: count(*state) })
        .collect()
}

/// How many of the counted cases are open.
pub fn open_count(counted: &[(CaseState, i64)]) -> u64 {
    counted.iter().filter(|(state, _)| !state.ended()).map(|(_, count)| shown(*count)).sum()
}

/// Cases by identity within reach, for naming them from lost points and observations.
///
/// # Errors
/// When the store fails.
pub async fn refs(
    db: &impl ConnectionTrait,
    reach: &Reach,
    ids: &[CaseId],
    lang: Lang,
) -> Answer<HashMap<CaseId, CaseRef>> {
    let cases = wangge_storage::case::get_many(db, reach, ids).await?;
    Ok(cases.iter().map(|case| (case.id, case_ref(case, lang))).collect())
}
