//! The facts of a week's bulletin, gathered from the store.

use std::collections::BTreeMap;

use wangge_domain::bulletin::{
    BulletinCase, BulletinFacts, BulletinInput, EditionLine, ScopeLine, VisitedSite, assemble,
};
use wangge_domain::case::{Case, CaseState};
use wangge_domain::ids::CaseId;
use wangge_domain::ranking::UnitLine;
use wangge_domain::round::VisitState;
use wangge_domain::text::{Lang, Message, Wording, render};
use wangge_domain::time::{IsoWeek, Period, Timestamp};
use wangge_storage::reach::Reach;
use wangge_storage::{ConnectionTrait, bulletin_draft, case, event, visit};

use super::draft::lines;
use super::{Issue, feedback_on};
use crate::context::{Answer, App};
use crate::ranking::{self, Span};
use crate::reading::{Register, Wordbook};

/// Gathers the facts of a week as they stood at a moment, and puts them together.
///
/// # Errors
/// When the store fails or a round cannot be scored.
pub async fn gather(
    app: &App,
    db: &impl ConnectionTrait,
    week: IsoWeek,
    lang: Lang,
    as_of: Timestamp,
    issue: Issue,
) -> Answer<BulletinFacts> {
    let campaign = crate::campaign::load(db).await?;
    let book = Wordbook::open(app, db, Lang::Zh).await?;
    let period = Period { until: as_of, ..week.period(campaign.tz()) };
    let cases = handed_over(db, week, as_of).await?;
    let draft = bulletin_draft::of_week(db, &week.to_string(), lang.tag()).await?;
    let ids: Vec<CaseId> = cases.iter().map(|case| case.id).collect();
    let rectified = case::rectified_by(db, &ids, as_of).await?;
    let ranked = ranking::standing(app, db, &Span::week(db, week).await?).await?;
    let edition = book.edition.as_ref().map(|(_, index)| {
        let edition = index.edition();
        EditionLine {
            standard: edition.standard.name.clone(),
            version: edition.edition.version.clone(),
            sample: edition.edition.sample,
        }
    });
    let last_day = week.sunday();
    let roots = event::roots(db).await?;
    let root = roots.into_iter().rev().find(|root| root.day <= last_day).map(|root| root.root);
    Ok(assemble(BulletinInput {
        week,
        campaign: campaign.name.clone(),
        demonstration: campaign.demonstration,
        number: issue.number,
        edition,
        scope: scope(db, &book, period).await?,
        cases: cases
            .iter()
            .filter_map(|case| bulletin_case(&book.register, case, as_of, rectified.get(&case.id).copied()))
            .collect(),
        rankings: ranked.groups,
        requirements: match &draft {
            Some(draft) => lines(&draft.requirements),
            None => suggested(&book, &cases),
        },
        remarks: draft.as_ref().map(|draft| lines(&draft.remarks)).unwrap_or_default(),
        correction: issue.correction,
        as_of,
        feedback_on: feedback_on(week, campaign.settings.feedback_days),
        root,
    }))
}

/// The cases handed over in a week by a moment.
///
/// # Errors
/// When the store fails.
pub async fn handed_over(db: &impl ConnectionTrait, week: IsoWeek, as_of: Timestamp) -> Answer<Vec<Case>> {
    let zone = crate::campaign::load(db).await?.tz();
    Ok(case::handed_over(db, Period { until: as_of, ..week.period(zone) }).await?)
}

/// The sites visited in the period, by type, each with its last visit that stands.
async fn scope(db: &impl ConnectionTrait, book: &Wordbook, period: Period) -> Answer<Vec<ScopeLine>> {
    let mut visited: BTreeMap<String, BTreeMap<String, VisitedSite>> = BTreeMap::new();
    for visit in visit::in_period(db, &Reach::everything(), period).await? {
        let site = book.register.sites.get(&visit.site_id).filter(|_| visit.state == VisitState::Submitted);
        if let Some(site) = site {
            let (code, name) = (site.code.clone(), site.name.clone());
            let seen = VisitedSite { site_id: site.id, code: code.clone(), name, visit_id: visit.id };
            visited.entry(site.type_code.clone()).or_default().insert(code, seen);
        }
    }
    let line = |(type_code, sites): (String, BTreeMap<String, VisitedSite>)| ScopeLine {
        name: type_wording(book, &type_code),
        type_code,
        sites: sites.len() as u64,
        visited: sites.into_values().collect(),
    };
    Ok(visited.into_iter().map(line).collect())
}

fn type_wording(book: &Wordbook, code: &str) -> Wording {
    let types = book.edition.as_ref().map(|(_, index)| &index.edition().site_types);
    let named = types.and_then(|types| types.iter().find(|t| t.code == code)).map(|t| t.name.clone());
    named.unwrap_or_else(|| Wording::new(code, code))
}

/// A case as it stood at a moment, so that an old week comes out the same however its cases have gone on.
fn bulletin_case(
    register: &Register,
    case: &Case,
    as_of: Timestamp,
    rectified: Option<Timestamp>,
) -> Option<BulletinCase> {
    let by_then = |at: Option<Timestamp>| at.filter(|at| *at <= as_of);
    let on_spot = by_then(case.filed_at).filter(|_| case.fixed_on_spot);
    let (rectified_at, closed_at) = (rectified.or(on_spot), by_then(case.closed_at));
    let state = if closed_at.is_some() {
        CaseState::Closed
    } else if rectified_at.is_some() {
        CaseState::Rectified
    } else if by_then(case.accepted_at).is_some() {
        CaseState::InHand
    } else {
        CaseState::Dispatched
    };
    let unit = register.units.get(&case.unit_id?)?;
    let site = case.site_id.and_then(|id| register.sites.get(&id));
    let node = case.node_id.and_then(|id| register.nodes.get(&id));
    let place = site.map(|site| &site.name).or_else(|| node.map(|node| &node.name));
    Some(BulletinCase {
        id: case.id,
        number: case.number.clone(),
        unit: UnitLine { unit_id: unit.id, code: unit.code.clone(), name: unit.name.clone() },
        site_code: site.map(|site| site.code.clone()),
        place: place.cloned().unwrap_or_else(|| Wording::new("—", "—")),
        description: case.description.clone(),
        quantity: case.quantity,
        state,
        handed_over_at: case.dispatched_at.or(case.filed_at)?,
        deadline_at: case.deadline.as_ref().map(|deadline| deadline.at),
        rectified_at,
        closed_at,
    })
}

/// How many of the week's most frequent problems get a requirement of their own.
const REQUIREMENTS: usize = 3;

/// A requirement for each of the items found most often in the week, equals by code: what stands where the
/// office has written nothing of its own.
pub fn suggested(book: &Wordbook, cases: &[Case]) -> Vec<Wording> {
    let mut found: BTreeMap<&str, u64> = BTreeMap::new();
    for case in cases {
        if let Some(code) = &case.item_code {
            *found.entry(code).or_default() += 1;
        }
    }
    let mut found: Vec<(&str, u64)> = found.into_iter().collect();
    found.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let index = book.edition.as_ref().map(|(_, index)| index);
    let sentence = |(code, count): (&str, u64)| {
        let item = index?.item_by_code(code)?;
        let words = |lang| {
            let message = Message::new("bulletin-require-item").arg("item", item.name.get(lang)).arg("count", count);
            render(&message, lang)
        };
        Some(Wording::new(words(Lang::Zh), words(Lang::En)))
    };
    found.into_iter().take(REQUIREMENTS).filter_map(sentence).collect()
}
