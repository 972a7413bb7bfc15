//! Editing a site in place: what it is called, where it lies, who answers for it, what it is an example of or
//! took over from one.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde_json::{Value, json};
use wangge_domain::ids::{SiteId, UnitId};
use wangge_domain::permission::{Action, Actor};
use wangge_domain::site::Site;
use wangge_domain::text::{Lang, Message};
use wangge_domain::time::local_day;
use wangge_geo::Position;
use wangge_storage::{ConnectionTrait, node, site};

use super::show;
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::locate::Places;
use crate::node::edit::named;
use crate::reading::{Register, reach};
use crate::record::{self, By};
use crate::view::{AmendPlace, AmendPractice, AmendSite, SiteDetail};

/// Changes a site.
///
/// # Errors
/// [`AppError::Conflict`] when it was changed meanwhile; [`AppError::Invalid`] for a place outside the district, a
/// unit nobody knows, a name that is missing; refuses a practice that is no example for it.
pub async fn amend(
    app: &App,
    actor: &Actor,
    lang: Lang,
    id: SiteId,
    if_match: i64,
    command: AmendSite,
) -> Answer<SiteDetail> {
    let db = app.store.read();
    let reach = reach(&db, actor, Action::EditSite).await?;
    let before = site::find(&db, &reach, id).await?.ok_or_else(|| AppError::not_found("site", id))?;
    if before.version != if_match {
        return Err(AppError::Conflict { current: before.version });
    }
    let register = Register::load(app, &db).await?;
    let mut after = before.clone();
    describe(&mut after, &command)?;
    answer(&mut after, &command, &register)?;
    if let Some(place) = command.place {
        lay(app, &db, &mut after, place).await?;
    }
    match command.practice {
        Some(Some(practice)) => take_over(app, &db, actor, &mut after, practice).await?,
        Some(None) => after.practice = None,
        None => {}
    }
    if after != before {
        write(app, actor, &before, after).await?;
    }
    show(app, actor, lang, id).await
}

fn describe(site: &mut Site, command: &AmendSite) -> Answer<()> {
    if let Some(name) = &command.name {
        site.name = named(name)?;
    }
    if let Some(address) = &command.address {
        site.address = Some(address.trim().to_owned()).filter(|address| !address.is_empty());
    }
    site.demonstration = command.demonstration.unwrap_or(site.demonstration);
    if let Some(attributes) = &command.attributes {
        site.attributes = measures(attributes)?;
    }
    Ok(())
}

/// Attributes weigh scores, so they are exact numbers of at least 0.
fn measures(given: &BTreeMap<String, String>) -> Answer<BTreeMap<String, Decimal>> {
    let measure = |(name, value): (&String, &String)| match value.trim().parse::<Decimal>() {
        Ok(number) if !number.is_sign_negative() && !name.trim().is_empty() => Ok((name.trim().to_owned(), number)),
        _ => {
            let message = Message::new("grid-site-attribute").arg("name", name).arg("value", value);
            Err(AppError::invalid(format!("/attributes/{name}"), message))
        }
    };
    given.iter().map(measure).collect()
}

fn answer(site: &mut Site, command: &AmendSite, register: &Register) -> Answer<()> {
    let known = |given: Option<UnitId>| match given {
        Some(id) if register.units.get(&id).is_none_or(|unit| !unit.active) => Err(AppError::not_found("unit", id)),
        given => Ok(given),
    };
    if let Some(unit) = command.unit_id {
        site.unit_id = known(unit)?;
    }
    if let Some(unit) = command.supporting_unit_id {
        site.supporting_unit_id = known(unit)?;
    }
    Ok(())
}

/// Lays the site where it is said to be, into the deepest node of the place.
async fn lay(app: &App, db: &impl ConnectionTrait, site: &mut Site, place: AmendPlace) -> Answer<()> {
    let datum = place.datum.unwrap_or_default();
    let given =
        Position::new(place.lon, place.lat).map_err(|refusal| AppError::invalid("/place/lon", refusal.message()))?;
    let here = given.to_wgs84(datum);
    let chain = Places::load(app, db).await?.chain(here.lon(), here.lat());
    let deepest = match chain.last() {
        Some(id) => node::get(db, *id).await?,
        None => None,
    };
    let deepest = deepest.ok_or_else(|| {
        let message = Message::new("app-outside-district").arg("lon", place.lon).arg("lat", place.lat);
        AppError::invalid("/place/lon", message)
    })?;
    (site.lon, site.lat) = (Some(here.lon()), Some(here.lat()));
    site.datum = Some(datum.name().to_owned());
    (site.node_id, site.node_path) = (Some(deepest.id), deepest.path);
    Ok(())
}

async fn take_over(
    app: &App,
    db: &impl ConnectionTrait,
    actor: &Actor,
    site: &mut Site,
    practice: AmendPractice,
) -> Answer<()> {
    let from = site::get(db, practice.from).await?.ok_or_else(|| AppError::not_found("site", practice.from))?;
    let today = local_day(app.now(), crate::campaign::load(db).await?.tz());
    site.take_over(&from, practice.since, today, &actor.name)
        .map_err(|refusal| AppError::refused(refusal.code(), refusal.message()))
}

async fn write(app: &App, actor: &Actor, before: &Site, after: Site) -> Answer<()> {
    let (by, payload) = (By::of(app, actor), difference(before, &after));
    app.store
        .write(move |tx| {
            Box::pin(async move {
                site::update(tx, &after).await?;
                record::event(tx, by, "site", after.id.0, "edited", payload).await?;
                Ok::<(), AppError>(())
            })
        })
        .await
}

/// What an edit changed, old and new, for the record. Fractions stand as text, so that both databases give back
/// the same.
pub(crate) fn difference(before: &Site, after: &Site) -> Value {
    let told = |site: &Site| {
        let degrees = |value: Option<f64>| value.map(|value| value.to_string());
        let attributes: BTreeMap<&String, String> = site.attributes.iter().map(|(k, v)| (k, v.to_string())).collect();
        [
            ("name", json!(site.name)),
            ("address", json!(site.address)),
            ("unit_id", json!(site.unit_id)),
            ("supporting_unit_id", json!(site.supporting_unit_id)),
            ("demonstration", json!(site.demonstration)),
            ("place", json!([degrees(site.lon), degrees(site.lat), site.datum, site.node_path])),
            ("attributes", json!(attributes)),
            ("practice", json!(site.practice)),
        ]
    };
    let pairs = told(before).into_iter().zip(told(after));
    let changed = pairs.filter(|((_, old), (_, new))| old != new);
    changed.map(|((key, old), (_, new))| (key.to_owned(), json!({ "old": old, "new": new }))).collect()
}
