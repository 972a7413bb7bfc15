//! One node with everything known of it.

use std::collections::BTreeSet;

use wangge_domain::grid::{Duty, Node, NodePerson};
use wangge_domain::ids::NodeId;
use wangge_domain::permission::{Action, Actor};
use wangge_domain::site::Site;
use wangge_domain::standard::{Item, Severity};
use wangge_domain::text::Lang;
use wangge_domain::time::local_day;
use wangge_storage::reach::Reach;
use wangge_storage::{ConnectionTrait, case, node, unit};

use super::{Around, sites_in};
use crate::completeness::missing;
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::locate::{Places, chain_link};
use crate::reading::{Wordbook, many, reach, shown};
use crate::result::Visible;
use crate::site::Standings;
use crate::unit::history;
use crate::view::{AppliedItem, Coded, DutyView, NodeDetail, NodeFigures, NodePerson as PersonView, Ref};

/// How many sites a node's page shows; the list of sites has them all.
const SITES_SHOWN: usize = 60;

/// A node with its people, duties, items, sites and figures.
///
/// # Errors
/// [`AppError::NotFound`] outside the actor's reach.
pub async fn show(app: &App, actor: &Actor, lang: Lang, id: NodeId) -> Answer<NodeDetail> {
    let db = app.store.read();
    let reach = reach(&db, actor, Action::ViewGrid).await?;
    let nodes = node::list(&db, &reach).await?;
    let node = nodes.iter().find(|node| node.id == id).ok_or_else(|| AppError::not_found("node", id))?;
    let book = Wordbook::open(app, &db, lang).await?;
    let around = Around::load(app, &db, &book, &nodes).await?;
    let today = local_day(app.now(), around.campaign().tz());
    let standings = Standings::load(app, &db, actor).await?;
    let sites = sites_in(&db, &reach, &node.path).await?;
    let heads = match node.unit_id {
        Some(unit) => history(&unit::heads(&db).await?, unit, &book),
        None => Vec::new(),
    };
    let items = items(&book, &sites);
    let holds = |person: &NodePerson| person.since <= today && person.until.is_none_or(|until| today <= until);
    let mut parts = node::people_of(&db, id).await?;
    parts.sort_by_key(|part| (part.role, std::cmp::Reverse(part.since)));
    let people: Vec<PersonView> = parts.iter().filter(|p| holds(p)).filter_map(|p| person(&book, p)).collect();
    parts.sort_by_key(|part| std::cmp::Reverse(part.since));
    let duties = node::duties_of(&db, id).await?;
    Ok(NodeDetail {
        chain: book.register.chain(&node.path).iter().map(|n| chain_link(n, around.campaign(), lang)).collect(),
        wording: node.name.clone(),
        kind_name: node.kind.wording(lang),
        people,
        people_history: parts.iter().filter_map(|part| person(&book, part)).collect(),
        unit_head: heads.iter().find(|head| head.until.is_none_or(|until| today <= until)).cloned(),
        head_history: heads,
        duties: duties.into_iter().map(|duty| duty_view(duty, lang)).collect(),
        missing_names: missing(around.missing(id), lang),
        item_count: many(items.len()),
        items,
        edition: edition_in_force(&book),
        figures: figures(app, &db, actor, node, &standings).await?,
        sites: sites.iter().take(SITES_SHOWN).map(|site| standings.summary(&book, site)).collect(),
        boundary: Places::load(app, &db).await?.geometry(id).cloned(),
        area_m2: node.area_m2,
        version: node.version,
        node: around.summary(&book, node),
    })
}

fn person(book: &Wordbook, part: &NodePerson) -> Option<PersonView> {
    let known = book.register.people.get(&part.person_id);
    Some(PersonView {
        role: part.role.as_str().to_owned(),
        role_name: part.role.wording(book.lang),
        person: book.person(part.person_id)?,
        title: known.and_then(|person| person.title.clone()),
        phone: known.and_then(|person| person.phone.clone()),
        since: part.since,
        until: part.until,
    })
}

fn duty_view(duty: Duty, lang: Lang) -> DutyView {
    DutyView { id: duty.id, text: duty.text.get(lang).to_owned(), wording: duty.text }
}

/// The edition in force in passing.
pub fn edition_in_force(book: &Wordbook) -> Option<Ref> {
    book.edition.as_ref().map(|(id, index)| {
        let edition = index.edition();
        Ref::new(*id, &edition.edition.version, edition.standard.name.get(book.lang))
    })
}

/// The items that apply in a node: those of the types of its sites, or all where it has none.
pub fn items(book: &Wordbook, sites: &[Site]) -> Vec<AppliedItem> {
    let Some((_, index)) = &book.edition else { return Vec::new() };
    let types: BTreeSet<&str> = sites.iter().map(|site| site.type_code.as_str()).collect();
    let edition = index.edition();
    let own = |item: &Item| -> Vec<Coded> {
        let here = item.types.iter().filter(|code| types.contains(code.as_str()));
        here.map(|code| book.site_type(code)).collect()
    };
    let view = |item: &Item| AppliedItem {
        item: Coded::new(&item.code, item.name.get(book.lang)),
        criterion: item.criterion.get(book.lang).to_owned(),
        veto: item.severity == Severity::Veto,
        types: own(item),
    };
    let applies = |item: &AppliedItem| types.is_empty() || !item.types.is_empty();
    edition.items.iter().map(view).filter(applies).collect()
}

async fn figures(
    app: &App,
    db: &impl ConnectionTrait,
    actor: &Actor,
    node: &Node,
    standings: &Standings,
) -> Answer<NodeFigures> {
    let (mut open, mut overdue) = (0, 0);
    if let Some(granted) = actor.may(Action::ViewCase) {
        let cases = Reach::of(db, &granted).await?;
        for standing in case::standings(db, &cases, app.now()).await? {
            if standing.node_path.starts_with(&node.path) {
                open += shown(standing.open);
                overdue += shown(standing.overdue);
            }
        }
    }
    let visible = match actor.may(Action::ViewScore) {
        Some(granted) => Visible::of(db, &Reach::of(db, &granted).await?).await?,
        None => Visible::default(),
    };
    let shows = visible.shows(wangge_domain::assessment::ScoreKind::Node, &node.code);
    let round = standings.last().filter(|_| shows);
    Ok(NodeFigures {
        score: round.and_then(|round| Some(round.figure(round.node(&node.code)?))),
        open,
        overdue,
        lost: round.map_or(0, |round| round.lost_at(|site| site.node_path.contains(&node.code)).1),
    })
}
