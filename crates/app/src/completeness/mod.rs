//! Completeness 有人、有事、有标准: which nodes lack a person in charge, a unit, its head, a duty or an item.

use std::collections::{BTreeMap, HashMap};

use wangge_domain::grid::{Level, Missing as Lack, NodeFacts, completeness, is_within};
use wangge_domain::ids::NodeId;
use wangge_domain::permission::{Action, Actor};
use wangge_domain::standard::EditionIndex;
use wangge_domain::text::Lang;
use wangge_domain::time::local_day;
use wangge_storage::reach::Reach;
use wangge_storage::{ConnectionTrait, node};

use crate::context::{Answer, App};
use crate::error::AppError;
use crate::node::edition_in_force;
use crate::reading::{Wordbook, many, reach};
use crate::view::{
    Completeness, CompletenessQuery, IncompleteNode, LevelCompleteness, Missing, MissingCount, StreetCompleteness,
};

/// The level of streets and towns.
const STREET: Level = Level(2);

/// What every node that counts is missing today, parents before children; an empty list where it is complete.
///
/// # Errors
/// When the store fails.
pub async fn of_all(app: &App, db: &impl ConnectionTrait, book: &Wordbook) -> Answer<Vec<(NodeId, Vec<Lack>)>> {
    let today = local_day(app.now(), crate::campaign::load(db).await?.tz());
    let index = book.edition.as_ref().map(|(_, index)| index.as_ref());
    let mut counted: HashMap<String, u64> = HashMap::new();
    let rows = node::completeness(db, today).await?;
    let facts = rows.into_iter().map(|row| {
        let of_type = |code: &String| *counted.entry(code.clone()).or_insert_with(|| items_of(index, code));
        let own: u64 = row.type_codes.iter().map(of_type).sum();
        // Without a site, the items that apply are those of the whole edition: whatever may come to lie there.
        let whole = index.map_or(0, |index| many(index.edition().items.len()));
        let facts = NodeFacts {
            level: row.level,
            has_leader: row.has_leader,
            has_unit: row.has_unit,
            has_first_responsible_person: row.has_first_responsible_person,
            duties: row.duties,
            applicable_items: if row.type_codes.is_empty() { whole } else { own },
        };
        (row.node_id, completeness(&facts))
    });
    Ok(facts.collect())
}

fn items_of(index: Option<&EditionIndex>, type_code: &str) -> u64 {
    let key = index.and_then(|index| Some((index, index.type_key(type_code)?)));
    key.map_or(0, |(index, key)| many(index.items_of(key).count()))
}

/// What is missing, by key and in words.
pub fn missing(lacks: &[Lack], lang: Lang) -> Vec<Missing> {
    let view = |lack: &Lack| Missing { key: lack.as_str().to_owned(), name: lack.wording(lang) };
    lacks.iter().map(view).collect()
}

/// The incomplete nodes within reach, with how many are complete on each level.
///
/// # Errors
/// [`AppError::NotFound`] for a node outside the actor's reach.
pub async fn list(app: &App, actor: &Actor, lang: Lang, query: CompletenessQuery) -> Answer<Completeness> {
    let db = app.store.read();
    let reach: Reach = reach(&db, actor, Action::ViewGrid).await?;
    let book = Wordbook::open(app, &db, lang).await?;
    let campaign = crate::campaign::load(&db).await?;
    let nodes: HashMap<NodeId, _> = node::list(&db, &reach).await?.into_iter().map(|node| (node.id, node)).collect();
    let top = match query.node {
        Some(id) => Some(nodes.get(&id).ok_or_else(|| AppError::not_found("node", id))?.path.clone()),
        None => None,
    };
    let level_name = |level: Level| campaign.settings.levels.name(level, lang);
    let mut levels: BTreeMap<Level, (u64, u64)> = BTreeMap::new();
    let mut streets: BTreeMap<String, (NodeId, u64, u64)> = BTreeMap::new();
    let mut lacking: BTreeMap<Lack, u64> = BTreeMap::new();
    let mut items = Vec::new();
    for (id, lacks) in of_all(app, &db, &book).await? {
        let Some(node) = nodes.get(&id) else { continue };
        let in_top = top.as_deref().is_none_or(|top| is_within(&node.path, top));
        if !in_top || query.level.is_some_and(|level| level != node.level.0) {
            continue;
        }
        let counts = levels.entry(node.level).or_default();
        counts.0 += 1;
        counts.1 += u64::from(lacks.is_empty());
        let street = book.register.chain(&node.path).into_iter().find(|above| above.level == STREET);
        if let Some(street) = street {
            let counts = streets.entry(street.path.clone()).or_insert((street.id, 0, 0));
            counts.1 += 1;
            counts.2 += u64::from(lacks.is_empty());
        }
        for lack in &lacks {
            *lacking.entry(*lack).or_default() += 1;
        }
        if !lacks.is_empty() {
            items.push(IncompleteNode {
                node: book.node(Some(id)),
                level: node.level.0,
                level_name: level_name(node.level),
                chain_name: book.chain_name(&node.path),
                street: street.map(|street| book.node(Some(street.id))),
                unit: book.unit(node.unit_id),
                missing: missing(&lacks, lang),
            });
        }
    }
    let by_level = levels.iter().map(|(level, (total, complete))| LevelCompleteness {
        level: level.0,
        level_name: level_name(*level),
        total: *total,
        complete: *complete,
    });
    let by_street = streets.into_values().map(|(street, total, complete)| StreetCompleteness {
        node: book.node(Some(street)),
        total,
        complete,
    });
    let by_missing = lacking.into_iter().map(|(lack, count)| MissingCount {
        key: lack.as_str().to_owned(),
        name: lack.wording(lang),
        count,
    });
    Ok(Completeness {
        edition: edition_in_force(&book),
        total: levels.values().map(|(total, _)| total).sum(),
        complete: levels.values().map(|(_, complete)| complete).sum(),
        by_level: by_level.collect(),
        by_street: by_street.collect(),
        by_missing: by_missing.collect(),
        items,
    })
}
