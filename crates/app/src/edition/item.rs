//! One item of an edition, with how it came out in the last rounds.

use std::collections::HashSet;

use wangge_domain::figure::{Exact, Figure};
use wangge_domain::ids::{EditionId, SiteId};
use wangge_domain::permission::Actor;
use wangge_domain::standard::{EditionIndex, Item};
use wangge_domain::text::Lang;
use wangge_storage::ConnectionTrait;
use wangge_storage::reach::Reach;
use wangge_storage::visit::{self, LostPointFilter};

use super::{load, permitted, view};
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::reading::{Wordbook, index_of, many, score_reach, type_name};
use crate::result::{ScoredRound, closed};
use crate::view::{Coded, ItemDetail, ItemDiffers, ItemRound, Ref};

/// In how many rounds back it is looked up.
const ROUNDS: usize = 6;

/// An item of an edition. How often it was failed is told to those who may see scores.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown edition or item.
pub async fn item(app: &App, actor: &Actor, lang: Lang, id: EditionId, code: &str) -> Answer<ItemDetail> {
    permitted(actor)?;
    let db = app.store.read();
    let index = index_of(&load(app, id).await?)?;
    let item = index.item_by_code(code).ok_or_else(|| AppError::not_found("item", code))?;
    let book = Wordbook::open(app, &db, lang).await?;
    let history = match score_reach(&db, actor).await? {
        Some(reach) => Some(history(app, &db, &reach, &book, code).await?),
        None => None,
    };
    Ok(ItemDetail { differs: differs(&index, item, lang), item: view(&book, &index, item), history })
}

fn differs(index: &EditionIndex, item: &Item, lang: Lang) -> Vec<ItemDiffers> {
    let there = |on: &wangge_domain::standard::ItemOn| {
        let points = on.points.as_ref().unwrap_or(&item.points);
        ItemDiffers {
            site_type: Coded::new(
                &on.site_type,
                type_name(index.edition(), &on.site_type, lang).unwrap_or(&on.site_type),
            ),
            points: points.to_string(),
            text: on.judging.as_ref().unwrap_or(&item.judging).sentence(points, lang),
        }
    };
    item.on.iter().map(there).collect()
}

async fn history(
    app: &App,
    db: &impl ConnectionTrait,
    reach: &Reach,
    book: &Wordbook,
    code: &str,
) -> Answer<Vec<ItemRound>> {
    let mut found = Vec::new();
    for round in closed(db).await?.into_iter().take(ROUNDS) {
        let scored = ScoredRound::load(app, db, round.id).await?;
        let Some(key) = scored.edition.item_key(code) else { continue };
        let looked = |site: &&wangge_domain::assessment::ScoredSite| site.findings.iter().any(|f| f.item == key);
        let observed = scored.facts.sites.iter().filter(looked).count();
        if observed == 0 {
            continue;
        }
        let filter = LostPointFilter {
            round_id: Some(round.id),
            item_code: Some(code.to_owned()),
            ..LostPointFilter::default()
        };
        let mut lost = visit::lost_points(db, reach, &filter).await?;
        lost.retain(|row| scored.visits.get(&row.site_id) == Some(&row.visit_id));
        let sites: HashSet<SiteId> = lost.iter().map(|row| row.site_id).collect();
        let sum: Exact = lost.iter().map(|row| &row.lost).sum();
        found.push(ItemRound {
            round: Ref::new(round.id, round.number.to_string(), round.name.get(book.lang)),
            observed: many(observed),
            failed: many(sites.len()),
            lost: Figure::of(Some(&sum), scored.decimals()),
        });
    }
    Ok(found)
}
