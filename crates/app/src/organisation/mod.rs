//! The organisation 组织架构: who is in charge from the district down to the cells, and the units by class.

use std::collections::HashMap;

use wangge_domain::grid::{NodePerson, NodeRole};
use wangge_domain::ids::{NodeId, UnitId};
use wangge_domain::permission::{Action, Actor};
use wangge_domain::text::Lang;
use wangge_domain::unit::UnitClass;
use wangge_storage::{node, unit};

use crate::context::{Answer, App};
use crate::node::staff::today;
use crate::reading::{Wordbook, many, reach};
use crate::view::{Organisation, OrganisationClass, OrganisationNode, OrganisationUnit, Ref};

/// The organisation within reach.
///
/// # Errors
/// When the store fails.
pub async fn show(app: &App, actor: &Actor, lang: Lang) -> Answer<Organisation> {
    let db = app.store.read();
    let reach = reach(&db, actor, Action::ViewGrid).await?;
    let book = Wordbook::open(app, &db, lang).await?;
    let campaign = crate::campaign::load(&db).await?;
    let today = today(app, &db).await?;
    let mut serving: HashMap<(NodeId, NodeRole), Vec<String>> = HashMap::new();
    let serves = |part: &NodePerson| part.since <= today && part.until.is_none_or(|until| today <= until);
    for part in node::people(&db).await?.into_iter().filter(serves) {
        let name = book.person(part.person_id).map(|person| person.name);
        serving.entry((part.node_id, part.role)).or_default().extend(name);
    }
    let heads: HashMap<UnitId, Ref> = unit::heads_on(&db, today)
        .await?
        .into_iter()
        .filter_map(|head| Some((head.unit_id, book.person(head.person_id)?)))
        .collect();
    let nodes = node::list(&db, &reach).await?;
    let nodes = nodes.iter().filter(|node| node.active && node.level.counts());
    let mut names = |id: NodeId, role: NodeRole| serving.remove(&(id, role)).unwrap_or_default();
    let above = |id: Option<NodeId>| book.register.nodes.get(&id?).filter(|above| above.level.counts());
    let nodes = nodes.map(|node| OrganisationNode {
        node: book.node(Some(node.id)),
        above: above(node.parent_id).map(|above| above.code.clone()),
        level: node.level.0,
        level_name: campaign.settings.levels.name(node.level, lang),
        leaders: names(node.id, NodeRole::Leader),
        workers: names(node.id, NodeRole::Worker),
        unit: book.unit(node.unit_id),
        head: node.unit_id.and_then(|unit| heads.get(&unit)).map(|head| head.name.clone()),
    });
    let nodes = nodes.collect();
    let units = unit::list(&db, &reach).await?;
    let of_class = |class: UnitClass| {
        let own = units.iter().filter(|unit| unit.active && unit.class == class);
        let view = |unit: &wangge_domain::unit::Unit| OrganisationUnit {
            unit: Ref::new(unit.id, &unit.code, unit.name.get(lang)),
            head: heads.get(&unit.id).cloned(),
            people: many(book.register.people.values().filter(|p| p.active && p.unit_id == Some(unit.id)).count()),
        };
        OrganisationClass { class, class_name: class.wording(lang), units: own.map(view).collect() }
    };
    let classes = UnitClass::ALL.iter().copied().map(of_class).filter(|class| !class.units.is_empty()).collect();
    Ok(Organisation { nodes, classes })
}
