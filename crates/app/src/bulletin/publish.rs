//! Publishing a bulletin: numbered without gaps in its year, kept with its facts and the root it prints.

use serde_json::json;
use wangge_domain::bulletin::Correction;
use wangge_domain::event::sha256_hex;
use wangge_domain::ids::BulletinId;
use wangge_domain::permission::{Action, Actor};
use wangge_domain::text::{Lang, Message};
use wangge_domain::time::IsoWeek;
use wangge_storage::bulletin::{self, BulletinRow};
use wangge_storage::{ConnectionTrait, StorageError, Tx, series};

use super::{Issue, Rendered, compile, show};
use crate::audit;
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::record::{self, By};
use crate::view::{BulletinDetail, PublishBulletin};

/// How often a bulletin is put together anew when another took its number meanwhile.
const ATTEMPTS: u32 = 3;

/// Publishes the bulletin of a week in a language, with what the office added to it. The second language of
/// a week has the number of the first.
///
/// # Errors
/// Refuses a week that has not begun, and one already published in this language: what is published stays.
pub async fn publish(app: &App, actor: &Actor, lang: Lang, command: PublishBulletin) -> Answer<BulletinDetail> {
    actor.may(Action::PublishBulletin).ok_or(AppError::Forbidden(Action::PublishBulletin))?;
    let week = command.week;
    issue(app, actor, lang, week, command.lang, None).await
}

/// Publishes an issue about a week, numbered; one that puts an earlier one right names it.
pub(super) async fn issue(
    app: &App,
    actor: &Actor,
    lang: Lang,
    week: IsoWeek,
    written_in: Lang,
    correction: Option<Correction>,
) -> Answer<BulletinDetail> {
    // The bulletin prints the root of the record, so the days behind it are sealed first.
    audit::seal_days(app).await?;
    let corrects = correction.as_ref().map(|correction| correction.bulletin_id);
    let mut attempt = 1;
    loop {
        let number = numbering(&app.store.read(), week, written_in, corrects).await?;
        let issue = Issue { number: u64::try_from(number).ok(), correction: correction.clone() };
        let rendered = compile(app, week, written_in, issue).await?;
        let by = By::of(app, actor);
        let row = row(app, &by, week, written_in, number, rendered)?;
        let id = row.id;
        let kept = app.store.write(move |tx| Box::pin(async move { keep(tx, row, by).await })).await?;
        if kept {
            return show(app, actor, lang, id).await;
        }
        if attempt == ATTEMPTS {
            return Err(AppError::Conflict { current: number });
        }
        attempt += 1;
    }
}

/// Which number an issue gets: that of the same issue in another language, else the next of the year.
async fn numbering(db: &impl ConnectionTrait, week: IsoWeek, lang: Lang, corrects: Option<BulletinId>) -> Answer<i64> {
    let there = bulletin::of_week(db, &week.to_string()).await?;
    let own = there.iter().find(|row| row.lang == lang.tag());
    match own {
        Some(row) if corrects.is_none() => {
            let message = Message::new("app-bulletin-published").arg("week", week).arg("number", row.number);
            return Err(AppError::refused("bulletin_published", message));
        }
        Some(row) if corrects != Some(row.id) => {
            let message = Message::new("app-bulletin-corrected").arg("number", row.number);
            return Err(AppError::refused("bulletin_corrected", message));
        }
        _ => {}
    }
    let others = there.iter().filter(|row| row.lang != lang.tag()).map(|row| row.number);
    if let Some(number) = others.filter(|number| own.is_none_or(|own| *number > own.number)).max() {
        return Ok(number);
    }
    let last = bulletin::last_number(db, i64::from(week.year())).await?;
    Ok(last + 1)
}

fn row(app: &App, by: &By, week: IsoWeek, lang: Lang, number: i64, rendered: Rendered) -> Answer<BulletinRow> {
    let facts = serde_json::to_string(&rendered.facts).map_err(|error| StorageError::Inconsistency {
        table: "bulletins",
        row: week.to_string(),
        reason: error.to_string(),
    })?;
    let (corrects, reason) = rendered.facts.correction.map(|of| (of.bulletin_id, of.reason)).unzip();
    Ok(BulletinRow {
        id: app.new_id::<BulletinId>(),
        number,
        year: i64::from(week.year()),
        week: week.to_string(),
        lang: lang.tag().to_owned(),
        title: rendered.title,
        html: rendered.html,
        facts,
        root: rendered.facts.root.unwrap_or_default(),
        published_at: by.at,
        published_by: by.actor,
        corrects,
        reason,
    })
}

/// Keeps the bulletin, unless its number has gone to another meanwhile.
async fn keep(tx: &Tx, row: BulletinRow, by: By) -> Answer<bool> {
    // Drawing makes others who publish in this year wait; only then is looking again worth anything.
    series::next(tx, &format!("bulletin-{}", row.year)).await?;
    let lang = Lang::from_tag(&row.lang);
    let week: IsoWeek = row.week.parse().map_err(|error: wangge_domain::time::NoSuchWeek| {
        StorageError::Inconsistency { table: "bulletins", row: row.id.to_string(), reason: error.to_string() }
    })?;
    if numbering(tx, week, lang, row.corrects).await? != row.number {
        return Ok(false);
    }
    bulletin::insert(tx, &row).await?;
    let payload = json!({
        "number": row.number,
        "year": row.year,
        "week": row.week,
        "lang": row.lang,
        "root": row.root,
        "html_sha256": sha256_hex(row.html.as_bytes()),
        "corrects": row.corrects,
        "reason": row.reason,
    });
    record::event(tx, by, "bulletin", row.id.0, "published", payload).await?;
    Ok(true)
}
