//! The ledger of rectification 整改台账, one case a row: the fields that published ledgers and orders have, put together
//! (`domain.md` §2.4), from where and when it was found to when it was struck off.

use std::collections::{HashMap, HashSet};

use chrono_tz::Tz;
use wangge_documents::Field;
use wangge_domain::case::{Case, CaseChange};
use wangge_domain::evidence::Subject;
use wangge_domain::ids::{CaseId, UnitId, UserId};
use wangge_domain::text::{Lang, Message, render, word};
use wangge_domain::time::{Timestamp, local_day, shown};
use wangge_storage::case::{self, CheckRow, DispatchRole, DispatchRow, RectificationRow};
use wangge_storage::{ConnectionTrait, event, evidence, unit, user, visit};

use super::timeline::change_of;
use crate::context::{Answer, App};
use crate::reading::Wordbook;
use crate::view::CaseSummary;

/// Its columns, by the keys of their headings.
pub(super) const COLUMNS: &[&str] = &[
    "number",
    "state",
    "source",
    "finder",
    "reported-at",
    "street",
    "where",
    "type",
    "site",
    "lon",
    "lat",
    "item-code",
    "item",
    "description",
    "quantity",
    "severity",
    "photos",
    "unit",
    "head",
    "assisting",
    "demand",
    "deadline-at",
    "dispatched-at",
    "accepted-at",
    "measures",
    "lasting",
    "rectified-at",
    "after-photos",
    "checker",
    "verdict",
    "checked-at",
    "closed-at",
    "rework",
    "reminders",
    "supervisions",
    "rebound",
    "lost",
    "id",
];

/// What a page of cases needs besides the cases, each by its case.
struct Beside {
    dispatches: HashMap<CaseId, Vec<DispatchRow>>,
    rectified: HashMap<CaseId, RectificationRow>,
    checked: HashMap<CaseId, CheckRow>,
    demands: HashMap<CaseId, String>,
    photos: HashMap<CaseId, HashSet<String>>,
    heads: HashMap<UnitId, String>,
    names: HashMap<UserId, String>,
}

/// The rows of some cases, in their order.
///
/// # Errors
/// When the store fails.
pub(super) async fn rows(
    app: &App,
    db: &impl ConnectionTrait,
    book: &Wordbook,
    (cases, told): (&[Case], Vec<CaseSummary>),
    zone: Tz,
) -> Answer<Vec<Vec<Field>>> {
    let beside = Beside::load(app, db, book, cases, zone).await?;
    Ok(cases.iter().zip(told).map(|(case, told)| beside.row(book, case, told, zone)).collect())
}

impl Beside {
    async fn load(app: &App, db: &impl ConnectionTrait, book: &Wordbook, cases: &[Case], zone: Tz) -> Answer<Self> {
        let ids: Vec<CaseId> = cases.iter().map(|case| case.id).collect();
        let mut dispatches: HashMap<CaseId, Vec<DispatchRow>> = HashMap::new();
        for row in case::dispatches_of_many(db, &ids).await? {
            // What was taken back is no part of it any more.
            if row.returned_at.is_none() {
                dispatches.entry(row.case_id).or_default().push(row);
            }
        }
        // Of several, the last.
        let rectified = case::rectifications_of_many(db, &ids).await?;
        let rectified: HashMap<_, _> = rectified.into_iter().map(|row| (row.case_id, row)).collect();
        let checked = case::checks_of_many(db, &ids).await?;
        let checked: HashMap<_, _> = checked.into_iter().map(|row| (row.case_id, row)).collect();
        let mut demands = HashMap::new();
        let subjects: Vec<_> = ids.iter().map(|id| id.0).collect();
        for event in event::of_kind(db, "case", "dispatched", &subjects).await? {
            if let Some(CaseChange::Dispatched { note, .. }) = change_of(&event.body.payload) {
                demands.insert(CaseId(event.body.subject_id), note.unwrap_or_default());
            }
        }
        let mut photos: HashMap<CaseId, HashSet<String>> = HashMap::new();
        // What it looked like when it was found: on its report, and on the observations it was made of. What was
        // photographed after stands in a column of its own.
        let mut found: HashMap<uuid::Uuid, CaseId> = ids.iter().map(|id| (id.0, *id)).collect();
        for point in visit::lost_points_of_cases(db, &ids).await? {
            found.extend(point.case_id.map(|case| (point.observation_id.0, case)));
        }
        let subjects: Vec<uuid::Uuid> = found.keys().copied().collect();
        for attached in evidence::of_subjects(db, &subjects).await? {
            let finding = matches!(attached.row.subject_kind, Subject::Case | Subject::Observation);
            if let Some(case) = found.get(&attached.row.subject_id).filter(|_| finding) {
                photos.entry(*case).or_default().insert(attached.row.sha256.to_string());
            }
        }
        let today = local_day(app.now(), zone);
        let heads = unit::heads_on(db, today).await?.into_iter().filter_map(|head| {
            let person = book.register.people.get(&head.person_id)?;
            Some((head.unit_id, person.name.clone()))
        });
        let checkers: Vec<UserId> = checked.values().filter_map(|check: &CheckRow| check.by_user).collect();
        let names = user::names(db, &checkers).await?;
        Ok(Self { dispatches, rectified, checked, demands, photos, heads: heads.collect(), names })
    }

    fn row(&self, book: &Wordbook, case: &Case, told: CaseSummary, zone: Tz) -> Vec<Field> {
        let moment = |at: Option<Timestamp>| Field::from(at.map(|at| shown(at, zone)).unwrap_or_default());
        let text = |text: Option<&String>| Field::from(text.cloned().unwrap_or_default());
        let number = |number: u32| Field::Number(number.to_string());
        let degrees = |value: Option<f64>| Field::Number(value.map_or_else(String::new, |value| format!("{value:.6}")));
        let dispatches = self.dispatches.get(&case.id).map_or(&[][..], Vec::as_slice);
        let main = dispatches.iter().rev().find(|row| row.role == DispatchRole::Main);
        let assisting = dispatches.iter().filter(|row| row.role == DispatchRole::Assist);
        let assisting: Vec<String> =
            assisting.filter_map(|row| book.unit(Some(row.unit_id))).map(|unit| unit.name).collect();
        let (rectified, check) = (self.rectified.get(&case.id), self.checked.get(&case.id));
        let verdict = check.map_or_else(String::new, |check| verdict(check, book.lang));
        let checker = check.and_then(|check| check.by_user).and_then(|user| self.names.get(&user));
        let chain = book.register.chain(&case.node_path);
        let street = chain.iter().find(|node| node.level.0 == 2).map(|node| node.name.get(book.lang).to_owned());
        let site_type = case.type_code.as_deref().map(|code| book.site_type(code).name);
        let (item_code, item) = told.item.map_or_else(Default::default, |item| (item.code, item.name));
        let after = rectified.map_or(0, |row| row.evidence.len());
        let all = self.photos.get(&case.id).map_or(0, HashSet::len);
        vec![
            case.number.clone().unwrap_or_default().into(),
            told.state_name.into(),
            told.source_name.into(),
            case.finder_level.wording(book.lang).into(),
            moment(Some(case.reported_at)),
            street.unwrap_or_default().into(),
            told.chain_name.into(),
            site_type.unwrap_or_default().into(),
            told.site.map_or_else(String::new, |site| site.name).into(),
            degrees(case.lon),
            degrees(case.lat),
            item_code.into(),
            item.into(),
            case.description.clone().into(),
            number(case.quantity),
            case.severity.wording(book.lang).into(),
            Field::Number(all.to_string()),
            told.unit.map_or_else(String::new, |unit| unit.name).into(),
            text(case.unit_id.and_then(|unit| self.heads.get(&unit))),
            assisting.join(&word("app-list-mark", book.lang)).into(),
            text(case.unit_id.and(self.demands.get(&case.id))),
            moment(case.deadline.as_ref().map(|deadline| deadline.at)),
            moment(case.dispatched_at),
            moment(main.and_then(|row| row.accepted_at)),
            text(rectified.map(|row| &row.measures)),
            text(rectified.and_then(|row| row.long_term_measures.as_ref())),
            moment(rectified.map(|row| row.at)),
            Field::Number(after.to_string()),
            text(checker),
            verdict.into(),
            moment(check.map(|check| check.at)),
            moment(case.closed_at),
            number(case.rework_count),
            number(case.reminder_count),
            number(case.supervision_count),
            if case.rebound_of.is_some() { word("cli-export-yes", book.lang) } else { String::new() }.into(),
            Field::Number(told.lost.map_or_else(String::new, |lost| lost.shown)),
            case.id.to_string().into(),
        ]
    }
}

/// What the last check found, with what was written about it.
fn verdict(check: &CheckRow, lang: Lang) -> String {
    let key = if check.passed { "cli-export-passed" } else { "cli-export-sent-back" };
    if check.reason.is_empty() {
        return word(key, lang);
    }
    render(&Message::new(format!("{key}-because")).arg("reason", &check.reason), lang)
}
