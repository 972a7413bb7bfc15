//! Planning a round: which edition, which days, which sites, who inspects.

use std::collections::BTreeMap;

use serde_json::json;
use wangge_domain::permission::{Action, Actor};
use wangge_domain::round::{Round, RoundState};
use wangge_domain::text::{Lang, Message};
use wangge_storage::edition::EditionState;
use wangge_storage::{ConnectionTrait, edition, round};

use super::change::{refused, replace, require};
use super::{choices, draw, show};
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::reading::{Register, indexed};
use crate::record::{self, By};
use crate::view::{PlanRound, RoundDetail};

/// Plans a round on a published edition. The same plan again answers with the round as it now stands.
///
/// # Errors
/// Refuses a draft edition, a number the kind already has, days in the wrong order, and an identity that
/// another round has; [`AppError::Invalid`] with every site and assignment that cannot be.
pub async fn plan(app: &App, actor: &Actor, lang: Lang, command: PlanRound) -> Answer<RoundDetail> {
    require(actor, Action::OpenRound)?;
    let db = app.store.read();
    let planned = planned(&command)?;
    if let Some(there) = round::get(&db, command.id).await? {
        return if same_plan(&there, &planned) {
            show(app, actor, lang, there.id).await
        } else {
            Err(AppError::refused("round_exists", Message::new("app-round-exists").arg("number", there.number)))
        };
    }
    planned.check_days().map_err(refused(lang))?;
    check_edition(&db, &planned).await?;
    let index = indexed(app, &db, planned.edition_id).await?;
    let register = Register::load(app, &db).await?;
    let sites = draw::sites(&register, &index, &command.site_ids, command.all)?;
    let inspectors = draw::inspectors(&register, planned.id, &sites, &command.assignments)?;
    if round::by_number(&db, planned.kind, planned.number).await?.is_some() {
        let message = Message::new("app-round-number-taken")
            .arg("kind", planned.kind.wording(lang))
            .arg("number", planned.number);
        return Err(AppError::refused("round_number_taken", message));
    }
    let mut payload = json!({ "round": planned, "sites": sites, "inspectors": inspectors.len() });
    if let Some(given) = &command.draw {
        payload["draw"] = choices::told(&register, &index, given, &sites);
    }
    let (id, by, drawn) = (planned.id, By::of(app, actor), (sites, inspectors));
    app.store
        .write(move |tx| {
            Box::pin(async move {
                round::insert(tx, &planned).await?;
                replace(tx, planned.id, Some(&drawn)).await?;
                Ok::<_, AppError>(record::event(tx, by, "round", planned.id.0, "planned", payload).await?)
            })
        })
        .await?;
    show(app, actor, lang, id).await
}

/// The round of a plan.
fn planned(command: &PlanRound) -> Answer<Round> {
    let number = u32::try_from(command.number).ok().filter(|number| *number > 0);
    let number = number.ok_or_else(|| AppError::invalid("/number", Message::new("app-round-number-form")))?;
    if command.name.zh.trim().is_empty() {
        return Err(AppError::invalid("/name/zh", Message::new("app-round-name-missing")));
    }
    Ok(Round {
        id: command.id,
        kind: command.kind,
        number,
        name: command.name.clone(),
        edition_id: command.edition_id,
        opens_on: command.opens_on,
        closes_on: command.closes_on,
        state: RoundState::Planned,
        closed_at: None,
        settings: command.settings,
        module_values: BTreeMap::new(),
        version: 1,
    })
}

/// Whether a stored round came of this plan, whatever became of it since.
fn same_plan(there: &Round, planned: &Round) -> bool {
    let plan = |round: &Round| {
        let days = (round.opens_on, round.closes_on);
        (round.kind, round.number, round.name.clone(), round.edition_id, days, round.settings)
    };
    plan(there) == plan(planned)
}

async fn check_edition(db: &impl ConnectionTrait, round: &Round) -> Answer<()> {
    let id = round.edition_id;
    let row = edition::get(db, id).await?.ok_or_else(|| AppError::not_found("edition", id))?;
    if row.state == EditionState::Published {
        return Ok(());
    }
    let message = Message::new("app-edition-not-published").arg("version", row.version);
    Err(AppError::refused("edition_not_published", message))
}
