//! A scheme units are ranked by.

use serde_json::json;
use uuid::Uuid;
use wangge_documents::table::decode;
use wangge_documents::{Counted, Fault, Place};
use wangge_domain::ranking::Scheme;
use wangge_domain::text::{Lang, Message};
use wangge_storage::ranking_scheme::{RankingSchemeRow, get};
use wangge_storage::{ConnectionTrait, StorageError};

use super::plan::Plan;
use crate::context::Answer;

/// Plans a scheme.
pub(super) async fn plan(plan: &mut Plan<'_>, lang: Lang, db: &impl ConnectionTrait) -> Answer<()> {
    let Some(scheme) = read(plan) else { return Ok(()) };
    let file = plan.query.filename.as_str();
    let refusals = scheme.check();
    plan.faults.extend(refusals.iter().map(|refusal| Fault::error(Place::file(file), refusal.message(lang))));
    let broken = |error: serde_json::Error| StorageError::Inconsistency {
        table: "ranking_schemes",
        row: scheme.code.clone(),
        reason: error.to_string(),
    };
    let document = serde_json::to_string(&scheme).map_err(broken)?;
    match get(db, &scheme.code).await? {
        Some(standing) if standing.document == document => {
            plan.summary.unchanged += 1;
            return Ok(());
        }
        Some(_) => plan.summary.changed += 1,
        None => plan.summary.created += 1,
    }
    let payload = json!({ "code": scheme.code, "document": document, "file": file });
    plan.told.push(("ranking_scheme", Uuid::nil(), "put", payload));
    plan.writes.scheme = Some(RankingSchemeRow { code: scheme.code, document });
    Ok(())
}

fn read(plan: &mut Plan<'_>) -> Option<Scheme> {
    let source = plan.source();
    let text = source.unpacked().and_then(|bytes| decode(source.name, &bytes).map(std::borrow::Cow::into_owned));
    let text = text.map_err(|fault| plan.faults.push(fault)).ok()?;
    match toml::from_str(&text) {
        Ok(scheme) => Some(scheme),
        Err(error) => {
            let mut place = Place::file(source.name);
            if let Some(before) = error.span().and_then(|span| text.get(..span.start)) {
                let line = u32::try_from(before.matches('\n').count() + 1).unwrap_or(u32::MAX);
                place = place.at(Counted::Line, line);
            }
            plan.faults.push(Fault::error(place, Message::new("import-not-toml").arg("why", error.message())));
            None
        }
    }
}
