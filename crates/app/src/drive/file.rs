//! A dead corner that came back becomes a case.

use std::sync::Arc;

use serde_json::json;
use wangge_domain::case::{FinderLevel, Source};
use wangge_domain::drive::{CornerActKind, CornerRefusal, CornerState, DeadCorner, state};
use wangge_domain::evidence::EvidenceHash;
use wangge_domain::ids::DeadCornerId;
use wangge_domain::permission::{Action, Actor};
use wangge_domain::text::Lang;
use wangge_storage::{drive as store, evidence};

use super::corner::{refused, show};
use super::sight::Sight;
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::record::{self, By};
use crate::view::{DeadCornerView, FileCorner, ReportCase};

/// Reports a dead corner that came back as a case, with the photographs of the last check, and links the two. Sent again
/// it is answered as the first time.
///
/// # Errors
/// [`AppError::NotFound`] outside the actor's nodes; the refusals of [`CornerRefusal`] and of reporting a case.
pub async fn file_case(
    app: &App,
    actor: &Actor,
    lang: Lang,
    id: DeadCornerId,
    command: FileCorner,
) -> Answer<DeadCornerView> {
    let db = app.store.read();
    let sight = Sight::load(app, &db, actor, lang).await?;
    let corner = store::corner(&db, id).await?.ok_or_else(|| AppError::not_found("dead_corner", id))?;
    sight.acting_in(&sight.watches, Action::WatchCorner, corner.node_id)?;
    if corner.case_id == Some(command.id) {
        return show(app, actor, lang, id).await;
    }
    let acts = store::acts(&db, &[id]).await?.remove(&id).unwrap_or_default();
    let (Some(lon), Some(lat)) = (corner.lon, corner.lat) else { return Err(refused(CornerRefusal::NoPlace)) };
    if corner.case_id.is_some() {
        return Err(refused(CornerRefusal::CaseAlready));
    }
    let back = acts.iter().rev().find(|act| act.kind == CornerActKind::CameBack);
    let Some(back) = back.filter(|_| state(&acts) == CornerState::CameBack) else {
        return Err(refused(CornerRefusal::NotBack));
    };
    let photos: Vec<EvidenceHash> =
        evidence::of_subjects(&db, &[back.id]).await?.into_iter().map(|one| one.row.sha256).collect();
    let report = ReportCase {
        id: command.id,
        source: Source::GridReport,
        finder_level: FinderLevel::Own,
        site_id: None,
        lon: Some(lon),
        lat: Some(lat),
        datum: None,
        item_code: None,
        description: described(&corner, &back.note),
        quantity: 1,
        photos,
    };
    let ready = crate::case::ready(app, &db, actor, lang, &report).await?;
    let payload = json!({ "drive_id": corner.drive_id, "case_id": command.id });
    let ready = Arc::new((ready, By::of(app, actor), DeadCorner { case_id: Some(command.id), ..corner }, payload));
    app.store
        .write(move |tx| {
            let ready = Arc::clone(&ready);
            Box::pin(async move {
                let (case, by, corner, payload) = &*ready;
                case.keep(tx).await?;
                store::step_corner(tx, corner, None).await?;
                record::event(tx, by.clone(), "dead_corner", corner.id.0, "filed", payload.clone()).await?;
                Ok::<(), AppError>(())
            })
        })
        .await?;
    show(app, actor, lang, id).await
}

fn described(corner: &DeadCorner, note: &str) -> String {
    if note.is_empty() { corner.place.clone() } else { format!("{}：{note}", corner.place) }
}
