//! Weekly bulletins 通报: their facts, what the office adds, their preview, and those published.

mod correct;
mod document;
mod draft;
mod facts;
mod publish;

use chrono::Days;
use wangge_domain::bulletin::{BulletinFacts, Correction};
use wangge_domain::event::sha256_hex;
use wangge_domain::ids::{BulletinId, UserId};
use wangge_domain::permission::{Action, Actor};
use wangge_domain::text::{Lang, Message};
use wangge_domain::time::{IsoWeek, Timestamp};
use wangge_storage::bulletin::{self, BulletinRow};
use wangge_storage::{ConnectionTrait, StorageError, user};

use crate::context::{Answer, App};
use crate::error::AppError;
use crate::view::{BulletinDetail, BulletinPreview, BulletinPreviewQuery, BulletinSummary, IssueRef, List};

pub use correct::correct;
pub use document::{draft_file, file};
pub use draft::{draft, drafts, edit_draft};
pub use publish::publish;

/// How many of the latest bulletins the list shows.
const LISTED: u64 = 200;

/// A bulletin put together: title, page, and the facts both were made from.
#[derive(Clone, Debug, PartialEq)]
pub struct Rendered {
    /// Its title.
    pub title: String,
    /// The page, complete in itself.
    pub html: String,
    /// The facts. [`page`] makes the same page of them again, byte for byte.
    pub facts: BulletinFacts,
}

/// What tells one issue about a week from another.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Issue {
    /// Its number in the year; none for a preview.
    pub number: Option<u64>,
    /// The earlier issue it puts right.
    pub correction: Option<Correction>,
}

/// Puts the bulletin of a week together. It shows the state at the end of the week, or at this moment while
/// the week lasts, so that a past week comes out the same whenever it is asked for.
///
/// # Errors
/// Refuses a week that has not begun; when the store fails.
pub async fn compile(app: &App, week: IsoWeek, lang: Lang, issue: Issue) -> Answer<Rendered> {
    let snapshot = app.store.snapshot().await?;
    let zone = crate::campaign::load(&snapshot).await?.tz();
    let as_of = as_of(app, &snapshot, week).await?;
    let facts = facts::gather(app, &snapshot, week, lang, as_of, issue).await?;
    let html = page(&facts, lang, zone)?;
    Ok(Rendered { title: wangge_documents::bulletin_title(&facts, lang, zone), html, facts })
}

/// The moment whose state a week's bulletin shows.
async fn as_of(app: &App, db: &impl ConnectionTrait, week: IsoWeek) -> Answer<Timestamp> {
    let period = week.period(crate::campaign::load(db).await?.tz());
    let now = app.now();
    if now < period.from {
        let message = Message::new("bulletin-week-to-come").arg("week", week);
        return Err(AppError::refused("bulletin_week_to_come", message));
    }
    Ok(now.min(period.until))
}

/// The page of stored facts: the same facts give the same bytes.
///
/// # Errors
/// When the page cannot be put together.
pub fn page(facts: &BulletinFacts, lang: Lang, zone: chrono_tz::Tz) -> Answer<String> {
    wangge_documents::bulletin::bulletin_html(facts, lang, zone).map_err(|error| {
        tracing::error!(%error, "a bulletin could not be put together");
        AppError::refused("bulletin_unwritten", Message::new("app-internal"))
    })
}

/// The day by which units report back on a week.
pub fn feedback_on(week: IsoWeek, days: u32) -> chrono::NaiveDate {
    week.sunday() + Days::new(u64::from(days))
}

/// The bulletin of a week as it would be published now.
///
/// # Errors
/// [`AppError::Forbidden`] for those who see only a part of the district; refuses a week that has not begun.
pub async fn preview(app: &App, actor: &Actor, lang: Lang, query: BulletinPreviewQuery) -> Answer<BulletinPreview> {
    let (week, lang) = (query.week, query.lang.unwrap_or(lang));
    let (rendered, published) = preview_of(app, actor, lang, query).await?;
    Ok(BulletinPreview {
        title: rendered.title,
        html: rendered.html,
        week,
        lang,
        facts: serde_json::to_value(&rendered.facts).unwrap_or_default(),
        published,
    })
}

/// The bulletin of a week in a language as it would be published now, and the issue that was.
async fn preview_of(
    app: &App,
    actor: &Actor,
    lang: Lang,
    query: BulletinPreviewQuery,
) -> Answer<(Rendered, Option<BulletinId>)> {
    // What is not yet published is for those who see the whole district and its scores.
    let whole = |action| actor.may(action).filter(|reach| reach.all).ok_or(AppError::Forbidden(action));
    whole(Action::ViewBulletin)?;
    whole(Action::ViewRanking)?;
    let there = bulletin::of_week(&app.store.read(), &query.week.to_string()).await?;
    let published = there.into_iter().find(|row| row.lang == lang.tag());
    let correction = match (&published, query.reason.filter(|reason| !reason.trim().is_empty())) {
        (Some(row), Some(reason)) => Some(correct::correction(row, reason)),
        _ => None,
    };
    let rendered = compile(app, query.week, lang, Issue { number: None, correction }).await?;
    Ok((rendered, published.map(|row| row.id)))
}

/// The published bulletins, the latest first. What is published is for everyone who works here.
///
/// # Errors
/// When the store fails.
pub async fn list(app: &App, actor: &Actor, _lang: Lang) -> Answer<List<BulletinSummary>> {
    actor.may(Action::ViewBulletin).ok_or(AppError::Forbidden(Action::ViewBulletin))?;
    let db = app.store.read();
    let rows = bulletin::list(&db, LISTED).await?;
    let mut items = Vec::with_capacity(rows.len());
    for row in &rows {
        items.push(summary(&db, row, &rows).await?);
    }
    Ok(List::whole(items))
}

/// A published bulletin with its page and facts, as they were published.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown one.
pub async fn show(app: &App, actor: &Actor, _lang: Lang, id: BulletinId) -> Answer<BulletinDetail> {
    actor.may(Action::ViewBulletin).ok_or(AppError::Forbidden(Action::ViewBulletin))?;
    let db = app.store.read();
    let row = bulletin::get(&db, id).await?.ok_or_else(|| AppError::not_found("bulletin", id))?;
    let facts = serde_json::from_str(&row.facts).map_err(|error| broken(&row, error.to_string()))?;
    let beside = bulletin::of_week(&db, &row.week).await?;
    Ok(BulletinDetail { bulletin: summary(&db, &row, &beside).await?, html: row.html, facts })
}

fn broken(row: &BulletinRow, reason: String) -> StorageError {
    StorageError::Inconsistency { table: "bulletins", row: row.id.to_string(), reason }
}

/// An issue in a list, with the issues it corrects and is corrected by among those beside it.
async fn summary(db: &impl ConnectionTrait, row: &BulletinRow, beside: &[BulletinRow]) -> Answer<BulletinSummary> {
    let week = row.week.parse::<IsoWeek>().map_err(|error| broken(row, error.to_string()))?;
    let corrects = beside.iter().find(|other| Some(other.id) == row.corrects);
    let corrected_by = beside.iter().find(|other| other.corrects == Some(row.id));
    Ok(BulletinSummary {
        id: row.id,
        number: row.number,
        year: year_of(row),
        week,
        title: row.title.clone(),
        lang: Lang::from_tag(&row.lang),
        published_at: row.published_at,
        published_by: name_of(db, row.published_by).await?,
        root: row.root.clone(),
        sha256: sha256_hex(row.html.as_bytes()),
        corrects: corrects.map(issue_ref),
        reason: row.reason.clone(),
        corrected_by: corrected_by.map(issue_ref),
    })
}

fn year_of(row: &BulletinRow) -> i32 {
    i32::try_from(row.year).unwrap_or_default()
}

fn issue_ref(row: &BulletinRow) -> IssueRef {
    IssueRef { id: row.id, year: year_of(row), number: row.number }
}

async fn name_of(db: &impl ConnectionTrait, by: Option<UserId>) -> Answer<String> {
    let user = match by {
        Some(id) => user::get(db, id).await?,
        None => None,
    };
    Ok(user.map_or_else(String::new, |user| user.name))
}
