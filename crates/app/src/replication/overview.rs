//! How far the district is.

use std::collections::{BTreeSet, HashMap, HashSet};

use wangge_domain::figure::Exact;
use wangge_domain::ids::{PracticeCardId, SiteId};
use wangge_domain::permission::Actor;
use wangge_domain::replication::{PracticeCard, Replication, ReplicationState, Stage, Tally, may_yield, tally};
use wangge_domain::site::Site;
use wangge_domain::text::Lang;
use wangge_storage::replication as store;

use super::standing::{Found, by_card, percent};
use crate::context::{Answer, App};
use crate::reading::many;
use crate::view::{
    DemonstrationLine, MarkTally, PracticeCardLine, ReplicatedType, ReplicationOverview, ReplicationView, StageLine,
};

/// How far the sites within reach are: by stage and type, the demonstration sites, the cards, and what is to be done.
///
/// # Errors
/// [`crate::AppError::Forbidden`] for those who may not see practices; when the store fails.
pub async fn overview(app: &App, actor: &Actor, lang: Lang) -> Answer<ReplicationOverview> {
    let db = app.store.read();
    let found = Found::load(app, &db, actor, lang).await?;
    let mut cards = store::cards(&db).await?;
    cards.sort_by_key(|card| std::cmp::Reverse((card.written_at, card.id)));
    let mut replications = store::all(&db).await?;
    replications.retain(|one| found.within.contains(&one.site_id));
    let staged = staged(&found, &replications);
    let tallies = |chosen: &dyn Fn(&Staged<'_>) -> bool| counted(&found, staged.iter().filter(|one| chosen(one)));
    let types: BTreeSet<&str> = staged.iter().map(|one| one.site.type_code.as_str()).collect();
    let of_card = by_card(replications);
    let views = lines(&found, &cards, &of_card);
    Ok(ReplicationOverview {
        mark_percent: found.campaign.settings.replication.mark_percent,
        stages: Stage::ALL
            .iter()
            .map(|stage| StageLine {
                stage: *stage,
                stage_name: stage.wording(lang),
                tally: tallies(&|one| one.stage == *stage),
            })
            .collect(),
        types: types
            .into_iter()
            .map(|code| ReplicatedType {
                site_type: found.book.site_type(code),
                demonstration: tallies(&|one| one.stage == Stage::Demonstration && one.site.type_code == code),
                copying: tallies(&|one| one.stage == Stage::Copying && one.site.type_code == code),
                others: tallies(&|one| one.stage == Stage::Others && one.site.type_code == code),
            })
            .collect(),
        demonstrations: demonstrations(&found, &staged, &cards),
        cards: cards.iter().map(|card| line(&found, card, of_card.get(&card.id))).collect(),
        replications: views,
        may_edit: found.may_edit,
    })
}

/// A site with its stage, and what it reached where that counts.
struct Staged<'f> {
    site: &'f Site,
    stage: Stage,
    reached: Option<Exact>,
}

/// Every site in use within reach. A site that copies counts by what was found after the practice was in place.
fn staged<'f>(found: &'f Found, replications: &[Replication]) -> Vec<Staged<'f>> {
    let standing = replications.iter().map(|one| (one, found.state(one)));
    let mut copying: HashMap<SiteId, bool> = HashMap::new();
    for (one, state) in standing.filter(|(_, state)| *state != ReplicationState::Cancelled) {
        *copying.entry(one.site_id).or_default() |= state == ReplicationState::Passed;
    }
    let known: HashSet<SiteId> = copying.keys().copied().collect();
    let sites = found.book.register.sites.values().filter(|site| site.active && found.within.contains(&site.id));
    let mut staged: Vec<Staged<'f>> = sites
        .map(|site| {
            let stage = match (site.demonstration, known.contains(&site.id)) {
                (true, _) => Stage::Demonstration,
                (false, true) => Stage::Copying,
                (false, false) => Stage::Others,
            };
            let share = found.share(site.id).cloned();
            let passed = copying.get(&site.id).copied().unwrap_or_default();
            let reached = if stage == Stage::Copying && !passed { share.map(|_| Exact::ZERO) } else { share };
            Staged { site, stage, reached }
        })
        .collect();
    staged.sort_by(|a, b| a.site.code.cmp(&b.site.code));
    staged
}

fn counted<'s, 'f: 's>(found: &Found, sites: impl Iterator<Item = &'s Staged<'f>>) -> MarkTally {
    let Tally { total, judged, reached } =
        tally(sites.map(|one| one.reached.as_ref()), &found.campaign.settings.replication);
    MarkTally { total, judged, reached }
}

fn demonstrations(found: &Found, staged: &[Staged<'_>], cards: &[PracticeCard]) -> Vec<DemonstrationLine> {
    let sites = staged.iter().filter(|one| one.stage == Stage::Demonstration).map(|one| one.site);
    sites
        .map(|site| DemonstrationLine {
            site: found.book.site_ref(site),
            site_type: found.book.site_type(&site.type_code),
            reached: percent(found.share(site.id)),
            round: found.last(site.id).and_then(|one| found.round(one.round_id)),
            meets_mark: may_yield(found.judgements(site.id), &found.campaign.settings.replication).is_ok(),
            cards: cards.iter().filter(|card| card.site_id == site.id).map(|card| card.id).collect(),
        })
        .collect()
}

fn line(found: &Found, card: &PracticeCard, replications: Option<&Vec<Replication>>) -> PracticeCardLine {
    let site = found.book.site(Some(card.site_id));
    PracticeCardLine {
        id: card.id,
        title: card.title.clone(),
        site: site.unwrap_or_else(|| crate::view::Ref::new(card.site_id, "", "—")),
        site_type: found.book.site_type(&card.type_code),
        measures: many(card.measures.len()),
        written_at: card.written_at,
        counts: found.counts(replications.into_iter().flatten()),
    }
}

/// What is to be done first: late, then waiting, then found below the mark, to be judged, passed; taken back last.
fn lines(
    found: &Found,
    cards: &[PracticeCard],
    of_card: &HashMap<PracticeCardId, Vec<Replication>>,
) -> Vec<ReplicationView> {
    let all = cards.iter().flat_map(|card| of_card.get(&card.id).into_iter().flatten().map(move |one| (card, one)));
    let mut views: Vec<ReplicationView> = all.filter_map(|(card, one)| found.view(card, one)).collect();
    sort(&mut views);
    views
}

/// Sorts replications, those to be done first.
pub(super) fn sort(views: &mut [ReplicationView]) {
    let place = |state: ReplicationState| match state {
        ReplicationState::Overdue => 0,
        ReplicationState::Failed => 1,
        ReplicationState::Planned => 2,
        ReplicationState::Adopted => 3,
        ReplicationState::Passed => 4,
        ReplicationState::Cancelled => 5,
    };
    views.sort_by(|a, b| (place(a.state), a.due_on, &a.site.code).cmp(&(place(b.state), b.due_on, &b.site.code)));
}
