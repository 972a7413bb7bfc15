//! A scheme units are ranked by.

use chrono::DateTime;
use serde_json::json;
use uuid::Uuid;
use wangge_documents::table::decode;
use wangge_documents::{Counted, Fault, Place};
use wangge_domain::ranking::{Scheme, SchemeEdition};
use wangge_domain::text::{Lang, Message};
use wangge_storage::{ConnectionTrait, scheme_edition};

use super::plan::Plan;
use crate::context::Answer;
use crate::scheme::may_hold_from;

/// Plans a scheme.
pub(super) async fn plan(plan: &mut Plan<'_>, lang: Lang, db: &impl ConnectionTrait) -> Answer<()> {
    let Some(scheme) = read(plan) else { return Ok(()) };
    let file = plan.query.filename.as_str();
    let refusals = scheme.check();
    plan.faults.extend(refusals.iter().map(|refusal| Fault::error(Place::file(file), refusal.message(lang))));
    let schemes = scheme_edition::all(db).await?;
    let of_code: Vec<&SchemeEdition> = schemes.all().iter().filter(|edition| edition.code == scheme.code).collect();
    let in_force = schemes.on(plan.today).into_iter().find(|edition| edition.code == scheme.code);
    if in_force.is_some_and(|edition| edition.scheme == scheme) {
        plan.summary.unchanged += 1;
        return Ok(());
    }
    // The first edition holds since ever, later ones from today on: what was ranked before stays as it was.
    let from = if of_code.is_empty() { DateTime::UNIX_EPOCH.date_naive() } else { plan.today };
    if let Err(message) = may_hold_from(&schemes, (&scheme.code, &scheme), from, plan.today, lang) {
        plan.faults.push(Fault::error(Place::file(file), message));
    }
    if of_code.is_empty() {
        plan.summary.created += 1;
    } else {
        plan.summary.changed += 1;
    }
    let edition = of_code.iter().map(|edition| edition.edition).max().unwrap_or(0) + 1;
    let payload = json!({
        "code": scheme.code, "edition": edition, "effective_from": from, "file": file,
        "document": serde_json::to_value(&scheme).unwrap_or_default(),
    });
    plan.told.push(("ranking_scheme", Uuid::nil(), "put", payload));
    plan.writes.scheme = Some(SchemeEdition {
        code: scheme.code.clone(),
        edition,
        effective_from: Some(from),
        scheme,
        // Who and when is known when the plan is closed.
        saved_at: DateTime::UNIX_EPOCH,
        saved_by: None,
        saved_name: String::new(),
        version: 1,
    });
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
