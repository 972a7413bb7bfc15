//! Editions 版本 of the standard: reading and comparing them, and publishing a draft. They come in by import and
//! go out as the same file.

mod difference;
mod file;
mod item;
mod publish;

use wangge_domain::ids::EditionId;
use wangge_domain::permission::{Action, Actor};
use wangge_domain::round::Round;
use wangge_domain::standard::{Edition, EditionIndex, Item, ModuleSource};
use wangge_domain::text::{Lang, Message, render, word};
use wangge_storage::edition::{self, EditionRow, EditionState as Stored};
use wangge_storage::{ConnectionTrait, round};

use crate::context::{Answer, App};
use crate::error::AppError;
use crate::reading::{Wordbook, index_of, many};
use crate::unit::named;
use crate::view::{
    Coded, EditionDetail, EditionGroup, EditionModule, EditionSiteType, EditionState, EditionSummary, ItemQuery,
    ItemView, JudgingView, List, Ref,
};

pub use difference::difference;
pub use file::file;
pub use item::item;
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
    let db = app.store.read();
    let used = Used::load(&db).await?;
    let rows = edition::list(&db).await?;
    let summaries: Answer<Vec<EditionSummary>> =
        rows.iter().map(|row| Ok(used.summary(row, index_of(row)?.edition(), lang))).collect();
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
        edition: Used::load(&app.store.read()).await?.summary(&row, edition, lang),
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
                door_photo: site_type.door_photo,
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
        let mut texts = vec![item.code.as_str()];
        let worded = [&item.name, &item.criterion, &item.tip].into_iter().chain(&item.phrases);
        texts.extend(worded.flat_map(|wording| [wording.zh.as_str(), wording.en.as_str()]));
        applies && grouped && query.q.as_deref().is_none_or(|q| named(q, &texts))
    };
    // Asked for one type, an item is told as it is judged there.
    let told = |item: &Item| {
        let there = type_key.flatten().zip(index.item_key(&item.code));
        match there.and_then(|(t, i)| index.applicable(t, i)) {
            Some(there) => {
                let there = Item { points: there.points.clone(), judging: there.judging.clone(), ..item.clone() };
                view(&book, &index, &there)
            }
            None => view(&book, &index, item),
        }
    };
    let items = index.edition().items.iter().filter(wanted).map(told).collect();
    Ok(List::whole(items))
}

async fn load(app: &App, id: EditionId) -> Answer<EditionRow> {
    edition::get(&app.store.read(), id).await?.ok_or_else(|| AppError::not_found("edition", id))
}

/// What the use of editions is told from: the rounds, and which edition is in force.
struct Used {
    rounds: Vec<Round>,
    in_force: Option<EditionId>,
}

impl Used {
    async fn load(db: &impl ConnectionTrait) -> Answer<Self> {
        Ok(Self { rounds: round::list(db).await?, in_force: edition::in_force_id(db).await? })
    }

    /// An edition in a list.
    fn summary(&self, row: &EditionRow, edition: &Edition, lang: Lang) -> EditionSummary {
        let (state, key) = match row.state {
            Stored::Draft => (EditionState::Draft, "app-edition-draft"),
            Stored::Published => (EditionState::Published, "app-edition-published"),
        };
        let judged = self.rounds.iter().filter(|round| round.edition_id == row.id);
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
            in_force: self.in_force == Some(row.id),
            sha256: row.sha256.clone(),
            rounds: judged.map(|r| Ref::new(r.id, r.number.to_string(), r.name.get(lang))).collect(),
        }
    }
}

fn view(book: &Wordbook, index: &EditionIndex, item: &Item) -> ItemView {
    let lang = book.lang;
    let group = index.group(&item.group).map_or(item.group.as_str(), |group| group.name.get(lang));
    let types = index.edition().site_types.iter().filter(|site_type| item.types.contains(&site_type.code));
    let department = Some(item.department.clone()).filter(|code| !code.is_empty());
    let (types, type_codes) = types.map(|t| (t.name.get(lang).to_owned(), t.code.clone())).unzip();
    let groups: Vec<Coded> =
        index.groups_of(item).iter().map(|group| Coded::new(&group.code, group.name.get(lang))).collect();
    let severity = plain(&item.severity);
    ItemView {
        code: item.code.clone(),
        group: Coded::new(&item.group, group),
        name: item.name.get(lang).to_owned(),
        criterion: item.criterion.get(lang).to_owned(),
        tip: item.tip.get(lang).to_owned(),
        points: item.points.to_string(),
        judging: JudgingView {
            kind: item.judging.kind().to_owned(),
            text: item.judging.sentence(&item.points, lang),
            name: item.judging.kind_name(lang),
            rule: serde_json::to_value(&item.judging).unwrap_or_default(),
        },
        photo: item.photo_words(lang),
        photo_rule: item.photo,
        phrases: item.phrases.iter().map(|phrase| phrase.get(lang).to_owned()).collect(),
        department: department
            .as_deref()
            .and_then(|code| book.register.unit_by_code(code))
            .and_then(|unit| book.unit(Some(unit.id))),
        department_code: department,
        limit: item.limit_words(lang),
        types,
        type_codes,
        groups,
        severity_name: word(&format!("app-severity-{severity}"), lang),
        severity,
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
