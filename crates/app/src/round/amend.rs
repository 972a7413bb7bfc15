//! Changing a round before it closes: its sites, its inspectors, the scores of its given modules.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde_json::json;
use wangge_domain::assessment::{ScoreFault, ScoreRefusal};
use wangge_domain::figure::Exact;
use wangge_domain::ids::RoundId;
use wangge_domain::permission::{Action, Actor};
use wangge_domain::round::Round;
use wangge_domain::round::RoundState::{Open, Planned};
use wangge_domain::standard::{Edition, ModuleSource};
use wangge_domain::text::{Lang, Message};
use wangge_storage::reach::Reach;
use wangge_storage::round;

use super::change::{at_version, expect, refused, require, write};
use super::{draw, show};
use crate::context::{Answer, App};
use crate::error::{AppError, FieldFault};
use crate::reading::{Register, indexed};
use crate::view::{AmendRound, Assignments, ModuleValues, RoundDetail, SiteChoice};

/// Gives a round another name, other days and settings. Once it is open its first day stays, and whether it gives
/// hints.
///
/// # Errors
/// Refuses a closed round, days in the wrong order, and a name that is empty.
pub async fn amend(
    app: &App,
    actor: &Actor,
    lang: Lang,
    id: RoundId,
    if_match: i64,
    command: AmendRound,
) -> Answer<RoundDetail> {
    require(actor, Action::OpenRound)?;
    if command.name.zh.trim().is_empty() {
        return Err(AppError::invalid("/name/zh", Message::new("app-round-name-missing")));
    }
    let round = at_version(&app.store.read(), id, if_match).await?;
    let told = |round: &Round| {
        let Round { name, opens_on, closes_on, settings, .. } = round;
        json!({ "name": name, "opens_on": opens_on, "closes_on": closes_on, "settings": settings })
    };
    let before = told(&round);
    let settings = command.settings.unwrap_or(round.settings);
    let amended = round.amend(command.name, command.opens_on, command.closes_on);
    let amended = amended.and_then(|round| round.set(settings)).map_err(refused(lang))?;
    let after = told(&amended);
    write(app, actor, amended, None, "amended", json!({ "before": before, "after": after })).await?;
    show(app, actor, lang, id).await
}

/// Chooses the sites of a planned round, in place of those before; to an open one sites may only be added. Who was
/// assigned to a site that stays, stays.
///
/// # Errors
/// Refuses a closed round, and taking a site out of an open one; [`AppError::Invalid`] with every site that
/// cannot be.
pub async fn choose_sites(
    app: &App,
    actor: &Actor,
    lang: Lang,
    id: RoundId,
    if_match: i64,
    choice: SiteChoice,
) -> Answer<RoundDetail> {
    require(actor, Action::OpenRound)?;
    let db = app.store.read();
    let round = at_version(&db, id, if_match).await?;
    let before = round::sites(&db, id, &Reach::everything()).await?;
    let index = indexed(app, &db, round.edition_id).await?;
    let register = Register::load(app, &db).await?;
    let sites = draw::sites(&register, &index, &choice.site_ids, choice.all)?;
    round.check_sites(&before, &sites).map_err(refused(lang))?;
    let mut inspectors = round::inspectors(&db, id).await?;
    inspectors.retain(|assigned| sites.contains(&assigned.site_id));
    let payload = json!({ "sites": sites });
    write(app, actor, round, Some((sites, inspectors)), "sites_chosen", payload).await?;
    show(app, actor, lang, id).await
}

/// Assigns inspectors to the sites of a round that is planned or open, in place of those before. A site nobody
/// is assigned to is left to any inspector.
///
/// # Errors
/// Refuses a closed round; [`AppError::Invalid`] with every assignment that cannot be.
pub async fn assign(
    app: &App,
    actor: &Actor,
    lang: Lang,
    id: RoundId,
    if_match: i64,
    command: Assignments,
) -> Answer<RoundDetail> {
    require(actor, Action::OpenRound)?;
    let db = app.store.read();
    let round = at_version(&db, id, if_match).await?;
    expect(&round, &[Planned, Open], lang)?;
    let register = Register::load(app, &db).await?;
    let sites = round::sites(&db, id, &Reach::everything()).await?;
    let inspectors = draw::inspectors(&register, id, &sites, &command.assignments)?;
    let payload = json!({ "assignments": command.assignments });
    write(app, actor, round, Some((sites, inspectors)), "assigned", payload).await?;
    show(app, actor, lang, id).await
}

/// Gives the scores of modules that are not observed, in place of those before, until the round is closed.
///
/// # Errors
/// Refuses a closed round; [`AppError::Invalid`] with every module the edition does not know or that is
/// observed, and every value outside 0 to the module's own full mark.
pub async fn give_modules(
    app: &App,
    actor: &Actor,
    lang: Lang,
    id: RoundId,
    if_match: i64,
    command: ModuleValues,
) -> Answer<RoundDetail> {
    require(actor, Action::OpenRound)?;
    let db = app.store.read();
    let mut round = at_version(&db, id, if_match).await?;
    expect(&round, &[Planned, Open], lang)?;
    let index = indexed(app, &db, round.edition_id).await?;
    round.module_values = values(index.edition(), &command.values)?;
    let payload = json!({ "values": command.values });
    write(app, actor, round, None, "modules_given", payload).await?;
    show(app, actor, lang, id).await
}

fn values(edition: &Edition, given: &BTreeMap<String, Exact>) -> Answer<BTreeMap<String, Decimal>> {
    let mut faults = Vec::new();
    let mut values = BTreeMap::new();
    for (code, value) in given {
        match checked(edition, code, value) {
            Ok(decimal) => {
                values.insert(code.clone(), decimal);
            }
            Err(message) => faults.push(FieldFault { pointer: format!("/values/{code}"), message }),
        }
    }
    if faults.is_empty() { Ok(values) } else { Err(AppError::Invalid(faults)) }
}

fn checked(edition: &Edition, code: &str, value: &Exact) -> Result<Decimal, Message> {
    let refused = |fault| ScoreRefusal { at: code.to_owned(), fault }.message();
    let module = edition.modules.iter().find(|module| module.code == code);
    let module = module.ok_or_else(|| refused(ScoreFault::Unknown { what: "module" }))?;
    if module.source == ModuleSource::Observations {
        return Err(refused(ScoreFault::NotGiven));
    }
    if value.is_negative() || *value > module.full {
        return Err(refused(ScoreFault::ValueOutside { value: value.clone(), full: module.full.clone() }));
    }
    value.to_string().parse().map_err(|_| Message::new("app-module-value-form").arg("value", value))
}
