//! What the office adds to a week's bulletin before it is published: its requirements and its remarks.

use serde_json::json;
use wangge_domain::permission::{Action, Actor};
use wangge_domain::text::{Lang, Message, Wording};
use wangge_domain::time::IsoWeek;
use wangge_storage::bulletin_draft::{self, BulletinDraftRow};
use wangge_storage::{ConnectionTrait, StorageError};

use super::facts::{handed_over, suggested};
use super::{LISTED, as_of, name_of};
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::reading::Wordbook;
use crate::record::{self, By};
use crate::view::{BulletinDraft, BulletinDraftQuery, BulletinDraftSummary, EditBulletinDraft, List};

/// The longest text of either part, in characters: about two printed pages.
const LONGEST: usize = 2_000;

fn require(actor: &Actor) -> Answer<()> {
    actor.may(Action::PublishBulletin).map(|_| ()).ok_or(AppError::Forbidden(Action::PublishBulletin))
}

/// The draft of a week; before its first edit, what the week's problems suggest.
///
/// # Errors
/// [`AppError::Forbidden`] for those who do not publish; refuses a week that has not begun.
pub async fn draft(app: &App, actor: &Actor, lang: Lang, query: BulletinDraftQuery) -> Answer<BulletinDraft> {
    require(actor)?;
    let (db, lang) = (app.store.read(), query.lang.unwrap_or(lang));
    match bulletin_draft::of_week(&db, &query.week.to_string(), lang.tag()).await? {
        Some(row) => view(&db, query.week, lang, row).await,
        None => first(app, &db, query.week, lang).await,
    }
}

async fn view(db: &impl ConnectionTrait, week: IsoWeek, lang: Lang, row: BulletinDraftRow) -> Answer<BulletinDraft> {
    Ok(BulletinDraft {
        week,
        lang,
        requirements: row.requirements,
        remarks: row.remarks,
        edited_at: Some(row.edited_at),
        edited_by: Some(name_of(db, row.edited_by).await?),
        version: row.version,
    })
}

async fn first(app: &App, db: &impl ConnectionTrait, week: IsoWeek, lang: Lang) -> Answer<BulletinDraft> {
    let as_of = as_of(app, db, week).await?;
    let book = Wordbook::open(app, db, lang).await?;
    let suggested = suggested(&book, &handed_over(db, week, as_of).await?);
    let lines: Vec<&str> = suggested.iter().map(|text| text.get(lang)).collect();
    let (requirements, remarks) = (lines.join("\n"), String::new());
    Ok(BulletinDraft { week, lang, requirements, remarks, edited_at: None, edited_by: None, version: 0 })
}

/// Edits the draft of a week on the version it was read at; 0 before its first edit.
///
/// # Errors
/// [`AppError::Conflict`] when it was edited meanwhile; [`AppError::Invalid`] for a text too long.
pub async fn edit_draft(
    app: &App,
    actor: &Actor,
    lang: Lang,
    query: BulletinDraftQuery,
    if_match: i64,
    command: EditBulletinDraft,
) -> Answer<BulletinDraft> {
    require(actor)?;
    let lang = query.lang.unwrap_or(lang);
    as_of(app, &app.store.read(), query.week).await?;
    check("/requirements", &command.requirements)?;
    check("/remarks", &command.remarks)?;
    let week = query.week.to_string();
    let stored = bulletin_draft::of_week(&app.store.read(), &week, lang.tag()).await?;
    let current = stored.as_ref().map_or(0, |row| row.version);
    if current != if_match {
        return Err(AppError::Conflict { current });
    }
    let by = By::of(app, actor);
    let row = BulletinDraftRow {
        id: stored.map_or_else(|| app.new_id(), |row| row.id),
        week,
        lang: lang.tag().to_owned(),
        requirements: tidy(&command.requirements),
        remarks: tidy(&command.remarks),
        edited_at: by.at,
        edited_by: by.actor,
        version: current.max(1),
    };
    let kept = app.store.write(move |tx| Box::pin(async move { keep(tx, row, current == 0, by).await })).await;
    match kept {
        // Another made the first edit in between.
        Err(StorageError::AlreadyThere(_)) => Err(AppError::Conflict { current: 1 }),
        other => {
            other?;
            draft(app, actor, lang, query).await
        }
    }
}

async fn keep(tx: &wangge_storage::Tx, row: BulletinDraftRow, first: bool, by: By) -> Result<(), StorageError> {
    if first {
        bulletin_draft::insert(tx, &row).await?;
    } else {
        bulletin_draft::update(tx, &row).await?;
    }
    let payload = json!({
        "week": row.week,
        "lang": row.lang,
        "requirements": row.requirements,
        "remarks": row.remarks,
    });
    record::event(tx, by, "bulletin_draft", row.id, "edited", payload).await
}

fn check(pointer: &str, text: &str) -> Answer<()> {
    if text.chars().count() <= LONGEST {
        return Ok(());
    }
    Err(AppError::invalid(pointer, Message::new("app-bulletin-too-long").arg("most", LONGEST)))
}

/// Lines without blanks around them, and none empty.
fn tidy(text: &str) -> String {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// The lines of a draft's text, as its bulletin says them.
pub fn lines(text: &str) -> Vec<Wording> {
    text.lines().map(|line| Wording::new(line, line)).collect()
}

/// The drafts, the latest week first.
///
/// # Errors
/// [`AppError::Forbidden`] for those who do not publish.
pub async fn drafts(app: &App, actor: &Actor) -> Answer<List<BulletinDraftSummary>> {
    require(actor)?;
    let db = app.store.read();
    let mut items = Vec::new();
    for row in bulletin_draft::list(&db, LISTED).await? {
        let week = row.week.parse().map_err(|error: wangge_domain::time::NoSuchWeek| StorageError::Inconsistency {
            table: "bulletin_drafts",
            row: row.id.to_string(),
            reason: error.to_string(),
        })?;
        let edited_by = name_of(&db, row.edited_by).await?;
        items.push(BulletinDraftSummary { week, lang: Lang::from_tag(&row.lang), edited_at: row.edited_at, edited_by });
    }
    Ok(List::whole(items))
}
