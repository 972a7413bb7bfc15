//! Editions 版本 of the standard: reading them, and publishing a draft. They come in by import.

mod publish;

use wangge_domain::ids::EditionId;
use wangge_domain::permission::{Action, Actor};
use wangge_domain::standard::{Edition, EditionIndex, Item, ModuleSource, PhotoWhen};
use wangge_domain::text::{Lang, Message, render, word};
use wangge_storage::edition::{self, EditionRow, EditionState as Stored};

use crate::context::{Answer, App};
use crate::error::AppError;
use crate::reading::{Wordbook, index_of, many};
use crate::unit::named;
use crate::view::{
    Coded, EditionDetail, EditionGroup, EditionModule, EditionSiteType, EditionState, EditionSummary, ItemQuery,
    ItemView, JudgingView, List,
};

pub use publish::publish;

fn permitted(actor: &Actor) -> Answer<()> {
    actor.may(Action::ViewStandard).map(|_| ()).ok_or(AppError::Forbidden(Action::ViewStandard))
}

/// All editions, the newest first.
///
/// # Errors
/// When the store fails or a stored edition cannot be read.
pub async fn list(app: &App, actor: &Actor, lang: Lang) -> Answer<List<EditionSummary>> {
    permitted(actor)?;
    let rows = edition::list(&app.store.read()).await?;
    let summaries: Answer<Vec<EditionSummary>> =
        rows.iter().map(|row| Ok(summary(row, index_of(row)?.edition(), lang))).collect();
    Ok(List::whole(summaries?))
}

/// One edition with its groups, site types, modules and how it is computed.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown one.
pub async fn show(app: &App, actor: &Actor, lang: Lang, id: EditionId) -> Answer<EditionDetail> {
    permitted(actor)?;
    let row = load(app, id).await?;
    let index = index_of(&row)?;
    let edition = index.edition();
    let count = |code: &str| many(edition.items.iter().filter(|item| item.group == code).count());
    let applying = |code: &str| index.type_key(code).map_or(0, |key| many(index.items_of(key).count()));
    Ok(EditionDetail {
        edition: summary(&row, edition, lang),
        note: Some(edition.edition.note.get(lang).to_owned()).filter(|note| !note.is_empty()),
        full_mark: edition.edition.full_mark.to_string(),
        groups: edition
            .groups
            .iter()
            .map(|group| EditionGroup {
                code: group.code.clone(),
                parent: Some(group.parent.clone()).filter(|parent| !parent.is_empty()),
                name: group.name.get(lang).to_owned(),
                item_count: count(&group.code),
            })
            .collect(),
        site_types: edition
            .site_types
            .iter()
            .map(|site_type| EditionSiteType {
                code: site_type.code.clone(),
                name: site_type.name.get(lang).to_owned(),
                weight: site_type.weight.to_string(),
                geometry: plain(&site_type.geometry),
                item_count: applying(&site_type.code),
            })
            .collect(),
        modules: edition
            .modules
            .iter()
            .map(|module| EditionModule {
                code: module.code.clone(),
                name: module.name.get(lang).to_owned(),
                weight: module.weight.to_string(),
                observed: module.source == ModuleSource::Observations,
            })
            .collect(),
        aggregation: aggregation(edition, lang),
        sha256: row.sha256.clone(),
        // A published edition never changes, and a draft is replaced whole.
        row_version: 1,
    })
}

/// The items of an edition, in its order.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown edition.
pub async fn items(app: &App, actor: &Actor, lang: Lang, id: EditionId, query: ItemQuery) -> Answer<List<ItemView>> {
    permitted(actor)?;
    let index = index_of(&load(app, id).await?)?;
    let book = Wordbook::open(app, &app.store.read(), lang).await?;
    let type_key = query.site_type.as_deref().map(|code| index.type_key(code));
    let wanted = |item: &&Item| {
        let applies = match type_key {
            None => true,
            Some(key) => key.zip(index.item_key(&item.code)).is_some_and(|(t, i)| index.applicable(t, i).is_some()),
        };
        let grouped = query.group.as_ref().is_none_or(|code| index.groups_of(item).iter().any(|g| g.code == *code));
        let texts = [item.code.as_str(), &item.name.zh, &item.name.en, &item.criterion.zh, &item.criterion.en];
        applies && grouped && query.q.as_deref().is_none_or(|q| named(q, &texts))
    };
    let items = index.edition().items.iter().filter(wanted).map(|item| view(&book, &index, item)).collect();
    Ok(List::whole(items))
}

async fn load(app: &App, id: EditionId) -> Answer<EditionRow> {
    edition::get(&app.store.read(), id).await?.ok_or_else(|| AppError::not_found("edition", id))
}

/// An edition in a list.
pub fn summary(row: &EditionRow, edition: &Edition, lang: Lang) -> EditionSummary {
    let (state, key) = match row.state {
        Stored::Draft => (EditionState::Draft, "app-edition-draft"),
        Stored::Published => (EditionState::Published, "app-edition-published"),
    };
    EditionSummary {
        id: row.id,
        standard: Coded::new(&edition.standard.code, edition.standard.name.get(lang)),
        version: edition.edition.version.clone(),
        state,
        state_name: word(key, lang),
        sample: edition.edition.sample,
        item_count: many(edition.items.len()),
        type_count: many(edition.site_types.len()),
        published_at: row.published_at,
        effective_from: edition.edition.effective_from,
    }
}

fn view(book: &Wordbook, index: &EditionIndex, item: &Item) -> ItemView {
    let lang = book.lang;
    let group = index.group(&item.group).map_or(item.group.as_str(), |group| group.name.get(lang));
    let types = index.edition().site_types.iter().filter(|site_type| item.types.contains(&site_type.code));
    let department = Some(item.department.clone()).filter(|code| !code.is_empty());
    let photo = Message::new(match item.photo.when {
        PhotoWhen::Never => "app-photo-never",
        PhotoWhen::Lost => "app-photo-lost",
        PhotoWhen::Always => "app-photo-always",
    });
    ItemView {
        code: item.code.clone(),
        group: Coded::new(&item.group, group),
        name: item.name.get(lang).to_owned(),
        criterion: item.criterion.get(lang).to_owned(),
        tip: item.tip.get(lang).to_owned(),
        points: item.points.to_string(),
        judging: JudgingView {
            kind: item.judging.kind().to_owned(),
            text: judging_text(item, lang),
            rule: serde_json::to_value(&item.judging).unwrap_or_default(),
        },
        photo: render(&photo.arg("min", item.photo.min), lang),
        phrases: item.phrases.iter().map(|phrase| phrase.get(lang).to_owned()).collect(),
        department: department
            .as_deref()
            .and_then(|code| book.register.unit_by_code(code))
            .and_then(|unit| book.unit(Some(unit.id))),
        department_code: department,
        limit: item.limit.map_or_else(|| word("app-limit-default", lang), |limit| limit.wording(lang)),
        types: types.map(|site_type| site_type.name.get(lang).to_owned()).collect(),
        severity: plain(&item.severity),
    }
}

/// How an item is judged, in words: the kind, and its parameters as the edition's tables write them.
fn judging_text(item: &Item, lang: Lang) -> String {
    let kind = item.judging.kind();
    let name = match lang {
        Lang::Zh => item.judging.kind_zh().to_owned(),
        Lang::En => kind.replace('_', " "),
    };
    match item.judging.parameters_cell() {
        parameters if parameters.is_empty() => name,
        parameters => format!("{name} ({parameters})"),
    }
}

/// How scores are computed, bottom up.
fn aggregation(edition: &Edition, lang: Lang) -> Vec<String> {
    let rules = &edition.aggregation;
    let levels = [
        ("app-aggregation-site", plain(&rules.site.method)),
        ("app-aggregation-type", plain(&rules.site_type.method)),
        ("app-aggregation-unit", format!("{}-{}", plain(&rules.unit.over), plain(&rules.unit.method))),
        ("app-aggregation-district", format!("{}-{}", plain(&rules.district.over), plain(&rules.district.method))),
    ];
    let method = |text: &str| {
        let words: Vec<String> =
            text.split('-').map(|part| word(&format!("app-method-{}", part.replace('_', "-")), lang)).collect();
        words.join(if lang == Lang::Zh { "，" } else { ", " })
    };
    let mut sentences: Vec<String> =
        levels.iter().map(|(key, text)| render(&Message::new(*key).arg("method", method(text)), lang)).collect();
    if !edition.modules.is_empty() {
        sentences.push(render(&Message::new("app-aggregation-modules").arg("full", &edition.edition.full_mark), lang));
    }
    sentences.push(render(&Message::new("app-aggregation-rounding").arg("places", rules.rounding_places), lang));
    sentences
}

/// The word of a closed set as it is stored and sent.
fn plain(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}
