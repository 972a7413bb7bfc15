//! Which subjects an actor may know of, by the same reach that loads them.

use std::collections::{BTreeMap, HashSet};

use uuid::Uuid;
use wangge_domain::ids::{CaseId, DeadCornerId, PatrolId, SiteId, VisitId};
use wangge_domain::permission::{Action, Actor};
use wangge_storage::reach::Reach;
use wangge_storage::{ConnectionTrait, case, drive, meeting, merchant, node, patrol, replication, site, unit, visit};

use crate::context::Answer;
use crate::drive::drive_nodes;

/// A subject: its noun and its identity.
pub type Subject = (String, Uuid);

/// Of these subjects, those the actor may know of. One question a noun, however many there are.
///
/// # Errors
/// When the store fails.
pub async fn known(
    db: &impl ConnectionTrait,
    actor: &Actor,
    subjects: impl IntoIterator<Item = Subject>,
) -> Answer<HashSet<Subject>> {
    let mut by_noun: BTreeMap<String, HashSet<Uuid>> = BTreeMap::new();
    for (noun, id) in subjects {
        by_noun.entry(noun).or_default().insert(id);
    }
    let mut known = HashSet::new();
    for (noun, ids) in by_noun {
        let ids: Vec<Uuid> = ids.into_iter().collect();
        let found = known_of(db, actor, &noun, ids).await?;
        known.extend(found.into_iter().map(|id| (noun.clone(), id)));
    }
    Ok(known)
}

/// What one must be allowed to do to know of a thing of this noun. What is not named here is for those who
/// read the record.
fn needed(noun: &str) -> Action {
    match noun {
        "case" => Action::ViewCase,
        "visit" => Action::ViewVisit,
        "round" => Action::ViewRound,
        "site" | "node" | "unit" | "person" | "merchant" | "calendar" | "campaign" => Action::ViewGrid,
        "edition" => Action::ViewStandard,
        "patrol" => Action::ViewPatrol,
        "practice_card" | "replication" => Action::ViewPractice,
        "drive" | "dead_corner" => Action::ViewDrive,
        "bulletin" => Action::ViewBulletin,
        "ranking_scheme" => Action::ViewRanking,
        "score_ledger" => Action::ViewScoreLedger,
        "user" => Action::ManageUsers,
        "channel" | "delivery" => Action::ManageChannels,
        "routing" => Action::ViewRouting,
        "listing" => Action::ViewListing,
        "meeting" => Action::ViewMeeting,
        "resolution" => Action::ViewResolution,
        _ => Action::ViewEvents,
    }
}

async fn known_of(db: &impl ConnectionTrait, actor: &Actor, noun: &str, ids: Vec<Uuid>) -> Answer<Vec<Uuid>> {
    if noun == "notice" {
        // A notice is told under the account it is for.
        return Ok(ids.into_iter().filter(|id| actor.user_id.is_some_and(|user| user.0 == *id)).collect());
    }
    if noun == "listing" {
        return crate::listing::known_of(db, actor, ids).await;
    }
    let Some(granted) = actor.may(needed(noun)) else { return Ok(Vec::new()) };
    if granted.all {
        return Ok(ids);
    }
    let reach = Reach::of(db, &granted).await?;
    let within = match noun {
        "case" => {
            let ids: Vec<CaseId> = ids.into_iter().map(CaseId).collect();
            case::get_many(db, &reach, &ids).await?.iter().map(|case| case.id.0).collect()
        }
        "visit" => {
            let ids: Vec<VisitId> = ids.into_iter().map(VisitId).collect();
            visit::find_many(db, &reach, &ids).await?.iter().map(|visit| visit.id.0).collect()
        }
        "site" => {
            let ids: Vec<SiteId> = ids.into_iter().map(SiteId).collect();
            site::find_many(db, &reach, &ids).await?.iter().map(|site| site.id.0).collect()
        }
        "patrol" => {
            let ids: Vec<PatrolId> = ids.into_iter().map(PatrolId).collect();
            patrol::find_many(db, &reach, &ids).await?.iter().map(|patrol| patrol.id.0).collect()
        }
        "replication" => {
            let sites = site::list(db, &reach).await?.into_iter().map(|site| site.id).collect::<HashSet<_>>();
            let all = replication::all(db).await?;
            among(ids, all.iter().filter(|one| sites.contains(&one.site_id)).map(|one| one.id.0))
        }
        "dead_corner" => {
            let wanted: Vec<DeadCornerId> = ids.into_iter().map(DeadCornerId).collect();
            let nodes = drive_nodes(db, &node::all(db).await?, &reach).await?;
            let corners = drive::corners_by_id(db, &wanted).await?;
            corners.into_iter().filter(|one| nodes.contains(&one.node_id)).map(|one| one.id.0).collect()
        }
        "resolution" => {
            let units: HashSet<_> = unit::list(db, &reach).await?.into_iter().map(|unit| unit.id).collect();
            let all = meeting::resolutions(db, &meeting::ResolutionFilter::default()).await?;
            among(ids, all.iter().filter(|one| units.contains(&one.text.unit_id)).map(|one| one.id.0))
        }
        // Nodes and units are few and seldom change: all within reach are looked through.
        "node" => among(ids, node::list(db, &reach).await?.iter().map(|node| node.id.0)),
        "merchant" => among(ids, merchant::list(db, &reach).await?.iter().map(|merchant| merchant.id.0)),
        // The ledger of a unit is told under the unit.
        "score_ledger" => ids.into_iter().filter(|id| reach.units.iter().any(|unit| unit.0 == *id)).collect(),
        "unit" => among(ids, unit::list(db, &reach).await?.iter().map(|unit| unit.id.0)),
        // These show to everyone of the role, whatever part of the district is theirs.
        "round" | "person" | "calendar" | "campaign" | "edition" | "bulletin" | "ranking_scheme" | "practice_card"
        | "drive" | "routing" => ids,
        _ => Vec::new(),
    };
    Ok(within)
}

fn among(ids: Vec<Uuid>, within: impl Iterator<Item = Uuid>) -> Vec<Uuid> {
    let within: HashSet<Uuid> = within.collect();
    ids.into_iter().filter(|id| within.contains(id)).collect()
}
