//! What in the rules, and in the register they ask, leads nowhere.

use wangge_domain::ids::UnitId;
use wangge_domain::ownership::OwnershipStanding;
use wangge_domain::permission::{Action, Actor};
use wangge_domain::text::{Lang, Message, render};
use wangge_domain::time::local_day;
use wangge_storage::{ConnectionTrait, ownership};

use super::table::{known, load};
use crate::context::{Answer, App};
use crate::reading::{Wordbook, reach};
use crate::view::{Ref, RoutingFault, RoutingFaultOf, RoutingFaults};

/// Everything in use that leads to a unit that takes no more cases, or to a department nobody knows. What would go
/// there stays with the office; it is listed before anything happens.
///
/// # Errors
/// [`AppError::Forbidden`] for those who may not see the rules.
pub async fn faults(app: &App, actor: &Actor, lang: Lang) -> Answer<RoutingFaults> {
    let db = app.store.read();
    reach(&db, actor, Action::ViewRouting).await?;
    let book = Wordbook::open(app, &db, lang).await?;
    let register = &book.register;
    let closed = |id: Option<UnitId>| {
        let unit = id.and_then(|id| register.units.get(&id)).filter(|unit| !unit.active)?;
        book.unit(Some(unit.id))
    };
    let said = |key: &'static str, about: &Ref, unit: &Option<Ref>, code: &str| {
        let named = unit.as_ref().map_or(code, |unit| unit.name.as_str());
        render(&Message::new(key).arg("about", &about.name).arg("unit", named), lang)
    };
    let mut items = rule_faults(app, &db, &book).await?;
    let mut add = |of, about: Ref, unit: Option<Ref>, key, code: &str| {
        let sentence = said(key, &about, &unit, code);
        items.push(RoutingFault { of, about, unit, sentence });
    };
    for item in book.edition.iter().flat_map(|(_, index)| &index.edition().items).filter(|i| !i.department.is_empty()) {
        let about = || Ref::new(uuid::Uuid::nil(), &item.code, item.name.get(lang));
        match register.unit_by_code(&item.department) {
            None => add(RoutingFaultOf::Item, about(), None, "case-route-fault-unknown", &item.department),
            Some(unit) if !unit.active => {
                add(RoutingFaultOf::Item, about(), closed(Some(unit.id)), "case-route-fault-item", "");
            }
            Some(_) => {}
        }
    }
    let today = local_day(app.now(), crate::campaign::load(&db).await?.tz());
    let records = ownership::all(&db).await?;
    for record in records.iter().filter(|record| record.validity.standing(today) != OwnershipStanding::Ended) {
        let about = book.register.sites.get(&record.site_id).filter(|site| site.active);
        if let (Some(unit), Some(about)) = (closed(Some(record.unit_id)), about) {
            add(RoutingFaultOf::Ownership, book.site_ref(about), Some(unit), "case-route-fault-ownership", "");
        }
    }
    for site in register.sites.values().filter(|site| site.active) {
        if let Some(unit) = closed(site.unit_id) {
            add(RoutingFaultOf::Site, book.site_ref(site), Some(unit), "case-route-fault-site", "");
        }
    }
    for node in register.nodes.values().filter(|node| node.active) {
        if let Some(unit) = closed(node.unit_id) {
            add(RoutingFaultOf::Node, book.node(Some(node.id)), Some(unit), "case-route-fault-node", "");
        }
    }
    items.sort_by(|a, b| (a.of, &a.about.code).cmp(&(b.of, &b.about.code)));
    Ok(RoutingFaults { items })
}

/// The rules of the table that ask for something to be done.
async fn rule_faults(app: &App, db: &impl ConnectionTrait, book: &Wordbook) -> Answer<Vec<RoutingFault>> {
    let campaign = crate::campaign::load(db).await?;
    let table = load(db, &campaign).await?;
    let hints = known(book, |known| table.hints(known, local_day(app.now(), campaign.tz())));
    let mut found = Vec::new();
    for ((number, rule), hints) in (1_u32..).zip(&table.rules).zip(hints) {
        for hint in hints.into_iter().filter(|hint| hint.kind.grave()) {
            found.push(RoutingFault {
                of: RoutingFaultOf::Rule,
                about: Ref::new(rule.id, format!("{number:03}"), rule.name(book.lang)),
                unit: book.unit(rule.unit_id),
                sentence: render(&hint.message, book.lang),
            });
        }
    }
    Ok(found)
}

/// How many rules in use point to a unit out of use.
///
/// # Errors
/// When the store fails.
pub async fn flagged(app: &App, db: &impl ConnectionTrait, book: &Wordbook) -> Answer<usize> {
    let campaign = crate::campaign::load(db).await?;
    let table = load(db, &campaign).await?;
    let hints = known(book, |known| table.hints(known, local_day(app.now(), campaign.tz())));
    let points = |of: &Vec<wangge_domain::routing::Hint>| {
        of.iter().any(|hint| hint.kind == wangge_domain::routing::HintKind::DisabledUnit)
    };
    Ok(hints.iter().filter(|of| points(of)).count())
}
