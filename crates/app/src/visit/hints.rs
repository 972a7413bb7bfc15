//! What was found at the last round of the same kind, for rounds that show it to their inspectors 上轮结果提示.
//!
//! A round that does not allow it has no hints: they are not there, neither here nor by another way, since the reach of
//! an inspector leaves out what a blind round hides.

use std::collections::{BTreeMap, HashSet};

use wangge_domain::ids::{RoundId, SiteId, VisitId};
use wangge_domain::permission::{Action, Actor};
use wangge_domain::round::{Round, RoundState, Visit, VisitState};
use wangge_domain::text::Lang;
use wangge_storage::reach::Reach;
use wangge_storage::visit::{self, ObservationRow};
use wangge_storage::{ConnectionTrait, round};

use crate::context::{Answer, App};
use crate::error::AppError;
use crate::evidence::Album;
use crate::reading::{Wordbook, indexed, reach};
use crate::result::outcome_text;
use crate::view::{HintView, List, Ref, SiteHints};

/// The last counted answers at each of the round's sites within the actor's reach, of the last closed round of the same
/// kind that visited the site. A site that another open round keeps blind has none.
///
/// # Errors
/// [`AppError::Forbidden`] for whoever submits no visits; [`AppError::NotFound`] for a round that is unknown, not open,
/// or gives no hints.
pub async fn hints(app: &App, actor: &Actor, lang: Lang, id: RoundId) -> Answer<List<SiteHints>> {
    let db = app.store.read();
    let goes = reach(&db, actor, Action::SubmitVisit).await?;
    let sees = reach(&db, actor, Action::ViewVisit).await?;
    let round = round::get(&db, id).await?.filter(|round| round.state == RoundState::Open && round.settings.hints);
    let round = round.ok_or_else(|| AppError::not_found("hints", id))?;
    let mut earlier = round::list(&db).await?;
    earlier.retain(|other| other.hints_at(&round));
    let sites: HashSet<SiteId> = round::sites(&db, id, &goes).await?.into_iter().collect();
    let found = last_visits(&db, &sees, &earlier, &sites).await?;
    let book = Wordbook::open(app, &db, lang).await?;
    let mut items = Vec::new();
    for (earlier, visits) in earlier.iter().zip(found) {
        let index = indexed(app, &db, earlier.edition_id).await?;
        let ids: Vec<VisitId> = visits.iter().map(|visit| visit.id).collect();
        let album = Album::of_visits(&db, &ids).await?;
        let mut rows: BTreeMap<VisitId, Vec<ObservationRow>> = BTreeMap::new();
        for row in visit::observations_of(&db, &ids).await? {
            rows.entry(row.visit_id).or_default().push(row);
        }
        for visit in visits {
            let type_code = book.register.sites.get(&visit.site_id).map_or("", |site| &site.type_code);
            let answers = rows.remove(&visit.id).unwrap_or_default();
            let hint = |row: &ObservationRow| HintView {
                item: row.item_code.clone(),
                outcome_text: outcome_text(Some(&index), type_code, &row.item_code, &row.outcome, false, lang),
                lost: row.lost.as_ref().is_some_and(|lost| !lost.is_zero()),
                remark: Some(row.remark.clone()).filter(|remark| !remark.is_empty()),
                photos: album.photos(row.id),
            };
            items.push(SiteHints {
                site_id: visit.site_id,
                round: Ref::new(earlier.id, earlier.number.to_string(), earlier.name.get(lang)),
                at: visit.submitted_at,
                hints: answers.iter().map(hint).collect(),
            });
        }
    }
    items.sort_by_key(|one| one.site_id);
    Ok(List::whole(items))
}

/// For each earlier round, the latest first, the visits that stand at sites no later one of them visited; of several to
/// one site the last.
async fn last_visits(
    db: &impl ConnectionTrait,
    sees: &Reach,
    earlier: &[Round],
    sites: &HashSet<SiteId>,
) -> Answer<Vec<Vec<Visit>>> {
    let mut left = sites.clone();
    let mut found = Vec::with_capacity(earlier.len());
    for round in earlier {
        let mut here: BTreeMap<SiteId, Visit> = BTreeMap::new();
        if !left.is_empty() {
            for visit in visit::of_round(db, sees, round.id).await? {
                if visit.state == VisitState::Submitted && left.contains(&visit.site_id) {
                    here.insert(visit.site_id, visit);
                }
            }
        }
        left.retain(|site| !here.contains_key(site));
        found.push(here.into_values().collect());
    }
    Ok(found)
}
