//! Who answers for a case: the head of its unit, and whoever serves in the nodes it lies in, the nearest first.

use wangge_domain::case::Case;
use wangge_domain::grid::NodeRole;
use wangge_domain::ids::PersonId;
use wangge_domain::text::Message;
use wangge_domain::text::{render, word};
use wangge_storage::{ConnectionTrait, node, unit};

use crate::context::{Answer, App};
use crate::node::staff::today;
use crate::reading::Wordbook;
use crate::view::Answerable;

/// Who answers for a case today; a place nobody holds is named with nobody, since that is what must be mended.
///
/// # Errors
/// When the store fails.
pub(super) async fn answerable(
    app: &App,
    db: &impl ConnectionTrait,
    book: &Wordbook,
    case: &Case,
) -> Answer<Vec<Answerable>> {
    let today = today(app, db).await?;
    let mut all = Vec::new();
    if let Some(id) = case.unit_id {
        let heads = unit::heads_on(db, today).await?;
        let head = heads.iter().find(|head| head.unit_id == id).map(|head| head.person_id);
        let place = book.unit(Some(id)).map(|unit| unit.name).unwrap_or_default();
        all.push(named(book, word("app-answerable-head", book.lang), place, head));
    }
    let mut chain = book.register.chain(&case.node_path);
    chain.reverse();
    for (depth, link) in chain.into_iter().filter(|node| node.level.0 >= 2).enumerate() {
        let parts = node::people_of(db, link.id).await?;
        let serving = |role: NodeRole| {
            let holds = |part: &&wangge_domain::grid::NodePerson| {
                part.role == role && part.since <= today && part.until.is_none_or(|until| today <= until)
            };
            parts.iter().filter(holds).map(|part| part.person_id).collect::<Vec<PersonId>>()
        };
        let place = link.name.get(book.lang);
        let mut add = |role: NodeRole, holder| {
            all.push(named(book, role.wording(book.lang), place.to_owned(), holder));
        };
        let leaders = serving(NodeRole::Leader);
        if leaders.is_empty() {
            add(NodeRole::Leader, None);
        }
        for leader in leaders {
            add(NodeRole::Leader, Some(leader));
        }
        if depth == 0 {
            for worker in serving(NodeRole::Worker) {
                add(NodeRole::Worker, Some(worker));
            }
        }
    }
    Ok(all)
}

fn named(book: &Wordbook, role_name: String, place: String, holder: Option<PersonId>) -> Answerable {
    let person = holder.and_then(|id| book.register.people.get(&id));
    let titled = |name: &str, title: &str| {
        render(&Message::new("app-answerable-titled").arg("name", name).arg("title", title), book.lang)
    };
    Answerable {
        role_name,
        place,
        name: person.map(|person| match &person.title {
            Some(title) => titled(&person.name, title),
            None => person.name.clone(),
        }),
        phone: person.and_then(|person| person.phone.clone()),
    }
}
