//! A bulletin as a Word file: a published one from the facts it was published with, a draft from those of now.

use wangge_documents::bulletin::{BulletinPhotos, Seal, bulletin_document};
use wangge_documents::official::PairOfPhotos;
use wangge_domain::bulletin::{BulletinFacts, Problem};
use wangge_domain::event::sha256_hex;
use wangge_domain::ids::BulletinId;
use wangge_domain::permission::{Action, Actor};
use wangge_domain::text::Lang;
use wangge_storage::bulletin;

use super::{broken, preview_of};
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::official::{CasePhotos, printed, sample, word_file};
use crate::view::{BulletinFormat, BulletinPreviewQuery, NamedFile};

/// How many problems are shown in photographs: forty pictures are thirteen pages.
const SHOWN: usize = 20;

/// A published bulletin as a file. The same bulletin gives the same bytes to the same reader: photographs go only to
/// those who see the cases of the whole district.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown one.
pub async fn file(app: &App, actor: &Actor, id: BulletinId, format: BulletinFormat) -> Answer<NamedFile> {
    actor.may(Action::ViewBulletin).ok_or(AppError::Forbidden(Action::ViewBulletin))?;
    let row = bulletin::get(&app.store.read(), id).await?.ok_or_else(|| AppError::not_found("bulletin", id))?;
    let facts: BulletinFacts = serde_json::from_str(&row.facts).map_err(|error| broken(&row, error.to_string()))?;
    let seal = Seal { sha256: sha256_hex(row.html.as_bytes()) };
    written(app, actor, Lang::from_tag(&row.lang), &facts, (&row.title, row.html), Some(seal), format).await
}

/// The bulletin of a week, as it would be published now, as a file.
///
/// # Errors
/// As its preview.
pub async fn draft_file(
    app: &App,
    actor: &Actor,
    lang: Lang,
    query: BulletinPreviewQuery,
    format: BulletinFormat,
) -> Answer<NamedFile> {
    let lang = query.lang.unwrap_or(lang);
    let (made, _) = preview_of(app, actor, lang, query).await?;
    written(app, actor, lang, &made.facts, (&made.title, made.html), None, format).await
}

async fn written(
    app: &App,
    actor: &Actor,
    lang: Lang,
    facts: &BulletinFacts,
    (title, html): (&str, String),
    seal: Option<Seal>,
    format: BulletinFormat,
) -> Answer<NamedFile> {
    let name = format!("{title}{}", sample(facts.demonstration, lang));
    if format == BulletinFormat::Html {
        let media_type = "text/html; charset=utf-8";
        return Ok(NamedFile { name: format!("{name}.html"), media_type, bytes: html.into_bytes() });
    }
    let zone = crate::campaign::load(&app.store.read()).await?.tz();
    let photos = photos(app, actor, lang, facts).await?;
    word_file(&name, vec![bulletin_document(facts, lang, zone, photos, seal.as_ref())]).await
}

/// The photographs of the problems: those put right first, each before and after, in the order of the text.
async fn photos(app: &App, actor: &Actor, lang: Lang, facts: &BulletinFacts) -> Answer<BulletinPhotos> {
    let whole = actor.may(Action::ViewCase).is_some_and(|reach| reach.all);
    if !whole {
        return Ok(BulletinPhotos::default());
    }
    let problems: Vec<(String, &Problem)> = facts
        .problems
        .iter()
        .flat_map(|unit| &unit.places)
        .flat_map(|place| place.problems.iter().map(|problem| (place.place.get(lang).to_owned(), problem)))
        .collect();
    let ids: Vec<_> = problems.iter().map(|(_, problem)| problem.case_id).collect();
    let found = CasePhotos::of(&app.store.read(), &ids, facts.as_of).await?;
    let mut shown: Vec<&(String, &Problem)> =
        problems.iter().filter(|(_, problem)| found.before(problem.case_id).is_some()).collect();
    shown.sort_by_key(|(_, problem)| found.after(problem.case_id).is_none());
    let more = shown.len().saturating_sub(SHOWN);
    let mut pairs = Vec::new();
    for (number, (place, problem)) in shown.into_iter().take(SHOWN).enumerate() {
        let (number, case) = (number + 1, problem.number.as_deref().unwrap_or("—"));
        let what = problem.description.trim();
        let caption = match lang {
            Lang::Zh => format!("{number}.{place}：{what}（{case}）"),
            Lang::En => format!("{number}. {place}: {what} ({case})"),
        };
        let before = printed(app, found.before(problem.case_id), &caption).await;
        let after = printed(app, found.after(problem.case_id), &caption).await;
        pairs.push(PairOfPhotos { caption, before, after });
    }
    Ok(BulletinPhotos { pairs, more })
}
