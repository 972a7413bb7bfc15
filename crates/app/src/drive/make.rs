//! Making a drive, and changing it.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde_json::json;
use wangge_domain::drive::{Drive, DriveFault, DriveTarget, Reported, faults, target_faults};
use wangge_domain::ids::DriveId;
use wangge_domain::permission::{Action, Actor};
use wangge_domain::text::{Lang, Message};
use wangge_storage::{ConnectionTrait, drive as store};

use super::list::{known, show};
use crate::context::{Answer, App};
use crate::error::{AppError, FieldFault};
use crate::reading::{Register, needs_everywhere};
use crate::record::{self, By};
use crate::view::{DriveText, DriveView, MakeDrive};

/// Makes a drive; the flag says whether it is new. Sent again it is answered as the first time.
///
/// # Errors
/// [`AppError::Invalid`] with everything wrong with it.
pub async fn make(app: &App, actor: &Actor, lang: Lang, command: MakeDrive) -> Answer<(DriveView, bool)> {
    let db = app.store.read();
    needs_everywhere(actor, Action::EditDrive)?;
    if store::get(&db, command.id).await?.is_some() {
        return Ok((show(app, actor, lang, command.id).await?, false));
    }
    let by = By::of(app, actor);
    let drive = drive(command.id, &command.text, by.at, 1);
    let targets = read(app, &db, lang, &drive, &command.text, (&[], "/text")).await?;
    keep(app, by, drive, targets, true).await?;
    Ok((show(app, actor, lang, command.id).await?, true))
}

/// Changes a drive and what is planned.
///
/// # Errors
/// [`AppError::Conflict`] when it was changed meanwhile; [`AppError::Invalid`] with everything wrong with it.
pub async fn amend(
    app: &App,
    actor: &Actor,
    lang: Lang,
    id: DriveId,
    if_match: i64,
    text: DriveText,
) -> Answer<DriveView> {
    let db = app.store.read();
    needs_everywhere(actor, Action::EditDrive)?;
    let before = known(&db, id).await?;
    if before.version != if_match {
        return Err(AppError::Conflict { current: before.version });
    }
    let after = drive(id, &text, before.made_at, before.version);
    let of = store::reported_measures(&db, id).await?.into_iter();
    let reported: Vec<Reported> = of
        .filter_map(|(code, (first, last))| Some(Reported { measure: before.measure(&code)?.clone(), first, last }))
        .collect();
    let targets = read(app, &db, lang, &after, &text, (&reported, "")).await?;
    keep(app, By::of(app, actor), after, targets, false).await?;
    show(app, actor, lang, id).await
}

fn drive(id: DriveId, text: &DriveText, made_at: wangge_domain::time::Timestamp, version: i64) -> Drive {
    Drive {
        id,
        name: text.name.clone(),
        kind: text.kind,
        begins_on: text.begins_on,
        ends_on: text.ends_on,
        measures: text.measures.clone(),
        recheck_days: text.recheck_days,
        made_at,
        version,
    }
}

/// The targets of a drive; what is wrong with any of it is named by pointers within the body.
async fn read(
    app: &App,
    db: &impl ConnectionTrait,
    lang: Lang,
    drive: &Drive,
    text: &DriveText,
    (reported, within): (&[Reported], &str),
) -> Answer<Vec<DriveTarget>> {
    let register = Register::load(app, db).await?;
    let nodes: BTreeMap<_, _> = register.nodes.values().map(|node| (node.id, node)).collect();
    let mut found = faults(drive, reported);
    let mut targets = Vec::new();
    for (place, given) in text.targets.iter().enumerate() {
        let quantity = given.quantity.trim().parse::<Decimal>().ok();
        if quantity.is_none() {
            let message = Message::new("drive-target-quantity");
            found.push(DriveFault { pointer: format!("/targets/{place}/quantity"), message });
        }
        targets.push(DriveTarget {
            drive_id: drive.id,
            node_id: given.node_id,
            measure: given.measure.clone(),
            // What does not read was told above, and is not told twice.
            quantity: quantity.unwrap_or(Decimal::ONE).normalize(),
        });
    }
    found.extend(target_faults(drive, &targets, &nodes, lang));
    if found.is_empty() {
        return Ok(targets);
    }
    let told = |fault: DriveFault| FieldFault { pointer: format!("{within}{}", fault.pointer), message: fault.message };
    Err(AppError::Invalid(found.into_iter().map(told).collect()))
}

async fn keep(app: &App, by: By, drive: Drive, targets: Vec<DriveTarget>, new: bool) -> Answer<()> {
    let payload = json!({
        "name": drive.name, "kind": drive.kind, "begins_on": drive.begins_on, "ends_on": drive.ends_on,
        "measures": drive.measures, "recheck_days": drive.recheck_days,
        "targets": targets.iter().map(|target| json!({
            "node_id": target.node_id, "measure": target.measure, "quantity": target.quantity.to_string(),
        })).collect::<Vec<_>>(),
    });
    let ready = std::sync::Arc::new((by, drive, targets, payload));
    app.store
        .write(move |tx| {
            let ready = std::sync::Arc::clone(&ready);
            Box::pin(async move {
                let (by, drive, targets, payload) = &*ready;
                if new {
                    store::insert(tx, drive).await?;
                } else {
                    store::update(tx, drive).await?;
                }
                store::replace_targets(tx, drive.id, targets).await?;
                let kind = if new { "made" } else { "edited" };
                record::event(tx, by.clone(), "drive", drive.id.0, kind, payload.clone()).await?;
                Ok::<(), AppError>(())
            })
        })
        .await
}
